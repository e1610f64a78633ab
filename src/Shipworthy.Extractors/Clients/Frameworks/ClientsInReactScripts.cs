using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>Create React App and Vue CLI: one entry in <c>src</c>, variables by a prefix, files of <c>public</c> as they are. Create React App publishes maps unless it is told not to.</summary>
sealed class ClientsInReactScripts : IClientFinder
{
    static readonly ImmutableArray<(string Package, string Framework, string Prefix, string[] Entries)> Tools =
    [
        ("react-scripts", "Create React App", "REACT_APP_", ["src/index"]),
        ("@vue/cli-service", "Vue CLI", "VUE_APP_", ["src/main"]),
    ];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources))
        foreach (var (package, framework, prefix, entries) in Tools)
            if (manifest.Needs(package) && !manifest.Needs("next") && manifest.Code(entries) is { } entry)
                yield return new(manifest.LineOf(package), manifest.Name, manifest.Folder)
                {
                    Framework = framework,
                    Kind = ClientKind.Bundle,
                    Roots = [new ClientRoot(entry)],
                    Inlining = new() { Prefixes = [prefix] },
                    PublishesMaps = package is "react-scripts" && !SwitchesMapsOff(sources, manifest) ? manifest.LineOf(package) : null,
                    Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow("build"), .. manifest.FilesBelow("dist")],
                };
    }

    static bool SwitchesMapsOff(Sources sources, Manifest manifest) =>
        sources.Tree.Files.Any(file =>
            (
                file == manifest.File
                || file.Name.StartsWith(".env", StringComparison.Ordinal)
                || file.Role is Reading.FileRole.Ci or Reading.FileRole.Infra
            ) && file.Text.Contains("GENERATE_SOURCEMAP", StringComparison.Ordinal)
        );
}
