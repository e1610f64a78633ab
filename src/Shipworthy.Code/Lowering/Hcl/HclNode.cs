namespace Shipworthy.Syntax.Lowering.Hcl;

/// <summary>A node on its way to the arena: the arena wants a node before what it holds, and an operator is known only after its left side.</summary>
sealed class HclNode(CodeKind kind, int start, int end, string name = "", string op = "", string? word = null)
{
    readonly List<(Part Part, HclNode Node)> children = [];

    public CodeKind Kind => kind;

    public int Start => start;

    public int End { get; set; } = end;

    public string Name { get; set; } = name;

    public string Operator => op;

    public string? Word => word;

    public IReadOnlyList<(Part Part, HclNode Node)> Children => children;

    /// <summary>Adds a child; the node grows to hold it.</summary>
    public HclNode With(Part part, HclNode? child)
    {
        if (child is null)
            return this;
        children.Add((part, child));
        End = Math.Max(End, child.End);
        return this;
    }
}
