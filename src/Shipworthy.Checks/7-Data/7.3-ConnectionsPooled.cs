namespace Shipworthy.Checks.Data;

public sealed class ConnectionsPooled() : Check("7.3", "Connection pooling configured (not a new connection per request)")
{
    const int ManyForOne = 50;

    static readonly Rule ForEachCall = new("7.3-F1", Blocker, BadLuck)
    {
        Says = "opens connections of its own for each call",
        Title = "Run out of database connections on a busy day",
        Consequence =
            "Every call opens connections anew. A hundred people at once take all that the database allows, and everybody else gets an error until they are gone.",
        Fix = "Make the client once, at the top of a module or when the process starts, and use that one everywhere.",
    };

    static readonly Rule PoolingOff = new("7.3-F2", Major, BadLuck)
    {
        Says = "switches pooling off",
        Title = "Open and close a connection for every request",
        Consequence = "Each request waits for a new connection, and a rush of requests takes all that the database allows.",
        Fix =
            "Let connections be kept and lent: `CONN_MAX_AGE` in Django, no `poolclass` in SQLAlchemy, no `Pooling=false` in a connection string of .NET.",
    };

    static readonly Rule Kept = new("7.3-F2b", Major, BadLuck)
    {
        Says = "takes a connection from the pool and does not give it back",
        Title = "Lose a connection at a time until none is left",
        Consequence =
            "A connection that is not given back is lost to the pool. After ten such calls every request waits until it times out.",
        Fix = "Give it back in `finally`: `try { … } finally { client.release(); }`, or use `pool.query`, which does that by itself.",
    };

    static readonly Rule PastThePooler = new("7.3-F3", Major, BadLuck)
    {
        Says = "leads past the pooler, while the app runs in as many copies as calls come",
        Title = "Run out of database connections when the host starts more copies",
        Consequence =
            "Each copy opens a pool of its own. The host starts copies as calls come, and a rush takes all connections that the database allows.",
        Fix = """
            Give the app the address of the pooler.

            - **Supabase**: the host `….pooler.supabase.com` with port 6543
            - **Neon**: the host with `-pooler` in its first name
            - **AWS**: the address of an `aws_db_proxy`
            """,
    };

    static readonly Rule PoolsBesideEachOther = new("7.3-F4", Minor, BadLuck)
    {
        Says = "opens a second pool beside the first one",
        Title = "Use up the database's connections twice as fast",
        Consequence = "Each of them keeps its own connections, so that every process takes twice what was reckoned with.",
        Fix = "Make the client in one module, and import it from there.",
    };

    static readonly Rule OneForAll = new("7.3-F2c", Minor, BadLuck)
    {
        Says = "shares a single connection among all requests",
        Title = "Make everybody wait for the slowest query",
        Consequence =
            "Requests wait for each other on the one connection, and when it breaks they all fail until the process starts again.",
        Fix = "Use a pool: `new Pool({ max: 10 })` instead of `new Client()`, `createPool` instead of `createConnection`.",
    };

    static readonly Rule PreparedBehindPooler = new("7.3-F5", Minor, BadLuck)
    {
        Says = "prepares statements behind a pooler that lends a connection for one transaction",
        Title = "See queries fail now and then with \"prepared statement already exists\"",
        Consequence =
            "The pooler lends another connection for each transaction, where a statement prepared before is not known or belongs to somebody else.",
        Fix = """
            Prepare nothing behind such a pooler.

            - **postgres.js**: `postgres(url, { prepare: false })`
            - **asyncpg**: `statement_cache_size=0`
            """,
    };

    static readonly Rule TooMany = new("7.3-F6", Minor, BadLuck)
    {
        Says = "lets one process open more connections than a database has to give",
        Title = "Let one process take all connections",
        Consequence =
            "A database of ordinary size allows about a hundred connections. Two such processes take them all, and more connections make it slower.",
        Fix = "Set the pool to 10 or 20 for each process.",
    };

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

    public override ImmutableArray<Rule> Rules =>
        [ForEachCall, PoolingOff, Kept, PastThePooler, PoolsBesideEachOther, OneForAll, PreparedBehindPooler, TooMany];

    public override Verdict Judge(App app)
    {
        if (app.IsLibraryOrTool)
            return Verdict.NotApplicable("nothing here serves requests: it is a library or a command-line tool");
        var poolers = app.DatabaseAddresses.Where(address => address is { Kind: AddressKind.Pooler, IsSample: false });
        var runsInMany = app.DatabaseClients.Any(client => client is { Copies: CopiesOfPart.Many, Pooling: not ClientPooling.Service });
        var doubles = Doubles(app);
        var judged = app.DatabaseClients.JudgeEach(client => Of(client, poolers, doubles.GetValueOrDefault(client.Identity)));
        var verdict = Empty(app, judged);
        if (app.KeptConnections.Count > 0)
            verdict &= app.KeptConnections.JudgeEach(Of).OrNotApplicable("no connection is taken out of a pool by hand");
        if (app.DatabaseAddresses.Count > 0)
            verdict &= app
                .DatabaseAddresses.JudgeEach(address => Of(address, runsInMany, poolers))
                .OrNotApplicable("no address of a database is named here");
        return verdict;
    }

    static Verdict Empty(App app, Judgement judged) =>
        app.DataStores.FirstOrDefault(IsServer) is { } store && app.DatabaseClients.Count == 0
            ? judged.OrUnproven($"{store.At.Path} shows {store.Name}, and where its connections are opened was not found")
            : judged.OrNotApplicable("nothing here opens connections to a database server");

