using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

/// <summary>
/// Lowers JavaScript, TypeScript and their JSX forms, whose grammars share their names. One file a family: statements, functions, classes, modules,
/// expressions, patterns, literals, JSX, types.
/// </summary>
sealed partial class JavaScriptLowering(SyntaxTree tree) : TreeLowering(tree)
{
    protected override void Module(SyntaxNode root) => Statements(root);

    /// <summary>Whether names are being bound, not used: inside the pattern of a declaration, outside its defaults and keys.</summary>
    bool binds;

    protected override void Node(SyntaxNode node, Part part)
    {
        if (TryPattern(node, part))
            return;
        var before = binds;
        binds = false;
        if (!TryExpression(node, part) && !TryStatement(node, part) && !TryDeclaration(node, part) && !TryType(node, part))
            Unknown(node, part);
        binds = before;
    }

    static Modifiers ModifiersOf(SyntaxNode node)
    {
        var found = Modifiers.None;
        foreach (var child in node.Children)
            found |= child.Type switch
            {
                "async" => Modifiers.Async,
                "*" => Modifiers.Generator,
                "static" => Modifiers.Static,
                "readonly" => Modifiers.ReadOnly,
                "?" or "optional_chain" => Modifiers.Optional,
                "abstract" => Modifiers.Abstract,
                "override_modifier" => Modifiers.Override,
                "declare" => Modifiers.Ambient,
                "default" => Modifiers.Default,
                "accessibility_modifier" => child.Text switch
                {
                    "private" => Modifiers.Private,
                    "protected" => Modifiers.Protected,
                    _ => Modifiers.Public,
                },
                _ => Modifiers.None,
            };
        return found;
    }
}
