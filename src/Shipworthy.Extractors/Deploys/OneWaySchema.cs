using System.Text.RegularExpressions;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>
/// Finds steps of the schema that take away what the version before them still uses (rubric 5.2, rule 4): the code before is that of the first parent of the
/// commit that brought the migration to the default branch. Looked at are the newest 20 migrations of the last 180 days, whichever is less.
/// </summary>
sealed partial class OneWaySchema(Sources sources)
{
    const int MostMigrations = 20;
    const int MostDays = 180;
    const int MostFiles = 4000;

    readonly Dictionary<string, IReadOnlyDictionary<string, string>> commits = new(StringComparer.Ordinal);

    /// <summary>One for each migration.</summary>
    public IEnumerable<RollbackFlaw> Flaws()
    {
        if (!sources.Tree.Files.Any(file => IsMigration(file.Path)))
            yield break;
        var brought = Brought().ToList();
        foreach (var (path, commit, parent) in brought)
            if (sources.Tree.Find(path) is { } file && Steps(file.Text).ToList() is { Count: > 0 } steps)
            {
                var code = CodeAt(parent);
                foreach (var step in steps)
                    if (
                        !IsShared(step)
                        && !IsMadeBeside(step, path, commit, brought)
                        && UserOf(step, code, path.EndsWith(".py", StringComparison.Ordinal)) is { } user
                    )
                    {
                        yield return new(
                            file.At(step.At),
                            RollbackFlawKind.OneWaySchema,
                            $"{step.Says}, which {user} still used in the version before ({parent[..7]}): that version fails on this schema"
                        );
                        break;
                    }
            }
    }

    /// <summary>The newest migrations, each with the commit that brought it and the commit before.</summary>
    IEnumerable<(string Path, string Commit, string Parent)> Brought()
    {
        DateOnly? newest = null;
        var first = sources.Tree.Files.Where(file => IsMigration(file.Path)).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var all = new List<(string Path, string Commit, string Parent, DateOnly Day)>();
        foreach (var change in sources.History.ReadDefaultBranchWithPaths())
        {
            newest ??= change.Commit.Day;
            if (newest.Value.DayNumber - change.Commit.Day.DayNumber > MostDays)
                break;
            foreach (var path in change.Paths.Where(first.Contains))
            {
                // The oldest change of the window is the one that brought the file; later ones only touch it.
                all.RemoveAll(one => one.Path == path);
                if (change.Commit.Parents.Length > 0)
                    all.Add((path, change.Commit.Hash, change.Commit.Parents[0], change.Commit.Day));
            }
        }
        return all.OrderByDescending(one => one.Day)
            .ThenByDescending(one => one.Path, StringComparer.Ordinal)
            .Take(MostMigrations)
            .Select(one => (one.Path, one.Commit, one.Parent));
    }

    /// <summary>Whether another migration of the same commit makes the column, so that the version before never had it in its schema.</summary>
    bool IsMadeBeside(SchemaStep step, string path, string commit, IReadOnlyList<(string Path, string Commit, string Parent)> brought) =>
        step.Name != step.Table
        && brought.Any(other =>
            other.Commit == commit
            && other.Path != path
            && sources.Tree.Find(other.Path) is { } file
            && MakerOf(step.Name).IsMatch(Backward().Match(file.Text) is { Success: true } down ? file.Text[..down.Index] : file.Text)
        );

    /// <summary>The code of a commit, without schema, migrations, tests and types that are made from the schema.</summary>
    IReadOnlyDictionary<string, string> CodeAt(string commit)
    {
        if (commits.TryGetValue(commit, out var known))
            return known;
        var paths = sources
            .History.ReadPathsAt(commit)
            .Where(path => Code().IsMatch(path) && !NotCode().IsMatch(path))
            .Take(MostFiles)
            .Select(path => (commit, path))
            .ToList();
        return commits[commit] = sources
            .History.ReadTexts(paths)
            .ToDictionary(one => one.Key.Path, one => one.Value, StringComparer.Ordinal);
    }

    /// <summary>Whether several tables have a column of the name, so that its use in the code tells nothing about this one.</summary>
    bool IsShared(SchemaStep step)
    {
        if (step.Name == step.Table)
            return false;
        var defined = MakerOf(step.Name);
        return migrations.Value.Sum(text => defined.Count(text)) > 1;
    }

