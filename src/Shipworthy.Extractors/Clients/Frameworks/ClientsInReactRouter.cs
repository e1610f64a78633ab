using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Remix and React Router as a framework: route modules without what only the server calls. Modules and folders called <c>.server</c> never get to the client.
/// </summary>
sealed class ClientsInReactRouter : IClientFinder
{
    /// <summary>What is taken out of a route's copy for the client (React Router's documentation, "Route Module").</summary>
    static readonly ImmutableHashSet<string> ServerExports = ["loader", "action", "headers", "middleware", "unstable_middleware"];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources))
        {
            if (((string[])["@react-router/dev", "@remix-run/react", "@remix-run/dev"]).FirstOrDefault(manifest.Needs) is not { } package)
                continue;
            List<CodeFile> routes = [.. manifest.Below("app/routes").Where(file => !IsServer(file)), .. Named(sources, manifest)];
            if (manifest.Code("app/root") is { } root)
                routes.Add(root);
            if (routes.Count == 0)
                continue;
            var settings = ViteSettings.Of(sources, manifest);
            yield return new(manifest.LineOf(package), manifest.Name, manifest.Folder)
            {
                Framework = package is "@react-router/dev" ? "React Router" : "Remix",
                Kind = ClientKind.Bundle,
                Roots =
                [
                    .. routes.Distinct().Select(file => new ClientRoot(file, ServerExports)),
                    .. manifest.Code("app/entry.client") is { } entry ? [new ClientRoot(entry)] : Array.Empty<ClientRoot>(),
                ],
                Stops = IsServer,
                Inlining = settings.Inlining,
                PublishesMaps = settings.PublishesMaps,
                NotSeen = settings.NotSeen,
                HandedOver = [.. ServerProps.OfPages(routes)],
                Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow("build/client")],
            };
        }
    }

    static bool IsServer(CodeFile file) =>
        file.Path.Contains(".server.", StringComparison.Ordinal) || file.Path.Contains("/.server/", StringComparison.Ordinal);

    /// <summary>The modules that the list of routes names.</summary>
    static IEnumerable<CodeFile> Named(Sources sources, Manifest manifest)
    {
        if (manifest.Code("app/routes") is not { } list)
            yield break;
        foreach (var literal in list.Root.Descendants(CodeKind.Literal))
            if (
                literal.String is { Length: > 3 } text
                && ModuleNames.Join(manifest.In("app"), text) is { } path
                && sources.Code.Find(path) is { } file
            )
                yield return file;
    }
}
