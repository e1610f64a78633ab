using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>Gatsby: pages, templates of pages that <c>gatsby-node</c> makes, and <c>gatsby-browser</c>.</summary>
sealed class ClientsInGatsby : IClientFinder
{
    static readonly ImmutableHashSet<string> ServerExports = ["getServerData", "config"];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => one.Needs("gatsby")))
        {
            List<CodeFile> roots = [.. manifest.Below("src/pages", "src/templates", "src/layouts")];
            if (manifest.Code("gatsby-browser", "src/gatsby-browser") is { } browser)
                roots.Add(browser);
            if (roots.Count > 0)
                yield return new(manifest.LineOf("gatsby"), manifest.Name, manifest.Folder)
                {
                    Framework = "Gatsby",
                    Kind = ClientKind.Bundle,
                    Roots = [.. roots.Distinct().Select(file => new ClientRoot(file, ServerExports))],
                    Inlining = new() { Prefixes = ["GATSBY_"] },
                    Shipped = [.. manifest.FilesBelow("static"), .. manifest.FilesBelow("public")],
                };
        }
    }
}
