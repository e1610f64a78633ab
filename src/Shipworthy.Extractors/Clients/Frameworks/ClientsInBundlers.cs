using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>webpack, Rspack and Parcel by themselves: the entries that their settings name, and the variables that their plug-ins write in. Parcel writes in every variable that code names.</summary>
sealed class ClientsInBundlers : IClientFinder
{
    static readonly string[] Frameworks =
    [
        "next",
        "react-scripts",
        "@vue/cli-service",
        "gatsby",
        "@angular/core",
        "vite",
        "nuxt",
        "astro",
        "expo",
        "@nestjs/core",
    ];

    static readonly string[] Settings =
    [
        "webpack.config",
        "webpack.prod",
        "webpack.common",
        "webpack.config.prod",
        "webpack/webpack.config",
        "config/webpack.config",
        "rspack.config",
        "rsbuild.config",
    ];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources).Where(one => !Frameworks.Any(one.Needs)))
        {
            if (manifest.Needs("parcel"))
                foreach (var one in OfParcel(sources, manifest))
                    yield return one;
            var settings = Settings.Select(name => manifest.Code(name)).OfType<CodeFile>().ToList();
            if (settings.Count == 0 || settings.Exists(file => IsForServers(file)))
                continue;
            var roots = settings.SelectMany(file => Entries(sources, manifest, file)).Distinct().ToList();
            if (roots.Count == 0)
                continue;
            var notSeen = ImmutableArray.CreateBuilder<(Location, string)>();
            var inlining = new Inlining
            {
                Prefixes = manifest.Needs("@rsbuild/core") ? ["PUBLIC_"] : [],
                Objects = ["process.env", "import.meta.env"],
            };
            foreach (var file in settings)
                inlining = WithPlugIns(sources, file, inlining, notSeen);
            yield return new(settings[0].Root.At, manifest.Name, manifest.Folder)
            {
                Framework = "webpack",
                Kind = ClientKind.Bundle,
                Roots = [.. roots.Select(file => new ClientRoot(file))],
                Inlining = inlining,
                NotSeen = notSeen.ToImmutable(),
                Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow("static"), .. manifest.FilesBelow("dist")],
            };
        }
    }

    static IEnumerable<ClientApp> OfParcel(Sources sources, Manifest manifest)
    {
        var pages = sources
            .Tree.Files.Where(file =>
                file.Path.EndsWith(".html", StringComparison.Ordinal) && manifest.Holds(file.Path) && Deployables.Folders.Counts(file.Role)
            )
            .ToList();
        var roots = pages.SelectMany(page => PageScripts.Named(sources, page, page.Folder)).Distinct().ToList();
        if (roots.Count > 0)
            yield return new(manifest.LineOf("parcel"), manifest.Name, manifest.Folder)
            {
                Framework = "Parcel",
                Kind = ClientKind.Bundle,
                Roots = [.. roots.Select(file => new ClientRoot(file))],
                Inlining = new() { Everything = manifest.LineOf("parcel") },
                Shipped = [.. pages],
            };
    }

    static bool IsForServers(CodeFile file) =>
        file.Root.Descendants(CodeKind.Property).Any(one => one.Name is "target" && one[Part.Value].String is "node" or "async-node");

    static IEnumerable<CodeFile> Entries(Sources sources, Manifest manifest, CodeFile settings)
    {
        foreach (var entry in settings.Root.Descendants(CodeKind.Property).Where(one => one.Name is "entry"))
        foreach (var text in entry.Descendants(CodeKind.Literal).Select(one => one.String).OfType<string>())
            if (text.Length > 2 && manifest.Code(text) is { } file)
                yield return file;
        if (manifest.Code("src/index") is { } customary)
            yield return customary;
    }

    static Inlining WithPlugIns(Sources sources, CodeFile file, Inlining inlining, ImmutableArray<(Location, string)>.Builder notSeen)
    {
        foreach (var made in file.Root.Descendants(CodeKind.New))
            switch (made.Callee.Name)
            {
                case "DefinePlugin":
                    inlining = Definitions.In(sources, inlining, made.ArgumentAt(0), made, notSeen);
                    break;
                case "EnvironmentPlugin":
                    foreach (var name in NamesIn(sources, made.ArgumentAt(0)))
                        inlining = inlining with { Named = inlining.Named.SetItem(name, made.At) };
                    break;
                case "Dotenv" or "DotenvPlugin":
                    inlining = inlining with { Everything = made.At };
                    break;
            }
        return inlining;
    }

    static IEnumerable<string> NamesIn(Sources sources, Code list) =>
        sources.Code.ValueOf(list) switch
        {
            Value.ListOf names => names.Items.Select(one => one.AsText).OfType<string>(),
            Value.ObjectOf entries => entries.Entries.Keys,
            _ => [],
        };
}
