using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>Gathers the filters of frequent queries by table and columns, and tells how each is served.</summary>
/// <param name="schema">The tables.</param>
/// <param name="references">Tells which tables only seeds and migrations fill.</param>
sealed class FiltersOfTables(IndexedSchema schema, ReferenceTables references)
{
    readonly Dictionary<string, TableFilter> all = new(StringComparer.Ordinal);

    /// <summary>The tables that frequent queries read.</summary>
    public HashSet<string> Touched { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The filters.</summary>
    public IEnumerable<TableFilter> All => all.Values;

    /// <summary>Takes a query.</summary>
    /// <param name="shape">What it asks.</param>
    /// <param name="at">Where.</param>
    /// <param name="from">What leads to it.</param>
    /// <param name="isOfPolicy">Whether a rule of row security asks it.</param>
    /// <param name="knowsCaller">Whether whoever calls is known by then, and the tenant with them.</param>
    public void Add(QueryShape shape, Location at, string from, bool isOfPolicy = false, bool knowsCaller = false)
    {
        if (shape.Model is "" || shape.IsInsert)
            return;
        Touched.Add(shape.Model);
        if (!shape.IgnoresFilters && schema.Of(shape.Model) is { } filtered)
            foreach (var (column, isConstant) in filtered.Always)
                if (isConstant || knowsCaller)
                    shape = shape with { Filter = shape.Filter.And(Condition.Of(column, PredicateOp.Equal, isConstant)) };
        Take(shape.Filter, shape.Model, at, from, isOfPolicy, shape.NotRead);
        foreach (var (more, place) in shape.Sometimes)
            Take(shape.Filter.And(more), shape.Model, place, from, isOfPolicy, null);
        foreach (var (model, name, place) in shape.Loads)
            Load(model, name, place, from);
    }

    void Load(string model, string name, Location at, string from)
    {
        if (
            schema.Of(model) is not { } table
            || !table.Relations.TryGetValue(name, out var relation)
            || schema.Of(relation.Model) is not { } other
        )
            return;
        var back = other.Relations.Values.FirstOrDefault(one =>
            !one.Columns.IsEmpty && schema.Of(one.Model) == table && one.Name == relation.Name
        );
        if (back is not null)
            Judge(
                other,
                [.. back.Columns.Select(column => new Predicate("", column, PredicateOp.Equal, IsConstant: false))],
                at,
                from,
                isOfPolicy: false
            );
    }

    void Take(Condition filter, string model, Location at, string from, bool isOfPolicy, string? notRead)
    {
        var own = schema.Of(model);
        if (own is null)
        {
            if (!filter.Arms.All(arm => arm.IsEmpty) || filter.IsOpaque)
                Unknown(model, [], at, from, $"filters {model}, whose definition is not here");
            return;
        }
        if (notRead is not null)
        {
            Unknown(own.Name, [], at, from, notRead);
            return;
        }
        foreach (var arm in filter.Arms)
        {
            ImmutableArray<Predicate> mine =
            [
                .. arm.Where(one => one.Model.Length == 0 || schema.Of(one.Model) == own)
                    // Whether there is a related row is no question about a column.
                    .Where(one =>
                        one.Op is not PredicateOp.Null || own.Columns.Count == 0 || own.Columns.ContainsKey(own.ColumnOf(one.Column))
                    ),
            ];
            // Rows that the mapper leaves out of every list choose nothing by themselves.
            if (mine.All(one => one.IsConstant && own.Always.Exists(always => own.ColumnOf(always.Property) == own.ColumnOf(one.Column))))
                mine = [];
            var table = own;
            // A query that chooses rows by another table begins over there.
            if (
                mine.IsEmpty
                && arm.Select(one => one.Model).FirstOrDefault(one => one.Length > 0) is { } far
                && schema.Of(far) is { } other
            )
                (table, mine) = (other, [.. arm.Where(one => one.Model == far)]);
            if (!mine.IsEmpty && Serving.Of(table, mine).Serving is var serving && serving is not FilterServing.Index && filter.IsOpaque)
                Unknown(table.Name, mine, at, from, "adds conditions that could not be read");
            else if (!mine.IsEmpty)
                Judge(table, mine, at, from, isOfPolicy);
            else if (filter.IsOpaque && arm.IsEmpty)
                Unknown(table.Name, [], at, from, "filters by conditions that could not be read");
        }
    }

    void Unknown(string table, ImmutableArray<Predicate> asked, Location at, string from, string because) =>
        Put(
            new TableFilter(at, table, Names(asked))
            {
                Serving = FilterServing.Unknown,
                Because = because,
                From = from,
            }
        );

    void Judge(IndexedTable table, ImmutableArray<Predicate> asked, Location at, string from, bool isOfPolicy)
    {
        var (serving, because) = Serving.Of(table, asked);
        if (
            serving is not FilterServing.Index
            && table.IsReadFromSql
            && asked.All(one => !table.Columns.ContainsKey(table.ColumnOf(one.Column)))
        )
        {
            Unknown(table.Name, asked, at, from, $"filters {table.Name} by {asked[0].Column}, which no statement here adds to it");
            return;
        }
        if (serving is not (FilterServing.Index or FilterServing.FlagsOnly) && references.Has(table))
            serving = FilterServing.ReferenceTable;
        Put(
            new TableFilter(at, table.Name, Names(asked))
            {
                Serving = serving,
                Because = because,
                From = from,
                IsOfPolicy = isOfPolicy,
                TableAt = table.At,
                Lead = serving is FilterServing.TextSearch ? "" : LeadOf(table, asked),
                AsksForKey = asked.Any(one => Serving.IsKey(table, one)),
            }
        );
    }

    /// <summary>The column with which the index would begin that is missing.</summary>
    static string LeadOf(IndexedTable table, ImmutableArray<Predicate> asked) =>
        asked
            .OrderBy(one => one.Op is PredicateOp.Equal ? 0 : 1)
            .ThenBy(one => Serving.IsKey(table, one) ? 0 : 1)
            .ThenBy(one => RowWords.IsTenant(Audit.Words.Snake(one.Column)) ? 0 : 1)
            .ThenBy(one => one.Column, StringComparer.Ordinal)
            .First()
            .Column;

    static ImmutableArray<string> Names(ImmutableArray<Predicate> asked) =>
        [
            .. asked
                .Where(one => one.Op is not PredicateOp.NotEqual || asked.Length == 1)
                .Select(one => one.Column)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Keeps one filter of each table and set of columns, the one that is served worst.</summary>
    void Put(TableFilter filter)
    {
        var key =
            $"{filter.Table}:{string.Join('+', filter.Columns.Select(IndexedTable.Plain))}:{filter.IsOfPolicy}:{(filter.Columns.IsEmpty ? filter.Because : "")}";
        all[key] =
            !all.TryGetValue(key, out var before) ? filter
            : Weight(filter) > Weight(before) ? filter with { Others = Noted(before.Others, before.At) }
            : before.At == filter.At ? before
            : before with { Others = Noted(before.Others, filter.At) };
    }

    static ImmutableArray<Location> Noted(ImmutableArray<Location> others, Location at) =>
        others.Length >= 8 || others.Contains(at) ? others : others.Add(at);

    static int Weight(TableFilter filter) =>
        filter.Serving switch
        {
            FilterServing.WholeTable => 6,
            FilterServing.UnusableIndex => 5,
            FilterServing.TextSearch => 4,
            FilterServing.ModelOnly => 3,
            FilterServing.Unknown => 3,
            FilterServing.FlagsOnly => 2,
            FilterServing.ReferenceTable => 1,
            FilterServing.Index => 0,
        };
}
