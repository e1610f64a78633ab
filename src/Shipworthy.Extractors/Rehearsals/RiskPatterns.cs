using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Rehearsals;

/// <summary>
/// Steps that scan or lock a table, or that fail on rows that are there, in SQL and in the words of frameworks: what PostgreSQL's documentation says of the locks of
/// <c>ALTER TABLE</c> and <c>CREATE INDEX</c>.
/// </summary>
static partial class RiskPatterns
{
    /// <summary>A pattern with what it means; only some of them lock where an engine locks whole tables.</summary>
    public readonly record struct RiskPattern(Regex Pattern, string Says, bool IsAboutLocks);

    /// <summary>Statements of SQL, each matched from its beginning.</summary>
    public static ImmutableArray<RiskPattern> Sql { get; } =
    [
        new(Index(), "builds an index on {0} in one go, which stops all writes to it until it is done", true),
        new(ColumnType(), "changes the type of a column of {0}, which rewrites the table under a lock", true),
        new(NotNull(), "makes a column of {0} required, which scans it under a lock and fails on empty values", true),
        new(RequiredColumn(), "adds a required column without a default to {0}, which fails on the rows that are there", false),
        new(VolatileDefault(), "adds a column to {0} whose default is made for each row, which rewrites the table under a lock", true),
        new(ForeignKey(), "adds a rule to {0} that is checked on all rows under a lock", true),
        new(Unique(), "makes values of {0} unique, which builds an index under a lock and fails on duplicates", true),
        new(DropColumn(), "drops a column of {0} with what it holds", false),
        new(DropTable(), "drops {0} with what it holds", false),
        new(Rename(), "renames {0} or a column of it while code that runs still uses the old name", false),
        new(Rewrite(), "rewrites {0} under a lock", true),
        new(Update(), "changes all rows of {0} that it finds in one statement", false),
        new(Delete(), "deletes rows of {0} in one statement", false),
    ];

    /// <summary>Calls of Alembic, Django, EF Core and Rails.</summary>
    public static ImmutableArray<RiskPattern> Calls { get; } =
    [
        new(AlembicIndex(), "builds an index on {0} in one go, which stops all writes to it until it is done", true),
        new(AlembicType(), "changes a column of {0} under a lock", true),
        new(AlembicRule(), "adds a rule to {0} that is checked on all rows under a lock", true),
        new(DjangoIndex(), "builds an index on {0} in one go, which stops all writes to it until it is done", true),
        new(NetIndex(), "builds an index on {0} in one go, which stops all writes to it until it is done", true),
        new(NetType(), "changes the type of a column of {0} under a lock", true),
        new(NetRule(), "adds a rule to {0} that is checked on all rows under a lock", true),
        new(RailsIndex(), "builds an index on {0} in one go, which stops all writes to it until it is done", true),
        new(RailsType(), "changes a column of {0} under a lock", true),
        new(RailsRule(), "adds a rule to {0} that is checked on all rows under a lock", true),
        new(DroppedColumn(), "drops a column of {0} with what it holds", false),
        new(DroppedTable(), "drops {0} with what it holds", false),
        new(Renamed(), "renames {0} or a column of it while code that runs still uses the old name", false),
        new(UpdateInText(), "changes all rows of {0} that it finds in one statement", false),
    ];

    /// <summary>Tables that a migration makes.</summary>
    public static IEnumerable<string> Created(string text) =>
        Create().Matches(text).Select(match => match.Groups["t"].Value.ToLowerInvariant());

    /// <summary>Tables that a migration changes, whatever it does to them.</summary>
    public static IEnumerable<string> Changed(string text) =>
        Change().Matches(text).Select(match => match.Groups["t"].Value.ToLowerInvariant());

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    const RegexOptions Exact = RegexOptions.CultureInvariant;

    const string Name = @"(?:[""`\[]?\w+[""`\]]?\.)?[""`\[]?(?<t>\w+)[""`\]]?";
    const string Alter = @"\A\s*ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?" + Name;

    [GeneratedRegex(
        @"\A\s*CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w""`.]+\s+)?ON\s+(?:ONLY\s+)?" + Name,
        Plain,
        10_000
    )]
    private static partial Regex Index();

    [GeneratedRegex(Alter + @"[\s\S]*?\bALTER\s+(?:COLUMN\s+)?\S+\s+(?:SET\s+DATA\s+)?TYPE\b", Plain, 10_000)]
    private static partial Regex ColumnType();

    [GeneratedRegex(Alter + @"[\s\S]*?\bALTER\s+(?:COLUMN\s+)?\S+\s+SET\s+NOT\s+NULL", Plain, 10_000)]
    private static partial Regex NotNull();

