using Shipworthy.Extractors.Clients.Graph;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Apps that Vite bundles by itself: the scripts that its pages name, or the inputs that its settings name where a server makes the page. Frameworks that run on Vite have
/// finders of their own.
/// </summary>
sealed class ClientsInVite : IClientFinder
{
    static readonly string[] OnVite =
    [
        "@sveltejs/kit",
        "nuxt",
        "astro",
        "@remix-run/react",
        "@react-router/dev",
        "@tanstack/react-start",
        "next",
        "@angular/core",
    ];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => one.Needs("vite") && !OnVite.Any(one.Needs)))
        {
            var settings = ViteSettings.Of(sources, manifest);
            var pages = PagesOf(sources, manifest, settings).ToList();
            var roots = pages.SelectMany(page => PageScripts.Named(sources, page, settings.Root)).Concat(settings.Inputs).ToList();
            // The tree of routes is often made by a tool and not committed; its files are entries either way.
            if (roots.Count > 0 && manifest.Needs("@tanstack/react-router"))
                roots.AddRange(manifest.Below("src/routes"));
            if (roots.Count == 0)
                continue;
            yield return new(pages.Count > 0 ? pages[0].AtLine(1) : manifest.LineOf("vite"), manifest.Name, manifest.Folder)
            {
                Framework = "Vite",
                Kind = ClientKind.Bundle,
                Roots = [.. roots.Distinct().OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new ClientRoot(file))],
                Inlining = settings.Inlining,
                PublishesMaps = settings.PublishesMaps,
                NotSeen = settings.NotSeen,
                Shipped =
                [
                    .. pages,
                    .. sources.Tree.Files.Where(file => file.Path.StartsWith(settings.PublicFolder + "/", StringComparison.Ordinal)),
                    .. sources.Tree.Files.Where(file => file.Path.StartsWith(settings.OutputFolder + "/", StringComparison.Ordinal)),
                ],
            };
        }
    }

    /// <summary>The pages in the folder that Vite serves, and those that its settings name.</summary>
    static IEnumerable<Reading.SourceFile> PagesOf(Sources sources, Manifest manifest, ViteSettings settings) =>
        sources.Tree.Files.Where(file =>
            file.Path.EndsWith(".html", StringComparison.Ordinal)
            && (file.Folder == settings.Root || settings.Pages.Contains(file.Path))
            && manifest.Holds(file.Path)
        );
}
