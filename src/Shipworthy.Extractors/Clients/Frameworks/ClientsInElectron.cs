using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Reading;

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
            // Vite finds the pages of its own settings; electron-vite keeps those of its windows below the folder of the renderer.
            var isVite = manifest.Needs("electron-vite");
            List<SourceFile> pages =
            [
                .. isVite || !manifest.Needs("vite")
                    ? sources.Tree.Files.Where(file =>
                        file.Path.EndsWith(".html", StringComparison.Ordinal) && file.Role is FileRole.Prod && manifest.Holds(file.Path)
                    )
                    : [],
            ];
            roots.AddRange(pages.SelectMany(page => PageScripts.Named(sources, page, page.Folder)));
            if (roots.Count > 0)
                yield return new(manifest.LineOf("electron"), manifest.Name, manifest.Folder)
                {
                    Framework = "Electron",
                    Kind = ClientKind.Desktop,
                    Roots = [.. roots.Distinct().Select(file => new ClientRoot(file))],
                    Inlining = isVite ? OfElectronVite : Inlining.Nothing,
                    NotSeen = isVite ? [.. NotFollowed(manifest)] : [],
                    Shipped = [.. pages],
                };
        }
    }

    /// <summary>Each of the three builds has a beginning of its own, and all three take the common one (electron-vite's documentation, "Env Variables and Modes").</summary>
    static readonly Inlining OfElectronVite = new()
    {
        Prefixes = ["MAIN_VITE_", "PRELOAD_VITE_", "RENDERER_VITE_", "VITE_"],
        Objects = ["import.meta.env"],
        ObjectIsBuiltIn = true,
    };

    static IEnumerable<(Location, string)> NotFollowed(Manifest manifest)
    {
        if (manifest.Code("electron.vite.config") is { } settings)
            foreach (var entry in settings.Root.Descendants(CodeKind.Property).Where(one => one.Name is "define" or "envPrefix"))
                yield return (entry.At, $"builds variables in by {entry.Name}, which is not followed here");
    }

    static bool RequiresElectron(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Call)
            .Any(call => call.Callee is { Kind: CodeKind.Name, Name: "require" } && call.ArgumentAt(0).String is "electron");
}
