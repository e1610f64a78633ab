namespace Shipworthy.Checks.Data;

public sealed class HotPathsIndexed() : Check("7.1", "Indexes on every column used in a WHERE clause on a hot path")
{
    static readonly Rule NoIndexForKey = new("7.1-F1", Major, BadLuck)
    {
        Says = "reads the whole table to find a few rows",
        Title = "Wait for a page that reads a whole table each time",
        Consequence =
            "Only a few rows belong to each value, and without an index the database looks at every row to find them; each new customer makes the page slower for all.",
        Fix = "Add an index that begins with this column, in a migration of its own, built concurrently where the database can.",
    };

    static readonly Rule NoIndexForPolicy = new("7.1-F2", Major, BadLuck)
    {
        Says = "makes every query of the table compare every row",
        Title = "Wait for a rule of row security that no index helps",
        Consequence =
            "The rule runs on each query of the table, for each row; without an index on its column nothing else that is indexed helps.",
        Fix = "Add an index on the column that the rule compares.",
    };

    static readonly Rule NoIndex = new("7.1-F3", Minor, BadLuck)
    {
        Says = "reads the whole table",
        Title = "Wait for a query that reads a whole table",
        Consequence = "The table only grows, and each call reads all of it.",
        Fix = "Add an index that begins with the most selective of these columns.",
    };

    static readonly Rule Unusable = new("7.1-F4", Minor, BadLuck)
    {
        Says = "asks in a way that no index here helps",
        Title = "Wait for a search that looks into every row",
        Consequence = "A text in the middle of a column, or what a function makes of it, is in no ordinary index, so every row is read.",
        Fix = """
            Give the search an index of its own kind.

            - **PostgreSQL, text anywhere**: `create extension if not exists pg_trgm;` and `create index concurrently … using gin (name gin_trgm_ops);`
            - **PostgreSQL, any case**: `create index concurrently … on users (lower(email));`, or the type `citext`
            - **MySQL**: `fulltext`
            """,
    };

    static readonly Rule OnlyInModel = new("7.1-F6", Minor, BadLuck)
    {
        Says = "relies on an index that no migration makes",
        Title = "Wait for an index that exists only in the code",
        Consequence =
            "The model names the index and the database does not have it, so the table is read whole while everybody believes otherwise.",
        Fix = "Generate the migration that is missing, and apply it.",
    };

    public override string Why =>
        """
            Without an index the database reads a whole table to find one row. Nobody notices with a hundred rows; with a
            million the site stands still.
            """;

    public override string Fix =>
        """
            Add an index that begins with the columns by which each frequent query filters, in a migration of its own:

            - **PostgreSQL, Supabase**: `create index concurrently item_owner_created on item (owner_id, created_at desc);`, also for each column that a row-level policy compares
            - **Prisma**: `@@index([ownerId, createdAt(sort: Desc)])`
            - **Drizzle**: `(table) => [index("item_owner").on(table.ownerId)]`
            - **TypeORM**: `@Index(["ownerId", "createdAt"])` above the entity
            - **SQLAlchemy, SQLModel**: `index=True` at the column, then `alembic revision --autogenerate`, and `postgresql_concurrently=True` inside `with op.get_context().autocommit_block():` where the table is in use
            - **Django**: `indexes = [models.Index(fields=["owner", "-created_at"])]` in `Meta`
            - **EF Core**: `builder.HasIndex(item => new { item.OwnerId, item.CreatedAt })`, with `.IsCreatedConcurrently()` on PostgreSQL or `.IsCreatedOnline()` on SQL Server where the table is in use
            - **Rails**: `add_index :items, [:owner_id, :created_at], algorithm: :concurrently` with `disable_ddl_transaction!`
            - **Laravel**: `$table->index(['owner_id', 'created_at']);`
            - **MongoDB**: `itemSchema.index({ ownerId: 1, createdAt: -1 })`
            - **Search boxes**: `create index concurrently customer_name on customer using gin (name gin_trgm_ops);` with the extension `pg_trgm`
            """;

