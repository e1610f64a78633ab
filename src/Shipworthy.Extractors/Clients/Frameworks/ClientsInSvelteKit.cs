using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// SvelteKit: pages and layouts. What lies below <c>$lib/server</c> or is called <c>.server</c> never gets to the client; what a <c>load</c> of the server returns does.
/// </summary>
sealed partial class ClientsInSvelteKit : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => one.Needs("@sveltejs/kit")))
        {
            var routes = manifest.Below("src/routes").ToList();
            List<CodeFile> roots = [.. routes.Where(file => Page().IsMatch(file.Path))];
            if (manifest.Code("src/hooks.client") is { } hooks)
                roots.Add(hooks);
            if (roots.Count == 0)
                continue;
            var settings = ViteSettings.Of(sources, manifest, "PUBLIC_");
            yield return new(manifest.LineOf("@sveltejs/kit"), manifest.Name, manifest.Folder)
            {
                Framework = "SvelteKit",
                Kind = ClientKind.Bundle,
                Roots = [.. roots.Select(file => new ClientRoot(file))],
                Stops = IsServer,
                Inlining = settings.Inlining,
                PublishesMaps = settings.PublishesMaps,
                NotSeen = settings.NotSeen,
                HandedOver = [.. ServerProps.OfPages(routes.Where(file => file.Path.Contains(".server.", StringComparison.Ordinal)))],
                Shipped = [.. manifest.FilesBelow("static")],
            };
        }
    }

    static bool IsServer(CodeFile file) =>
        file.Path.Contains(".server.", StringComparison.Ordinal) || file.Path.Contains("/lib/server/", StringComparison.Ordinal);

    [GeneratedRegex(@"(^|/)\+(page|layout|error)(@[^/.]*)?\.(svelte|ts|js)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Page();
}
