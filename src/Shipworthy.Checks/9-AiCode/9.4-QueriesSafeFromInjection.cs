namespace Shipworthy.Checks.AiCode;

public sealed class QueriesSafeFromInjection() : CheckNotJudgedYet("9.4", "AI-generated SQL has been reviewed for injection risk")
{
    public override string Why =>
        """
            One query glued together from what a visitor typed hands the whole database to a stranger.
            """;

    public override string Fix =>
        """
            Pass values as parameters, and take names of columns and directions from a fixed list:

            - **Node**: `pool.query("select * from item where name = $1", [name])`
            - **Prisma, Drizzle**: the tagged forms `$queryRaw` and `sql`, never `$queryRawUnsafe` or `sql.raw`
            - **Knex**: `knex.raw("lower(name) = ?", [name])`
            - **Supabase**: `.eq("name", name)`, and for several conditions an `rpc()` with parameters, never typed text inside `.or()`
            - **SQLAlchemy**: `session.execute(text("select * from item where name = :name"), {"name": name})`
            - **Django**: `cursor.execute("select * from item where name = %s", [name])`
            - **EF Core**: `db.Items.FromSql($"select * from item where name = {name}")`, never `FromSqlRaw` with `$`
            - **Dapper**: `connection.QueryAsync<Item>("select * from item where name = @name", new { name })`
            - **Rails**: `Item.where("lower(name) = ?", name)`
            - **Laravel**: `Item::whereRaw('lower(name) = ?', [$name])`
            - **Go**: `db.QueryContext(ctx, "select * from item where name = $1", name)`
            - **PL/pgSQL**: `execute format('select * from %I where id = $1', table_name) using id;`
            - **MongoDB**: `const { email } = z.object({ email: z.email() }).parse(req.body);` before it becomes a filter
            - **Sorting**: `const column = { name: "name", newest: "created_at" }[sort] ?? "name";`
            """;

    public override string SettledBy =>
        """
            The result of a person who read each query that could not be followed, for that version of the file:
            `shipworthy attest 9.4`, for 365 days at most. On staging a probe tries a flagged parameter with harmless pairs
            of values.
            """;

    public override string Counts => "each query whose text is not constant counts once";

    public override string ProvedWhen => "takes its values as parameters and its names from a fixed list";

    public override string UnprovenWhen => "contains a value whose origin could not be followed";

    public override string? NotApplicableWhen => "the app asks no data store";
}
