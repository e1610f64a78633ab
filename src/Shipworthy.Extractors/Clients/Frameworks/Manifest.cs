using System.Runtime.CompilerServices;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>A <c>package.json</c> of the app, with what stands beside it.</summary>
sealed class Manifest
{
    static readonly ConditionalWeakTable<Sources, List<Manifest>> Known = [];

    readonly Sources sources;
    readonly YamlNode json;

    Manifest(Sources sources, SourceFile file)
    {
        this.sources = sources;
        File = file;
        json = JsonFile.Read(file);
        Folder = file.Folder;
    }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>What people call the package.</summary>
    public string Name => json["name"].Text is { Length: > 0 } name ? name : Folders.NameOf(Folder);

    /// <summary>The file that the package starts with, as written; empty when it does not say.</summary>
    public string Main => json["main"].Text;

    /// <summary>All of the app itself, each read once.</summary>
    public static IReadOnlyList<Manifest> All(Sources sources) => Known.GetValue(sources, Read);

    static List<Manifest> Read(Sources sources) =>
        [.. sources.Tree.Named("package.json").Where(file => Folders.Counts(file.Role)).Select(file => new Manifest(sources, file))];

    /// <summary>Whether it needs a package, to run or to be built.</summary>
    public bool Needs(string package) => json["dependencies"].Has(package) || json["devDependencies"].Has(package);

    /// <summary>The line that names a package.</summary>
    public Location LineOf(string package) => File.At(Math.Max(0, File.Text.IndexOf($"\"{package}\"", StringComparison.Ordinal)));

    /// <summary>Whether a path lies in the package, and in no other one inside it.</summary>
    public bool Holds(string path) =>
        (Folder.Length == 0 || path.StartsWith(Folder + "/", StringComparison.Ordinal))
        && !Inner.Any(inner => path.StartsWith(inner + "/", StringComparison.Ordinal));

    /// <summary>A path below its folder.</summary>
    public string In(string path) => Graph.ModuleNames.Join(Folder, path) ?? path;

    /// <summary>The first of some files beside it that exists, as code; null when none does.</summary>
    public CodeFile? Code(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        foreach (var ending in (string[])["", ".tsx", ".ts", ".jsx", ".js", ".mjs", ".mts", ".cjs", ".cts", ".vue", ".svelte"])
            if (sources.Code.Find(In(path) + ending) is { } file)
                return file;
        return null;
    }

    /// <summary>The files of code below a folder of the package, tests and samples left out.</summary>
    public IEnumerable<CodeFile> Below(params IEnumerable<string> folders)
    {
        ImmutableArray<string> starts = [.. folders.Select(Start)];
        return sources.Code.Files.Where(file =>
            starts.Any(start => file.Path.StartsWith(start, StringComparison.Ordinal)) && Holds(file.Path) && Ships(file)
        );
    }

    /// <summary>Files that are shipped as they are, below a folder of the package.</summary>
    public IEnumerable<SourceFile> FilesBelow(string folder)
    {
        var start = Start(folder);
        return sources.Tree.Files.Where(file => file.Path.StartsWith(start, StringComparison.Ordinal));
    }

    string Start(string folder) => In(folder) is { Length: > 0 } path ? path + "/" : "";

    /// <summary>Whether the code of a file can end up in a client. What a file is called says little here: a page may lie in a folder of examples.</summary>
    bool Ships(CodeFile file) =>
        sources.Tree.Find(file.Path)?.Role is FileRole.Prod or FileRole.Infra or FileRole.Docs or FileRole.Script or FileRole.Example;

    ImmutableArray<string> Inner =>
        field.IsDefault
            ? field = [
                .. sources
                    .Tree.Named("package.json")
                    .Where(file =>
                        file.Folder.Length > Folder.Length
                        && (Folder.Length == 0 || file.Folder.StartsWith(Folder + "/", StringComparison.Ordinal))
                    )
                    .Select(file => file.Folder),
            ]
            : field;
}
