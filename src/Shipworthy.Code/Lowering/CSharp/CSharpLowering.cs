using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

/// <summary>
/// Lowers C#. Fields and properties are <see cref="CodeKind.Property"/>, locals <see cref="CodeKind.Variable"/>. A file-scoped namespace is an empty module with
/// the operator <c>file</c>, and what follows it belongs to it. <c>a?.b</c> is a member of <c>a</c> like any other, with the mark of an optional chain.
/// </summary>
sealed partial class CSharpLowering(SyntaxTree tree) : TreeLowering(tree)
{
    /// <summary>Left sides of the <c>?.</c> that are being lowered, each with the start of its right side.</summary>
    readonly Stack<(SyntaxNode Receiver, int Start)> chains = new();

    protected override void Module(SyntaxNode root) => Statements(root);

    protected override void Node(SyntaxNode node, Part part)
    {
        if (IsTrivia(node))
            return;
        if (
            !TryExpression(node, part)
            && !TryLiteral(node, part)
            && !TryStatement(node, part)
            && !TryDeclaration(node, part)
            && !TryPattern(node, part)
            && !TryQuery(node, part)
            && !TryType(node, part)
        )
            Unknown(node, part);
    }

    void Statements(SyntaxNode block)
    {
        foreach (var child in block.Children)
            if (child.Named)
                Lower(child, Part.Statement);
    }

    /// <summary>Directives for the compiler that hold no code.</summary>
    static bool IsTrivia(SyntaxNode node) =>
        node.Type
            is "preproc_region"
                or "preproc_endregion"
                or "preproc_nullable"
                or "preproc_pragma"
                or "preproc_define"
                or "preproc_undef"
                or "preproc_line"
                or "preproc_error"
                or "preproc_warning"
                or "shebang_directive"
                or "empty_statement"
                or "implicit_type"
                or "attribute_target_specifier"
                or "extern_alias_directive";

    /// <summary>Opens a node whose span, on the right side of a <c>?.</c>, begins with the left side.</summary>
    new CodeWriter.Opened Open(
        CodeKind kind,
        Part part,
        SyntaxNode node,
        ReadOnlySpan<char> name = default,
        ReadOnlySpan<char> op = default,
        Modifiers modifiers = Modifiers.None,
        string? word = null
    ) => Code.Open(kind, part, new(StartOf(node), node.End), name, op, modifiers, word);

    int StartOf(SyntaxNode node)
    {
        var start = node.Start;
        foreach (var (receiver, from) in chains)
            if (start == from)
                start = receiver.Start;
        return start;
    }

    /// <summary>The last simple name of a name: <c>B</c> of <c>A.B&lt;T&gt;</c>.</summary>
    static ReadOnlySpan<char> LastName(SyntaxNode node) =>
        node.Type switch
        {
            "identifier" => node.Text,
            "generic_name" => node.FirstNamed.Text,
            "qualified_name" or "alias_qualified_name" or "member_access_expression" or "member_binding_expression" => LastName(
                node["name"]
            ),
            "nullable_type" or "array_type" or "pointer_type" or "ref_type" or "scoped_type" => LastName(node["type"]),
            _ => node.Text,
        };

    static Modifiers ModifiersOf(SyntaxNode node)
    {
        var found = Modifiers.None;
        foreach (var child in node.Children)
            found |= child.Type is "modifier" or "async" or "static" ? ModifierOf(child.Text) : Modifiers.None;
        return found;
    }

    static Modifiers ModifierOf(ReadOnlySpan<char> word) =>
        word switch
        {
            "async" => Modifiers.Async,
            "static" => Modifiers.Static,
            "public" => Modifiers.Public,
            "private" => Modifiers.Private,
            "protected" => Modifiers.Protected,
            "internal" => Modifiers.Internal,
            "readonly" or "const" => Modifiers.ReadOnly,
            "abstract" => Modifiers.Abstract,
            "override" => Modifiers.Override,
            "virtual" => Modifiers.Virtual,
            "partial" => Modifiers.Partial,
            "extern" => Modifiers.Ambient,
            _ => Modifiers.None,
        };
}
