namespace Shipworthy.Extractors.Dependencies.Text;

/// <summary>One line of a file whose structure is its indentation.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Indent">How many blanks it begins with.</param>
/// <param name="Text">What stands behind them.</param>
readonly record struct IndentedLine(int Number, int Indent, string Text)
{
    /// <summary>What stands before the colon, without quotes; the whole line where there is none.</summary>
    public string Key => ColonOf(Text) is >= 0 and var colon ? Unquoted(Text[..colon].TrimEnd()) : Unquoted(Text);

    /// <summary>What stands behind the colon, without quotes; empty when nothing does.</summary>
    public string Value => ColonOf(Text) is >= 0 and var colon ? Unquoted(Text[(colon + 1)..].Trim()) : "";

    /// <summary>A text without its quotes.</summary>
    public static string Unquoted(string text) => text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1] : text;

    /// <summary>The colon that ends the key: at the end of the line or before a blank, and outside of quotes.</summary>
    static int ColonOf(string content)
    {
        var at = 0;
        if (content.Length > 0 && content[0] is '\'' or '"')
            at = content.IndexOf(content[0], 1) is > 0 and var close ? close + 1 : content.Length;
        for (; at < content.Length; at++)
            if (content[at] == ':' && (at + 1 == content.Length || content[at + 1] == ' '))
                return at;
        return -1;
    }
}

/// <summary>
/// Reads the block form of YAML as package managers write it, line by line: pnpm, Yarn, Dart. They write one key a line and nothing that a whole YAML
/// reader is needed for, and their files are large.
/// </summary>
static class IndentedLines
{
    /// <summary>The lines that are neither blank nor comments.</summary>
    public static IEnumerable<IndentedLine> Of(string text)
    {
        var number = 0;
        for (var at = 0; at < text.Length; )
        {
            var end = text.IndexOf('\n', at);
            if (end < 0)
                end = text.Length;
            number++;
            if (Read(text.AsSpan(at, end - at), number) is { } line)
                yield return line;
            at = end + 1;
        }
    }

    /// <summary>Whether the file holds the marks that git leaves where two versions of it met.</summary>
    public static bool HoldsConflict(string text) =>
        text.StartsWith("<<<<<<< ", StringComparison.Ordinal) || text.Contains("\n<<<<<<< ", StringComparison.Ordinal);

    static IndentedLine? Read(ReadOnlySpan<char> line, int number)
    {
        var content = line.TrimStart(' ');
        var indent = line.Length - content.Length;
        content = content.TrimEnd();
        if (content.IsEmpty || content[0] is '#')
            return null;
        // A very long key stands alone behind a question mark, and its value behind a colon in the next line.
        return content.StartsWith("? ") ? new(number, indent, $"{content[2..]}:")
            : content.StartsWith(": ") ? new(number, indent + 2, content[2..].ToString())
            : new(number, indent, content.ToString());
    }
}
