using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Laravel has a rule of its own for other origins: without <c>config/cors.php</c>, which new apps have no more since version 11, every website reads
/// what lies under <c>api/</c> (<c>paths: api/*</c>, <c>allowed_origins: *</c>, no credentials).
/// </summary>
public sealed partial class CorsInLaravel : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var manifest in sources.Tree.Named("composer.json").Where(file => Deployables.Folders.Counts(file.Role)))
            if (
                Framework().Match(manifest.Text) is { Success: true } version
                && sources.Tree.Find(In(manifest.Folder, "config/cors.php")) is null
                && OpensApi(sources.Tree, manifest.Folder)
            )
                learn.Add(
                    new CorsRule(manifest.At(version.Index), "laravel")
                    {
                        Admits = Admits.Anyone,
                        Covers = "api/*",
                        Evidence = [Location.File(In(manifest.Folder, "routes/api.php"))],
                    }
                );
    }

    /// <summary>Whether the part is an app of Laravel.</summary>
    public static bool IsUsedBy(SourceTree tree, Deployable part) =>
        part.Stack is Stack.Php && tree.Find(In(part.Folder, "composer.json")) is { } manifest && Framework().IsMatch(manifest.Text);

    /// <summary>Whether it has settings of its own.</summary>
    public static bool HasSettings(SourceTree tree, Deployable part) => tree.Find(In(part.Folder, "config/cors.php")) is not null;

    /// <summary>Whether the framework's own rule opens the app's API.</summary>
    public static bool OpensApi(SourceTree tree, Deployable part) => OpensApi(tree, part.Folder);

    /// <summary>An app of the form of version 11 registers the file of its API routes, and leaves the middleware of the framework in place.</summary>
    static bool OpensApi(SourceTree tree, string folder) =>
        tree.Find(In(folder, "routes/api.php")) is { } routes
        && Route().IsMatch(routes.Text)
        && tree.Find(In(folder, "bootstrap/app.php")) is { } start
        && start.Text.Contains("routes/api.php", StringComparison.Ordinal)
        && !start.Text.Contains("HandleCors", StringComparison.Ordinal);

    static string In(string folder, string path) => folder.Length == 0 ? path : $"{folder}/{path}";

    [GeneratedRegex(@"""laravel/framework""\s*:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Framework();

    [GeneratedRegex(@"^\s*Route::\w+\(", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Route();
}