    /// <summary>What makes a column of the name in a migration.</summary>
    static Regex MakerOf(string column)
    {
        var name = Regex.Escape(column);
        return new(
            $@"^\s*[""`\[]?{name}[""`\]]?\s+[A-Za-z]|ADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?[""`\[]?{name}\b|Column\(\s*[""']{name}[""']|add_column\s*\(?\s*[:""']\w+[""']?\s*,\s*[:""']{name}\b|AddColumn<[^>]*>\(\s*name:\s*""{name}""|\$table->\w+\('{name}'",
            RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );
    }

    readonly Lazy<ImmutableArray<string>> migrations = new(() =>
        [
            .. sources
                .Tree.Files.Where(file => IsMigration(file.Path))
                .Select(file => Backward().Match(file.Text) is { Success: true } down ? file.Text[..down.Index] : file.Text),
        ]
    );

    /// <summary>The first file that names what goes away. A name that could mean anything counts beside the name of its table.</summary>
    /// <param name="step">What goes away.</param>
    /// <param name="code">The files of the version before.</param>
    /// <param name="isOfModels">Whether migrations spell a table in small letters and code spells its model otherwise, as those of Django do.</param>
    static string? UserOf(SchemaStep step, IReadOnlyDictionary<string, string> code, bool isOfModels)
    {
        var name = step.Table.Length > 0 && step.Table != step.Name && IsWord(step.Name) ? Field(step.Name) : Word(step.Name);
        var table = step.Table.Length > 0 ? Word(Stem(step.Table), isOfModels) : null;
        var isPlain = step.Name.Length < 6 || IsWord(step.Name);
        foreach (var (path, text) in code.OrderBy(one => one.Key, StringComparer.Ordinal))
            // A word alone may be a parameter or a property of a page; beside the name of its table it is the column.
            if (name.IsMatch(text) && (table is null ? !isPlain : step.Table != step.Name && table.IsMatch(text)))
                return path;
        return null;
    }

    /// <summary>Whether a name is a word of the language too.</summary>
    static bool IsWord(string name) => !name.Any(letter => letter is '_' || char.IsUpper(letter));

    /// <summary>
    /// A word of the language where code uses it as a field, a key or a name in quotes, or in a line of SQL: texts and comments are full of words.
    /// </summary>
    static Regex Field(string name)
    {
        var word = Regex.Escape(name);
        return new(
            $@"[.:""'`\[]{word}(?![A-Za-z0-9_])|(?<![A-Za-z0-9_-]|const |let |var ){word}\s*(?::|=(?!=))|(?:SELECT|INSERT|UPDATE|WHERE|SET|ORDER BY|RETURNING|select|insert|update|where|set|order by|returning)\b[^\n;]*(?<![A-Za-z0-9_-]){word}(?![A-Za-z0-9_-])|[{{,]\s*{word}\s*[,}}]",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );
    }

    static Regex Word(string name, bool anyCase = false)
    {
        var camel = Underscore().Replace(name, match => match.Groups[1].Value.ToUpperInvariant());
        return new(
            $@"(?<![A-Za-z0-9_])(?:{Regex.Escape(name)}|{Regex.Escape(camel)})(?![A-Za-z0-9_])",
            anyCase ? RegexOptions.CultureInvariant | RegexOptions.IgnoreCase : RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );
    }

    static string Stem(string table) => table.EndsWith('s') ? table[..^1] : table;

    /// <summary>What a migration takes away, going forward. A table or column that it also makes is its own.</summary>
    static IEnumerable<SchemaStep> Steps(string text)
    {
        var end = Backward().Match(text) is { Success: true } down ? down.Index : text.Length;
        var forward = text[..end];
        foreach (Match match in DropColumn().Matches(forward))
            if (!CommentLine.Holds(forward, match.Index))
                yield return new(
                    match.Groups["column"].Value,
                    match.Groups["table"].Value,
                    match.Index,
                    $"drops {match.Groups["column"].Value}"
                );
        foreach (Match match in RenameColumn().Matches(forward))
            if (!CommentLine.Holds(forward, match.Index))
                yield return new(
                    match.Groups["column"].Value,
                    match.Groups["table"].Value,
                    match.Index,
                    $"renames {match.Groups["column"].Value}"
                );
        foreach (Match match in DropTable().Matches(forward))
            if (
                match.Groups["table"].Value is { Length: > 5 } table
                && !CommentLine.Holds(forward, match.Index)
                && !Rebuilds(forward, table)
            )
                yield return new(table, table, match.Index, $"drops the table {table}");
    }

