namespace Shipworthy.Syntax.Trees;

/// <summary>Copies a tree of the C library into one array, with a cursor and without recursion.</summary>
sealed unsafe class TreeCopy(string text, Grammar grammar)
{
    readonly ImmutableArray<Span>.Builder comments = ImmutableArray.CreateBuilder<Span>();
    readonly Stack<int> open = new();
    SyntaxTree.Entry[] entries = new SyntaxTree.Entry[Math.Max(16, text.Length / 3)];
    int count;

    public SyntaxTree Of(nint tree)
    {
        var cursor = Native.NewCursor(Native.Root(tree));
        Walk(&cursor);
        Native.DeleteCursor(&cursor);
        return new(text, grammar, entries, count, comments.ToImmutable());
    }

    void Walk(Native.Cursor* cursor)
    {
        var down = Visit(cursor);
        while (true)
        {
            if (!down && Native.NextSibling(cursor) == 0)
            {
                if (open.Count == 0)
                    return;
                entries[open.Pop()].Next = count;
                Native.ToParent(cursor);
                continue;
            }
            down = Visit(cursor);
        }
    }

    /// <summary>Takes the node under the cursor; true when the cursor went down to its first child.</summary>
    bool Visit(Native.Cursor* cursor)
    {
        var node = Native.Current(cursor);
        var symbol = Native.Symbol(node);
        var start = (int)(Native.StartByte(node) / sizeof(char));
        var end = (int)(Native.EndByte(node) / sizeof(char));
        if (count > 0 && grammar.IsComment(symbol))
        {
            comments.Add(new(start, end));
            return false;
        }
        if (count == entries.Length)
            Array.Resize(ref entries, count * 2);
        entries[count++] = new()
        {
            Start = start,
            End = end,
            Next = count,
            Symbol = symbol,
            Field = Native.CurrentField(cursor),
            Named = Native.IsNamed(node) != 0,
            Missing = Native.IsMissing(node) != 0,
        };
        if (Native.FirstChild(cursor) == 0)
            return false;
        open.Push(count - 1);
        return true;
    }
}
