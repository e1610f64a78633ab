using System.Buffers;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>
/// Modules of Python that were left behind: nothing in the app names them, no framework finds them by themselves, and they begin nothing. What another file names in any way
/// counts as used.
/// </summary>
sealed partial class LeftModules
{
    /// <summary>Shorter names stand in other words by chance.</summary>
    const int ShortestName = 6;

    readonly Sources sources;
    readonly Lazy<bool> isFound;
    readonly Lazy<HashSet<CodeFile>> left;

    /// <summary>A look at an app.</summary>
    public LeftModules(Sources sources)
    {
        this.sources = sources;
        isFound = new(() =>
            sources.Code.Imports("django") || sources.Code.Files.Any(file => file.Language is Language.Python && Finds().IsMatch(file.Text))
        );
        left = new(Find);
    }

    /// <summary>Whether a file is one.</summary>
    public bool Has(CodeFile file) => file.Language is Language.Python && left.Value.Contains(file);

    /// <summary>All of them, by one way through all texts: a search of all files for each module would cost their square.</summary>
    HashSet<CodeFile> Find()
    {
        if (isFound.Value)
            return [];
        var candidates = sources.Code.Files.Where(MayBe).ToLookup(NameOf, StringComparer.Ordinal);
        if (candidates.Count == 0)
            return [];
        var names = candidates.Select(one => one.Key).ToList();
        var found = names.ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        var byBeginning = names.ToLookup(name => name[..ShortestName], StringComparer.Ordinal);
        var beginnings = SearchValues.Create([.. byBeginning.Select(one => one.Key)], StringComparison.Ordinal);
        foreach (var file in sources.Tree.Files.Where(Counts))
        {
            var text = file.Text.AsSpan();
            for (var at = 0; text[at..].IndexOfAny(beginnings) is >= 0 and var next; at += next + 1)
                foreach (var name in byBeginning[text.Slice(at + next, ShortestName).ToString()])
                    if (text[(at + next)..].StartsWith(name, StringComparison.Ordinal))
                        found[name].Add(file.Path);
        }
        return [.. candidates.SelectMany(one => one.Where(file => !found[one.Key].Any(path => path != file.Path)))];
    }

    static bool MayBe(CodeFile file) =>
        file.Language is Language.Python
        && file.Path.Contains('/')
        && NameOf(file) is { Length: >= ShortestName } name
        && !Known().IsMatch(name)
        && Changes().IsMatch(file.Text)
        && !Begins().IsMatch(file.Text);

    static string NameOf(CodeFile file) => Path.GetFileNameWithoutExtension(file.Path);

    /// <summary>Whether what a file names is used: prose names what was, and tests name what they test.</summary>
    static bool Counts(SourceFile file) =>
        file.Role is FileRole.Prod or FileRole.Infra or FileRole.Ci && !file.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(?:add|commit|execute|save|update|insert)\w*\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Changes();

    /// <summary>What finds modules by itself.</summary>
    [GeneratedRegex(@"\bimportlib\b|\bpkgutil\b|autodiscover|__import__\(|\bglob\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Finds();

    /// <summary>What a module begins or registers where it stands.</summary>
    [GeneratedRegex(@"^@|__main__|^def (?:lambda_)?handler\b", RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex Begins();

    /// <summary>Names by which frameworks and hosts find modules.</summary>
    [GeneratedRegex(
        "^(?:__\\w+__|main|app|application|manage|wsgi|asgi|settings|tasks|models|signals|conftest|gunicorn\\w*|celery\\w*|lambda_function|function_app)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Known();
}
