using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Packages of a workspace that make an application and never listen, because another package takes and serves it: <c>app.route("/api", api)</c>. They are deployed with that one.
/// </summary>
static partial class MountedPackages
{
    /// <summary>How many packages may stand between an application and what serves it.</summary>
    const int MostSteps = 4;

    /// <summary>The folders of such packages, each with the folders of those that serve it.</summary>
    /// <param name="candidates">The folders whose code makes an application.</param>
    public static Dictionary<string, HashSet<string>> Of(Sources sources, Folders folders, IEnumerable<string> candidates)
    {
        var names = sources
            .Tree.Named("package.json")
            .Where(file => Folders.Counts(file.Role))
            .Select(file => (file.Folder, Packages: JsonFile.Read(file)))
            .Where(one => one.Packages["name"].Text.Length > 0)
            .DistinctBy(one => one.Packages["name"].Text)
            .ToDictionary(one => one.Packages["name"].Text, one => one.Folder, StringComparer.Ordinal);
        var takers = TakersOf(sources, folders, names);
        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var folder in candidates.Where(folder => folder.Length > 0 && takers.ContainsKey(folder) && !Listens(sources, folder)))
        {
            var serving = ServingOf(folder, takers, folder => Listens(sources, folder));
            if (serving.Count > 0)
                found[folder] = serving;
        }
        return found;
    }

    /// <summary>By the folder of a package the folders of those whose code loads something of it that is more than a type.</summary>
    static Dictionary<string, HashSet<string>> TakersOf(Sources sources, Folders folders, Dictionary<string, string> names)
    {
        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var file in sources.Code.Files.Where(file => sources.IsDeployed(file)))
        foreach (var import in file.Root.Children.Where(node => node.Kind is CodeKind.Import && !node.Is(Modifiers.TypeOnly)))
            if (
                FolderOf(import.Name, names) is { } folder
                && folders.Of(file.Path) is var taker
                && taker != folder
                && TakesValue(sources.Code, import)
            )
                (found.TryGetValue(folder, out var known) ? known : found[folder] = new(StringComparer.Ordinal)).Add(taker);
        return found;
    }

    static string? FolderOf(string module, Dictionary<string, string> names)
    {
        var slash = module.StartsWith('@') ? module.IndexOf('/', module.IndexOf('/') + 1) : module.IndexOf('/');
        return names.GetValueOrDefault(slash > 0 ? module[..slash] : module);
    }

    /// <summary>A client for typed calls takes the type of the routes alone.</summary>
    static bool TakesValue(CodeBase code, Code import) =>
        import
            .Children.Where(child => child.Kind is CodeKind.Imported && !child.Is(Modifiers.TypeOnly))
            .Any(child => code.Definition(child) is { Exists: true, Kind: not (CodeKind.Type or CodeKind.Unknown or CodeKind.Imported) });

    /// <summary>Those that serve a package, themselves or through others that take it.</summary>
    static HashSet<string> ServingOf(string folder, Dictionary<string, HashSet<string>> takers, Func<string, bool> listens)
    {
        var (found, seen) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal) { folder });
        var around = new List<string> { folder };
        for (var steps = 0; steps < MostSteps && around.Count > 0; steps++)
        {
            around = [.. around.SelectMany(one => takers.GetValueOrDefault(one) ?? []).Where(seen.Add)];
            found.UnionWith(around.Where(listens));
        }
        return found;
    }

    /// <summary>Whether something in a package listens, or a host is told to run it.</summary>
    static bool Listens(Sources sources, string folder) =>
        sources.Tree.Files.Any(file => file.Folder == folder && IsForHost(file))
        || sources.Code.Files.Any(file =>
            file.Path.StartsWith(folder + "/", StringComparison.Ordinal) && sources.IsDeployed(file) && Listening().IsMatch(file.Text)
        );

    static bool IsForHost(SourceFile file) =>
        file.Name is "vercel.json" or "netlify.toml" or "fly.toml" or "serverless.yml" or "Procfile" or "app.yaml"
        || file.Name.StartsWith("wrangler.", StringComparison.Ordinal)
        || file.Name.StartsWith("Dockerfile", StringComparison.Ordinal)
        || file.Name.StartsWith("next.config.", StringComparison.Ordinal)
        || file.Name.StartsWith("nuxt.config.", StringComparison.Ordinal)
        || file.Name.StartsWith("svelte.config.", StringComparison.Ordinal)
        || file.Name.StartsWith("react-router.config.", StringComparison.Ordinal)
        || file.Name is "package.json" && JsonFile.Read(file)["scripts"].Has("start");

    [GeneratedRegex(
        @"\.listen\(|\bserve\(|\bBun\.serve\b|\bDeno\.serve\b|\bcreateServer\(|export\s+default\s*\{[^}]{0,200}\bfetch\b|\bhandle\(\s*\w+\s*\)|\bgetRequestListener\(|\bexports?\.handler\b|\bexport\s+const\s+handler\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Listening();
}
