namespace Shipworthy.Syntax;

/// <summary>Words that stand before a declaration, and marks that change what a node does.</summary>
[Flags]
#pragma warning disable CA1711, S2344 // "Modifiers" is what language specifications call them.
public enum Modifiers : ushort
#pragma warning restore CA1711, S2344
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>async</c>; of a loop, that it awaits each turn.</summary>
    Async = 1,

    /// <summary>A function that yields.</summary>
    Generator = 1 << 1,

    /// <summary><c>static</c>.</summary>
    Static = 1 << 2,

    /// <summary><c>public</c>, as written.</summary>
    Public = 1 << 3,

    /// <summary><c>private</c>, as written.</summary>
    Private = 1 << 4,

    /// <summary><c>protected</c>.</summary>
    Protected = 1 << 5,

    /// <summary><c>internal</c>.</summary>
    Internal = 1 << 6,

    /// <summary><c>readonly</c>, <c>const</c> in classes.</summary>
    ReadOnly = 1 << 7,

    /// <summary><c>?.</c> on members and calls; <c>?</c> on parameters and properties.</summary>
    Optional = 1 << 8,

    /// <summary>The default export.</summary>
    Default = 1 << 9,

    /// <summary><c>abstract</c>.</summary>
    Abstract = 1 << 10,

    /// <summary><c>override</c>.</summary>
    Override = 1 << 11,

    /// <summary>Only types: <c>import type</c>, <c>export type</c>.</summary>
    TypeOnly = 1 << 12,

    /// <summary>Declared elsewhere: <c>declare</c>, <c>extern</c>.</summary>
    Ambient = 1 << 13,

    /// <summary><c>partial</c>.</summary>
    Partial = 1 << 14,

    /// <summary><c>virtual</c>.</summary>
    Virtual = 1 << 15,
}
