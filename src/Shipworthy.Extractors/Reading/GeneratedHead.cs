using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Reading;

/// <summary>Recognises the header by which a program says that it wrote a file.</summary>
static partial class GeneratedHead
{
    const int Looked = 1500;

    /// <summary>Whether a comment among the first lines says that the file is generated.</summary>
    /// <remarks>
    /// A builder also says so of the file in which it makes the app's own client of a service. That one runs with the app's settings and is its code.
    /// </remarks>
    public static bool SaysSo(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return false;
        var text = Encoding.UTF8.GetString(head[..Math.Min(head.Length, Looked)]);
        return Words().IsMatch(text)
            && CommentLines(text).Any(line => Words().IsMatch(line))
            && !text.Contains("createClient", StringComparison.Ordinal);
    }

    static IEnumerable<string> CommentLines(string text)
    {
        var inBlock = false;
        foreach (var raw in text.Split('\n').Take(15))
        {
            var line = raw.Trim();
            if (line.Length == 0)
                continue;
            var opens =
                line.StartsWith("/*", StringComparison.Ordinal)
                || line.StartsWith("<!--", StringComparison.Ordinal)
                || line.StartsWith("\"\"\"", StringComparison.Ordinal);
            if (!inBlock && !opens && !LineComment().IsMatch(line))
                continue;
            yield return line;
            inBlock =
                (inBlock || opens)
                && !line.EndsWith("*/", StringComparison.Ordinal)
                && !line.EndsWith("-->", StringComparison.Ordinal)
                && !(line.EndsWith("\"\"\"", StringComparison.Ordinal) && (inBlock || line.Length > 3));
        }
    }

    [GeneratedRegex(
        @"@generated\b|<auto-?generated|\b(auto-?generated|automatically generated|machine[- ]generated)\b.{0,80}(file|code|do not|don't|by |from )|\b(file|code|this)\b.{0,40}\b(is|was|has been) (auto-?|automatically |machine-)?generated\b|^.{0,6}\b(code |file )?generated (by|from|with)\b.{0,120}(do not (edit|modify)|don't (edit|modify))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Words();

    [GeneratedRegex(@"^(//|#|--|;|\*|%|')", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LineComment();
}
