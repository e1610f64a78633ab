using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>Extensions of browsers: what <c>manifest.json</c> names, and everything beside it, which the store packs as it is.</summary>
sealed class ClientsInExtensions : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var file in sources.Tree.Named("manifest.json").Where(one => one.Role is FileRole.Prod))
        {
            var manifest = JsonFile.Read(file);
            if (!manifest["manifest_version"].Exists)
                continue;
            List<SourceFile> pages =
            [
                .. Texts(manifest)
                    .Where(text => text.EndsWith(".html", StringComparison.Ordinal))
                    .Select(text => ModuleNames.Join(file.Folder, text) is { } path ? sources.Tree.Find(path) : null)
                    .OfType<SourceFile>(),
            ];
            var scripts = pages.SelectMany(page => PageScripts.FilesNamed(sources, page, file.Folder)).ToList();
            yield return new(
                manifest["manifest_version"].At,
                manifest["name"].Text is { Length: > 0 } name ? name : "extension",
                file.Folder
            )
            {
                Framework = "browser extension",
                Kind = ClientKind.Extension,
                Roots =
                [
                    .. Texts(manifest)
                        .Select(text => CodeAt(sources, file.Folder, text))
                        .Concat(scripts.Select(script => sources.Code.Find(script.Path)))
                        .OfType<CodeFile>()
                        .Distinct()
                        .Select(one => new ClientRoot(one)),
                ],
                Shipped =
                [
                    .. sources
                        .Tree.Files.Where(one =>
                            (
                                file.Folder.Length == 0
                                    ? !one.Path.Contains('/', StringComparison.Ordinal)
                                    : one.Path.StartsWith(file.Folder + "/", StringComparison.Ordinal)
                            ) && Path.GetExtension(one.Path) is ".js" or ".html" or ".json" or ".css"
                        )
                        .Concat(pages)
                        .Concat(scripts)
                        .Distinct(),
                ],
            };
        }
    }

    static CodeFile? CodeAt(Sources sources, string folder, string text) =>
        text.Contains('.', StringComparison.Ordinal) && ModuleNames.Join(folder, text) is { } path
            ? sources.Code.Find(path)
                ?? sources.Code.Find(Path.ChangeExtension(path, ".ts"))
                ?? sources.Code.Find(Path.ChangeExtension(path, ".tsx"))
            : null;

    static IEnumerable<string> Texts(YamlNode node) =>
        node.Kind switch
        {
            YamlKind.Scalar => [node.Text],
            YamlKind.List => node.Items.SelectMany(Texts),
            YamlKind.Map => node.Entries.SelectMany(entry => Texts(entry.Value)),
            YamlKind.Absent => [],
        };
}
