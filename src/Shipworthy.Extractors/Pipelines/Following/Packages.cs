using System.Text.Json;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>A <c>package.json</c>, as far as scripts and tests need it.</summary>
sealed class Package
{
    Package(SourceFile file, JsonElement root)
    {
        File = file;
        Root = root;
        Scripts = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("scripts", out var scripts) ? Texts(scripts) : Nothing;
        Dependencies = new[] { "dependencies", "devDependencies", "peerDependencies", "optionalDependencies" }
            .SelectMany(section =>
                root.ValueKind is JsonValueKind.Object && root.TryGetProperty(section, out var found) ? Texts(found).Keys : []
            )
            .ToImmutableHashSet(StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>The whole document.</summary>
    public JsonElement Root { get; }

    /// <summary>Its scripts by name.</summary>
    public ImmutableDictionary<string, string> Scripts { get; }

    /// <summary>NamePatterns of everything that it depends on.</summary>
    public ImmutableHashSet<string> Dependencies { get; }

    /// <summary>The folder that holds it.</summary>
    public string Folder => File.Folder;

    /// <summary>Its name; empty without one.</summary>
    public string Name =>
        Root.ValueKind is JsonValueKind.Object && Root.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String
            ? name.GetString()!
            : "";

    /// <summary>Where a script is written.</summary>
    public Location ScriptAt(string name)
    {
        var from = Math.Max(0, File.Text.IndexOf("\"scripts\"", StringComparison.Ordinal));
        var at = File.Text.IndexOf($"\"{name}\"", from, StringComparison.Ordinal);
        return at < 0 ? Location.File(File.Path) : File.At(at);
    }

    /// <summary>Where its scripts begin, or the file.</summary>
    public Location ScriptsAt =>
        File.Text.IndexOf("\"scripts\"", StringComparison.Ordinal) is >= 0 and var at ? File.At(at) : Location.File(File.Path);

    /// <summary>Reads a file; null when it is no package.</summary>
    public static Package? Read(SourceFile file)
    {
        try
        {
            using var document = JsonDocument.Parse(
                file.Text,
                new()
                {
                    AllowTrailingCommas = true,
                    CommentHandling = JsonCommentHandling.Skip,
                    MaxDepth = 64,
                }
            );
            return new(file, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static ImmutableDictionary<string, string> Texts(JsonElement from) =>
        from.ValueKind is JsonValueKind.Object
            ? from.EnumerateObject()
                .Where(entry => entry.Value.ValueKind is JsonValueKind.String)
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .ToImmutableDictionary(group => group.Key, group => group.Last().Value.GetString()!, StringComparer.Ordinal)
            : Nothing;

    static ImmutableDictionary<string, string> Nothing => ImmutableDictionary<string, string>.Empty;
}

/// <summary>All packages of the app.</summary>
sealed class Packages
{
    readonly ImmutableDictionary<string, Package> byFolder;

    public Packages(SourceTree tree)
    {
        All =
        [
            .. tree.Named("package.json")
                .Where(file => file.Role is not FileRole.Vendored and not FileRole.Generated)
                .Select(Package.Read)
                .OfType<Package>(),
        ];
        byFolder = All.ToImmutableDictionary(package => package.Folder, StringComparer.Ordinal);
    }

    /// <summary>All of them, by path.</summary>
    public ImmutableArray<Package> All { get; }

    /// <summary>The package of a folder: its own or the nearest above; null without one.</summary>
    public Package? Nearest(string? folder) =>
        folder is null
            ? null
            : Paths.UpFrom(folder).Select(at => byFolder.GetValueOrDefault(at)).FirstOrDefault(package => package is not null);

    /// <summary>The package in exactly this folder; null without one.</summary>
    public Package? In(string folder) => byFolder.GetValueOrDefault(folder);

    /// <summary>The packages that a workspace selector names: a name, a pattern of names, or a path from the given folder.</summary>
    public IEnumerable<Package> Selected(string selector, string folder)
    {
        var wanted = selector.Trim('{', '}').TrimStart('^').Replace("...", "").TrimStart('^');
        var path = Paths.Within(folder, wanted);
        var glob = new NamePattern(wanted);
        var pathGlob = path is null ? null : new NamePattern(path);
        return All.Where(package =>
            package.Name == wanted
            || glob.Matches(package.Name)
            || (package.Name.StartsWith('@') && package.Name.EndsWith($"/{wanted}", StringComparison.Ordinal))
            || (package.Folder.Length > 0 && pathGlob?.Matches(package.Folder) == true)
        );
    }
}
