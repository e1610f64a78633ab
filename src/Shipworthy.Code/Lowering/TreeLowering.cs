using System.Runtime.CompilerServices;
using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering;

/// <summary>
/// What the lowerings of all tree-sitter languages share: the way down with its limit, unknown nodes, and short words for writing. A language overrides
/// <see cref="Node"/>, which writes exactly one node for a syntax node, or what a wrapper such as parentheses holds; what it has no arm for goes to
/// <see cref="Unknown"/>, which keeps what is inside.
/// </summary>
abstract class TreeLowering(SyntaxTree tree)
{
    /// <summary>How much deeper the lowering of one syntax node may write before it asks for the next one.</summary>
    const int DepthOfOneNode = 10;

    int depth;

    /// <summary>The text.</summary>
    protected string Source => tree.Text;

    protected CodeWriter Code { get; } = new(tree.Count / 2);

    /// <summary>Lowers the whole tree.</summary>
    public CodeArena Lower(Language language)
    {
        using (Code.Open(CodeKind.Module, Part.None, new(0, tree.Text.Length)))
            Module(tree.Root);
        var (entries, strings) = Code.Finish();
        return new(language, entries, strings, tree.Comments, tree.NamedCount, null);
    }

    /// <summary>Lowers what the root holds.</summary>
    protected abstract void Module(SyntaxNode root);

    /// <summary>Lowers a node that exists and is not too deep.</summary>
    protected abstract void Node(SyntaxNode node, Part part);

    /// <summary>Lowers a node, if there is one, as a child of the open node.</summary>
    protected void Lower(SyntaxNode node, Part part)
    {
        if (!node.Exists || node.Missing)
            return;
        if (Math.Max(depth, Code.Depth) >= CodeFile.DeepestLevel - DepthOfOneNode || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Leaf(CodeKind.Unknown, part, node, op: "too deep");
            return;
        }
        depth++;
        Node(node, part);
        depth--;
    }

    /// <summary>Lowers all named children.</summary>
    protected void LowerAll(SyntaxNode node, Part part)
    {
        foreach (var child in node.Children)
            if (child.Named)
                Lower(child, part);
    }

    /// <summary>Lowers all children in a field.</summary>
    protected void LowerAll(SyntaxNode node, string field, Part part)
    {
        foreach (var child in node.Children)
            if (child.Named && child.Field == field)
                Lower(child, part);
    }

    /// <summary>Writes an unknown node and lowers what it holds.</summary>
    protected void Unknown(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Unknown, part, node, op: node.Type))
            LowerAll(node, Part.Element);
    }

    protected CodeWriter.Opened Open(
        CodeKind kind,
        Part part,
        SyntaxNode node,
        ReadOnlySpan<char> name = default,
        ReadOnlySpan<char> op = default,
        Modifiers modifiers = Modifiers.None,
        string? word = null
    ) => Code.Open(kind, part, new(node.Start, node.End), name, op, modifiers, word);

    protected void Leaf(
        CodeKind kind,
        Part part,
        SyntaxNode node,
        ReadOnlySpan<char> name = default,
        ReadOnlySpan<char> op = default,
        Modifiers modifiers = Modifiers.None,
        string? word = null
    ) => Code.Leaf(kind, part, new(node.Start, node.End), name, op, modifiers, word);
}
