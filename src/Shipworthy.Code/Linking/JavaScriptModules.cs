namespace Shipworthy.Syntax.Linking;

/// <summary>How module names lead to files (Node's resolution as bundlers and TypeScript extend it), and which package a name from outside belongs to.</summary>
sealed class JavaScriptModules(CodeBase code)
{
    static readonly string[] Endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts"];

    public CodeFile? Resolve(CodeFile from, string module)
    {
        var plain = module.IndexOf('?') is > 0 and var query ? module[..query] : module;
        if (plain.StartsWith('.'))
            return Paths.Join(Paths.FolderOf(from.Path), plain) is { } path ? AtPath(path) : null;
        return plain.StartsWith('/') ? AtPath(plain[1..]) : null;
    }

    public string PackageOf(CodeFile from, string module) => PackageNames.Of(module);

    /// <summary>The file of a path that may lack its ending or name a folder. An ending of compiled code stands for that of its source.</summary>
    CodeFile? AtPath(string path)
    {
        if (code.Find(path) is { } exact)
            return exact;
        foreach (var ending in Endings)
            if (code.Find(path + ending) is { } file)
                return file;
        if (
            Source(path) is { } source
            && Endings.Select(ending => code.Find(source + ending)).FirstOrDefault(file => file is not null) is { } written
        )
            return written;
        var index = path.Length == 0 ? "index" : path + "/index";
        return Endings.Select(ending => code.Find(index + ending)).FirstOrDefault(file => file is not null);
    }

    static string? Source(string path) =>
        Path.GetExtension(path) is ".js" or ".jsx" or ".mjs" or ".cjs" ? path[..path.LastIndexOf('.')] : null;
}
