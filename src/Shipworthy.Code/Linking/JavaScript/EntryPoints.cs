using System.Text.RegularExpressions;

namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>
/// Files that something outside the code starts: what manifests, container files, process lists, platform settings and pages name, and what frameworks start by
/// the name of the file.
/// </summary>
sealed partial class EntryPoints(CodeBase code, JavaScriptModules modules)
{
    static readonly string[] Customary =
    [
        "index",
        "main",
        "server",
        "app",
        "App",
        "src/index",
        "src/main",
        "src/server",
        "src/app",
        "src/App",
    ];

    static readonly HashSet<string> Starters = new(StringComparer.OrdinalIgnoreCase)
    {
        "Procfile",
        "docker-compose.yml",
        "docker-compose.yaml",
        "compose.yml",
        "compose.yaml",
        "fly.toml",
        "render.yaml",
        "railway.json",
        "railway.toml",
        "nixpacks.toml",
        "wrangler.toml",
        "wrangler.json",
        "wrangler.jsonc",
        "vercel.json",
        "netlify.toml",
        "serverless.yml",
        "serverless.yaml",
        "template.yaml",
        "app.yaml",
        "app.json",
        "angular.json",
        "deno.json",
        "deno.jsonc",
        ".replit",
        "ecosystem.config.js",
        "ecosystem.config.cjs",
        "pm2.json",
        "firebase.json",
        "index.html",
    };

    /// <summary>All entry points.</summary>
    public IEnumerable<CodeFile> All()
    {
        var named = FromManifests()
            .Concat(FromStarters())
            .Concat(code.Files.Where(file => IsScript(file) && FileRoutes.Serves(file.Path)))
            .ToHashSet();
        foreach (var folder in modules.Packages.Folders.Append(""))
            if (!named.Any(file => modules.Packages.FolderOf(Paths.FolderOf(file.Path)) == folder))
                foreach (var path in Customary)
                    if (modules.AtPath(Paths.In(folder, path)) is { } file)
                        named.Add(file);
        return named;
    }

    IEnumerable<CodeFile> FromManifests()
    {
        foreach (var folder in modules.Packages.Folders)
        {
            var manifest = modules.Packages.Manifest(folder);
            var paths = ((string[])["main", "module", "source", "browser", "bin", "exports"])
                .SelectMany(field => manifest.Get(field).AllTexts())
                .Concat(manifest.Get("scripts").AllTexts().SelectMany(FilesIn));
            foreach (var file in paths.SelectMany(path => At(folder, path)))
                yield return file;
            if (manifest.Get("dependencies").Get("react-scripts") is not null)
                foreach (var file in At(folder, "src/index"))
                    yield return file;
        }
    }

    IEnumerable<CodeFile> FromStarters()
    {
        foreach (var path in code.Paths)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (!Starters.Contains(name) && !name.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var named in FilesIn(code.Read(path) ?? code.Find(path)?.Text ?? ""))
            foreach (var file in At(Paths.FolderOf(path), named))
                yield return file;
        }
    }

    /// <summary>A path as a command or setting names it: from the folder of what names it, or from the root.</summary>
    IEnumerable<CodeFile> At(string folder, string path)
    {
        var plain = path.TrimStart('/').Split('*')[0];
        if (plain.Length > 0 && Paths.Join(folder, plain) is { } here && modules.AtPath(here) is { } near)
            yield return near;
        else if (plain.Length > 0 && Paths.Join("", plain) is { } there && modules.AtPath(there) is { } far)
            yield return far;
    }

    static IEnumerable<string> FilesIn(string text) => CodePath().Matches(text).Select(match => match.Value);

    static bool IsScript(CodeFile file) => file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx;

    [GeneratedRegex(
        @"[\w@$./\[\]()-]+\.[mc]?[jt]sx?\b|\b(?:dist|build|lib|out)/[\w./-]+",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex CodePath();
}
