using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Tells who answers with the pages of a bundle: a server of the app that serves built files, a container of its own, or somebody whom the repository does not show.
/// </summary>
sealed partial class ServersOfFiles(Sources sources, Facts<Deployable> parts)
{
    readonly Dictionary<Deployable, bool> delivers = [];

    readonly Lazy<Dictionary<Deployable, Deployable>> joined = new(() =>
    {
        var bundles = new BundlesInServers(sources, parts);
        return parts
            .Where(part => part.Serves is Serves.Files)
            .Select(bundle => (Bundle: bundle, Server: bundles.Of(bundle)))
            .Where(one => one.Server is not null)
            .ToDictionary(one => one.Bundle, one => one.Server!);
    });

    /// <summary>The server of the app that answers with a bundle's pages; null when none does.</summary>
    public Deployable? Of(Deployable bundle) =>
        joined.Value.TryGetValue(bundle, out var server) ? server
        : bundle.Hosting is not (Hosting.Unknown or Hosting.Compose) || HasOwnServer(bundle) ? null
        : parts.FirstOrDefault(part => part.Serves is Serves.Answers && DeliversPages(part));

    /// <summary>The bundles whose files a server is known to answer with.</summary>
    public IEnumerable<Deployable> BundlesOf(Deployable server) => joined.Value.Where(one => one.Value == server).Select(one => one.Key);

    /// <summary>Whether a server answers with built pages besides its API.</summary>
    public bool DeliversPages(Deployable part)
    {
        if (part.Serves is not Serves.Answers)
            return false;
        if (!delivers.TryGetValue(part, out var known))
            delivers[part] = known =
                BundlesOf(part).Any()
                || sources.Code.Files.Any(file => IsOf(part, file.Path) && sources.IsDeployed(file) && Pages().IsMatch(file.Text));
        return known;
    }

    /// <summary>Whether a file is of a part, and of no other one inside it.</summary>
    bool IsOf(Deployable part, string path) =>
        part.Holds(path) && !parts.Any(inner => inner.Folder.Length > part.Folder.Length && inner.Holds(path));

    /// <summary>Whether a part has a container or a web server of its own, whose files then are its configuration.</summary>
    public bool HasOwnServer(Deployable part) =>
        sources.Tree.Files.Any(file =>
            file.Folder == part.Folder
            && (
                file.Name.StartsWith("Dockerfile", StringComparison.Ordinal)
                || file.Name.EndsWith(".conf", StringComparison.Ordinal) && file.Text.Contains("location", StringComparison.Ordinal)
            )
        );

    [GeneratedRegex(
        @"(?<!\buse\(\s*[""'`]/(?:api/|public/|static/)?(?:uploads?|files?|media|images?|avatars?|attachments?|documents?|downloads?|storage|exports?)/?[""'`]\s*,[^;\n]{0,80})express\.static\(|sendFile\([^)]*index\.html|serveStatic\(|StaticFiles\([^)]*html\s*=\s*True|send_from_directory\([^)]*index\.html|MapFallbackToFile\(|FileResponse\([^)]*index\.html|\.html['""]?\s*\)\s*;?\s*//\s*spa",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Pages();
}
