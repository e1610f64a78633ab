using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients.Graph;

/// <summary>What a module name stands for.</summary>
/// <param name="File">A file of code of the app.</param>
/// <param name="Text">The path of another file of the app: JSON, generated code, a style sheet.</param>
/// <param name="IsMissing">Whether it looks like a file of the app, and there is none.</param>
readonly record struct ModuleTarget(CodeFile? File, string? Text, bool IsMissing);

/// <summary>Resolves the names of modules: to code, to other files, to packages, or to nothing.</summary>
sealed partial class ModuleNames
{
    static readonly string[] Endings =
    [
        "",
        ".ts",
        ".tsx",
        ".js",
        ".jsx",
        ".mjs",
        ".cjs",
        ".json",
        ".vue",
        ".svelte",
        "/index.ts",
        "/index.tsx",
        "/index.js",
    ];

    /// <summary>Larger files of generated code are data.</summary>
    const int LargestGenerated = 2_000_000;

    readonly Sources sources;
    readonly Lazy<HashSet<string>> packages;
    readonly ConcurrentDictionary<string, CodeFile> generated = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(string Folder, string Module), ModuleTarget> known = [];

    /// <summary>Resolves names in an app.</summary>
    public ModuleNames(Sources sources)
    {
        this.sources = sources;
        packages = new(Declared);
    }

    /// <summary>What a name stands for, seen from a file.</summary>
    public ModuleTarget Resolve(CodeFile from, string module) =>
        known.GetOrAdd((Folder(from.Path), module), key => Find(from, Plain(key.Module)));

