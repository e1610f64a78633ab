using System.Collections.Concurrent;

namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>
/// How module names lead to files: Node's resolution as TypeScript, bundlers and Deno extend it. Relative names, then path aliases of the nearest configuration,
/// then <c>imports</c> of the nearest package, then packages of the same repository.
/// </summary>
sealed class JavaScriptModules
{
    static readonly string[] Endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts"];

    /// <summary>Where builds put what they make, and where its source lies.</summary>
    static readonly string[] Built = ["dist", "build", "lib", "out", ".next", "output"];

    /// <summary>Aliases that project templates set up in places that are not read, such as the bundler's own configuration.</summary>
    static readonly (string Prefix, string[] Folders)[] Customary =
    [
        ("@/", ["src", "", "app"]),
        ("~/", ["src", "app", ""]),
        ("$lib/", ["src/lib"]),
        ("src/", ["src"]),
    ];

    readonly ConcurrentDictionary<(string Folder, string Module), CodeFile?> resolved = [];
    readonly CodeBase code;
    readonly PathAliases aliases;

    public JavaScriptModules(CodeBase code, JsonFiles json)
    {
        this.code = code;
        Packages = new(code, json, this);
        aliases = new(code, json, this);
    }

    /// <summary>The packages of the repository.</summary>
    public Packages Packages { get; }

    public CodeFile? Resolve(CodeFile from, string module) =>
        resolved.GetOrAdd(
            (Paths.FolderOf(from.Path), WithoutQuery(module)),
            static (key, modules) => modules.Find(key.Folder, key.Module),
            this
        );

    public string PackageOf(CodeFile from, string module) => PackageNames.Of(aliases.ModuleOf(Paths.FolderOf(from.Path), module) ?? module);

    /// <summary>The file of a path that may lack its ending, name a folder, or name what a build makes of the file.</summary>
    public CodeFile? AtPath(string path)
    {
        if (Exactly(path) is { } file)
            return file;
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i++)
            if (Built.Contains(parts[i]))
                foreach (var source in (string[])["/src/", "/"])
                    if (Exactly(Paths.Join("", string.Join('/', parts[..i]) + source + string.Join('/', parts[(i + 1)..]))!) is { } written)
                        return written;
        return null;
    }

    CodeFile? Find(string folder, string module)
    {
        if (module.StartsWith('.'))
            return Paths.Join(folder, module) is { } path ? AtPath(path) : null;
        foreach (var target in aliases.Replace(folder, module))
            if (Paths.Join("", target) is { } path && AtPath(path) is { } aliased)
                return aliased;
        if (module.StartsWith('/'))
            return AtPath(module[1..]);
        return Packages.Resolve(folder, module) ?? ByCustom(folder, module);
    }

    CodeFile? ByCustom(string folder, string module)
    {
        foreach (var (prefix, folders) in Customary)
            if (module.StartsWith(prefix, StringComparison.Ordinal))
                foreach (var place in folders)
                    if (AtPath(Paths.In(Packages.FolderOf(folder), Paths.In(place, module[prefix.Length..]))) is { } file)
                        return file;
        return null;
    }

    CodeFile? Exactly(string path)
    {
        if (code.Find(path) is { } exact)
            return exact;
        if (WithEnding(path) is { } file)
            return file;
        if (Path.GetExtension(path) is ".js" or ".jsx" or ".mjs" or ".cjs" && WithEnding(path[..path.LastIndexOf('.')]) is { } source)
            return source;
        return WithEnding(Paths.In(path, "index"));
    }

    CodeFile? WithEnding(string path)
    {
        foreach (var ending in Endings)
            if (code.Find(path + ending) is { } file)
                return file;
        return null;
    }

    static string WithoutQuery(string module) => module.IndexOf('?') is > 0 and var query ? module[..query] : module;
}