    static bool IsServer(DataStore store) =>
        store.Name.Contains("Postgres", StringComparison.Ordinal)
        || store.Name.Contains("MySQL", StringComparison.Ordinal)
        || store.Name.Contains("SQL Server", StringComparison.Ordinal)
        || store.Name.Contains("MongoDB", StringComparison.Ordinal);

    /// <summary>Pools of one library that several modules of one part make, by identity, each with the one before it.</summary>
    static Dictionary<string, DatabaseClient> Doubles(App app)
    {
        var found = new Dictionary<string, DatabaseClient>(StringComparer.Ordinal);
        foreach (
            var same in app
                .DatabaseClients.Where(client => client is { Life: ClientLife.Process, Pooling: ClientPooling.Pool, IsByItself: true })
                .GroupBy(client => (client.Part, client.Library, Process: ProcessOf(client)))
        )
        // Clients of one module are made for different uses, and Prisma opens connections when one is first used.
        foreach (var client in same.Where(client => client.At.Path != same.First().At.Path))
            found[client.Identity] = same.First();
        return found;
    }

    /// <summary>What tells the processes of a part apart: each function of a cloud is one, and has a folder of its own.</summary>
    static string ProcessOf(DatabaseClient client) =>
        client.CopiesBecause.StartsWith("runs as functions of ", StringComparison.Ordinal)
            ? client.At.Path[..Math.Max(0, client.At.Path.LastIndexOf('/'))]
            : "";

    static Finding Of(DatabaseClient client, Facts<DatabaseAddress> poolers, DatabaseClient? before)
    {
        if (client.Pooling is ClientPooling.Service)
            return client.Passes($"asks through {client.Library}, whose service keeps the connections");
        if (client.Pooling is ClientPooling.Off && poolers.Count == 0)
            return client.Fails(
                client.PoolingBecause.Contains("Pooling", StringComparison.Ordinal) ? PoolingOff with { Severity = Blocker } : PoolingOff,
                client.PoolingBecause
            );
        if (client.Life is ClientLife.Call)
            return client.Fails(ForEachCall, $"opens {Opened(client)} {client.LifeBecause}");
        if (before is not null)
            return client.Fails(PoolsBesideEachOther, $"opens a second pool of {client.Library} beside the one in {before.At.Path}");
        if (client is { Pooling: ClientPooling.Single, Life: ClientLife.Process })
            return client.Fails(OneForAll, $"opens one connection of {client.Library} {client.LifeBecause}, and all requests share it");
        if (client.Most > ManyForOne)
            return client.Fails(TooMany, $"lets each process open {client.Most} connections");
        if (
            client.PreparesStatements
            && poolers.FirstOrDefault(one => one is { IsByTransaction: true, AllowsForPooler: false }) is { } mixing
        )
            return client.Fails(
                PreparedBehindPooler,
                $"prepares statements, and {mixing.At.Path} sends it to {mixing.Name}, which mixes them up"
            );
        if (client.Life is ClientLife.Unknown)
            return client.Unproven($"opens {Opened(client)} {client.LifeBecause}");
        if (client.Pooling is ClientPooling.Unknown)
            return client.Unproven(client.PoolingBecause);
        var opens = $"opens {Opened(client)} {client.LifeBecause}";
        return client.Copies switch
        {
            CopiesOfPart.Few => client.Passes($"{opens}; {NameOf(client)} {client.CopiesBecause}"),
            CopiesOfPart.Many when poolers is [var pooler, ..] => client.Passes(
                $"{opens}, and {pooler.At.Path} names {pooler.Name}, which all copies share"
            ),
            CopiesOfPart.Many => client.Unproven(
                $"{opens}; {NameOf(client)} {client.CopiesBecause}, each with a pool of its own, and whether production's address is a pooler's is not kept here"
            ),
            CopiesOfPart.Unknown => client.Unproven(
                $"{opens}; {(client.CopiesBecause.StartsWith("nothing", StringComparison.Ordinal) ? client.CopiesBecause : $"{NameOf(client)} {client.CopiesBecause}")}"
            ),
        };
    }

    static string NameOf(DatabaseClient client) => client.Part.Length > 0 ? client.Part : "the app";

    static string Opened(DatabaseClient client) =>
        client.Pooling switch
        {
            ClientPooling.Single => $"a connection of {client.Library}",
            ClientPooling.Kept => $"a connection of {client.Library} that stays open",
            ClientPooling.Pool or ClientPooling.Off or ClientPooling.Service or ClientPooling.Unknown => $"a pool of {client.Library}",
        };

    static Finding Of(KeptConnection kept) =>
        kept.Fails(
            Kept,
            kept.Always
                ? "takes a connection from the pool and never gives it back"
                : "takes a connection from the pool, and gives it back only where no query fails"
        );

    static Finding Of(DatabaseAddress address, bool runsInMany, Facts<DatabaseAddress> poolers) =>
        address.Kind is AddressKind.Pooler
            ? address.NotCounted(
                address.IsSample ? $"is a sample that names {address.Name}; what production has is not kept here" : $"names {address.Name}"
            )
        : !runsInMany ? address.NotCounted($"names {address.Name}, which a few lasting processes may use")
        : poolers.Count > 0 ? address.NotCounted($"names {address.Name}, beside the pooler in {poolers[0].At.Path}")
        : address.Fails(PastThePooler, $"names {address.Name}, while the app runs in as many copies as calls come");
}
