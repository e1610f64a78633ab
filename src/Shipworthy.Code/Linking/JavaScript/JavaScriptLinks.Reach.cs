namespace Shipworthy.Syntax.Linking.JavaScript;

sealed partial class JavaScriptLinks
{
    public override IEnumerable<CodeFile> EntryPoints() => new EntryPoints(Code, modules).All();

    public override string PartOf(CodeFile file) => modules.Packages.FolderOf(Paths.FolderOf(file.Path));

    public override bool StartsAnyway(CodeFile file) => FileRoutes.Starts(file.Path);

    /// <summary>
    /// What is loaded by a name made at run time, or named in a string: workers, plug-in folders, globs. A file that loads what it finds reaches its whole folder.
    /// </summary>
    public override IEnumerable<CodeFile> AlsoReaches(CodeFile file)
    {
        var folder = Paths.FolderOf(file.Path);
        if (LoadsWhatItFinds(file))
            foreach (var found in Below(folder))
                yield return found;
        foreach (var literal in file.Root.Descendants(CodeKind.Literal))
            if (literal.String is { Length: > 3 and < 200 } text && literal.Operator == "string" && EndsLikeCode(text))
                foreach (var named in Named(folder, text))
                    yield return named;
    }

    static bool LoadsWhatItFinds(CodeFile file) =>
        file
            .Root.Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee is { Kind: CodeKind.Name, Name: "require" or "import" } && call.ArgumentAt(0) is { Exists: true, String: null }
            );

    IEnumerable<CodeFile> Named(string folder, string text)
    {
        var star = text.IndexOf('*', StringComparison.Ordinal);
        foreach (var start in (string[])[folder, PartFolder(folder), ""])
        {
            var path = Paths.Join(start, star < 0 ? text : text[..star]);
            if (path is null)
                continue;
            if (star >= 0)
                foreach (var file in path.Length == 0 ? [] : Below(path))
                    yield return file;
            else if (modules.AtPath(path) is { } file)
                yield return file;
        }
    }

    string PartFolder(string folder) => modules.Packages.FolderOf(folder);

    IEnumerable<CodeFile> Below(string folder) =>
        Code.Files.Where(file =>
            folder.Length == 0
            || file.Path.StartsWith(folder, StringComparison.Ordinal) && file.Path.Length > folder.Length && file.Path[folder.Length] == '/'
        );

    static bool EndsLikeCode(string text) =>
        Path.GetExtension(text) is ".js" or ".ts" or ".mjs" or ".cjs" or ".tsx" or ".jsx" or ".mts" or ".cts"
        || text.EndsWith("}", StringComparison.Ordinal) && text.Contains('*');
}
