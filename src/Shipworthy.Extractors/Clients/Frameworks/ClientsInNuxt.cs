using Shipworthy.Extractors.Clients.Graph;

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
                    .Where(file => !IsServer(file)),
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
                Stops = IsServer,
                Inlining = settings.Inlining,
                HandedOver = [.. published.Select(entry => entry[Part.Value])],
                HandedNames = [.. published.Where(entry => entry[Part.Value].String is "").Select(entry => (entry.Name, entry.At))],
                Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow("static"), .. manifest.FilesBelow(".output/public")],
            };
        }
    }

    static bool IsServer(CodeFile file) =>
        file.Path.Contains(".server.", StringComparison.Ordinal)
        || file.Path.StartsWith("server/", StringComparison.Ordinal)
        || file.Path.Contains("/server/", StringComparison.Ordinal);

    /// <summary>The entries of <c>runtimeConfig.public</c>; one that is empty takes its value from a variable of its own name.</summary>
    static IEnumerable<Code> Published(Sources sources, CodeFile config)
    {
        foreach (
            var section in config.Root.Descendants(CodeKind.Property).Where(one => one.Name is "runtimeConfig" or "publicRuntimeConfig")
        )
        {
            var all = sources.Code.ObjectOf(section[Part.Value]);
            var open = section.Name is "publicRuntimeConfig" ? all : sources.Code.ObjectOf(sources.Code.Entry(all, "public"));
            foreach (var entry in open.Children.Where(one => one.Kind is CodeKind.Property && one[Part.Value].Exists))
                yield return entry;
        }
    }
}
