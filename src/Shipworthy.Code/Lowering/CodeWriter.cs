namespace Shipworthy.Syntax.Lowering;

/// <summary>Builds the arena of a file. Nodes are opened and closed in the order of the text; what is opened in between is below.</summary>
sealed class CodeWriter
{
    readonly List<CodeEntry> entries;
    readonly List<string> strings = [""];
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal) { [""] = 0 };
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> numbersBySpan;
    int parent = -1;

    /// <summary>A writer for about so many nodes.</summary>
    public CodeWriter(int expected)
    {
        entries = new(expected);
        numbersBySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many nodes are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Opens a node; disposing of the result closes it.</summary>
    public Opened Open(
        CodeKind kind,
        Part part,
        Span span,
        ReadOnlySpan<char> name = default,
        ReadOnlySpan<char> op = default,
        Modifiers modifiers = Modifiers.None,
        string? word = null
    )
    {
        var index = entries.Count;
        entries.Add(
            new()
            {
                Start = span.Start,
                End = span.End,
                Parent = parent,
                Name = NumberOf(name),
                Operator = NumberOf(op),
                Word = word is null ? 0 : NumberOf(word) + 1,
                Kind = kind,
                Part = part,
                Modifiers = modifiers,
            }
        );
        parent = index;
        Depth++;
        return new(this, index);
    }

    /// <summary>A node that holds nothing.</summary>
    public void Leaf(
        CodeKind kind,
        Part part,
        Span span,
        ReadOnlySpan<char> name = default,
        ReadOnlySpan<char> op = default,
        Modifiers modifiers = Modifiers.None,
        string? word = null
    )
    {
        using (Open(kind, part, span, name, op, modifiers, word)) { }
    }

    /// <summary>What was written.</summary>
    public (CodeEntry[] Entries, string[] Strings) Finish() => ([.. entries], [.. strings]);

    int NumberOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return 0;
        if (numbersBySpan.TryGetValue(text, out var number))
            return number;
        var added = text.ToString();
        strings.Add(added);
        numbers.Add(added, strings.Count - 1);
        return strings.Count - 1;
    }

    void Close(int index)
    {
        ref var entry = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries)[index];
        entry.Next = entries.Count;
        parent = entry.Parent;
        Depth--;
    }

    /// <summary>An open node.</summary>
    internal readonly ref struct Opened(CodeWriter writer, int index)
    {
        /// <summary>Closes the node.</summary>
        public void Dispose() => writer.Close(index);
    }
}
