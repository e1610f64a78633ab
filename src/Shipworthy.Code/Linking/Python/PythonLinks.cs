namespace Shipworthy.Syntax.Linking.Python;

/// <summary>Links of Python: packages with and without <c>__init__.py</c>, relative imports, source folders below the root.</summary>
sealed partial class PythonLinks(CodeBase code) : LanguageLinks(code)
{
    public override bool IsScope(Code node) => node.Kind is CodeKind.Module or CodeKind.Function or CodeKind.Class;

    /// <summary>Names of a class's body are seen in that body, and not in its methods (language reference, 4.2.2).</summary>
    public override bool IsHiddenInFunctions(Code scope) => scope.Kind == CodeKind.Class;

    public override CodeFile? Resolve(CodeFile from, string module)
    {
        var dots = module.AsSpan().IndexOfAnyExcept('.');
        if (dots < 0)
            dots = module.Length;
        var names = module[dots..].Replace('.', '/');
        if (dots > 0)
            return Below(Ancestor(from.Path, dots), names);
        if (names.Length == 0)
            return null;
        for (var folder = FolderOf(from.Path); ; folder = FolderOf(folder))
        {
            if ((Below(folder, names) ?? Below(Join(folder, "src"), names)) is { } found && found != from)
                return found;
            if (folder.Length == 0)
                return null;
        }
    }

    public override CodeFile? ResolveMember(CodeFile from, string module, string name) =>
        Resolve(from, module.EndsWith('.') ? module + name : $"{module}.{name}");

    /// <summary>A module offers what it declares and what it imports.</summary>
    public override IEnumerable<(string Name, Code What)> Exports(CodeFile file) =>
        base.Exports(file)
            .Concat(
                file.Root.Children.Where(node => node.Kind == CodeKind.Import)
                    .SelectMany(node => node.All(Part.Element))
                    .Select(name => (name.Name, name))
            );

    /// <summary>A name that <c>from module import *</c> brings in.</summary>
    public override Code Beyond(Code name) =>
        name.Kind is not (CodeKind.Name or CodeKind.Type)
            ? default
            : name
                .File.Root.Children.Where(node => node.Kind == CodeKind.Import && node[Part.Element].Name == "*")
                .Select(import => Code.Module(name.File, import.Name) is { } file ? Code.Definitions.Exports.Of(file, name.Name) : default)
                .FirstOrDefault(found => found.Exists);

    public override string PackageOf(CodeFile from, string module) => module.StartsWith('.') ? "" : module.Split('.')[0];

    CodeFile? Below(string? folder, string names) =>
        folder is null ? null
        : names.Length == 0 ? Code.Find(Join(folder, "__init__.py"))
        : Code.Find(Join(folder, names + ".py")) ?? Code.Find(Join(folder, names + "/__init__.py"));

    /// <summary>The folder that so many leading dots stand for: one dot is the file's own.</summary>
    static string? Ancestor(string path, int dots)
    {
        var folder = FolderOf(path);
        for (var i = 1; i < dots; i++)
        {
            if (folder.Length == 0)
                return null;
            folder = FolderOf(folder);
        }
        return folder;
    }

    static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
