namespace Shipworthy.Syntax.Trees;

/// <summary>
/// A syntax tree as tree-sitter sees it, copied into one array in the order of a walk from the top: a node is followed by what it holds. Copying costs less
/// than asking the C interface for every step, and lets lowerings move freely. Comments are kept apart, and so are not among the nodes.
/// </summary>
sealed class SyntaxTree
{
    readonly Entry[] entries;

    internal SyntaxTree(string text, Grammar grammar, Entry[] entries, int count, ImmutableArray<Span> comments)
    {
        Text = text;
        Grammar = grammar;
        this.entries = entries;
        Count = count;
        Comments = comments;
    }

    /// <summary>The text that was parsed.</summary>
    public string Text { get; }

    /// <summary>The grammar that parsed it.</summary>
    public Grammar Grammar { get; }

    /// <summary>How many nodes there are, tokens included.</summary>
    public int Count { get; }

    /// <summary>The comments, in the order of the text.</summary>
    public ImmutableArray<Span> Comments { get; }

    /// <summary>The node that holds all others.</summary>
    public SyntaxNode Root => new(this, 0);

    /// <summary>How many nodes have a name in the grammar; the others are tokens such as <c>(</c>.</summary>
    public int NamedCount
    {
        get
        {
            var named = 0;
            for (var i = 0; i < Count; i++)
                if (entries[i].Named)
                    named++;
            return named;
        }
    }

    internal ref readonly Entry this[int index] => ref entries[index];

    /// <summary>One node: its type, the field it fills in its parent, its span in UTF-16 units, and where what it holds ends.</summary>
    internal struct Entry
    {
        public int Start;
        public int End;
        public int Next;
        public ushort Symbol;
        public ushort Field;
        public bool Named;
        public bool Missing;
    }
}
