using System.Text.Json;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Manifests;

/// <summary>
/// Tells from manifests and platform files what is built here. It calls something a library or a tool only when its manifest says so and nothing of it
/// is served; whatever it does not know stays unknown, and unknown counts as an app.
/// </summary>
public sealed partial class AppShapeInManifests : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(AppShape)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
            if (
                file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Test or FileRole.Example)
                && !Aside().IsMatch(file.Path)
            )
                if (Of(file, sources.Tree) is var (kind, line, because))
                    learn.Add(new AppShape(file.AtLine(line), kind, because));
    }

    /// <summary>Whether a file tells a platform how to run what lies beside it.</summary>
    internal static bool IsForPlatform(string path) => PlatformFile().IsMatch(path);

    /// <summary>What one file shows; null when it shows nothing.</summary>
    internal static (ShapeKind Kind, int Line, string Because)? Of(SourceFile file, SourceTree tree) =>
        file.Name.ToLowerInvariant() switch
        {
            "package.json" => OfPackage(file, tree),
            "pyproject.toml" or "setup.py" or "setup.cfg" => OfPython(file, tree),
            "requirements.txt" or "pipfile" => FirstMatch(file, PythonServer()) is { } found
                ? (ShapeKind.Server, found.Line, $"depends on {found.Text}")
                : null,
            "manage.py" or "config.ru" or "artisan" => (ShapeKind.Server, 1, "starts a web application"),
            "go.mod" => OfGo(file, tree),
            "cargo.toml" => OfRust(file),
            "composer.json"
                when file.Text.Contains("\"library\"", StringComparison.Ordinal)
                    && !file.Text.Contains("laravel/framework", StringComparison.Ordinal) => (
                ShapeKind.Library,
                1,
                "says that it is a library"
            ),
            "index.html" when file.Folder is "" or "public" or "src" or "client" or "frontend" or "web" => (
                ShapeKind.FrontEnd,
                1,
                "is a page that people open"
            ),
            var name when name.EndsWith(".csproj", StringComparison.Ordinal) => OfDotNet(file),
            var name when name.EndsWith(".gemspec", StringComparison.Ordinal) => (ShapeKind.Library, 1, "describes a package for others"),
            _ when PlatformFile().IsMatch(file.Path) => (ShapeKind.Deployed, 1, "tells a platform how to run it"),
            var name when name.StartsWith("dockerfile", StringComparison.Ordinal) => FirstMatch(file, Exposed()) is { } found
                ? (ShapeKind.Server, found.Line, "opens a port")
                : null,
            _ => null,
        };

    static (ShapeKind, int, string)? OfPackage(SourceFile file, SourceTree tree)
    {
        if (FirstMatch(file, NodeServer()) is { } server && !IsDevelopmentOnly(file, server.Text))
            return (ShapeKind.Server, server.Line, $"depends on {server.Text}");
        try
        {
            using var json = JsonDocument.Parse(
                file.Text,
                new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            var root = json.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
                return null;
            bool Has(string name) => root.TryGetProperty(name, out _);
            var isPrivate = root.TryGetProperty("private", out var flag) && flag.ValueKind is JsonValueKind.True;
            if (tree.Find(file.Folder.Length > 0 ? $"{file.Folder}/index.html" : "index.html") is not null)
                return (ShapeKind.FrontEnd, 1, "stands beside a page that people open");
            if (Has("bin"))
                return (ShapeKind.CommandLine, LineOf(file, "\"bin\""), "installs a command");
            if (DeployedFolders.Of(tree).By(file.Folder) is { } by)
                return (ShapeKind.Deployed, 1, $"is deployed by {by}");
            if (!isPrivate && IsForOthers(root) && !HasStart(root))
                return (ShapeKind.Library, LineOf(file, "\"name\""), "is published for other programs");
            // A workspace's root and a package of tools say nothing about what runs.
            return isPrivate && Has("workspaces") ? null : (ShapeKind.Unknown, 1, "does not say what it is");
        }
        catch (JsonException)
        {
            return (ShapeKind.Unknown, 1, "cannot be read as JSON");
        }
    }

    /// <summary>
    /// What a package that is published says: what it exports, which files go along, by which words it is found. <c>main</c> alone says nothing, since
    /// <c>npm init</c> writes it into every package.
    /// </summary>
    static bool IsForOthers(JsonElement root) =>
        root.EnumerateObject()
            .Any(one =>
                one.Name is "exports" or "module" or "types" or "typings" or "files" or "publishConfig" or "peerDependencies"
                || one is { Name: "keywords", Value.ValueKind: JsonValueKind.Array } && one.Value.GetArrayLength() > 0
                || one is { Name: "scripts", Value.ValueKind: JsonValueKind.Object }
                    && one.Value.EnumerateObject().Any(script => script.Name is "prepublishOnly" or "prepublish" or "prepack")
            );

    static bool HasStart(JsonElement root) =>
        root.TryGetProperty("scripts", out var scripts)
        && scripts.ValueKind is JsonValueKind.Object
        && scripts.TryGetProperty("start", out _);

    /// <summary>Whether a package stands among those that only developers need.</summary>
    static bool IsDevelopmentOnly(SourceFile file, string package)
    {
        try
        {
            using var json = JsonDocument.Parse(
                file.Text,
                new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return !(
                json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("dependencies", out var needed)
                && needed.ValueKind is JsonValueKind.Object
                && needed.TryGetProperty(package, out _)
            );
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static (ShapeKind, int, string)? OfPython(SourceFile file, SourceTree tree)
    {
        if (FirstMatch(file, PythonServer()) is { } server)
            return (ShapeKind.Server, server.Line, $"depends on {server.Text}");
        if (FirstMatch(file, PythonTool()) is { } tool)
            return (ShapeKind.CommandLine, tool.Line, "installs a command");
        return
            FirstMatch(file, PythonPackage()) is { } package
            && tree.Named("requirements.txt").All(list => FirstMatch(list, PythonServer()) is null)
            ? (ShapeKind.Library, package.Line, "is built as a package")
            : (ShapeKind.Unknown, 1, "does not say what it is");
    }

    static (ShapeKind, int, string)? OfGo(SourceFile file, SourceTree tree)
    {
        var code = tree
            .Files.Where(one =>
                one.Path.EndsWith(".go", StringComparison.Ordinal)
                && one.Role is not (FileRole.Test or FileRole.Vendored or FileRole.Example)
                && (file.Folder.Length == 0 || one.Path.StartsWith(file.Folder + "/", StringComparison.Ordinal))
            )
            .ToList();
        if (code.Any(one => GoServer().IsMatch(one.Text)))
            return (ShapeKind.Server, 1, "listens for requests");
        var main = code.FirstOrDefault(one => one.Text.Contains("package main", StringComparison.Ordinal));
        if (main is null)
            return code.Count > 0 ? (ShapeKind.Library, 1, "has no program of its own") : (ShapeKind.Unknown, 1, "does not say what it is");
        return code.Any(one => GoTool().IsMatch(one.Text))
            ? (ShapeKind.CommandLine, 1, "reads its orders from the command line")
            : (ShapeKind.Unknown, 1, "does not say what it is");
    }

    static (ShapeKind, int, string)? OfRust(SourceFile file) =>
        FirstMatch(file, RustServer()) is { } server ? (ShapeKind.Server, server.Line, $"depends on {server.Text}")
        : FirstMatch(file, RustTool()) is { } tool ? (ShapeKind.CommandLine, tool.Line, "reads its orders from the command line")
        : FirstMatch(file, RustLibrary()) is { } library ? (ShapeKind.Library, library.Line, "is built as a library")
        : file.Text.Contains("[workspace]", StringComparison.Ordinal) ? null
        : (ShapeKind.Unknown, 1, "does not say what it is");

    static (ShapeKind, int, string)? OfDotNet(SourceFile file) =>
        FirstMatch(file, DotNetServer()) is { } server ? (ShapeKind.Server, server.Line, "is a web or hosted project")
        : FirstMatch(file, DotNetTool()) is { } tool ? (ShapeKind.CommandLine, tool.Line, "is packed as a tool")
        : FirstMatch(file, DotNetPackage()) is { } package ? (ShapeKind.Library, package.Line, "is packed for other programs")
        // A project without a sign is a part of something; another project says of what.
        : FirstMatch(file, DotNetProgram()) is { } program ? (ShapeKind.Unknown, program.Line, "is a program of an unknown kind")
        : null;

    static (int Line, string Text)? FirstMatch(SourceFile file, Regex pattern) =>
        pattern.Match(file.Text) is { Success: true } match
            ? (file.At(match.Index).Line, (match.Groups[1].Success ? match.Groups[1] : match.Groups[0]).Value.Trim('"'))
            : null;

    static int LineOf(SourceFile file, string text) =>
        file.Text.IndexOf(text, StringComparison.Ordinal) is >= 0 and var index ? file.At(index).Line : 1;

    [GeneratedRegex(
        @"(^|/)(examples?|samples?|demos?|docs?|website|site|benchmarks?|bench|scripts|tools|\.github|fixtures|playgrounds?|e2e)/",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Aside();

    [GeneratedRegex(
        @"""(express|fastify|koa|hono|@hono/node-server|next|nuxt|@nestjs/core|@remix-run/[\w-]+|@react-router/[\w-]+|@sveltejs/kit|astro|gatsby|react-scripts|expo|react-native|@angular/core|@hapi/hapi|restify|polka|elysia|@adonisjs/core|@feathersjs/feathers|apollo-server|@apollo/server|@trpc/server|socket\.io|bullmq|@temporalio/worker|@trigger\.dev/sdk|inngest|electron|@supabase/supabase-js|firebase|discord\.js|telegraf)""\s*:",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex NodeServer();

    [GeneratedRegex(
        @"(?:^|[\s""'\[=])(django|flask|fastapi|starlette|aiohttp|tornado|pyramid|sanic|litestar|quart|bottle|falcon|streamlit|gradio|celery|dramatiq|rq|uvicorn|gunicorn|daphne|hypercorn|robyn|dash|reflex|nicegui)(?=[\s""'\[<>=~!;,)]|$)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex PythonServer();

    [GeneratedRegex(@"\[project\.scripts\]|\[tool\.poetry\.scripts\]|console_scripts", RegexOptions.None, 10_000)]
    private static partial Regex PythonTool();

    [GeneratedRegex(@"\[build-system\]|setup\(", RegexOptions.None, 10_000)]
    private static partial Regex PythonPackage();

    [GeneratedRegex(
        @"\.ListenAndServe(TLS)?\(|\bgrpc\.NewServer\(|\blambda\.Start\(|\bgin\.(Default|New)\(|\becho\.New\(|\bfiber\.New\(|\bhttp\.Server\{",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex GoServer();

    [GeneratedRegex(@"spf13/cobra|urfave/cli|alecthomas/kong|\bflag\.Parse\(|charmbracelet/bubbletea", RegexOptions.None, 10_000)]
    private static partial Regex GoTool();

    [GeneratedRegex(
        @"^(axum|actix-web|rocket|warp|hyper|tonic|poem|salvo|tide|lambda_runtime|leptos|dioxus|tauri)\b",
        RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex RustServer();

    [GeneratedRegex(@"^(clap|structopt|argh|pico-args|bpaf|lexopt)\b", RegexOptions.Multiline, 10_000)]
    private static partial Regex RustTool();

    [GeneratedRegex(@"^\[lib\]", RegexOptions.Multiline, 10_000)]
    private static partial Regex RustLibrary();

    [GeneratedRegex(
        @"Sdk=""(Microsoft\.NET\.Sdk\.(Web|Worker|BlazorWebAssembly)|Aspire\.AppHost\.Sdk[^""]*)""|Microsoft\.AspNetCore\.App|Microsoft\.Azure\.Functions|Microsoft\.Extensions\.Hosting""|Amazon\.Lambda|UseMaui|UseWPF|UseWindowsForms",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex DotNetServer();

    [GeneratedRegex(@"<PackAsTool>\s*true", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex DotNetTool();

    [GeneratedRegex(@"<(PackageId>|GeneratePackageOnBuild>\s*true|IsPackable>\s*true)", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex DotNetPackage();

    [GeneratedRegex(@"<OutputType>\s*(Win)?Exe", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex DotNetProgram();

    [GeneratedRegex(
        @"(^|/)(fly[\w.-]*\.toml|render\.ya?ml|railway\.(json|toml)|vercel\.(json|ts)|netlify\.toml|wrangler\.(toml|jsonc?)|firebase\.json|apphosting\.yaml|heroku\.yml|Procfile|\.do/app\.yaml|app\.yaml|apprunner\.yaml|amplify\.yml|azure\.yaml|captain-definition|config/deploy\.yml|supabase/config\.toml|\.replit|serverless\.ya?ml|template\.ya?ml|samconfig\.toml|Chart\.yaml|kustomization\.ya?ml)$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex PlatformFile();

    [GeneratedRegex(@"^\s*EXPOSE\s+\S", RegexOptions.Multiline | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Exposed();
}
