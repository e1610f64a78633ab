using System.Text.RegularExpressions;

namespace Shipworthy.Specs;

/// <summary>
/// Reads a literate spec. <c>##</c> starts a new app, <c>###</c> goes on from the app of its <c>##</c>; fences hold files, commits and verdicts.
/// </summary>
static partial class SpecDocument
{
    const string DefaultAuthor = "Ann <ann@example.com>";
    const string DefaultDate = "2025-01-01";

    /// <summary>All cases of a document, in order.</summary>
    /// <exception cref="FormatException">A fence that means nothing here, or a section without a verdict; the message names the line.</exception>
    public static IEnumerable<SpecCase> Read(string check, string file)
    {
        var lines = File.ReadAllLines(file);
        var parent = ImmutableArray<SpecStep>.Empty;
        var steps = ImmutableArray<SpecStep>.Empty;
        var (chapter, section) = ("", "");
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                (chapter, section, steps, parent) = (line[3..].Trim(), "", [], []);
            }
            else if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                if (section.Length == 0)
                    parent = steps;
                (section, steps) = (line[4..].Trim(), parent);
            }
            else if (Fence().Match(line) is { Success: true } fence)
            {
                var start = i;
                var ticks = fence.Groups[1].Value;
                var body = new List<string>();
                for (i++; i < lines.Length && lines[i] != ticks; i++)
                    body.Add(lines[i]);
                var info = fence.Groups[2].Value.Trim();
                if (info == "verdict")
                    yield return new(
                        check,
                        file,
                        start + 1,
                        section.Length > 0 ? $"{chapter} / {section}" : chapter,
                        steps,
                        string.Join('\n', body)
                    );
                else
                    steps = steps.Add(Step(info, body, file, start + 1));
            }
        }
    }

    static SpecStep Step(string info, List<string> body, string file, int line)
    {
        if (info == "nogit")
            return new SpecStep.NoGit();
        if (info == "advisory")
            return new SpecStep.Advisory(string.Join('\n', body));
        if (info == "commit" || info.StartsWith("commit ", StringComparison.Ordinal))
        {
            var options = Option()
                .Matches(info)
                .ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim('"'), StringComparer.Ordinal);
            var message = Quoted().Match(info) is { Success: true } quoted ? quoted.Groups[1].Value : "Change";
            var text = body.Count > 0 ? $"{message}\n\n{string.Join('\n', body)}" : message;
            return new SpecStep.Commit(
                text,
                options["author"].FirstOrDefault(DefaultAuthor),
                options["date"].FirstOrDefault(DefaultDate),
                options["branch"].FirstOrDefault("main"),
                options["merge"].FirstOrDefault(),
                [.. options["delete"]]
            );
        }
        var parts = info.Split(' ', 2);
        return parts.Length == 2
            ? new SpecStep.Write(parts[1].Trim(), body.Count == 0 ? "" : string.Join('\n', body) + "\n")
            : throw new FormatException(
                $"{file}:{line}: a fence needs a language and a path, or is one of advisory, commit, nogit, verdict: {info}"
            );
    }

    [GeneratedRegex(@"^(`{3,})(.*)$", RegexOptions.None, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(\w+)=(""[^""]*""|\S+)", RegexOptions.None, 1000)]
    private static partial Regex Option();

    [GeneratedRegex(@"^commit\s+""([^""]*)""", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
