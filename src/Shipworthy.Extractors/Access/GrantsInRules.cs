using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Access;

/// <summary>Rules of Firebase by which clients get at data and files (rubric 9.5, rule 2).</summary>
static partial class GrantsInRules
{
    /// <summary>The rules that let everybody write, and the sound ones of a file as one.</summary>
    public static IEnumerable<AccessGrant> In(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(file => Folders.Counts(file.Role)))
            if (file.Name.EndsWith(".rules", StringComparison.Ordinal) && file.Text.Contains("service ", StringComparison.Ordinal))
                foreach (var grant in Of(file, Comments().Replace(file.Text, found => new string(' ', found.Length)), Allow()))
                    yield return grant;
            else if (file.Name is "database.rules.json")
                foreach (var grant in Of(file, file.Text, Entry()))
                    yield return grant;
    }

    static IEnumerable<AccessGrant> Of(SourceFile file, string text, Regex pattern)
    {
        var sound = new List<Match>();
        foreach (Match match in pattern.Matches(text))
        {
            var condition = match.Groups["if"].Value.Trim();
            var acts = match.Groups["what"].Value;
            if ((condition.Length == 0 || condition is "true" || Dated().IsMatch(condition)) && Writes().IsMatch(acts))
                yield return Grant(
                    file,
                    match,
                    GrantReach.Open,
                    Dated().IsMatch(condition)
                        ? "lets everybody write until a date, as rules for trying things out do"
                        : "lets everybody write",
                    1
                );
            else
                sound.Add(match);
        }
        if (sound.Count > 0)
            yield return Grant(
                file,
                sound[0],
                GrantReach.Narrow,
                sound.Count == 1 ? "names who may do what" : $"names in {sound.Count} rules who may do what",
                sound.Count
            );
    }

    static AccessGrant Grant(SourceFile file, Match match, GrantReach reach, string because, int statements) =>
        new(file.At(match.Index), "Firebase rules", $"rules:{(reach is GrantReach.Narrow ? "sound" : match.Value)}")
        {
            Reach = reach,
            Because = because,
            Holder = GrantHolder.Everybody,
            Place = GrantPlace.Rules,
            Statements = statements,
        };

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\ballow\s+(?<what>[\w,\s]+?)\s*(?::\s*if\s+(?<if>[^;]*))?;", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Allow();

    [GeneratedRegex("""[.](?<what>read|write)"\s*:\s*"?(?<if>[^",\n}]*)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^request\.time\s*<\s*timestamp\.date\([^)]*\)$|^now\s*<", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dated();

    [GeneratedRegex(@"\b(?:write|create|update|delete)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Writes();
}