    /// <summary>SQLite changes a table by making it anew, and many scripts begin with a drop of what they make.</summary>
    static bool Rebuilds(string text, string table) =>
        Regex.IsMatch(
            text,
            $@"(?:CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?|RENAME\s+TO\s+)[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?{Regex.Escape(table)}\b",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );

    static bool IsMigration(string path) => Migration().IsMatch(path) && !DownFile().IsMatch(path);

    /// <summary>Something that a migration takes away.</summary>
    sealed record SchemaStep(string Name, string Table, int At, string Says);

    [GeneratedRegex(
        @"(?:^|/)(?:migrations?|migrate|versions|drizzle)/(?:[^/]+/){0,2}[^/]+\.(?:sql|py|rb|cs|ts|js|php)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Migration();

    [GeneratedRegex(
        @"\.down\.sql$|/down\.sql$|rollback|\.Designer\.cs$|ModelSnapshot\.cs$|(?:^|/)(?:node_modules|tests?|examples?)/",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DownFile();

    [GeneratedRegex(
        @"\bdef downgrade\b|\bvoid Down\(|\bdown\s*\(|\bexports\.down\b|\bdef down\b|^--\s*\+goose Down|^--\s*(?:migrate:)?down\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Backward();

    [GeneratedRegex(
        @"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(?<table>\w+)[""`\]]?[^;]{0,2000}?\bDROP\s+COLUMN\s+(?:IF\s+EXISTS\s+)?[""`\[]?(?<column>\w+)|op\.drop_column\(\s*[""'](?<table>\w+)[""']\s*,\s*[""'](?<column>\w+)|remove_column\s*\(?\s*:(?<table>\w+)\s*,\s*:(?<column>\w+)|RemoveField\(\s*model_name=[""'](?<table>\w+)[""'],\s*name=[""'](?<column>\w+)|DropColumn\(\s*name:\s*""(?<column>\w+)"",\s*table:\s*""(?<table>\w+)""|dropColumn\(\s*[""'](?:(?<table>\w+)[""']\s*,\s*[""'])?(?<column>\w+)[""']",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DropColumn();

    [GeneratedRegex(
        @"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(?<table>\w+)[""`\]]?\s+RENAME\s+(?:COLUMN\s+)?(?!TO\b)[""`\[]?(?<column>\w+)[""`\]]?\s+TO\b|rename_column\s*\(?\s*:(?<table>\w+)\s*,\s*:(?<column>\w+)|RenameField\(\s*model_name=[""'](?<table>\w+)[""'],\s*old_name=[""'](?<column>\w+)|RenameColumn\(\s*name:\s*""(?<column>\w+)"",\s*table:\s*""(?<table>\w+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RenameColumn();

    [GeneratedRegex(
        @"DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(?<table>\w+)|op\.drop_table\(\s*[""'](?<table>\w+)|drop_table\s*\(?\s*:(?<table>\w+)|DropTable\(\s*name:\s*""(?<table>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DropTable();

    [GeneratedRegex(
        @"\.(?:tsx?|jsx?|mjs|cjs|py|rb|go|cs|java|kt|php|ex|exs|rs|vue|svelte|razor|cshtml|erb)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Code();

    [GeneratedRegex(
        @"(?:^|/)(?:migrations?|migrate|versions|drizzle|tests?|__tests__|spec|fixtures|docs|scripts|seeds?|node_modules|vendor|dist)/|\.(?:test|spec|d)\.\w+$|(?:^|/)(?:database|supabase|schema)[.-]?types?\.\w+$|types/(?:database|supabase)|/supabase/types\.ts$|(?:^|/)schema\.rb$|(?:^|/)seed",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NotCode();

    [GeneratedRegex(@"_([a-z0-9])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Underscore();
}