    public override string SettledBy =>
        """
            A look into the database reads the plans of its most frequent statements and changes nothing. The reason why a
            table stays below 1,000 rows: `shipworthy attest 7.1`, for 365 days.
            """;

    public override string Counts => "each set of columns by which a frequent query filters a table counts once";

    public override string ProvedWhen => "finds an index that begins with one of its columns";

    public override string UnprovenWhen =>
        "filters a table whose definition is not in the repository, or is put together while the app runs";

    public override string? NotApplicableWhen => "there is no database, or one that refuses queries without an index";

    public override ImmutableArray<Rule> Rules => [NoIndexForKey, NoIndexForPolicy, NoIndex, Unusable, OnlyInModel];

    public override Verdict Judge(App app) =>
        app.EndpointQueries.Count == 0 && app.OwnedSchemas.Count == 0 && app.TableFilters.Count == 0 && app.TableFilters.BlindSpots.IsEmpty
            ? Verdict.NotApplicable("nothing here asks a database of the app's own")
            : Filters(app);

    static Verdict Filters(App app) =>
        app
            .TableFilters.JudgeEach(filter =>
                filter.Serving switch
                {
                    FilterServing.WholeTable when filter.IsOfPolicy && filter.AsksForKey => filter.Fails(
                        NoIndexForPolicy,
                        $"compares {filter.ColumnNames} of every row of {filter.Table} on each query, and no index begins with {One(filter)}"
                    ),
                    FilterServing.WholeTable when filter.AsksForKey => filter.Fails(NoIndexForKey, Whole(filter)),
                    FilterServing.WholeTable => filter.Fails(NoIndex, Whole(filter)),
                    FilterServing.UnusableIndex => filter.Fails(
                        Unusable,
                        $"asks for {filter.ColumnNames} of {filter.Table} in any case or through a function, which its index does not help"
                    ),
                    FilterServing.ModelOnly => filter.Fails(
                        OnlyInModel,
                        $"filters {filter.Table} by {filter.ColumnNames}; {filter.Because}, and no migration makes it"
                    ),
                    FilterServing.TextSearch => filter.Fails(Unusable, $"looks for a piece of text in {filter.Because}{From(filter)}"),
                    FilterServing.FlagsOnly => filter.NotCounted(
                        $"filters {filter.Table} by {filter.ColumnNames} alone, which tells few kinds of rows apart; a partial index helps when the table grows"
                    ),
                    FilterServing.ReferenceTable => filter.Passes($"filters {filter.Table}, which only seeds and migrations fill"),
                    FilterServing.Index => filter.Passes($"finds {filter.Table} by {filter.ColumnNames} through {filter.Because}"),
                    FilterServing.Unknown => filter.Unproven(filter.Because),
                }
            )
            .Joined(KeyOf, Join)
            .OrUnproven("no query was found that filters a table by a column");

    /// <summary>What one index mends: filters of a table that begin with the same column, by the same row.</summary>
    static string? KeyOf(Finding finding) => $"{finding.Rule?.Id} {finding.Roots[0]}";

    static Finding Join(ImmutableArray<Finding> same) =>
        same.Length == 1
            ? same[0]
            : same[0] with
            {
                Says =
                    same[0].Rule == Unusable
                        ? $"{same[0].Says}, and in {same.Length - 1} more columns"
                        : $"{same[0].Says}; {same.Length - 1} more filters begin alike",
                Related = [.. same.SelectMany(one => one.Related.Prepend(one.At)).Distinct().Where(at => at != same[0].At).Take(12)],
            };

    static string Whole(TableFilter filter) =>
        $"filters {filter.Table} by {filter.ColumnNames}, and no index begins with {One(filter)}{From(filter)}";

    static string One(TableFilter filter) => filter.Columns.Length > 1 ? "any of them" : "it";

    static string From(TableFilter filter) => filter.From.Length > 0 && filter.From != filter.At.Path ? $", for {filter.From}" : "";
}
