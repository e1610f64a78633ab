using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.Python;

/// <summary>
/// Lowers Python 3. Assigning to a plain name is a <see cref="CodeKind.Variable"/>, since that is how Python declares; in the body of a class it is a
/// <see cref="CodeKind.Property"/>; assigning to anything else is an <see cref="CodeKind.Assignment"/>.
/// </summary>
sealed partial class PythonLowering(SyntaxTree tree) : TreeLowering(tree)
{
    /// <summary>Whether statements stand directly in the body of a class.</summary>
    bool inClass;

    protected override void Module(SyntaxNode root) => Statements(root);

    protected override void Node(SyntaxNode node, Part part)
    {
        if (
            !TryExpression(node, part)
            && !TryLiteral(node, part)
            && !TryStatement(node, part)
            && !TryDefinition(node, part)
            && !TryPattern(node, part)
        )
            Unknown(node, part);
    }

    void Statements(SyntaxNode block)
    {
        foreach (var child in block.Children)
            if (child.Named)
                Lower(child, Part.Statement);
    }

    void Block(SyntaxNode node, Part part)
    {
        if (!node.Exists)
            return;
        using (Open(CodeKind.Block, part, node))
            Statements(node);
    }

    /// <summary>Lowers what a wrapper holds; a wrapper of several things keeps them all.</summary>
    void Only(SyntaxNode node, Part part)
    {
        var named = 0;
        foreach (var child in node.Children)
            if (child.Named)
                named++;
        if (named == 1)
            Lower(node.FirstNamed, part);
        else
            using (Open(CodeKind.Array, part, node, op: "tuple"))
                LowerAll(node, Part.Element);
    }
}
