using System.Text.Json;

namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>The npm packages that the repository holds: what a workspace's name leads to, and what a package starts with.</summary>
sealed class Packages
{
    static readonly string[] Conditions = ["source", "development", "import", "module", "default", "require", "node", "types"];

    readonly Dictionary<string, string> folders = new(StringComparer.Ordinal);
    readonly HashSet<string> roots = new(StringComparer.Ordinal);
    readonly JsonFiles json;
    readonly JavaScriptModules modules;

    public Packages(CodeBase code, JsonFiles json, JavaScriptModules modules)
    {
        this.json = json;
        this.modules = modules;
        foreach (var path in code.Paths.Where(IsPackage).Order(StringComparer.Ordinal))
        {
            var folder = Paths.FolderOf(path);
            roots.Add(folder);
            if (json.Read(path).Get("name").Text() is { Length: > 0 } name)
                folders.TryAdd(name, folder);
        }
    }

    /// <summary>The folders of all packages.</summary>
    public IEnumerable<string> Folders => roots;

    /// <summary>The folder of the package that a folder is part of; the root of the app when it is part of none.</summary>
    public string FolderOf(string folder) => roots.Contains(folder) ? folder : Paths.Above(folder).FirstOrDefault(roots.Contains) ?? "";

    /// <summary>The manifest of the package in a folder.</summary>
    public JsonElement? Manifest(string folder) => json.Read(Paths.In(folder, "package.json"));

    /// <summary>The path of a file of a package of the repository, such as <c>@acme/config/base.json</c>; null when no package has that name.</summary>
    public string? PathOf(string module)
    {
        var package = PackageNames.Of(module);
        return folders.TryGetValue(package, out var folder) ? Paths.In(folder, module[package.Length..].TrimStart('/')).TrimEnd('/') : null;
    }

    /// <summary>The file that a bare name leads to from a folder: an entry of <c>imports</c>, or a package of the repository.</summary>
    public CodeFile? Resolve(string folder, string module)
    {
        if (module.StartsWith('#'))
            return Target(FolderOf(folder), Manifest(FolderOf(folder)).Get("imports"), module);
        if (PackageNames.Of(module) is not { Length: > 0 } package || !folders.TryGetValue(package, out var home))
            return null;
        var below = module.Length > package.Length ? module[package.Length..] : "";
        return Target(home, Manifest(home).Get("exports"), "." + below) ?? (below.Length > 0 ? Below(home, below[1..]) : Main(home));
    }

    /// <summary>The file that a package starts with when it is loaded by its name.</summary>
    public CodeFile? Main(string folder)
    {
        var manifest = Manifest(folder);
        foreach (var field in (string[])["source", "module", "main", "types"])
            if (manifest.Get(field).Text() is { } path && Paths.Join(folder, path) is { } main && modules.AtPath(main) is { } file)
                return file;
        return modules.AtPath(Paths.In(folder, "src")) ?? modules.AtPath(folder);
    }

    CodeFile? Below(string folder, string path) =>
        modules.AtPath(Paths.In(folder, path)) ?? modules.AtPath(Paths.In(folder, "src/" + path));

    /// <summary>An entry of <c>exports</c> or <c>imports</c> (Node's documentation, "Packages"): exact names first, then patterns with a star.</summary>
    CodeFile? Target(string folder, JsonElement? map, string name)
    {
        if (map is null)
            return null;
        if (
            map.Value.ValueKind != JsonValueKind.Object
            || !map.Entries().Any(entry => entry.Name.StartsWith('.') || entry.Name.StartsWith('#'))
        )
            return name == "." ? AtTarget(folder, map, "") : null;
        if (map.Get(name) is { } exact)
            return AtTarget(folder, exact, "");
        foreach (var (pattern, target) in map.Entries())
            if (
                pattern.IndexOf('*') is > 0 and var star
                && name.StartsWith(pattern[..star], StringComparison.Ordinal)
                && name.Length >= pattern.Length - 1
            )
                if (AtTarget(folder, target, name[star..^(pattern.Length - star - 1)]) is { } file)
                    return file;
        return null;
    }

    CodeFile? AtTarget(string folder, JsonElement? target, string star)
    {
        if (target.Text() is { } path)
            return Paths.Join(folder, path.Replace("*", star, StringComparison.Ordinal)) is { } at ? modules.AtPath(at) : null;
        var nested = Conditions.Select(condition => target.Get(condition)).Where(found => found is not null);
        return nested.Select(found => AtTarget(folder, found, star)).FirstOrDefault(file => file is not null);
    }

    static bool IsPackage(string path) =>
        (path == "package.json" || path.EndsWith("/package.json", StringComparison.Ordinal))
        && !path.Contains("node_modules/", StringComparison.Ordinal);
}