    [GeneratedRegex(
        Alter
            + @"\s+(?:[\s\S]*?,\s*)?ADD\s+COLUMN\s+(?:IF\s+NOT\s+EXISTS\s+)?[""`]?\w+[""`]?\s+(?![^,;]*\b(?:DEFAULT|GENERATED|SERIAL|BIGSERIAL)\b)[^,;]*\bNOT\s+NULL",
        Plain,
        10_000
    )]
    private static partial Regex RequiredColumn();

    [GeneratedRegex(
        Alter
            + @"[\s\S]*?\bADD\s+(?:COLUMN\s+)?[^,;]*\bDEFAULT\s+\(?(?:gen_random_uuid|uuid_generate|random|clock_timestamp|nextval|md5)\b",
        Plain,
        10_000
    )]
    private static partial Regex VolatileDefault();

    [GeneratedRegex(Alter + @"(?![\s\S]*\bNOT\s+VALID\b)[\s\S]*?\bADD\s+(?:CONSTRAINT\s+\S+\s+)?(?:FOREIGN\s+KEY|CHECK)\b", Plain, 10_000)]
    private static partial Regex ForeignKey();

    [GeneratedRegex(Alter + @"[\s\S]*?\bADD\s+(?:CONSTRAINT\s+\S+\s+)?(?:UNIQUE|PRIMARY\s+KEY)\s*(?!USING\s+INDEX)\(", Plain, 10_000)]
    private static partial Regex Unique();

    [GeneratedRegex(Alter + @"[\s\S]*?\bDROP\s+COLUMN\b", Plain, 10_000)]
    private static partial Regex DropColumn();

    [GeneratedRegex(@"\A\s*DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?" + Name, Plain, 10_000)]
    private static partial Regex DropTable();

    [GeneratedRegex(Alter + @"\s+RENAME\s+(?!CONSTRAINT)", Plain, 10_000)]
    private static partial Regex Rename();

    [GeneratedRegex(@"\A\s*(?:VACUUM\s*\(?\s*FULL\)?|CLUSTER(?:\s+VERBOSE)?)\s+(?:ANALYZE\s+)?" + Name, Plain, 10_000)]
    private static partial Regex Rewrite();

    /// <summary>A statement that names the one row that it changes is no sweep.</summary>
    [GeneratedRegex(
        @"\A\s*UPDATE\s+(?:ONLY\s+)?"
            + Name
            + @"(?:\s+(?:AS\s+)?\w+)?\s+SET\b(?![\s\S]*\bWHERE\s+(?:\w+\.)?(?:id|slug|key|name|email)\s*=\s*'[^']*'\s*\z)(?![\s\S]*\bLIMIT\b)",
        Plain,
        10_000
    )]
    private static partial Regex Update();

    [GeneratedRegex(
        @"\A\s*DELETE\s+FROM\s+(?:ONLY\s+)?"
            + Name
            + @"(?![\s\S]*\bWHERE\s+(?:\w+\.)?(?:id|slug|key|name|email)\s*=\s*'[^']*'\s*\z)(?![\s\S]*\bLIMIT\b)",
        Plain,
        10_000
    )]
    private static partial Regex Delete();

    [GeneratedRegex(
        @"\bop\.create_index\(\s*(?:op\.f\()?[""'][\w.-]+[""']\)?\s*,\s*[""'](?<t>\w+)[""'](?![^()]*(?:\([^()]*\)[^()]*)*postgresql_concurrently\s*=\s*True)",
        Exact,
        10_000
    )]
    private static partial Regex AlembicIndex();

    [GeneratedRegex(
        @"\bop\.alter_column\(\s*[""'](?<t>\w+)[""']\s*,\s*[""']\w+[""'](?=[^()]*(?:\([^()]*\)[^()]*)*(?:(?<![\w_])type_\s*=|(?<!existing_)nullable\s*=\s*False))",
        Exact,
        10_000
    )]
    private static partial Regex AlembicType();

    [GeneratedRegex(
        @"\bop\.create_(?:foreign_key|check_constraint|unique_constraint)\(\s*(?:op\.f\()?(?:[""'][\w.-]+[""']|None)\)?\s*,\s*[""'](?<t>\w+)[""']",
        Exact,
        10_000
    )]
    private static partial Regex AlembicRule();

    [GeneratedRegex(@"\bmigrations\.(?:AddIndex|AddConstraint)\(\s*model_name\s*=\s*[""'](?<t>\w+)[""']", Exact, 10_000)]
    private static partial Regex DjangoIndex();

    [GeneratedRegex(
        @"\bmigrationBuilder\.CreateIndex\(\s*name:\s*""[^""]+"",\s*(?:schema:\s*""[^""]*"",\s*)?table:\s*""(?<t>\w+)""(?![^;]*(?:Npgsql:CreatedConcurrently|SqlServer:Online)"",\s*true)",
        Exact,
        10_000
    )]
    private static partial Regex NetIndex();

