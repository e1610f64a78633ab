namespace Shipworthy.Extractors.Reading;

/// <summary>Tells whether a place of a text stands in a line that is a comment, for files that are searched as text and not as a tree.</summary>
static class CommentLine
{
    static readonly string[] Beginnings = ["//", "#", "* ", "/*", "--", "<!--"];

    /// <summary>Whether the line of the position begins as comments begin, in any of the languages that are read.</summary>
    public static bool Holds(string text, int at)
    {
        var from = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        var line = text.AsSpan(from, Math.Max(0, at - from)).TrimStart();
        foreach (var beginning in Beginnings)
            if (line.StartsWith(beginning))
                return true;
        return false;
    }
}