    /// <summary>The files of code that fit a pattern of paths, seen from a file.</summary>
    public IEnumerable<CodeFile> Matching(CodeFile from, string pattern)
    {
        var path =
            pattern.StartsWith("@/", StringComparison.Ordinal) ? pattern[1..]
            : pattern.StartsWith('/') ? pattern
            : "/" + (Join(Folder(from.Path), pattern) ?? pattern);
        var expression = new Regex(
            (pattern.StartsWith('.') ? "^" : "")
                + Regex.Escape(path).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)
                + @"(\.\w+)?$",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
        );
        return sources.Code.Files.Where(file => expression.IsMatch("/" + file.Path) && sources.IsDeployed(file));
    }

    ModuleTarget Find(CodeFile from, string module)
    {
        if (sources.Code.Module(from, module) is { } file && !file.Path.EndsWith(".d.ts", StringComparison.Ordinal))
            return new(file, null, false);
        if (module.StartsWith('.'))
            return Join(Folder(from.Path), module) is { } path ? AtPath(path) : default;
        if (IsPackage(module))
            return default;
        var rest = module.TrimStart('@', '~', '#', '$', '/');
        var isAlias = Alias().IsMatch(module);
        var inside = rest.IndexOf('/') is > 0 and var slash && !isAlias ? rest[(slash + 1)..] : rest;
        return ByTail(rest) is { IsMissing: false } whole ? whole
            : ByTail(inside) is { IsMissing: false } part ? part
            // A scope may be called like a folder of the app.
            : new(null, null, IsMissing: isAlias || !module.StartsWith('@'));
    }

    ModuleTarget AtPath(string path)
    {
        foreach (var ending in Endings)
            if (sources.Tree.Find(path + ending) is { } found)
                return Held(found);
        return sources.Tree.Contains(path) || IsAsset(path) || IsInstalled(path)
            ? default
            : new(null, null, IsMissing: !IsMadeByTools(path));
    }

    /// <summary>An alias leads to a folder that only the bundler's settings name; the rest of the path is looked for.</summary>
    ModuleTarget ByTail(string tail)
    {
        foreach (var ending in Endings)
            if (sources.Tree.Files.FirstOrDefault(file => IsTail(file.Path, tail + ending)) is { } found)
                return Held(found);
        return IsAsset(tail) ? default : new(null, null, IsMissing: !IsMadeByTools(tail));
    }

    /// <summary>Generated code is not part of the app's own code; a bundler takes it in all the same.</summary>
    ModuleTarget Held(SourceFile file) =>
        sources.Code.Find(file.Path) is { } code ? new(code, null, false)
        : file
            is {
                Role: FileRole.Generated,
                Language: Language.JavaScript or Language.TypeScript or Language.Tsx,
                Bytes.Length: < LargestGenerated
            }
            ? new(Parsed(file), null, false)
        : new(null, file.Path, false);

    CodeFile Parsed(SourceFile file) => generated.GetOrAdd(file.Path, path => CodeFile.Parse(path, file.Text, file.Language));

    static bool IsTail(string path, string tail) =>
        path.EndsWith(tail, StringComparison.Ordinal) && (path.Length == tail.Length || path[^(tail.Length + 1)] == '/');

    /// <summary>What a package manager puts there is a package, also when it is named by its path.</summary>
    static bool IsInstalled(string path) =>
        path.StartsWith("vendor/", StringComparison.Ordinal)
        || path.Contains("/vendor/", StringComparison.Ordinal)
        || path.Contains("node_modules/", StringComparison.Ordinal);

    /// <summary>Trees of routes and types that a framework's own tool writes from files that are entries anyway.</summary>
    static bool IsMadeByTools(string path) => MadeByTools().IsMatch(path);

    static bool IsAsset(string path) =>
        Path.GetExtension(path) is { Length: > 1 } ending
        && ending is not (".ts" or ".tsx" or ".js" or ".jsx" or ".mjs" or ".cjs" or ".vue" or ".svelte" or ".json")
        && Asset().IsMatch(ending);

    bool IsPackage(string module)
    {
        if (Virtual().IsMatch(module) || module.Contains("://", StringComparison.Ordinal))
            return true;
        if (Alias().IsMatch(module))
            return false;
        var parts = module.Split('/');
        var package = module.StartsWith('@') && parts.Length > 1 ? $"{parts[0]}/{parts[1]}" : parts[0];
        return packages.Value.Contains(package)
            || packages.Value.Contains("@types/" + package)
            || Builtin().IsMatch(package)
            || !HasFolder(parts[0].TrimStart('@', '~', '#', '$'));
    }

    bool HasFolder(string name) =>
        sources.Code.Files.Any(file =>
            file.Path.StartsWith(name + "/", StringComparison.Ordinal) || file.Path.Contains($"/{name}/", StringComparison.Ordinal)
        );

    HashSet<string> Declared()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var manifest in sources.Tree.Named("package.json").Where(file => file.Role is not FileRole.Vendored))
        {
            var json = JsonFile.Read(manifest);
            found.Add(json["name"].Text);
            foreach (var list in (string[])["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"])
            foreach (var entry in json[list].Entries)
                found.Add(entry.Key);
        }
        return found;
    }

    static string Plain(string module) => module.IndexOf('?') is > 0 and var query ? module[..query] : module;

    static string Folder(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>A relative path seen from a folder; null when it leaves the app.</summary>
    public static string? Join(string folder, string relative)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/'))
            if (part is ".." && parts.Count == 0)
                return null;
            else if (part is "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "."))
                parts.Add(part);
        return string.Join('/', parts);
    }

    [GeneratedRegex(@"^([@~#$]/|[~#$]\w|\$lib\b|/)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Alias();

    [GeneratedRegex(
        @"^(virtual:|astro:|node:|bun:|npm:|jsr:|data:|\$app/|\$env/|\$service-worker|#(imports|app|build|components|shared)\b|~icons/|~build|vite/|react-native\b|expo\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Virtual();

    [GeneratedRegex(
        @"^(assert|async_hooks|buffer|child_process|cluster|console|constants|crypto|dgram|dns|domain|events|fs|http|http2|https|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib|react|react-dom|vue|svelte|electron|vscode|chrome)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Builtin();

    [GeneratedRegex(
        @"routeTree\.gen|(^|/)\+types/|(^|/)\$types$|\.gen$|\.d$|\.d\.ts$|components\.d\b|typed-router",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MadeByTools();

    [GeneratedRegex(
        @"^\.(css|scss|sass|less|styl|pcss|svg|png|jpe?g|gif|webp|avif|ico|bmp|mp[34]|webm|ogg|wav|mov|woff2?|ttf|otf|eot|pdf|txt|md|mdx|html|glsl|wasm|graphql|gql|ya?ml|csv|hdr|glb|gltf|xml|lottie|riv|zip)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Asset();
}
