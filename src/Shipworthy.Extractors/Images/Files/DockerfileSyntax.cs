using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Images.Files;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Keyword">In capitals: <c>FROM</c>.</param>
/// <param name="Arguments">The rest with its continued lines joined; the body of a here-document is not in it.</param>
readonly record struct Instruction(int Line, string Keyword, string Arguments)
{
    /// <summary>The value of a flag in front of the arguments (<c>--from=build</c>); empty without it.</summary>
    public string Flag(string name) =>
        Flags().FirstOrDefault(flag => flag.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? found[(name.Length + 1)..].Trim('"', '\'')
            : "";

    /// <summary>The arguments behind the flags.</summary>
    public ImmutableArray<string> Words => [.. Arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).SkipWhile(IsFlag)];

    IEnumerable<string> Flags() => Arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).TakeWhile(IsFlag);

    static bool IsFlag(string word) => word.StartsWith("--", StringComparison.Ordinal);
}

/// <summary>
/// Splits a Dockerfile into instructions (docs.docker.com, "Dockerfile reference"): parser directives, comments, continued lines and here-documents. Text that is
/// no instruction is left out, so that reading never fails.
/// </summary>
static partial class DockerfileSyntax
{
    /// <summary>All instructions in order.</summary>
    public static IEnumerable<Instruction> Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var escape = EscapeOf(lines);
        for (var at = 0; at < lines.Length; at++)
        {
            if (IsSkipped(lines[at]))
                continue;
            var first = at;
            var joined = Continued(lines, ref at, escape);
            foreach (var terminator in HereDocuments(joined))
                while (at + 1 < lines.Length && lines[++at].TrimStart('\t').TrimEnd() != terminator) { }
            if (Shape().Match(joined) is { Success: true } found)
                yield return new(first + 1, found.Groups["keyword"].Value.ToUpperInvariant(), found.Groups["rest"].Value.Trim());
        }
    }

    static bool IsSkipped(string line) => line.TrimStart() is "" or ['#', ..];

    /// <summary>A directive counts only before the first line that is neither a comment nor empty.</summary>
    static char EscapeOf(string[] lines)
    {
        foreach (var line in lines.TakeWhile(IsSkipped))
            if (Directive().Match(line) is { Success: true } found)
                return found.Groups["escape"].Value[0];
        return '\\';
    }

    static string Continued(string[] lines, ref int at, char escape)
    {
        var parts = new List<string>();
        for (; ; at++)
        {
            var line = lines[at].TrimEnd();
            // Comments and empty lines within a continued instruction are left out, and it goes on behind them.
            if (parts.Count > 0 && IsSkipped(line) && at + 1 < lines.Length)
                continue;
            var goesOn = line.EndsWith(escape) && at + 1 < lines.Length;
            parts.Add(goesOn ? line[..^1] : line);
            if (!goesOn)
                return string.Join(' ', parts);
        }
    }

    static IEnumerable<string> HereDocuments(string instruction) =>
        WithHereDocument().IsMatch(instruction) ? HereDocument().Matches(instruction).Select(match => match.Groups["name"].Value) : [];

    [GeneratedRegex(@"^\s*(?<keyword>[A-Za-z]+)(?:\s+(?<rest>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 10_000)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\s*#\s*escape\s*=\s*(?<escape>[\\`])\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\s*(?:RUN|COPY|ADD)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WithHereDocument();

    [GeneratedRegex(@"(?<!<)<<-?[""']?(?<name>[A-Za-z_]\w*)[""']?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HereDocument();
}
