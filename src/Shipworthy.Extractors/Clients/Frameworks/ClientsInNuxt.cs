using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>Nuxt: pages, layouts, components and plug-ins by their folders. <c>runtimeConfig.public</c> is sent with every page; what lies below <c>server</c> is not.</summary>
sealed class ClientsInNuxt : IClientFinder
{
    static readonly string[] Places = ["pages", "layouts", "components", "composables", "middleware", "plugins", "utils", "stores"];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => one.Needs("nuxt")))
        {
            List<CodeFile> roots =
            [
                .. manifest
                    .Below(Places.SelectMany(place => (string[])[place, "app/" + place, "src/" + place]))
                    .Where(file => !IsServer(manifest, file)),
            ];
            if (manifest.Code("app.vue", "app/app.vue", "src/app.vue") is { } app)
                roots.Add(app);
            if (roots.Count == 0)
                continue;
            var settings = ViteSettings.Of(sources, manifest, "NUXT_PUBLIC_");
            var published = manifest.Code("nuxt.config") is { } config ? Published(sources, config).ToList() : [];
            yield return new(manifest.LineOf("nuxt"), manifest.Name, manifest.Folder)
            {
                Framework = "Nuxt",
                Kind = ClientKind.Bundle,
                Roots = [.. roots.Distinct().Select(file => new ClientRoot(file))],
                Stops = file => IsServer(manifest, file),
                Inlining = settings.Inlining,
                NotSeen = [.. settings.NotSeen, .. manifest.Code("nuxt.config") is { } written ? NotWritten(sources, written) : []],
                HandedOver = [.. published.Select(entry => entry[Part.Value])],
                HandedNames = [.. published.Where(entry => entry[Part.Value].String is "").Select(entry => (entry.Name, entry.At))],
                Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow("static"), .. manifest.FilesBelow(".output/public")],
            };
        }
    }

    /// <summary>The server's folder stands beside those of the app; one of that name among the components is theirs.</summary>
    static bool IsServer(Manifest manifest, CodeFile file) =>
        file.Path.Contains(".server.", StringComparison.Ordinal)
        || ((string[])["server", "src/server"]).Any(folder => Paths.IsIn(manifest.In(folder), file.Path));

    /// <summary>A public section of which not every entry is written there.</summary>
    static IEnumerable<(Location, string)> NotWritten(Sources sources, CodeFile config)
    {
        foreach (var (section, open) in Sections(sources, config))
            if (!open.Exists || open.Children.Any(child => child.Kind is CodeKind.Spread))
                yield return (section.At, "sends settings with every page that are made while it is built");
    }

    /// <summary>The entries of <c>runtimeConfig.public</c>; one that is empty takes its value from a variable of its own name.</summary>
    static IEnumerable<Code> Published(Sources sources, CodeFile config)
    {
        foreach (var (_, open) in Sections(sources, config))
        foreach (var entry in open.Exists ? open.Children.Where(one => one.Kind is CodeKind.Property && one[Part.Value].Exists) : [])
            yield return entry;
    }

    /// <summary>The settings that hold public sections, each with the object of the section; no node where it is made at build time.</summary>
    static IEnumerable<(Code Setting, Code Open)> Sections(Sources sources, CodeFile config)
    {
        foreach (
            var setting in config.Root.Descendants(CodeKind.Property).Where(one => one.Name is "runtimeConfig" or "publicRuntimeConfig")
        )
        {
            var all = sources.Code.ObjectOf(setting[Part.Value]);
            if (setting.Name is "publicRuntimeConfig" || !all.Exists)
                yield return (setting, all);
            else if (sources.Code.Entry(all, "public") is { Exists: true } open)
                yield return (setting, sources.Code.ObjectOf(open));
        }
    }
}
