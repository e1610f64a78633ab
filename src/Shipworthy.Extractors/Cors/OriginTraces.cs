using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Looks whether code in a language that is not read speaks of other origins at all. No library lets another origin in without being named, and no header
/// without being written: where nothing of the kind stands, browsers keep to their default and refuse (rubric 1.7, default deny). What does stand
/// there is not understood, only found.
/// </summary>
static partial class OriginTraces
{
    /// <summary>Whether the file is code of the stack.</summary>
    public static bool IsCode(SourceFile file, Stack stack) => IsCode(file.Path, stack);

    /// <summary>Code of the part whose content is not held, being too large or unreadable; null when there is none.</summary>
    public static UnreadFile? UnreadIn(SourceTree tree, Deployable part) =>
        tree.Unread.FirstOrDefault(file =>
            file.Kind is UnreadKind.LargeText or UnreadKind.Unreadable
            && Deployables.Folders.Counts(file.Role)
            && part.Holds(file.Path)
            && IsCode(file.Path, part.Stack)
        );

    static bool IsCode(string path, Stack stack) =>
        EndingsOf(stack).Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The first place that speaks of other origins: in code of the stack anywhere but in the folders of other parts, or in settings beside the part. A
    /// shared package of the same language may hold what a part uses.
    /// </summary>
    /// <param name="tree">All files.</param>
    /// <param name="stack">The language of the part.</param>
    /// <param name="folder">The folder of the part.</param>
    /// <param name="folders">The folders of all parts in languages that are not read.</param>
    public static Location? Of(SourceTree tree, Stack stack, string folder, ImmutableArray<string> folders)
    {
        var others = folders.Where(other => !IsIn(folder, other)).ToList();
        var files = tree
            .Files.Where(file => Deployables.Folders.Counts(file.Role) && !others.Exists(other => IsIn(file.Path, other)))
            .ToList();
        return files
                .Where(file => IsCode(file, stack))
                .OrderByDescending(file => IsIn(file.Path, folder))
                .Select(In)
                .FirstOrDefault(at => at is not null)
            ?? files
                .Where(file => IsIn(file.Path, folder) && SettingsName().IsMatch(file.Name))
                .Select(In)
                .FirstOrDefault(at => at is not null);
    }

    /// <summary>The first line of a file that speaks of other origins, comments left out; null when none does.</summary>
    public static Location? In(SourceFile file)
    {
        foreach (var match in Trace().EnumerateMatches(file.Text))
        {
            var line = file.Text.LastIndexOf('\n', Math.Max(0, match.Index - 1)) + 1;
            if (!Comment().IsMatch(file.Text[line..Math.Max(line, match.Index)]))
                return file.At(match.Index);
        }
        return null;
    }

    static bool IsIn(string path, string folder) =>
        folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    static ImmutableArray<string> EndingsOf(Stack stack) =>
        stack switch
        {
            Stack.Go => [".go"],
            Stack.Ruby => [".rb", ".ru"],
            Stack.Php => [".php"],
            Stack.Jvm => [".java", ".kt", ".kts", ".scala", ".groovy"],
            Stack.Rust => [".rs"],
            Stack.Elixir => [".ex", ".exs"],
            Stack.Unknown or Stack.Static or Stack.JavaScript or Stack.SupabaseFunctions or Stack.Python or Stack.DotNet => [],
        };

    /// <summary>Libraries and settings of CORS, its headers, and sockets, which carry cookies from every page.</summary>
    [GeneratedRegex(
        @"cors|access-control-allow|access_control_allow|accesscontrolallow|@crossorigin|sinatra[:-]+cross_?origin|check_?origin|allow(ed)?_?(request_?)?origin|originpatterns|disable_request_forgery_protection|web_?socket|pocketbase/pocketbase|encore\.dev",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Trace();

    /// <summary>The beginning of a line that is a comment from there on.</summary>
    [GeneratedRegex(@"^\s*(#|//|\*|/\*|--)|\s(#|//)\s", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"\.(ya?ml|toml|properties|conf|hcl)$|^(gemfile|composer\.json|pom\.xml|build\.gradle(\.kts)?|encore\.app|\.env[\w.]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex SettingsName();
}
