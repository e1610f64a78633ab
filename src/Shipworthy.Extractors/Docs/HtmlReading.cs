using System.Net;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs;

/// <summary>Reads HTML pages as the text that a person sees, line by line.</summary>
static partial class HtmlReading
{
    /// <summary>Reads the text into a document.</summary>
    public static void Read(string text, DocumentText into)
    {
        var lines = text.Split('\n');
        var hidden = "";
        List<string>? block = null;
        var start = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (hidden.Length > 0)
            {
                hidden = line.Contains($"</{hidden}", StringComparison.OrdinalIgnoreCase) ? "" : hidden;
                continue;
            }
            if (
                Hidden().Match(line) is { Success: true } open
                && !line.Contains($"</{open.Groups[1].Value}", StringComparison.OrdinalIgnoreCase)
            )
            {
                hidden = open.Groups[1].Value;
                continue;
            }
            foreach (Match link in Anchor().Matches(line))
                into.Link(WithoutTags(link.Groups[2].Value).Trim(), WebUtility.HtmlDecode(link.Groups[1].Value), i + 1);
            if (block is null && line.Contains("<pre", StringComparison.OrdinalIgnoreCase))
                (block, start) = ([], i + 1);
            if (block is not null)
            {
                block.Add(WithoutTags(line));
                if (!line.Contains("</pre", StringComparison.OrdinalIgnoreCase) && i + 1 < lines.Length)
                    continue;
                into.Block("", block, start);
                block = null;
            }
            else if (Title().Match(line) is { Success: true } heading)
            {
                into.Heading(WithoutTags(heading.Groups[2].Value).Trim(), heading.Groups[1].Value[0] - '0', i + 1);
            }
            else
            {
                foreach (Match code in Code().Matches(line))
                    into.Code(WithoutTags(code.Groups[1].Value), i + 1);
                into.Line(
                    line.Contains("<li", StringComparison.OrdinalIgnoreCase) ? LineKind.Item : LineKind.Prose,
                    WithoutTags(line),
                    i + 1
                );
            }
        }
    }

    /// <summary>The text of a line without tags, with entities resolved.</summary>
    public static string WithoutTags(string line) =>
        WebUtility.HtmlDecode(Tag().Replace(line, match => IsPlaceholder(match.Value) ? match.Value : " "));

    /// <summary>Whether something in angle brackets is a gap to fill in, such as <c>&lt;your-name&gt;</c>, and no tag of HTML.</summary>
    public static bool IsPlaceholder(string tag) => Placeholder().IsMatch(tag) && !KnownTag().IsMatch(tag);

    [GeneratedRegex(@"</?[A-Za-z!][^<>]{0,2000}>", RegexOptions.None, 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^<[A-Za-z][\w .-]{1,60}>$", RegexOptions.None, 10_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(
        @"^<(a|abbr|article|aside|b|blockquote|body|br|button|caption|center|cite|code|col|dd|del|details|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|ol|p|picture|pre|q|s|samp|script|section|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|var|video)( |>)",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex KnownTag();

    [GeneratedRegex(@"<(script|style|head|svg)\b", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<h([1-6])\b[^>]{0,500}>(.{0,500}?)</h\1>", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Title();

    [GeneratedRegex(@"<a\s[^>]{0,500}?href=[""']([^""']{1,500})[""'][^>]{0,500}>(.{0,300}?)</a>", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"<code\b[^>]{0,200}>(.{0,500}?)</code>", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Code();
}
