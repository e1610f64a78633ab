using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations;

/// <summary>Finds the tables that code asks Supabase for, or that plain SQL changes, and that no migration makes: loose files of SQL may make them, or nothing here does.</summary>
static partial class TablesBesideSupabase
{
    /// <summary>How many tables beside the first are told by name.</summary>
    const int ToldByName = 3;

    /// <summary>The loose file that makes most of them, as a schema without migrations; null where none does.</summary>
    public static OwnedSchema? LooseIn(Sources sources, ImmutableArray<FoundSet> sets)
    {
        if (!sets.Any(set => set.Tool is MigrationTool.Supabase or MigrationTool.Unknown))
            return null;
        var inCode = Missing(sources, sets);
        var missing = inCode.Keys.Concat(Altered(sets)).ToHashSet(StringComparer.Ordinal);
        var found = Loose(sources, sets)
            .Select(file =>
                (File: file, Names: MadeIn(file.Text).Distinct().Where(missing.Contains).Order(StringComparer.Ordinal).ToList())
            )
            .Where(one => one.Names.Count > 0)
            .OrderByDescending(one => one.Names.Count)
            .ThenBy(one => one.File.Path, StringComparer.Ordinal)
            .FirstOrDefault();
        return found.Names is [var first, ..] names
            ? new(found.File.At(Math.Max(0, Makes().Match(found.File.Text).Index)), MigrationTool.Unknown, found.File.Folder)
            {
                Because =
                    names.Count == 1
                        ? $"makes {first}, which {(inCode.ContainsKey(first) ? "the code uses" : "migrations change")}, in a loose file of SQL that no tool applies"
                        : $"makes {first} and {names.Count - 1} more tables that {(names.TrueForAll(inCode.ContainsKey) ? "the code uses" : "code or migrations use")} in a loose file of SQL that no tool applies",
            }
            : null;
    }

    /// <summary>Tables that neither a migration nor a loose file makes, at the place where the code asks for the first of them: one change mends them all.</summary>
    public static IEnumerable<MigrationFlaw> MadeNowhere(Sources sources, FoundSet set, ImmutableArray<FoundSet> sets)
    {
        if (sets.First(one => one.Tool is MigrationTool.Supabase) != set)
            return [];
        var loose = Loose(sources, sets).SelectMany(file => MadeIn(file.Text)).ToHashSet(StringComparer.Ordinal);
        var nowhere = Missing(sources, sets)
            .Where(one => !loose.Contains(one.Key))
            .OrderBy(one => one.Value.ToString(), StringComparer.Ordinal)
            .ThenBy(one => one.Key, StringComparer.Ordinal)
            .ToList();
        return nowhere is [var (name, at), ..]
            ?
            [
                new(
                    at,
                    FlawKind.Disagreeing,
                    nowhere.Count == 1
                        ? $"asks for the table {name}, which no migration in {set.Folder} makes"
                        : $"asks for the table {name}, which no migration in {set.Folder} makes; nor {Others(nowhere)}"
                ),
            ]
            : [];
    }

    /// <summary>Tables that files of plain SQL change, and that none of them makes. A tool of its own may begin with a baseline that is kept elsewhere.</summary>
    static IEnumerable<string> Altered(ImmutableArray<FoundSet> sets)
    {
        var texts = sets.SelectMany(set => set.Files).Select(one => one.File.Text).ToList();
        var made = texts.SelectMany(MadeIn).ToHashSet(StringComparer.Ordinal);
        return sets.Where(set => set.Tool is MigrationTool.Unknown)
            .SelectMany(set => set.Files)
            .SelectMany(one => Alters().Matches(one.File.Text))
            .Select(altered => altered.Groups["name"].Value.ToLowerInvariant())
            .Where(name => !made.Contains(name) && !texts.Exists(text => Renamed(text, name)));
    }

    static string Others(List<KeyValuePair<string, Location>> nowhere) =>
        nowhere.Count <= ToldByName + 1
            ? string.Join(", ", nowhere.Skip(1).Select(one => one.Key))
            : $"{string.Join(", ", nowhere.Skip(1).Take(ToldByName).Select(one => one.Key))} and {nowhere.Count - 1 - ToldByName} more";

    /// <summary>The tables that deployed code asks for and that no file of SQL among the sets makes. What any of them names beside may be made in a way that was not read.</summary>
    static Dictionary<string, Location> Missing(Sources sources, ImmutableArray<FoundSet> sets)
    {
        var texts = sets.SelectMany(set => set.Files).Select(one => one.File.Text).ToList();
        var made = texts.SelectMany(MadeIn).ToHashSet(StringComparer.Ordinal);
        var missing = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var call in sources.Code.Calls("from", "from_"))
            if (
                call.ArgumentAt(0) is { Kind: CodeKind.Literal, String: { Length: > 0 } name }
                && Plain().IsMatch(name)
                && !made.Contains(name.ToLowerInvariant())
                && !texts.Exists(text => Renamed(text, name))
                && IsOfSupabase(call.Receiver)
                && sources.IsDeployed(call.File)
            )
                missing.TryAdd(name.ToLowerInvariant(), call.At);
        return missing;
    }

    static bool IsOfSupabase(Code receiver) =>
        receiver.Kind is CodeKind.Name or CodeKind.Member
        && receiver.Name.Contains("supabase", StringComparison.OrdinalIgnoreCase)
        && !receiver.Text.EndsWith("storage", StringComparison.Ordinal);

    static bool Renamed(string text, string name) =>
        Regex.IsMatch(
            text,
            $@"\brename\s+to\s+""?{Regex.Escape(name)}\b|\bexecute\b[^;]*\b(?:table|view)\b",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );

    static IEnumerable<SourceFile> Loose(Sources sources, ImmutableArray<FoundSet> sets)
    {
        var taken = sets.SelectMany(set => set.Files).Select(one => one.File.Path).ToHashSet(StringComparer.Ordinal);
        return sources.Tree.Files.Where(file =>
            file.Tracked
            && file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
            && !taken.Contains(file.Path)
            && file.Role is not (FileRole.Vendored or FileRole.Test or FileRole.Example)
            && !file.Path.Contains("/schemas/", StringComparison.Ordinal)
        );
    }

    static IEnumerable<string> MadeIn(string text) => Makes().Matches(text).Select(made => made.Groups["name"].Value.ToLowerInvariant());

    [GeneratedRegex(
        @"^\s*alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?:""?public""?\s*\.\s*)?""?(?<name>[A-Za-z_]\w*)""?(?=\s)(?!\s*\.)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Alters();

    [GeneratedRegex("^[A-Za-z_]\\w*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Plain();

    [GeneratedRegex(
        @"\bcreate\s+(?:or\s+replace\s+)?(?:(?:unlogged|foreign|recursive|materialized|temp|temporary)\s+)?(?:table|view)\s+(?:if\s+not\s+exists\s+)?(?:""?\w+""?\s*\.\s*)?""?(?<name>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Makes();
}
