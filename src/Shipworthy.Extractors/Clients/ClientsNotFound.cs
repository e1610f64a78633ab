using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Exposures;
using Shipworthy.Extractors.Clients.Frameworks;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients;

/// <summary>
/// Packages whose code puts something on a screen, and of which no client was found: built by a tool or by settings that no finder follows. That there is a client is
/// known; what is in it is not.
/// </summary>
static partial class ClientsNotFound
{
    /// <summary>One for each such package.</summary>
    public static IEnumerable<ClientArtifact> Find(Sources sources, IReadOnlyCollection<BuiltClient> clients)
    {
        var manifests = Manifest.All(sources);
        if (manifests.Count == 0)
            return [];
        // A page that names a module of a bundler is followed as a page, by which no variable is seen.
        var held = clients
            .Where(client => client.App.Kind is not ClientKind.Pages)
            .SelectMany(client => client.Files)
            .Select(file => file.Path)
            .ToHashSet(StringComparer.Ordinal);
        return OfUnread(sources, manifests, clients).Concat(Started(sources, manifests, clients, held));
    }

    /// <summary>Frameworks that are not read build their clients by themselves.</summary>
    static IEnumerable<ClientArtifact> OfUnread(
        Sources sources,
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<BuiltClient> clients
    ) =>
        sources
            .Tree.Named("package.json")
            .Where(file => Folders.Counts(file.Role))
            .Select(file =>
                (Manifest: manifests.FirstOrDefault(one => one.Folder == file.Folder), File: file, Packages: JsonFile.Read(file))
            )
            .Where(one => one.Manifest is not null && Screens.Any(one.Packages["dependencies"].Has) && !IsCovered(one.Manifest, clients))
            .Select(one => (one.Manifest, Unread: UnreadFrameworks.In(sources.Tree, one.File, one.Packages)))
            .Where(one => one.Unread is not null)
            .Select(one => Of(one.Manifest!, (one.Unread!.Value.Framework, one.Unread.Value.At)));

    static readonly ImmutableArray<string> Screens =
    [
        "react",
        "react-dom",
        "vue",
        "svelte",
        "solid-js",
        "preact",
        "@builder.io/qwik",
        "@angular/core",
    ];

    static IEnumerable<ClientArtifact> Started(
        Sources sources,
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<BuiltClient> clients,
        HashSet<string> held
    ) =>
        sources
            .Code.Files.Where(file => !held.Contains(file.Path) && sources.IsDeployed(file))
            .Select(file => (Starts: Started(sources.Code, file), Manifest: manifests.FirstOrDefault(one => one.Holds(file.Path))))
            .Where(one => one.Starts is not null && one.Manifest is not null)
            .GroupBy(one => one.Manifest!)
            .Where(group => !IsCovered(group.Key, clients))
            .Select(group => Of(group.Key, group.First().Starts!.Value));

    /// <summary>Whether some client is of the package or of one below it.</summary>
    static bool IsCovered(Manifest manifest, IReadOnlyCollection<BuiltClient> clients)
    {
        var start = manifest.Folder.Length == 0 ? "" : manifest.Folder + "/";
        return clients.Any(client =>
            client.App.Kind is not ClientKind.Pages
            && (
                client.App.Folder == manifest.Folder
                || client.App.Folder.StartsWith(start, StringComparison.Ordinal)
                || client.Files.Any(file => file.Path.StartsWith(start, StringComparison.Ordinal))
            )
        );
    }

    static ClientArtifact Of(Manifest manifest, (string Package, Location At) shown) =>
        new(shown.At, manifest.Name, manifest.Folder)
        {
            Kind = ClientKind.Bundle,
            Framework = shown.Package,
            NotComplete = $"starts a client of {shown.Package}, and how it is built could not be told",
            NotCompleteAt = shown.At,
        };

    /// <summary>What a module starts in a browser. Making text of components, for pages and for letters, starts nothing there.</summary>
    static (string Package, Location At)? Started(CodeBase code, CodeFile file)
    {
        if (file.Language is not (Language.JavaScript or Language.TypeScript or Language.Tsx))
            return null;
        foreach (var import in file.Root.Children.Where(node => node.Kind is CodeKind.Import && !node.Is(Modifiers.TypeOnly)))
        {
            var names = import.Children.Where(child => child.Kind is CodeKind.Imported).Select(child => child.ImportedName);
            var package = import.Name switch
            {
                "react-dom/client" => "React",
                "react-dom" when names.Any(name => name is "render" or "hydrate" or "default" or "*") && CallsRender(file) => "React",
                "vue" when names.Contains("createApp") => "Vue",
                "svelte" when names.Contains("mount") => "Svelte",
                "preact" when names.Any(name => name is "render" or "hydrate") => "Preact",
                "solid-js/web" when names.Any(name => name is "render" or "hydrate") => "Solid",
                "@angular/platform-browser" when names.Contains("bootstrapApplication") => "Angular",
                "@angular/platform-browser-dynamic" => "Angular",
                _ => null,
            };
            if (package is not null)
                return (package, import.At);
        }
        return HasPagesOfNext(code, file) ? ("Next.js", Location.File(file.Path)) : null;
    }

    static bool CallsRender(CodeFile file) =>
        file.Root.Descendants(CodeKind.Call).Any(call => call.Callee.Name is "render" or "hydrate" or "createRoot" or "hydrateRoot");

    /// <summary>Whether a file configures an app of Next.js that has pages; one that only answers calls ships nothing.</summary>
    static bool HasPagesOfNext(CodeBase code, CodeFile file)
    {
        if (
            Path.GetFileNameWithoutExtension(file.Path) is not "next.config"
            || Path.GetExtension(file.Path) is not (".js" or ".mjs" or ".ts" or ".cjs")
        )
            return false;
        var start = file.Path[..^Path.GetFileName(file.Path).Length];
        return code.Files.Any(one =>
            one.Path.StartsWith(start, StringComparison.Ordinal) && PageOfNext().IsMatch(one.Path[start.Length..])
        );
    }

    [GeneratedRegex(@"^(src/)?(app/(.+/)?page\.[jt]sx?|pages/(?!api/).+\.[jt]sx?)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PageOfNext();
}
