namespace Shipworthy.Syntax;

/// <summary>The role that a node plays in its parent. <see cref="CodeKind"/> says which kinds have which parts.</summary>
public enum Part : byte
{
    /// <summary>The root has no role.</summary>
    None,

    /// <summary>What is called, constructed, or the tag of an element.</summary>
    Callee,

    /// <summary>The object of a member or index; the namespace of a type.</summary>
    Receiver,

    /// <summary>An argument of a call, an attribute of an element.</summary>
    Argument,

    /// <summary>A computed key.</summary>
    Key,

    /// <summary>The value of nearly everything.</summary>
    Value,

    /// <summary>What a branch, loop, case or catch asks.</summary>
    Condition,

    /// <summary>What happens if so.</summary>
    Then,

    /// <summary>What happens if not.</summary>
    Else,

    /// <summary>The body of a function, loop, try, catch.</summary>
    Body,

    /// <summary>A parameter of a function or catch.</summary>
    Parameter,

    /// <summary>The value of a parameter or binding when none is given.</summary>
    Default,

    /// <summary>What is assigned to; the pattern of a binding.</summary>
    Target,

    /// <summary>The left side of a binary operator.</summary>
    Left,

    /// <summary>The right side of a binary operator.</summary>
    Right,

    /// <summary>A decorator or attribute.</summary>
    Decorator,

    /// <summary>A member of a class, an entry of an object or array, a piece of a template, a child of an element.</summary>
    Element,

    /// <summary>What a class extends or implements.</summary>
    Base,

    /// <summary>A type annotation, a returned type, a type argument.</summary>
    Type,

    /// <summary>A type parameter that a function or class declares.</summary>
    Generic,

    /// <summary>The type that the expression beside it is said to have: <c>x as T</c>, <c>x satisfies T</c>, <c>(T)x</c>.</summary>
    Cast,

    /// <summary>What a switch looks at.</summary>
    Subject,

    /// <summary>What a loop goes through.</summary>
    Source,

    /// <summary>A statement of a module, block or case.</summary>
    Statement,

    /// <summary>What a loop does first.</summary>
    Setup,

    /// <summary>What a loop does after each turn.</summary>
    Step,

    /// <summary>A case of a switch.</summary>
    Case,

    /// <summary>A catch of a try.</summary>
    Handler,

    /// <summary>What a try does in any event.</summary>
    Finally,
}
