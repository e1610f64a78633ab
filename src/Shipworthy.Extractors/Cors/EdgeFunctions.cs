using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Cors;

/// <summary>Which of Supabase's Edge Functions use what a shared file declares.</summary>
static class EdgeFunctions
{
    const string Root = "supabase/functions/";

    /// <summary>A shared file may use another one, and that a third.</summary>
    const int MostFiles = 3;

    /// <summary>
    /// The functions that a node of the code is for: the one whose file it is in, or those that import its declaration, or one that needs it. Null outside of
    /// Edge Functions.
    /// </summary>
    public static ImmutableArray<string>? ThatUse(Sources sources, Code node)
    {
        var file = node.File;
        var at = file.Path.IndexOf(Root, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var folder = file.Path[..(at + Root.Length)];
        if (DeployablesInSupabase.FolderOf(file.Path) is not null)
            return [file.Path[folder.Length..].Split('/')[0]];
        return
        [
            .. sources
                .Code.Files.Where(other =>
                    other != file && other.Path.StartsWith(folder, StringComparison.Ordinal) && Uses(sources.Code, other, node)
                )
                .Select(other => other.Path[folder.Length..].Split('/')[0])
                .Where(function => !function.StartsWith('_'))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Whether a file takes a name that needs the node. What stands outside of every declaration happens to all who load the file, and of a module that is taken
    /// as a whole every name may be used.
    /// </summary>
    static bool Uses(CodeBase code, CodeFile file, Code node)
    {
        var loading = ImportsOf(file).Where(import => Leads(code, import, node.File, MostFiles)).ToList();
        return loading.Count > 0
            && (
                !IsDeclared(node)
                || loading
                    .SelectMany(import => import.Descendants(CodeKind.Imported))
                    .Any(imported =>
                        imported.ImportedName is "*"
                        || code.Definition(imported) is not { Exists: true } declaration
                        || Needs(code, declaration, node, [])
                    )
            );
    }

    static IEnumerable<Code> ImportsOf(CodeFile file) =>
        file.Root.Children.Where(node => node.Kind is CodeKind.Import or CodeKind.Export && node.Name.Length > 0);

    static bool Leads(CodeBase code, Code import, CodeFile target, int steps) =>
        steps > 0
        && code.Module(import.File, import.Name) is { } module
        && (module == target || ImportsOf(module).Any(further => Leads(code, further, target, steps - 1)));

    static bool IsDeclared(Code node)
    {
        var top = node;
        while (top.Parent.Parent.Exists)
            top = top.Parent;
        var declaration = top.Kind is CodeKind.Export ? top.Children.FirstOrDefault() : top;
        return declaration.Kind is CodeKind.Variable or CodeKind.Function or CodeKind.Class or CodeKind.Object;
    }

    /// <summary>Whether a declaration holds the node, or names another one that does.</summary>
    static bool Needs(CodeBase code, Code declaration, Code node, HashSet<Code> seen) =>
        seen.Add(declaration)
        && (
            declaration.Contains(node)
            || declaration
                .Descendants(CodeKind.Name)
                .Select(code.Definition)
                .Any(named =>
                    named.Exists
                    && named.File.Path.Contains(Root, StringComparison.Ordinal)
                    && !declaration.Contains(named)
                    && Needs(code, named, node, seen)
                )
        );
}
