using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Angular: the entry of each application of <c>angular.json</c>. Its settings are modules, <c>environment.ts</c> and what production puts in its place; the CLI writes no variable in,
/// but for the names in <c>define</c> and those of a builder that adds <c>NG_APP_</c>.
/// </summary>
sealed class ClientsInAngular : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var file in sources.Tree.Named("angular.json").Where(file => Folders.Counts(file.Role)))
        foreach (var project in JsonFile.Read(file)["projects"].Entries)
        {
            var build = (project.Value["architect"].Exists ? project.Value["architect"] : project.Value["targets"])["build"];
            var options = build["options"];
            var main = ((string[])["browser", "main"])
                .Select(name => CodeAt(sources, file.Folder, options[name].Text))
                .FirstOrDefault(found => found is not null);
            if (main is null)
                continue;
            var production = build.Under("configurations", "production");
            var (away, instead) = Replaced(sources, file.Folder, production);
            yield return new(project.At, project.Key, file.Folder)
            {
                Framework = "Angular",
                Kind = ClientKind.Bundle,
                Roots = [new ClientRoot(main), .. instead.Select(one => new ClientRoot(one))],
                Stops = module => away.Contains(module.Path) || module.Path.EndsWith(".server.ts", StringComparison.Ordinal),
                Inlining = new()
                {
                    Prefixes = build["builder"].Text.Contains("ngx-env", StringComparison.Ordinal) ? ["NG_APP_"] : [],
                    Named = Names(options["define"], production["define"]),
                    Objects = ["process.env", "import.meta.env"],
                },
                PublishesMaps = production["sourceMap"].Text is "true" ? production["sourceMap"].At : null,
                Shipped = [.. sources.Tree.Files.Where(one => IsAsset(file.Folder, options, one.Path))],
            };
        }
    }

    /// <summary>The modules that production takes out, and those that it puts in their places.</summary>
    static (ImmutableHashSet<string> Away, ImmutableArray<CodeFile> Instead) Replaced(Sources sources, string folder, YamlNode production)
    {
        var pairs = production["fileReplacements"].Items;
        return (
            [.. pairs.Select(pair => ModuleNames.Join(folder, pair["replace"].Text)).OfType<string>()],
            [.. pairs.Select(pair => CodeAt(sources, folder, pair["with"].Text)).OfType<CodeFile>()]
        );
    }

    static ImmutableDictionary<string, Location> Names(params ReadOnlySpan<YamlNode> lists)
    {
        var names = ImmutableDictionary.CreateBuilder<string, Location>(StringComparer.Ordinal);
        foreach (var list in lists)
        foreach (var entry in list.Entries)
            names[entry.Key[(entry.Key.LastIndexOf('.') + 1)..]] = entry.At;
        return names.ToImmutable();
    }

    static CodeFile? CodeAt(Sources sources, string folder, string path) =>
        path.Length > 0 && ModuleNames.Join(folder, path) is { } at ? sources.Code.Find(at) : null;

    static bool IsAsset(string folder, YamlNode options, string path) =>
        options["assets"]
            .Items.Any(asset =>
                ModuleNames.Join(folder, asset.Kind is YamlKind.Map ? asset["input"].Text : asset.Text) is { Length: > 0 } place
                && (path == place || path.StartsWith(place + "/", StringComparison.Ordinal))
            );
}
