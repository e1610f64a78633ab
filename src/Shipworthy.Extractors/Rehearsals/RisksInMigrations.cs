using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Migrations.Flaws;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Rehearsals;

/// <summary>Reads what each migration does to tables, going forward (rubric 5.5, rule 2).</summary>
public sealed partial class RisksInMigrations : IExtractor
{
    const int MostFiles = 400;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(MigrationContent)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var use = new TableUse(sources);
        // MySQL builds indexes while rows are written, and SQLite is a file: what is said of locks is PostgreSQL's.
        var gems = sources.Tree.Named("Gemfile").ToList();
        var rubyLocks = gems.Count == 0 || gems.Exists(file => Postgres().IsMatch(file.Text));
        foreach (var set in MigrationSets.In(sources.Tree, new Packages(sources.Tree)))
        foreach (var one in set.Files.TakeLast(MostFiles))
            learn.Add(Of(one.File, use, rubyLocks));
    }

    static MigrationContent Of(SourceFile file, TableUse use, bool rubyLocks)
    {
        var isSql = file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);
        var (begin, end) = isSql ? (0, EndOf(file.Text)) : UpgradeStatements.Way(file.Path, file.Text);
        var forward = file.Text[begin..Math.Max(begin, end)];
        var risks = isSql
            ? InSql(file, forward)
            : InCode(file, begin, forward, locks: rubyLocks || !file.Name.EndsWith(".rb", StringComparison.OrdinalIgnoreCase));
        return new(Location.File(file.Path))
        {
            Creates = [.. RiskPatterns.Created(forward).Distinct(StringComparer.Ordinal)],
            Changes = [.. RiskPatterns.Changed(forward).Distinct(StringComparer.Ordinal)],
            Risks = [.. risks.OrderBy(risk => risk.At.Line).Select(risk => risk with { IsUsed = use.Of(risk.Table) })],
            NotRead = IsRead(file) ? null : "is written in a language whose migrations were not read",
        };
    }

    static bool IsRead(SourceFile file) =>
        Path.GetExtension(file.Name).ToLowerInvariant() switch
        {
            ".sql" or ".py" or ".cs" or ".rb" => true,
            // What a tool of JavaScript builds by calls was not read; statements of SQL in it were.
            ".ts" or ".js" or ".mts" or ".mjs" or ".cjs" => !file.Text.Contains("alterTable", StringComparison.Ordinal)
                && !file.Text.Contains("changeColumn", StringComparison.Ordinal)
                && !file.Text.Contains("addIndex", StringComparison.Ordinal)
                && !file.Text.Contains("createIndex", StringComparison.Ordinal),
            _ => false,
        };

    static int EndOf(string text)
    {
        foreach (var mark in (ReadOnlySpan<string>)["-- +goose Down", "-- migrate:down"])
            if (text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                return at;
        return text.Length;
    }

    /// <summary>Statements that stand by themselves. Bodies of functions are not run by the migration.</summary>
    static IEnumerable<MigrationRisk> InSql(SourceFile file, string text)
    {
        foreach (var statement in SqlScript.Statements(text))
            if (!statement.Begins("create", "function") && !statement.Begins("create", "or") && !statement.Begins("do"))
                foreach (var pattern in RiskPatterns.Sql)
                    if (
                        pattern.Pattern.Match(text[statement.Start..statement.End]) is { Success: true } match
                        && !Rebuilds(text, match, pattern.Says)
                    )
                        yield return Risk(file.At(statement.Start), match, pattern);
    }

    /// <summary>
    /// SQLite changes a table by making a new one under another name, which then takes its place; or by giving the old one another name and making it anew.
    /// </summary>
    static bool Rebuilds(string text, Match match, string says) =>
        says.StartsWith("drops {0} with", StringComparison.Ordinal)
            ? Holds(text, @"\bRENAME\s+TO\s+", match)
            : says.StartsWith("renames {0} or", StringComparison.Ordinal)
                && Holds(text, @"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?", match);

    static bool Holds(string text, string before, Match match) =>
        Regex.IsMatch(
            text,
            $@"{before}[""`]?{Regex.Escape(match.Groups["t"].Value)}\b",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );

    static IEnumerable<MigrationRisk> InCode(SourceFile file, int begin, string text, bool locks)
    {
        foreach (var pattern in RiskPatterns.Calls.Where(pattern => locks || !pattern.IsAboutLocks))
        foreach (Match match in pattern.Pattern.Matches(text))
            yield return Risk(file.At(begin + match.Index + match.Value.TakeWhile(char.IsWhiteSpace).Count()), match, pattern);
    }

    static MigrationRisk Risk(Location at, Match match, RiskPatterns.RiskPattern pattern)
    {
        var table = match.Groups["t"].Value;
        return new(
            Location.At(at.Path, at.Line),
            table.ToLowerInvariant(),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern.Says, table)
        )
        {
            IsAboutLocks = pattern.IsAboutLocks,
        };
    }

    /// <summary>Tells which tables the app's own code speaks of, by the words in it.</summary>
    sealed class TableUse(Sources sources)
    {
        readonly Lazy<HashSet<string>> words = new(() => WordsOf(sources));

        public bool Of(string table)
        {
            var joined = table.Replace("_", "", StringComparison.Ordinal);
            return table.Length > 0
                && (
                    words.Value.Contains(table)
                    || words.Value.Contains(joined)
                    || joined.EndsWith('s') && words.Value.Contains(joined[..^1])
                );
        }

        static HashSet<string> WordsOf(Sources sources)
        {
            var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var lookup = found.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var file in sources.Code.Files)
                if (
                    sources.Tree.Find(file.Path) is { } source
                    && Folders.Counts(source.Role)
                    && !file.Path.Contains("migration", StringComparison.OrdinalIgnoreCase)
                )
                    for (var rest = file.Text.AsSpan(); !rest.IsEmpty; )
                    {
                        var start = rest.IndexOfAny(letters);
                        if (start < 0)
                            break;
                        rest = rest[start..];
                        var end = rest.IndexOfAnyExcept(letters);
                        lookup.Add(end < 0 ? rest : rest[..end]);
                        rest = end < 0 ? [] : rest[end..];
                    }
            return found;
        }

        static readonly System.Buffers.SearchValues<char> letters = System.Buffers.SearchValues.Create(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
        );
    }

    [GeneratedRegex(
        @"^\s*gem\s+[""'](?:pg|activerecord-postgis-adapter)[""']",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Postgres();
}
