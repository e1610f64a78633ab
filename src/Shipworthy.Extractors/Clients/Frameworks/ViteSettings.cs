using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>What <c>vite.config</c> says of the client (Vite's documentation, "Shared Options" and "Build Options").</summary>
sealed record ViteSettings
{
    const int MostSteps = 6;

    /// <summary>The folder that holds the pages.</summary>
    public required string Root { get; init; }

    /// <summary>The folder whose files are served as they are.</summary>
    public required string PublicFolder { get; init; }

    /// <summary>The folder that the build writes to.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Which variables are built in.</summary>
    public required Inlining Inlining { get; init; }

    /// <summary>Modules that the settings name as inputs.</summary>
    public ImmutableArray<CodeFile> Inputs { get; init; } = [];

    /// <summary>Pages that the settings name as inputs.</summary>
    public ImmutableArray<string> Pages { get; init; } = [];

    /// <summary>Where maps are switched on; null when they are not.</summary>
    public Location? PublishesMaps { get; init; }

    /// <summary>What could not be followed.</summary>
    public ImmutableArray<(Location, string)> NotSeen { get; init; } = [];

    static readonly Inlining ByDefault = new()
    {
        Prefixes = ["VITE_"],
        Objects = ["import.meta.env"],
        ObjectIsBuiltIn = true,
    };

    /// <summary>The settings of an app; Vite's defaults where it has none.</summary>
    public static ViteSettings Of(Sources sources, Manifest manifest, string prefix = "VITE_")
    {
        var inlining = ByDefault with { Prefixes = prefix is "VITE_" ? ["VITE_"] : [prefix, "VITE_"] };
        if (manifest.Code("vite.config") is not { } file)
            return new()
            {
                Root = manifest.Folder,
                PublicFolder = manifest.In("public"),
                OutputFolder = manifest.In("dist"),
                Inlining = inlining,
            };
        var notSeen = ImmutableArray.CreateBuilder<(Location, string)>();
        var root = manifest.Folder;
        string? open = null;
        string? output = null;
        Location? maps = null;
        foreach (var entry in file.Root.Descendants(CodeKind.Property))
        {
            var value = entry[Part.Value];
            switch (entry.Name)
            {
                case "root" when IsOutermost(entry) && PathIn(sources, manifest, value) is { } path:
                    root = path;
                    break;
                case "publicDir" when IsOutermost(entry) && PathIn(sources, manifest, value) is { } path:
                    open = path;
                    break;
                case "outDir" when PathIn(sources, manifest, value) is { } path:
                    output = path;
                    break;
                case "envPrefix" when IsOutermost(entry):
                    inlining = WithPrefixes(sources, inlining, value, entry, notSeen);
                    break;
                case "define" when IsOutermost(entry):
                    inlining = Definitions.In(sources, inlining, value, entry, notSeen);
                    break;
                case "sourcemap" when sources.Code.ValueOf(value) is Value.Truth { Holds: true } or Value.Text { Content: "inline" }:
                    maps = entry.At;
                    break;
            }
        }
        if (file.Text.Contains("filesToDeleteAfterUpload", StringComparison.Ordinal))
            maps = null;
        var inputs = InputsOf(sources, manifest, file, root);
        return new()
        {
            Root = root,
            PublicFolder = open ?? (root.Length == 0 ? "public" : root + "/public"),
            OutputFolder = output ?? (root.Length == 0 ? "dist" : root + "/dist"),
            Inlining = inlining,
            Inputs = [.. inputs.Select(sources.Code.Find).OfType<CodeFile>()],
            Pages = [.. inputs.Where(path => path.EndsWith(".html", StringComparison.Ordinal))],
            PublishesMaps = maps,
            NotSeen = notSeen.ToImmutable(),
        };
    }

    static Inlining WithPrefixes(
        Sources sources,
        Inlining inlining,
        Code value,
        Code entry,
        ImmutableArray<(Location, string)>.Builder notSeen
    )
    {
        var given = sources.Code.ValueOf(value);
        ImmutableArray<string?> prefixes = given is Value.ListOf list ? [.. list.Items.Select(item => item.AsText)] : [given.AsText];
        if (prefixes.Any(prefix => prefix is null))
        {
            notSeen.Add((entry.At, "takes the beginning of the names that it builds in from elsewhere"));
            return inlining;
        }
        return prefixes.Contains("")
            ? inlining with
            {
                Everything = entry.At,
            }
            : inlining with
            {
                Prefixes = [.. prefixes.Select(prefix => prefix!)],
            };
    }

    /// <summary>A setting of the whole stands in the object that the module offers; others of that name stand inside another setting.</summary>
    static bool IsOutermost(Code entry) => entry.Parent.Kind is CodeKind.Object && entry.Parent.Parent.Kind is not CodeKind.Property;

    /// <summary>Texts that name files of the app where the settings have inputs, and where a plug-in is given its entries.</summary>
    static ImmutableArray<string> InputsOf(Sources sources, Manifest manifest, CodeFile file, string root)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var entry in file.Root.Descendants(CodeKind.Property).Where(one => one.Name is "input" or "entry"))
        foreach (var node in entry.Descendants().Where(one => one.String is not null || one.Kind is CodeKind.Call))
        foreach (var path in (string?[])[PathIn(sources, manifest, node), node.String is { } text ? ModuleNames.Join(root, text) : null])
            if (path is { Length: > 0 } && sources.Tree.Find(path) is not null)
                found.Add(path);
        // A plug-in builds the worker that browsers keep for offline use from a file of its own.
        foreach (var entry in file.Root.Descendants(CodeKind.Property).Where(one => one.Name is "filename"))
            if (entry[Part.Value].String is { Length: > 3 } name)
                foreach (var folder in (string[])["src", "", "public"])
                    if (ModuleNames.Join(root, $"{folder}/{name}") is { } path && sources.Code.Find(path) is not null)
                        found.Add(path);
        return [.. found.Distinct()];
    }

    static string? PathIn(Sources sources, Manifest manifest, Code value) =>
        sources.Code.ValueOf(value).AsText is { } text ? ModuleNames.Join(manifest.Folder, text)
        : BelowRoot(sources, value, MostSteps) is { } below ? ModuleNames.Join(manifest.Folder, below)
        : null;

    /// <summary>A path that is put together from the folder of the settings: <c>path.resolve(import.meta.dirname, "client")</c>; null for all others.</summary>
    static string? BelowRoot(Sources sources, Code value, int steps)
    {
        if (steps <= 0)
            return null;
        if (
            value.DottedName is "__dirname" or "import.meta.dirname" or "process.cwd"
            || value is { Kind: CodeKind.Call, Callee.Name: "dirname" }
        )
            return "";
        if (value.String is { } text)
            return text;
        if (value.Kind is CodeKind.Call or CodeKind.New && value.Callee.Name is "resolve" or "join" or "fileURLToPath" or "URL")
        {
            var parts = value
                .Arguments.Where(one => one.DottedName is not "import.meta.url")
                .Select(one => BelowRoot(sources, one, steps - 1))
                .ToList();
            return parts.Contains(null) ? null : string.Join('/', parts);
        }
        return value.Kind is CodeKind.Name && sources.Code.Definition(value) is { Kind: CodeKind.Variable } named
            ? BelowRoot(sources, named[Part.Value], steps - 1)
            : null;
    }
}
