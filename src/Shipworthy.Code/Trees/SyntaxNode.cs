namespace Shipworthy.Syntax.Trees;

/// <summary>A node of a <see cref="SyntaxTree"/>. The default value stands for no node.</summary>
readonly struct SyntaxNode(SyntaxTree? tree, int index) : IEquatable<SyntaxNode>
{
    readonly SyntaxTree? tree = tree;
    readonly int index = index;

    public bool Exists => tree is not null;

    /// <summary>The name of its type in the grammar; empty for no node.</summary>
    public string Type => tree is null ? "" : tree.Grammar.TypeOf(Entry.Symbol);

    /// <summary>The field that it fills in its parent; empty for none.</summary>
    public string Field => tree is null ? "" : tree.Grammar.FieldOf(Entry.Field);

    public int Start => Entry.Start;

    public int End => Entry.End;

    /// <summary>Whether the grammar gives it a name; tokens have none.</summary>
    public bool Named => tree is not null && Entry.Named;

    /// <summary>Whether the parser made it up to go on after an error.</summary>
    public bool Missing => tree is not null && Entry.Missing;

    /// <summary>Whether it holds text that no rule of the grammar fits.</summary>
    public bool IsError => tree is not null && Entry.Symbol == Grammar.ErrorSymbol;

    public ReadOnlySpan<char> Text => tree is null ? default : tree.Text.AsSpan(Entry.Start, Entry.End - Entry.Start);

    /// <summary>The first child in a field; no node when there is none.</summary>
    public SyntaxNode this[string field]
    {
        get
        {
            foreach (var child in Children)
                if (child.Field == field)
                    return child;
            return default;
        }
    }

    /// <summary>The first child of a type; no node when there is none.</summary>
    public SyntaxNode OfType(string type)
    {
        foreach (var child in Children)
            if (child.Type == type)
                return child;
        return default;
    }

    /// <summary>Whether a child has the type, which may be that of a token: <c>Has("async")</c>.</summary>
    public bool Has(string type) => OfType(type).Exists;

    /// <summary>The first child that has a name in the grammar; no node when there is none.</summary>
    public SyntaxNode FirstNamed
    {
        get
        {
            foreach (var child in Children)
                if (child.Named)
                    return child;
            return default;
        }
    }

    /// <summary>All children in the order of the text, tokens included. It allocates nothing.</summary>
    public ChildList Children => new(tree, index);

    SyntaxTree.Entry Entry => tree is null ? default : tree[index];

    public bool Equals(SyntaxNode other) => ReferenceEquals(tree, other.tree) && index == other.index;

    public override bool Equals(object? obj) => obj is SyntaxNode other && Equals(other);

    public override int GetHashCode() => index;

    public override string ToString() => $"{Type} {Text}";

    /// <summary>The children of a node, for <c>foreach</c>.</summary>
    internal ref struct ChildList(SyntaxTree? tree, int parent)
    {
        int current = -1;
        int next = parent + 1;
        readonly int end = tree is null ? 0 : tree[parent].Next;

        public readonly ChildList GetEnumerator() => this;

        public readonly SyntaxNode Current => new(tree, current);

        public bool MoveNext()
        {
            if (tree is null || next >= end)
                return false;
            current = next;
            next = tree[next].Next;
            return true;
        }
    }
}