    [GeneratedRegex(
        @"\bmigrationBuilder\.AlterColumn<[^>]*>\(\s*name:\s*""[^""]+"",\s*(?:schema:\s*""[^""]*"",\s*)?table:\s*""(?<t>\w+)""(?=[^;]*\boldClrType:\s*typeof)(?![^;]*\bnullable:\s*true,\s*oldClrType)",
        Exact,
        10_000
    )]
    private static partial Regex NetType();

    [GeneratedRegex(
        @"\bmigrationBuilder\.Add(?:ForeignKey|CheckConstraint|UniqueConstraint)\(\s*name:\s*""[^""]+"",\s*(?:schema:\s*""[^""]*"",\s*)?table:\s*""(?<t>\w+)""",
        Exact,
        10_000
    )]
    private static partial Regex NetRule();

    [GeneratedRegex(@"\badd_index\s*\(?\s*:(?<t>\w+)(?![^\n]*(?:,[ \t]*\r?\n[^\n]*)*algorithm:\s*:concurrently)", Exact, 10_000)]
    private static partial Regex RailsIndex();

    [GeneratedRegex(@"\bchange_column(?:_null)?\s*\(?\s*:(?<t>\w+)", Exact, 10_000)]
    private static partial Regex RailsType();

    [GeneratedRegex(@"\badd_(?:foreign_key|check_constraint)\s*\(?\s*:(?<t>\w+)(?![^\n]*validate:\s*false)", Exact, 10_000)]
    private static partial Regex RailsRule();

    [GeneratedRegex(
        @"\bop\.drop_column\(\s*[""'](?<t>\w+)[""']|\bmigrations\.RemoveField\(\s*model_name\s*=\s*[""'](?<t>\w+)[""']|\bmigrationBuilder\.DropColumn\(\s*name:\s*""[^""]+"",\s*(?:schema:\s*""[^""]*"",\s*)?table:\s*""(?<t>\w+)""|\bremove_columns?\s*\(?\s*:(?<t>\w+)",
        Exact,
        10_000
    )]
    private static partial Regex DroppedColumn();

    [GeneratedRegex(
        @"\bop\.drop_table\(\s*[""'](?<t>\w+)[""']|\bmigrations\.DeleteModel\(\s*name\s*=\s*[""'](?<t>\w+)[""']|\bmigrationBuilder\.DropTable\(\s*name:\s*""(?<t>\w+)""|\bdrop_table\s*\(?\s*:(?<t>\w+)",
        Exact,
        10_000
    )]
    private static partial Regex DroppedTable();

    [GeneratedRegex(
        @"\bop\.rename_table\(\s*[""'](?<t>\w+)[""']|\bmigrations\.Rename(?:Field|Model)\(\s*(?:model_name|old_name)\s*=\s*[""'](?<t>\w+)[""']|\bmigrationBuilder\.Rename(?:Table\(\s*name:\s*""(?<t>\w+)""|Column\(\s*name:\s*""[^""]+"",\s*(?:schema:\s*""[^""]*"",\s*)?table:\s*""(?<t>\w+)"")|\brename_(?:table|column)\s*\(?\s*:(?<t>\w+)",
        Exact,
        10_000
    )]
    private static partial Regex Renamed();

    [GeneratedRegex(@"(?<=[""'`@\n])\s*UPDATE\s+(?:[""`\\]*\w+[""`\\]*\.)?[""`\\]*(?<t>\w+)[""`\\]*\s+SET\b", Exact, 10_000)]
    private static partial Regex UpdateInText();

    [GeneratedRegex(
        @"\bCREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[""`\[]?\w+[""`\]]?\.)?[""`\[]?(?<t>\w+)|\bop\.create_table\(\s*[""'](?<t>\w+)|\bmigrations\.CreateModel\(\s*name\s*=\s*[""'](?<t>\w+)|\bmigrationBuilder\.CreateTable\(\s*name:\s*""(?<t>\w+)|\bcreate_table\s*\(?\s*[:""'](?<t>\w+)",
        Plain,
        10_000
    )]
    private static partial Regex Create();

    [GeneratedRegex(
        @"\b(?:ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?|INDEX\s+[^;()]*?\bON\s+(?:ONLY\s+)?|UPDATE\s+(?:ONLY\s+)?(?!SET\b|OF\b|ON\b)|DELETE\s+FROM\s+|INSERT\s+INTO\s+|DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?)"
            + Name
            + @"|\bop\.(?:add_column|alter_column|drop_column|rename_table|drop_table|batch_alter_table)\(\s*[""'](?<t>\w+)|\bop\.create_(?:index|foreign_key|check_constraint|unique_constraint)\(\s*(?:op\.f\()?[^,]+,\s*[""'](?<t>\w+)|\bmodel_name\s*=\s*[""'](?<t>\w+)|\btable:\s*""(?<t>\w+)|\b(?:add|change|remove|rename)_\w+\s*\(?\s*:(?<t>\w+)",
        Plain,
        10_000
    )]
    private static partial Regex Change();
}
