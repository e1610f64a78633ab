namespace Shipworthy.Checks.Data;

public sealed class ConnectionsPooled() : CheckNotJudgedYet("7.3", "Connection pooling configured (not a new connection per request)")
{
    public override string Why =>
        """
            A database accepts a few hundred connections. With a new one for each request, or for each serverless instance,
            it turns customers away on launch day.
            """;

    public override string Fix =>
        """
            Open one pool when the process starts, and let serverless functions go through a pooler:

            - **Node**: `export const pool = new Pool({ connectionString: env.DATABASE_URL, max: 10 });` at the top of a module
            - **Prisma**: `export const prisma = (globalThis.prisma ??= new PrismaClient({ adapter }));`
            - **Supabase**: the pooler's address with port 6543, and `postgres(url, { prepare: false })`
            - **Neon**: the address with `-pooler` in its host, or `@neondatabase/serverless`
            - **SQLAlchemy**: `engine = create_async_engine(url, pool_size=5, max_overflow=5)` at the top of a module
            - **Django**: `"CONN_MAX_AGE": 60`, or `"OPTIONS": {"pool": True}` with psycopg 3
            - **ASP.NET Core**: `AddDbContextPool<Shop>(options => options.UseNpgsql(connection))`, never `Pooling=false`
            - **Go**: one `sql.Open` in `main`, then `db.SetMaxOpenConns(10)`
            - **AWS Lambda**: `aws_db_proxy` between the function and the database
            - **Cloudflare Workers**: `env.HYPERDRIVE.connectionString`
            - **Laravel**: PgBouncer or ProxySQL in front of the database, or Octane
            """;

    public override string SettledBy =>
        """
            A probe on staging asks fifty things at once while the database counts its connections, which must stay level.
            The host and port of the pooled address that production uses: `shipworthy attest 7.3`, for 180 days.
            """;

    public override string Counts =>
        "each place that opens connections to a database counts once, and so does each database address that a service is given";

    public override string ProvedWhen => "opens one pool for each process, and goes through a shared pooler where many instances run";

    public override string UnprovenWhen => "runs serverless or in many instances, and only its host knows the database's address";

    public override string? NotApplicableWhen => "the app opens no connection to a database server";
}
