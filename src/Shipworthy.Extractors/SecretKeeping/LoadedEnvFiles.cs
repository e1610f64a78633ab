using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>Files of variables that code loads by a name of its own, and that nothing keeps out of git (rubric 4.6, rule 7).</summary>
sealed partial class LoadedEnvFiles(Sources sources, ImmutableArray<SecretRead> reads)
{
    /// <summary>One for each name.</summary>
    public IEnumerable<SecretLapse> NotIgnored()
    {
        var tree = sources.Tree;
        if (reads.IsEmpty || tree.Repository is null && !tree.Named(".gitignore").Any())
            yield break;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in tree.Files.Where(file => file.Role is FileRole.Prod or FileRole.Script && file.Language is not Language.None))
        foreach (Match load in Load().Matches(file.Text))
        {
            var name = load.Groups["file"].Value;
            name = name[(name.LastIndexOf('/') + 1)..];
            ImmutableArray<string> places = [name, .. Paths.UpFrom(file.Folder).Select(folder => Paths.Below(folder, name))];
            if (
                !Template().IsMatch(name)
                && !CommentLine.Holds(file.Text, load.Index)
                && places.All(place => tree.Find(place) is not { Tracked: true } && !tree.Ignores(place))
                && seen.Add(name)
            )
                yield return new(
                    file.At(load.Index),
                    LapseKind.NotIgnored,
                    $"loads {name}, which .gitignore does not leave out: one git add puts its secrets into git"
                );
        }
    }

    [GeneratedRegex(
        @"\bload_dotenv\(\s*(?:dotenv_path\s*=\s*)?[""'](?<file>[^""'\n]*\.env\.?[\w.-]*)[""']|\bconfig\(\s*\{\s*path:\s*[""'](?<file>[^""'\n]*\.env\.?[\w.-]*)[""']",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Load();

    [GeneratedRegex(@"example|sample|template|\.test|\.dist$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Template();
}
