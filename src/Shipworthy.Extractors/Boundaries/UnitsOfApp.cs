using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Boundaries;

/// <summary>The parts that run by themselves, and the larger folders of their source.</summary>
static class UnitsOfApp
{
    const int FewestFiles = 3;

    static readonly HashSet<string> NoUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        "components",
        "ui",
        "hooks",
        "styles",
        "css",
        "assets",
        "types",
        "i18n",
        "locales",
        "lang",
        "public",
        "static",
        "images",
        "icons",
        "fonts",
        "bin",
        "obj",
        "Properties",
        "wwwroot",
        "migrations",
        "Migrations",
        "alembic",
        "seeds",
        "seeders",
        "scripts",
        "tools",
        "docs",
        "tests",
        "test",
        "__tests__",
        "e2e",
        "mocks",
        "__mocks__",
        "fixtures",
        "stories",
    };

    static readonly ImmutableArray<string> Endings =
    [
        ".ts",
        ".tsx",
        ".js",
        ".jsx",
        ".mjs",
        ".vue",
        ".svelte",
        ".py",
        ".cs",
        ".razor",
        ".go",
        ".rb",
        ".php",
        ".java",
        ".kt",
        ".rs",
        ".ex",
        ".dart",
        ".swift",
    ];

    /// <summary>All of them, each folder once.</summary>
    public static List<CodeUnit> Of(Sources sources, App known)
    {
        var code = sources.Tree.Files.Where(IsSource).ToList();
        var parts = known
            .Deployables.GroupBy(one => one.Folder, StringComparer.Ordinal)
            .Select(same => same.OrderBy(one => one.Serves is Serves.Answers or Serves.Pages ? 0 : 1).First())
            .ToList();
        var found = parts
            .Select(one => new CodeUnit(one.At, Folders.NameOf(one.Folder), one.Folder)
            {
                RunsByItself = true,
                Files = code.Count(file => IsIn(file.Path, one.Folder)),
            })
            .ToList();
        var taken = found.Select(one => one.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var part in parts)
        foreach (var folder in part.Stack is Stack.DotNet ? [] : FoldersOf(part.Folder, code))
            if (taken.Add(folder))
                found.Add(Module(folder, code));
        // Each project of .NET is a part of its own.
        foreach (
            var project in sources.Tree.Files.Where(file =>
                file.Name.EndsWith(".csproj", StringComparison.Ordinal) && Folders.Counts(file.Role)
            )
        )
            if (
                parts.Exists(one => one.Stack is Stack.DotNet)
                && code.Count(file => IsIn(file.Path, project.Folder)) >= FewestFiles
                && taken.Add(project.Folder)
            )
                found.Add(Module(project.Folder, code));
        return found;
    }

    static bool IsSource(SourceFile file) =>
        file.Role is FileRole.Prod && Endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal));

    static bool IsIn(string path, string folder) => folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal);

    static CodeUnit Module(string folder, List<SourceFile> code)
    {
        var files = code.Where(file => IsIn(file.Path, folder)).ToList();
        return new(files[0].AtLine(1), Folders.NameOf(folder), folder) { Files = files.Count };
    }

    /// <summary>The folders at the first level of a part's source that hold some code.</summary>
    static IEnumerable<string> FoldersOf(string part, List<SourceFile> code)
    {
        var start = part.Length == 0 ? "" : part + "/";
        foreach (var inner in new[] { "src/", "app/", "lib/", "server/", "" })
        {
            var root = start + inner;
            var folders = code.Where(file =>
                    file.Path.StartsWith(root, StringComparison.Ordinal) && file.Path.IndexOf('/', root.Length) > 0
                )
                .GroupBy(file => file.Path[root.Length..file.Path.IndexOf('/', root.Length)], StringComparer.Ordinal)
                .Where(same => same.Count() >= FewestFiles && !NoUnits.Contains(same.Key) && same.Key[0] is not ('.' or '(' or '[' or '_'))
                .Select(same => root + same.Key)
                .Order(StringComparer.Ordinal)
                .ToList();
            if (folders.Count < 2)
                continue;
            foreach (var folder in folders)
                yield return folder;
            yield break;
        }
    }
}
