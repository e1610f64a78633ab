using Shipworthy.Extractors.Clients.Graph;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>Electron: the package is shipped whole, so that the code of its main process is as public as that of its windows.</summary>
sealed class ClientsInElectron : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => one.Needs("electron")))
        {
            List<CodeFile> roots =
            [
                .. manifest
                    .Below("")
                    .Where(file =>
                        file.Root.Children.Any(node =>
                            node.Kind is CodeKind.Import && node.Name is "electron" && !node.Is(Modifiers.TypeOnly)
                        ) || RequiresElectron(file)
                    ),
            ];
            if (roots.Count > 0)
                yield return new(manifest.LineOf("electron"), manifest.Name, manifest.Folder)
                {
                    Framework = "Electron",
                    Kind = ClientKind.Desktop,
                    Roots = [.. roots.Select(file => new ClientRoot(file))],
                };
        }
    }

    static bool RequiresElectron(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Call)
            .Any(call => call.Callee is { Kind: CodeKind.Name, Name: "require" } && call.ArgumentAt(0).String is "electron");
}
