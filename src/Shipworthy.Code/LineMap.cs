namespace Shipworthy.Syntax;

/// <summary>Turns offsets of a text into lines and columns, both from 1. Lines end at <c>\n</c>, as git and editors count them.</summary>
public sealed class LineMap
{
    readonly int[] starts;

    /// <summary>Finds the starts of all lines.</summary>
    public LineMap(string text)
    {
        var found = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            found.Add(at + 1);
        if (found.Count > 1 && found[^1] == text.Length)
            found.RemoveAt(found.Count - 1);
        starts = [.. found];
    }

    /// <summary>How many lines there are; an empty text has one.</summary>
    public int Count => starts.Length;

    /// <summary>The line and column of an offset, in UTF-16 units.</summary>
    public (int Line, int Column) Of(int offset)
    {
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - starts[line] + 1);
    }

    /// <summary>The offset at which a line starts.</summary>
    public int StartOf(int line) => starts[Math.Clamp(line, 1, starts.Length) - 1];
}
