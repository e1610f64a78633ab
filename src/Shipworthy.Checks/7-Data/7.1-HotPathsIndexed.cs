namespace Shipworthy.Checks.Data;

public sealed class HotPathsIndexed() : CheckNotJudgedYet("7.1", "Indexes on every column used in a WHERE clause on a hot path")
{
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
            - **SQLAlchemy, SQLModel**: `index=True` at the column, then `alembic revision --autogenerate`
            - **Django**: `indexes = [models.Index(fields=["owner", "-created_at"])]` in `Meta`
            - **EF Core**: `builder.HasIndex(item => new { item.OwnerId, item.CreatedAt })`
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
}
