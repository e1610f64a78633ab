using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Files as Django names them: by the dotted path of a module below the folder of <c>manage.py</c>.</summary>
static partial class DjangoFiles
{
    /// <summary>Whether a module of settings is named after development or tests.</summary>
    public static bool IsForDevelopment(string path) => ForDevelopment().IsMatch(path);

    /// <summary>The file of a module; null when it is none of the app.</summary>
    public static CodeFile? Module(CodeBase code, CodeFile from, string module)
    {
        if (code.Module(from, module) is { } linked)
            return linked;
        var path = module.Replace('.', '/');
        for (var folder = FolderOf(from.Path); ; folder = FolderOf(folder))
        {
            var prefix = folder.Length > 0 ? folder + "/" : "";
            if ((code.Find($"{prefix}{path}.py") ?? code.Find($"{prefix}{path}/__init__.py")) is { } found)
                return found;
            if (folder.Length == 0)
                return null;
        }
    }

    /// <summary>
    /// Whether Python never loads a module: a folder without <c>__init__.py</c> beside a module of its name is no package, and nothing below it can be imported.
    /// </summary>
    public static bool IsShadowed(CodeBase code, string path)
    {
        for (var folder = FolderOf(path); folder.Length > 0; folder = FolderOf(folder))
            if (code.Find($"{folder}.py") is not null && code.Find($"{folder}/__init__.py") is null)
                return true;
        return false;
    }

    /// <summary>The file that Python loads for a module, looked for from a file upwards: a package before a module of its name; null when it is none of the app.</summary>
    public static CodeFile? Loaded(CodeBase code, string from, string module)
    {
        var path = module.Replace('.', '/');
        for (var folder = FolderOf(from); ; folder = FolderOf(folder))
        {
            var prefix = folder.Length > 0 ? folder + "/" : "";
            if ((code.Find($"{prefix}{path}/__init__.py") ?? code.Find($"{prefix}{path}.py")) is { } found)
                return found;
            if (folder.Length == 0)
                return null;
        }
    }

    /// <summary>The folder of a path; empty for the top.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>The elements of a list or tuple, through names; lists that are added to each other count as one.</summary>
    public static IEnumerable<Code> Items(CodeBase code, Code list, int steps = 6)
    {
        if (steps <= 0 || !list.Exists)
            return [];
        return list.Kind switch
        {
            CodeKind.Array => list.Children.SelectMany(one =>
                one.Kind is CodeKind.Spread ? Items(code, one[Part.Value], steps - 1) : [one]
            ),
            CodeKind.Binary when list.Operator is "+" => Items(code, list[Part.Left], steps - 1)
                .Concat(Items(code, list[Part.Right], steps - 1)),
            CodeKind.Name or CodeKind.Member when code.Definition(list) is { Kind: CodeKind.Variable or CodeKind.Property } variable =>
                Items(code, variable[Part.Value], steps - 1),
            CodeKind.Call when list.Callee.Name is "list" or "tuple" => Items(code, list.ArgumentAt(0), steps - 1),
            CodeKind.Argument => Items(code, list[Part.Value], steps - 1),
            _ => [],
        };
    }

    [GeneratedRegex(@"[/_.](?:dev|development|local|test|tests|testing|ci|debug)\w*\.py$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ForDevelopment();
}
