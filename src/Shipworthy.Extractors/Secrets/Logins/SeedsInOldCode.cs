using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>
/// Tells where a file of accounts ran that is no longer there: by those who called its functions in the commit that held it. Only files that name one of these
/// functions are read.
/// </summary>
sealed class SeedsInOldCode(GitHistory history)
{
    /// <summary>More callers than these say no more.</summary>
    const int MostCallers = 24;

    /// <summary>A commit with more code than this is not searched for callers.</summary>
    const int MostFiles = 4000;

    readonly Dictionary<(string, string), RunsIn> known = [];

    /// <summary>Where the functions of a file ran; unknown when no call is found.</summary>
    public RunsIn Of(string path, string commit) =>
        known.TryGetValue((path, commit), out var before) ? before : known[(path, commit)] = Read(path, commit);

    RunsIn Read(string path, string commit)
    {
        var language = Languages.Of(path);
        var others = history
            .ReadPathsAt(commit)
            .Where(other => other != path && Languages.Of(other) == language && FileRoles.Of(other, []) is FileRole.Prod)
            .ToList();
        if (language is Language.None || others.Count is 0 or > MostFiles)
            return RunsIn.Unknown;
        if (history.ReadTexts([(commit, path)]).Values.FirstOrDefault() is not { } text)
            return RunsIn.Unknown;
        var seed = CodeFile.Parse(path, text, language);
        var names = CallsOfSeeds.FunctionsOf(seed).Select(function => function.Name).Distinct(StringComparer.Ordinal).ToList();
        var callers = history
            .ReadTexts([.. others.Select(other => (commit, other))])
            .Where(file => names.Exists(name => file.Value.Contains(name + "(", StringComparison.Ordinal)))
            .OrderBy(file => file.Key.Path, StringComparer.Ordinal)
            .Take(MostCallers)
            .Select(file => CodeFile.Parse(file.Key.Path, file.Value, language))
            .ToList();
        if (callers.Count == 0)
            return RunsIn.Unknown;
        var code = new CodeBase(callers.Prepend(seed));
        return CallsOfSeeds.RunsIn(code, new(code, variables: null), seed, _ => true);
    }
}
