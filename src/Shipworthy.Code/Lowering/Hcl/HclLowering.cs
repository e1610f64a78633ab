namespace Shipworthy.Syntax.Lowering.Hcl;

/// <summary>
/// Lowers HCL. A block is a <see cref="CodeKind.Block"/> with its type as name, its labels as arguments, and its attributes and blocks as elements; an attribute is a
/// <see cref="CodeKind.Property"/>; a <c>for</c> expression is a <see cref="CodeKind.Loop"/>.
/// </summary>
sealed class HclLowering(string text)
{
    readonly CodeWriter code = new(text.Length / 8);
    int nodes;

    /// <summary>Lowers the whole text.</summary>
    public CodeArena Lower()
    {
        var reader = new HclReader(text);
        using (code.Open(CodeKind.Module, Part.None, new(0, text.Length)))
            foreach (var item in reader.File())
                Write(Part.Statement, item);
        var (entries, strings) = code.Finish();
        return new(Language.Hcl, entries, strings, reader.Comments, nodes, null);
    }

    void Write(Part part, HclNode node)
    {
        nodes++;
        var span = new Span(node.Start, node.End);
        if (code.Depth >= CodeFile.DeepestLevel)
        {
            code.Leaf(CodeKind.Unknown, part, span, op: "too deep");
            return;
        }
        using (code.Open(node.Kind, part, span, node.Name, node.Operator, word: node.Word))
            foreach (var (role, child) in node.Children)
                Write(role, child);
    }
}
