using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>
/// Modules of Python that were left behind: nothing in the app names them, no framework finds them by themselves, and they begin nothing. What another file names in any way
/// counts as used.
/// </summary>
sealed partial class LeftModules
{
    readonly Lazy<bool> isFound;
    readonly Sources sources;

    /// <summary>A look at an app.</summary>
    public LeftModules(Sources sources)
    {
        this.sources = sources;
        isFound = new(() =>
            sources.Code.Imports("django") || sources.Code.Files.Any(file => file.Language is Language.Python && Finds().IsMatch(file.Text))
        );
    }

    /// <summary>Whether a file is one.</summary>
    public bool Has(CodeFile file)
    {
        if (file.Language is not Language.Python || !Changes().IsMatch(file.Text) || isFound.Value || Begins().IsMatch(file.Text))
            return false;
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..^3];
        if (name.Length < 6 || Known().IsMatch(name) || !file.Path.Contains('/'))
            return false;
        return !sources.Tree.Files.Any(other =>
            other.Path != file.Path
            && other.Role is FileRole.Prod or FileRole.Infra or FileRole.Ci
            && !other.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            && other.Text.Contains(name, StringComparison.Ordinal)
        );
    }

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
