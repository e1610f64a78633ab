using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.OwnRules;

/// <summary>What an allow-list looks at: a value at its place.</summary>
/// <param name="Path">Path of the file; empty for a message.</param>
/// <param name="Secret">The value.</param>
/// <param name="Match">The text that was taken for a secret, with the name in front.</param>
/// <param name="Line">The line that it stands in.</param>
sealed record AllowedText(string Path, string Secret, string Match, string Line);

/// <summary>
/// An allow-list of gitleaks: places and values that the team calls harmless. Without <see cref="All"/> one of its four parts is enough.
/// </summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Rules">The rules that it is for; empty for all.</param>
/// <param name="All">Whether all parts that it has need to agree.</param>
/// <param name="Paths">Patterns of paths.</param>
/// <param name="Regexes">Patterns of what <paramref name="Target"/> names.</param>
/// <param name="Target">What the patterns are for: <c>secret</c>, <c>match</c> or <c>line</c>.</param>
/// <param name="StopWords">Words in a value, in lower case.</param>
/// <param name="Commits">Names of commits, or their beginnings, in lower case.</param>
sealed record AllowList(
    string File,
    ImmutableArray<string> Rules,
    bool All,
    ImmutableArray<Regex> Paths,
    ImmutableArray<Regex> Regexes,
    string Target,
    ImmutableArray<string> StopWords,
    ImmutableArray<string> Commits
)
{
    /// <summary>Whether it calls the value harmless, whatever commit brought it.</summary>
    public bool Allows(AllowedText text) => All ? Commits.IsEmpty && FitsAll(text) : Parts(text).Any(part => part);

    /// <summary>The commits in which it calls the value harmless; empty when none, or when it does so in all.</summary>
    public ImmutableArray<string> CommitsFor(AllowedText text) => !All || FitsAll(text) ? Commits : [];

    /// <summary>A list of which nothing could be read, or that names commits only, fits no text by itself.</summary>
    bool FitsAll(AllowedText text) => Parts(text).ToList() is { Count: > 0 } parts && parts.TrueForAll(part => part);

    IEnumerable<bool> Parts(AllowedText text)
    {
        if (!Paths.IsEmpty)
            yield return text.Path.Length > 0 && Paths.Any(path => path.IsMatch(text.Path));
        if (!Regexes.IsEmpty)
            yield return Regexes.Any(regex => regex.IsMatch(Targeted(text)));
        if (!StopWords.IsEmpty)
            yield return StopWords.Any(word => text.Secret.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    string Targeted(AllowedText text) =>
        Target switch
        {
            "line" => text.Line,
            "match" => text.Match,
            _ => text.Secret,
        };
}
