using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Next.js. Of the app router, the modules that begin with <c>"use client"</c> and are reached from a page, with everything they import; of the pages router each page
/// without what only the server calls. Values go to browsers by inlined names, by <c>props</c> of pages, and as attributes of client components.
/// </summary>
sealed partial class ClientsInNext : IClientFinder
{
    /// <summary>What Next takes out of a page before it makes the client's copy (its documentation, "getServerSideProps").</summary>
    static readonly ImmutableHashSet<string> ServerExports = ["getServerSideProps", "getStaticProps", "getStaticPaths", "config"];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => one.Needs("next")))
        {
            var pages = manifest.Below("pages", "src/pages").Where(file => !IsApi(manifest, file)).ToList();
            var entries = manifest.Below("app", "src/app").Where(file => Entry().IsMatch(file.Path)).ToList();
            if (pages.Count + entries.Count == 0)
                continue;
            var server = new ClientGraph(sources, names, entries.Select(file => new ClientRoot(file)), BeginsClient);
            var settings = NextSettings.Of(sources, manifest);
            IEnumerable<ClientRoot> roots =
            [
                .. server.Stopped.Where(BeginsClient).Select(file => new ClientRoot(file)),
                .. pages.Where(file => !IsDocument(file)).Select(file => new ClientRoot(file, ServerExports)),
                .. manifest.Code("instrumentation-client", "src/instrumentation-client") is { } early
                    ? [new ClientRoot(early)]
                    : Array.Empty<ClientRoot>(),
            ];
            yield return new(manifest.LineOf("next"), manifest.Name, manifest.Folder)
            {
                Framework = "Next.js",
                Kind = ClientKind.Bundle,
                Roots = [.. roots.OrderBy(root => root.File.Path, StringComparer.Ordinal)],
                Inlining = settings.Inlining,
                PublishesMaps = settings.PublishesMaps,
                NotSeen = settings.NotSeen,
                Stops = RunsOnServer,
                Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow(".next/static"), .. manifest.FilesBelow("out")],
                HandedOver = [.. settings.HandedOver, .. ServerProps.OfPages(pages), .. ServerProps.OfComponents(sources.Code, server)],
            };
        }
    }

    static bool BeginsClient(CodeFile file) => Directives.IsFirst(file.Root, "use client");

    /// <summary>Actions become calls over the network; a module that says that it is for servers breaks the build where a client imports it.</summary>
    static bool RunsOnServer(CodeFile file) =>
        Directives.IsFirst(file.Root, "use server")
        || file.Root.Children.Any(node =>
            node.Kind is CodeKind.Import && node.Name is "server-only" or "next/headers" or "next/server" && !node.Is(Modifiers.TypeOnly)
        );

    static bool IsApi(Manifest manifest, CodeFile file) =>
        file.Path.StartsWith(manifest.In("pages/api/"), StringComparison.Ordinal)
        || file.Path.StartsWith(manifest.In("src/pages/api/"), StringComparison.Ordinal)
        || file.Path.Contains("/pages/api/", StringComparison.Ordinal)
        || file.Path.StartsWith("pages/api/", StringComparison.Ordinal);

    /// <summary>The document around all pages is made on the server alone.</summary>
    static bool IsDocument(CodeFile file) =>
        file.Path.Contains("/_document.", StringComparison.Ordinal) || file.Path.StartsWith("_document.", StringComparison.Ordinal);

    [GeneratedRegex(
        @"(^|/)(page|layout|template|loading|error|global-error|not-found|forbidden|unauthorized|default)\.[mc]?[jt]sx?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Entry();
}
