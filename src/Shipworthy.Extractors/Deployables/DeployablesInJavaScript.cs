using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// JavaScript and TypeScript: servers by the framework that their code imports, apps by the framework in their manifest, bundles for browsers by their
/// bundler. The folder of a part is the nearest one with a <c>package.json</c>.
/// </summary>
public sealed partial class DeployablesInJavaScript : IExtractor
{
    /// <summary>Packages that make a server when code imports them, with the name that people know.</summary>
    static readonly Dictionary<string, string> Servers = new(StringComparer.Ordinal)
    {
        ["express"] = "Express",
        ["fastify"] = "Fastify",
        ["koa"] = "Koa",
        ["hono"] = "Hono",
        ["@hono/zod-openapi"] = "Hono",
        ["@nestjs/core"] = "NestJS",
        ["@hapi/hapi"] = "hapi",
        ["polka"] = "Polka",
        ["restify"] = "Restify",
        ["elysia"] = "Elysia",
        ["@trpc/server"] = "tRPC",
        ["@apollo/server"] = "Apollo",
        ["apollo-server"] = "Apollo",
        ["apollo-server-express"] = "Apollo",
        ["graphql-yoga"] = "GraphQL Yoga",
        ["socket.io"] = "Socket.IO",
        ["ws"] = "ws",
        ["firebase-functions"] = "Firebase Functions",
    };

    /// <summary>Packages that make pages and answers by their folders, with the name that people know.</summary>
    static readonly ImmutableArray<(string Package, string Framework)> Frameworks =
    [
        ("next", "Next.js"),
        ("nuxt", "Nuxt"),
        ("@sveltejs/kit", "SvelteKit"),
        ("@remix-run/react", "Remix"),
        ("@react-router/serve", "React Router"),
        ("@react-router/node", "React Router"),
        ("@tanstack/react-start", "TanStack Start"),
        ("@tanstack/start", "TanStack Start"),
        ("@redwoodjs/web", "RedwoodJS"),
        ("blitz", "Blitz"),
    ];

    static readonly ImmutableArray<string> Bundlers =
    [
        "vite",
        "react-scripts",
        "@angular/core",
        "@vue/cli-service",
        "parcel",
        "gatsby",
        "astro",
        "@craco/craco",
        "webpack",
        "@docusaurus/core",
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable), typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var folders = new Folders(sources.Tree, "package.json");
        var servers = ServersIn(sources, folders);
        var workers = WorkersInJavaScript.In(sources, folders);
        var mounted = MountedPackages.Of(sources, folders, servers.Keys);
        foreach (var folder in mounted.Keys)
            servers.Remove(folder);
        foreach (var manifest in sources.Tree.Named("package.json").Where(file => Folders.Counts(file.Role)))
        {
            var folder = manifest.Folder;
            var packages = JsonFile.Read(manifest);
            var framework = Frameworks.FirstOrDefault(one =>
                packages["dependencies"].Has(one.Package) || IsBuiltWith(packages, sources.Tree, folder, one.Package)
            );
            var isRead = true;
            if (framework.Package is not null && !IsExported(sources.Tree, folder) && !IsForOtherParts(packages, sources.Tree, folder))
                Add(
                    manifest.At(Math.Max(0, manifest.Text.IndexOf($"\"{framework.Package}\"", StringComparison.Ordinal))),
                    folder,
                    packages["name"].Text,
                    framework.Framework,
                    Serves.Pages
                );
            else if (servers.Remove(folder, out var server))
                Add(server.At, folder, packages["name"].Text, server.Framework, Serves.Answers);
            else if (UnreadFrameworks.In(sources.Tree, manifest, packages) is var (place, unread))
            {
                AddUnread(place, folder, packages["name"].Text, unread, Serves.Pages);
                isRead = false;
            }
            else if (IsBundle(packages, sources.Tree, folder))
                Add(manifest.AtLine(1), folder, packages["name"].Text, "", Serves.Files);
            else if (workers.TryGetValue(folder, out var worker))
                Add(worker.At, folder, packages["name"].Text, worker.Framework, Serves.Nothing);
            servers.Remove(folder);
            // A part that is read has its data elsewhere all the same.
            if (isRead && UnreadFrameworks.Beside(sources.Tree, folder) is var (mark, beside))
                AddUnread(mark, mark.Path[..mark.Path.LastIndexOf('/')], "", beside, Serves.Answers);
        }
        foreach (var (folder, server) in servers)
            Add(server.At, folder, "", server.Framework, Serves.Answers);

