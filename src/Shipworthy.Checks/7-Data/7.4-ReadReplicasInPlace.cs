namespace Shipworthy.Checks.Data;

public sealed class ReadReplicasInPlace() : CheckNotJudgedYet("7.4", "Read replicas in place if the workload is read-heavy")
{
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
}
