namespace Shipworthy.Checks.Data;

public sealed class ReadReplicasInPlace() : Check("7.4", "Read replicas in place if the workload is read-heavy")
{
    static readonly ImmutableArray<string> spreading =
    [
        "SQLite",
        "DynamoDB",
        "Firebase",
        "Firestore",
        "Cosmos",
        "Turso",
        "Spanner",
        "Cockroach",
    ];

    static readonly Rule Idle = new("7.4-1", Minor, BadLuck)
    {
        Says = "is a replica that nothing reads from",
        Title = "Pay for a copy of the database that relieves nothing",
        Consequence = "All reads still load the one database that also takes the writes.",
        Fix = "Send lists, searches and reports to the replica's address, and nothing that must see the caller's own write.",
    };

    public override string Why =>
        """
            When reading outgrows one database, everything slows down together. A read replica, a copy that only answers
            questions, is the cheapest relief, provided that reads really go there and a slightly old answer does no harm.
            """;

    public override string Fix =>
        """
            Index and batch first; if reading still loads the database, add a replica and send lists, searches and reports
            there, never sign-in or balances:

            - **AWS**: `replicate_source_db = aws_db_instance.main.identifier`, or a second `aws_rds_cluster_instance` and the reader's address
            - **Google Cloud**: `master_instance_name = google_sql_database_instance.main.name`
            - **Prisma**: `prisma.$extends(readReplicas({ replicas: [replica] }))`
            - **Drizzle**: `withReplicas(primary, [replica])`
            - **Django**: `DATABASE_ROUTERS = ["shop.routers.ListsFromReplica"]`
            - **SQLAlchemy**: a `Session` for reports that is bound to the replica's engine
            - **EF Core**: a second `DbContext` for reports with `ApplicationIntent=ReadOnly`, with Npgsql `Target Session Attributes=prefer-standby`
            - **Rails**: `connects_to database: { writing: :primary, reading: :replica }`
            - **Laravel**: `'read' => ['host' => [env('DB_READ_HOST')]]` and `'sticky' => true`
            - **Go**: `dbresolver.Register(dbresolver.Config{Replicas: replicas})` of GORM
            """;

    public override string SettledBy =>
        """
            A look into the database and its load over seven days tells whether reading is what loads it and whether a
            replica answers. Measured numbers that say it is not read-heavy: `shipworthy attest 7.4`, for 90 days.
            """;

    public override string Counts => "each production database counts once";

    public override string ProvedWhen =>
        "has a replica, named reads go there, and none of them decides on money or rights or follows the caller's own write";

    public override string UnprovenWhen => "carries a load that no repository can show";

    public override string? NotApplicableWhen =>
        "there is no such database, its engine spreads reads by itself, or reading was measured not to load it";

    public override ImmutableArray<Rule> Rules => [Idle];

    public override Verdict Judge(App app)
    {
        if (app.IsLibraryOrTool)
            return Verdict.NotApplicable("nothing here keeps data: it is a library or a command-line tool");
        var databases = app.DataStores.Where(store => IsDatabase(store) && !SpreadsReads(store));
        var judged =
            app.DataStores.Count == 0 && app.OwnedSchemas.Count > 0
                ? databases.JudgeEach(Of).OrUnproven("tables are made here, and which database keeps them could not be read")
                : databases.JudgeEach(Of).OrNotApplicable("there is no database whose reads a replica could take over");
        return app.ReadReplicas.Count == 0 ? judged : judged & app.ReadReplicas.JudgeEach(Of).OrNotApplicable("no replica is declared");
    }

    static bool IsDatabase(DataStore store) =>
        !store.Name.Contains("bucket", StringComparison.Ordinal)
        && !store.Name.Contains("Blob", StringComparison.Ordinal)
        && !store.Name.Contains("container", StringComparison.Ordinal);

    /// <summary>Engines that spread reads by themselves, and one that is a file (ruling 7.4).</summary>
    static bool SpreadsReads(DataStore store) =>
        store.SpreadsReads || spreading.Any(word => store.Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    static Finding Of(DataStore store) => store.Unproven($"shows {store.Name}; whether reading is what loads it, no repository can say");

    static Finding Of(ReadReplica replica) =>
        replica.ReadAt is null
            ? replica.Fails(Idle, $"declares the replica {replica.Name}, and no code reads from it") with
            {
                Items = 0,
            }
            : replica.NotCounted($"declares the replica {replica.Name}, and code names its address");
}
