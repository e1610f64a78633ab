using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs;

/// <summary>
/// Reads reStructuredText, AsciiDoc and plain text, tolerantly: underlined and marked headings, indented and delimited code, items, inline code, links.
/// </summary>
static partial class PlainReading
{
    /// <summary>Reads the text into a document.</summary>
    public static void Read(string text, DocumentText into)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var levels = new List<char>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (Delimiter().Match(line) is { Success: true } delimiter && BlockEnd(lines, i + 1, line) is > 0 and var end)
            {
                into.Block(i > 0 ? Language(lines[i - 1]) : "", lines[(i + 1)..end], i + 2);
                i = end;
            }
            else if (
                i + 1 < lines.Length
                && line.Trim().Length > 0
                && Underline().IsMatch(lines[i + 1])
                && lines[i + 1].Trim().Length >= line.Trim().Length - 2
            )
            {
                var mark = lines[i + 1].Trim()[0];
                if (!levels.Contains(mark))
                    levels.Add(mark);
                into.Heading(Inline(line, i + 1, into), levels.IndexOf(mark) + 1, i + 1);
                i++;
            }
            else if (Marked().Match(line) is { Success: true } marked)
            {
                into.Heading(Inline(marked.Groups[2].Value, i + 1, into), marked.Groups[1].Length, i + 1);
            }
            else if (Shout().IsMatch(line) && (i + 1 == lines.Length || i == 0 || lines[i - 1].Trim().Length == 0))
            {
                into.Heading(line.Trim().TrimEnd(':'), 2, i + 1);
            }
            else if (Indented(lines, i) is > 0 and var after && lines[i..after].Any(CommandText.IsCommand))
            {
                into.Block("", lines[i..after], i + 1);
                i = after - 1;
            }
            else
            {
                var item = Item().Match(line);
                into.Line(
                    item.Success ? LineKind.Item : LineKind.Prose,
                    Inline(item.Success ? line[item.Length..] : line, i + 1, into),
                    i + 1
                );
            }
        }
    }

    static string Inline(string line, int number, DocumentText into)
    {
        foreach (Match code in Code().Matches(line))
            into.Code(code.Groups[1].Value, number);
        foreach (Match link in Address().Matches(line))
            into.Link("", link.Value.TrimEnd('.', ',', ')', '>', ';', ']'), number);
        return line.Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal).Trim();
    }

    static int BlockEnd(string[] lines, int from, string delimiter)
    {
        for (var i = from; i < lines.Length; i++)
            if (lines[i].TrimEnd() == delimiter.TrimEnd())
                return i;
        return 0;
    }

    static string Language(string line) => SourceBlock().Match(line) is { Success: true } match ? match.Groups[1].Value : "";

    /// <summary>The line after an indented stretch that starts here after a blank line; 0 when none starts.</summary>
    static int Indented(string[] lines, int from)
    {
        if (from > 0 && lines[from - 1].Trim().Length > 0)
            return 0;
        var end = from;
        while (end < lines.Length && (lines[end].StartsWith("   ", StringComparison.Ordinal) || lines[end].StartsWith('\t')))
            end++;
        return end > from ? end : 0;
    }

    [GeneratedRegex(@"^(-{4,}|\.{4,}|```\w*)\s*$", RegexOptions.None, 10_000)]
    private static partial Regex Delimiter();

    [GeneratedRegex(@"^\s*([=\-~^""'#*+])\1{2,}\s*$", RegexOptions.None, 10_000)]
    private static partial Regex Underline();

    [GeneratedRegex(@"^(={1,6}|#{1,6})\s+(\S.{0,200}?)\s*=*$", RegexOptions.None, 10_000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^[\p{Lu}][\p{Lu}\d /&,'-]{3,60}:?$", RegexOptions.None, 10_000)]
    private static partial Regex Shout();

    [GeneratedRegex(@"^\s*([-*•+]|\d{1,2}[.)]|#\.)\s+", RegexOptions.None, 10_000)]
    private static partial Regex Item();

    [GeneratedRegex(@"`{1,2}([^`]{1,300})`{1,2}", RegexOptions.None, 10_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"https?://[^\s<>""'`|]{3,500}", RegexOptions.None, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\[source,\s*(\w+)", RegexOptions.None, 10_000)]
    private static partial Regex SourceBlock();
}
