namespace Shipworthy.Checks.Data;

public sealed class EndpointsFreeOfRepeatedQueries() : CheckNotJudgedYet("7.2", "No N+1 queries on critical endpoints")
{
    public override string Why =>
        """
            A page that asks the database again for every row is fast in the demo and fails with real data: 500 rows are 501
            questions.
            """;

    public override string Fix =>
        """
            Fetch what belongs to all rows in one query, and put it together in memory:

            - **Prisma**: `findMany({ include: { parts: true } })`
            - **Drizzle**: `db.query.tickets.findMany({ with: { parts: true } })`
            - **Supabase**: `.select("id, title, parts(id, name)")`
            - **SQLAlchemy**: `select(Ticket).options(selectinload(Ticket.parts))`
            - **Django**: `Ticket.objects.select_related("owner").prefetch_related("parts")`
            - **EF Core**: `.Include(ticket => ticket.Parts)`, or `.Select(ticket => new TicketRow(ticket.Id, ticket.Parts.Count))`
            - **Rails**: `Ticket.includes(:parts)`, and `config.active_record.strict_loading_by_default = true`
            - **Laravel**: `Ticket::with('parts')`, and `Model::preventLazyLoading(! app()->isProduction())`
            - **Spring**: `@EntityGraph(attributePaths = "parts")` at the repository's method
            - **SQL, Go**: `select * from part where ticket_id = any($1)` with all ids at once
            - **GraphQL**: `partsLoader.load(ticket.id)` with one DataLoader for each request
            """;

    public override string SettledBy =>
        """
            The query-count drill on staging: one request with 2 rows and with 20; the number of queries must stay the same.
            For an endpoint that could not be followed, a trace of it: `shipworthy attest 7.2`, for 90 days.
            """;

    public override string Counts => "each endpoint or page that people or webhooks call and that touches data counts once";

    public override string ProvedWhen => "asks the database a fixed number of times, however many rows there are";

    public override string UnprovenWhen => "loads through code that could not be followed, or loops over something whose size is not known";

    public override string? NotApplicableWhen => "nothing here asks a database";
}
