using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema;
using Shipworthy.Extractors.Schema.Statements;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>The tables of an app with their indexes: replayed from migrations, and named by models. What migrations make wins over what models say.</summary>
sealed partial class IndexedSchema
{
    readonly Dictionary<string, IndexedTable> byName = new(StringComparer.Ordinal);

    /// <summary>Reads all tables of an app.</summary>
    public IndexedSchema(Sources sources)
    {
        var sets = MigrationSets.In(sources.Tree, new Packages(sources.Tree));
        foreach (var project in sources.SupabaseProjects)
            Add(project.State);
        foreach (var set in sets)
            switch (set.Tool)
            {
                case MigrationTool.Supabase or MigrationTool.Django:
                    break;
                case MigrationTool.Alembic:
                    var revisions = new AlembicRevisions(this);
                    foreach (var migration in set.Files)
                        revisions.Apply(sources.Code.Find(migration.File.Path));
                    break;
                case MigrationTool.EntityFramework:
                    foreach (var table in TablesInSnapshots.Of(sources.Tree, set))
                        Take(table);
                    break;
                default:
                    if (sets.First(other => other.Folder == set.Folder && IsReplayed(other)) == set)
                        Add(StateOf(WithBaseline(sources.Tree, [.. FilesIn(set.Folder, sets)], sets)));
                    break;
            }
        // A script that makes tables stands for migrations where no tool keeps any.
        if (sets.IsEmpty && sources.SupabaseProjects.IsEmpty)
            Add(
                StateOf(
                    sources.Tree.Files.Where(file => IsSql(file) && Counts(file.Role)).OrderBy(file => file.Path, StringComparer.Ordinal)
                )
            );
        foreach (var file in sets.SelectMany(set => set.Files).Select(one => one.File).Where(file => !IsSql(file)))
            AddFromText(file);
        TablesInPrisma.AddTo(this, sources);
        TablesInSqlAlchemy.AddTo(this, sources);
        TablesInDjango.AddTo(this, sources);
        TablesInDrizzle.AddTo(this, sources);
        TablesInTypeOrm.AddTo(this, sources);
        foreach (var file in sets.Where(set => set.Tool is MigrationTool.TypeOrm).SelectMany(set => set.Files).Select(one => one.File))
            if (sources.Code.Find(file.Path) is { } migration)
            {
                AddFromText(file);
                TablesInTypeOrm.AddIndexes(this, migration);
            }
        TablesInEntities.AddTo(this, sources);
        TablesInContexts.AddTo(this, sources);
        TablesInMongoose.AddTo(this, sources);
        HasDocuments = Tables.Any(table => table.IsDocuments);
    }

    /// <summary>Whether the app keeps documents in collections that schemas describe.</summary>
    public bool HasDocuments { get; }

    /// <summary>All tables, each once.</summary>
    public IEnumerable<IndexedTable> Tables => byName.Values.Distinct();

    /// <summary>The table that code calls by a name; null when none is known.</summary>
    public IndexedTable? Of(string name)
    {
        var plain = IndexedTable.Plain(name[(name.LastIndexOf('.') + 1)..]);
        return plain.Length == 0 ? null
            : byName.TryGetValue(plain, out var table) ? table
            : Forms(plain).Select(form => byName.GetValueOrDefault(form)).FirstOrDefault(one => one is not null);
    }

    /// <summary>The table of a name, made where there is none.</summary>
    public IndexedTable Made(string name, Location at)
    {
        var plain = IndexedTable.Plain(name[(name.LastIndexOf('.') + 1)..]);
        if (!byName.TryGetValue(plain, out var table))
            byName[plain] = table = new(name, at);
        return table;
    }

    /// <summary>Lets code call a table by one more name, unless another table has it.</summary>
    public void Call(IndexedTable table, string name)
    {
        if (byName.TryAdd(IndexedTable.Plain(name), table))
            table.Names.Add(IndexedTable.Plain(name));
    }

    /// <summary>Forgets a table.</summary>
    public void Drop(string name)
    {
        if (byName.TryGetValue(IndexedTable.Plain(name), out var table))
            foreach (var one in byName.Where(pair => pair.Value == table).Select(pair => pair.Key).ToList())
                byName.Remove(one);
    }