        void AddUnread(Location at, string folder, string name, string unread, Serves serves)
        {
            learn.CannotSee<CorsRule>(at, $"is made with {unread}, whose answers to other origins are not read yet");
            Add(at, folder, name, unread, serves, $"is made with {unread}, whose way of answering is not read yet");
        }

        void Add(Location at, string folder, string name, string framework, Serves serves, string? notSeen = null) =>
            learn.Add(
                new Deployable(at, Folders.NameOf(folder, name), folder)
                {
                    Stack = serves is Serves.Files ? Stack.Static : Stack.JavaScript,
                    Framework = framework,
                    Serves = serves,
                    NotSeen = notSeen,
                    // What is not read runs where its own vendor runs it, when it lies beside a part that is read.
                    Hosting = notSeen is not null && serves is Serves.Answers ? Hosting.Unknown : Hostings.Of(sources.Tree, folder),
                    SignIn = SignInWays.Of(sources.Tree, folder),
                    Mounts = [.. mounted.Where(one => one.Value.Contains(folder)).Select(one => one.Key).Order(StringComparer.Ordinal)],
                }
            );
    }

    /// <summary>The first place in each folder where code makes a server.</summary>
    static Dictionary<string, (Location At, string Framework)> ServersIn(Sources sources, Folders folders)
    {
        var found = new Dictionary<string, (Location At, string Framework)>(StringComparer.Ordinal);
        var makers = sources
            .Code.Files.Where(file => file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx && Counts(sources, file))
            .Select(file => (file.Path, Server: MakesServer(sources.Code, file)))
            .Where(one => one.Server is not null)
            .GroupBy(one => folders.Of(one.Path));
        foreach (var under in makers)
        {
            var apart = SeparateEntries.Of(sources, under.Select(one => one.Path));
            // What only a developer starts is the app where there is nothing else.
            foreach (
                var (path, server) in under
                    .Select(one => (one.Path, one.Server!.Value))
                    .OrderBy(one => ForDevelopment().IsMatch(one.Path) ? 1 : 0)
            )
            {
                var folder = apart.Contains(Pipelines.Paths.FolderOf(path)) ? Pipelines.Paths.FolderOf(path) : under.Key;
                if (!found.TryGetValue(folder, out var known) || (known.Framework.Length == 0 && server.Framework.Length > 0))
                    found[folder] = server;
            }
        }
        return found;
    }

    static bool Counts(Sources sources, CodeFile file) =>
        sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role) && DeployablesInSupabase.FolderOf(file.Path) is null;

    static (Location At, string Framework)? MakesServer(CodeBase code, CodeFile file)
    {
        foreach (var node in file.Root.Descendants())
            switch (node.Kind)
            {
                case CodeKind.Import
                    when !node.Is(Modifiers.TypeOnly)
                        && Servers.TryGetValue(node.Name, out var framework)
                        && MakesOne(code, file, framework):
                    return (node.At, framework);
                case CodeKind.Call
                    when node.Callee.Name is "require"
                        && node.ArgumentAt(0).String is { } name
                        && Servers.TryGetValue(name, out var framework)
                        && MakesOne(code, file, framework):
                    return (node.At, framework);
                case CodeKind.Call
                    when node.Callee.DottedName is "http.createServer" or "https.createServer" or "Bun.serve" or "Deno.serve":
                    return (node.At, "");
                case CodeKind.Export when node.Is(Modifiers.Default) && node[Part.Value].Property("fetch").Exists:
                    return (node.At, "");
            }
        return null;
    }

    /// <summary>An import of a router or a type makes no server; a call of the package itself, or of what it constructs, does.</summary>
    static bool MakesOne(CodeBase code, CodeFile file, string framework) =>
        framework is "NestJS" or "tRPC" or "Firebase Functions"
        || file.Root.Descendants()
            .Any(node =>
                node.Kind is CodeKind.Call or CodeKind.New
                && code.OriginOf(node.Callee) is { Exists: true, Package: var package, Name: var name }
                && Servers.TryGetValue(package, out var made)
                && made == framework
                && name
                    is "default"
                        or "fastify"
                        or "Fastify"
                        or "Hono"
                        or "OpenAPIHono"
                        or "Server"
                        or "WebSocketServer"
                        or "Elysia"
                        or "server"
                        or "createServer"
                        or "Koa"
                        or "ApolloServer"
                        or "createYoga"
                        or "*"
                        or "express"
            );

    static bool IsBundle(Yaml.YamlNode packages, SourceTree tree, string folder) =>
        (
            Bundlers.Any(bundler => packages["dependencies"].Has(bundler) || packages["devDependencies"].Has(bundler))
            // A package that a workspace or a host installs is named by its configuration alone.
            || tree.Files.Any(file => file.Folder == folder && file.Name.StartsWith("vite.config.", StringComparison.Ordinal))
        )
        && (
            Has(tree, folder, "index.html")
            || Has(tree, folder, "public/index.html")
            || Has(tree, folder, "src/index.html")
            || packages["dependencies"].Has("astro")
            || packages["dependencies"].Has("gatsby")
            || packages["dependencies"].Has("@docusaurus/core")
        );

    /// <summary>
    /// SvelteKit and Nuxt are put among what only development needs, since a build contains them: an app has their configuration, and routes where they look for them.
    /// A package of components that shows itself on pages offers its files to others.
    /// </summary>
    static bool IsBuiltWith(Yaml.YamlNode packages, SourceTree tree, string folder, string package) =>
        package is "@sveltejs/kit" or "nuxt"
        && packages["devDependencies"].Has(package)
        && !packages.Has("exports")
        && !packages.Has("svelte")
        && tree.Files.Any(file =>
            file.Folder == folder && file.Name.StartsWith(package is "nuxt" ? "nuxt.config." : "svelte.config.", StringComparison.Ordinal)
        )
        && (
            package is "nuxt"
            || tree.Files.Any(file =>
                file.Path.StartsWith(folder.Length == 0 ? "src/routes/" : $"{folder}/src/routes/", StringComparison.Ordinal)
            )
        );

    /// <summary>
    /// A package that offers its files to others and neither starts nor configures anything: components and procedures that use a framework's types, in a
    /// workspace.
    /// </summary>
    static bool IsForOtherParts(Yaml.YamlNode packages, SourceTree tree, string folder) =>
        (packages.Has("exports") || packages.Has("types"))
        && !packages["scripts"].Has("start")
        && !packages["scripts"].Entries.Any(script => RunsFramework().IsMatch(script.Value.Text))
        && !tree.Files.Any(file => file.Folder == folder && ConfiguresFramework().IsMatch(file.Name));

    [GeneratedRegex(
        @"\b(next|nuxi?|nuxt|vite|svelte-kit|remix|react-router|vinxi|rw|redwood|blitz)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunsFramework();

    [GeneratedRegex(@"(?:^|/)dev(?:[-.]?server)?\.[cm]?[jt]s$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ForDevelopment();

    [GeneratedRegex(@"^(next|nuxt|svelte|remix|react-router|app|vite|blitz)\.config\.", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ConfiguresFramework();

    /// <summary>A Next.js app that is written out as files has no server.</summary>
    static bool IsExported(SourceTree tree, string folder) =>
        new[] { "next.config.js", "next.config.mjs", "next.config.ts" }.Any(name =>
            tree.Find(folder.Length == 0 ? name : $"{folder}/{name}") is { } file
            && Regex.IsMatch(file.Text, @"^\s*output:\s*['""]export['""]", RegexOptions.Multiline | RegexOptions.NonBacktracking)
        );

    static bool Has(SourceTree tree, string folder, string path) => tree.Find(folder.Length == 0 ? path : $"{folder}/{path}") is not null;
}