    static IEnumerable<string> Forms(string plain) =>
        [
            plain + "s",
            plain + "es",
            plain.EndsWith('y') ? plain[..^1] + "ies" : plain,
            plain.EndsWith("ies", StringComparison.Ordinal) ? plain[..^3] + "y" : plain,
            plain.EndsWith('s') ? plain[..^1] : plain,
            plain.EndsWith("es", StringComparison.Ordinal) ? plain[..^2] : plain,
        ];

    /// <summary>The SQL of a folder. Files that the tool's journal leaves out stand between those that it holds, and change the same tables.</summary>
    static IEnumerable<SourceFile> FilesIn(string folder, ImmutableArray<FoundSet> sets)
    {
        var sharing = sets.Where(set => set.Folder == folder && IsReplayed(set)).ToList();
        var files = sharing.SelectMany(set => set.Files).Select(one => one.File).Where(IsSql);
        return sharing.Count == 1 ? files : files.OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    static IEnumerable<SourceFile> WithBaseline(SourceTree tree, ImmutableArray<SourceFile> files, ImmutableArray<FoundSet> sets) =>
        [.. Baselines.Of(tree, files, sets), .. files];

    static bool IsReplayed(FoundSet set) =>
        set.Tool is not (MigrationTool.Supabase or MigrationTool.Django or MigrationTool.Alembic or MigrationTool.EntityFramework);

    static bool IsSql(SourceFile file) => file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);

    static bool Counts(FileRole role) => role is FileRole.Prod or FileRole.Migration or FileRole.Infra or FileRole.Script;

    static SchemaState StateOf(IEnumerable<SourceFile> files)
    {
        var state = new SchemaState();
        foreach (var file in files)
            new MigrationReader(state, file).Apply();
        return state;
    }

    void Take(IndexedTable table)
    {
        foreach (var name in table.Names)
            byName[name] = table;
    }

    void Add(SchemaState state)
    {
        foreach (var from in state.Tables.Values)
        {
            var table = Made(from.Name.Name, from.At);
            table.IsMigrated = true;
            foreach (var column in from.Columns)
            {
                table.IsReadFromSql = true;
                table.Columns[IndexedTable.Plain(column.Name)] = column.Type.ToLowerInvariant();
                if (column.RefersTo is not null)
                    table.References.Add(IndexedTable.Plain(column.Name));
            }
            foreach (var index in from.Indexes)
                table.Indexes.Add(
                    new([.. index.Columns.Select(IndexedTable.Plain)], index.IsUnique)
                    {
                        Where = index.Where.ToLowerInvariant(),
                        Method = index.Method.ToLowerInvariant(),
                    }
                );
        }
        foreach (var view in state.Views.Values)
            if (view.Query.Tables is [var only] && Of(only.Last) is { } below)
                Call(below, view.Name.Name);
    }

    /// <summary>Statements of SQL inside migrations of other languages: <c>op.execute("create index …")</c>.</summary>
    void AddFromText(SourceFile file)
    {
        var text = file.Text;
        var down = Down().Match(text) is { Success: true } found ? found.Index : text.Length;
        foreach (Match match in Index().Matches(text[..down]))
            if (Of(match.Groups["table"].Value.Trim('"', '`', '\\')) is { } table)
                table.Indexes.Add(
                    new(
                        [
                            .. match
                                .Groups["columns"]
                                .Value.Split(',')
                                .Select(one => IndexedTable.Plain(one.Trim().Split(' ')[0].Trim('"', '`', '\\', ' '))),
                        ],
                        match.Groups["unique"].Success
                    )
                    {
                        Method = match.Groups["method"].Value.ToLowerInvariant(),
                        Where = match.Groups["where"].Value.ToLowerInvariant(),
                    }
                );
    }

    [GeneratedRegex(
        @"create\s+(?<unique>unique\s+)?index\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?[\w""`\\]+\s+on\s+(?:only\s+)?(?:[\w""`\\]+\.)?(?<table>[\w""`\\]+)\s*(?:using\s+(?<method>\w+)\s*)?\((?<columns>[^;]*?)\)\s*(?<where>where[^;""']*)?(?:[;""'`)]|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Index();

    [GeneratedRegex(@"def downgrade|void Down\(|\bdown\s*\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Down();
}
