namespace Shipworthy.Checks.Data;

public sealed class EndpointsFreeOfRepeatedQueries() : Check("7.2", "No N+1 queries on critical endpoints")
{
    static readonly Rule ReadsPerRow = new("7.2-F1", Major, BadLuck)
    {
        Says = "asks the database once for each row",
        Title = "Wait for a page that asks the database once for each row",
        Consequence = "Ten rows are ten questions and a thousand rows are a thousand, each with its own way to the database and back.",
        Fix = "Ask for all of them in one query before the loop, and look them up in memory inside it.",
    };

    static readonly Rule LazyPerRow = new("7.2-F2", Major, BadLuck)
    {
        Says = "fetches a relation once for each row",
        Title = "Wait for an answer that fetches a relation once for each row",
        Consequence =
            "The mapper asks the database when the relation is touched, once for each row of the list, and no line of the code shows it.",
        Fix = """
            Fetch the relation together with its rows.

            - **SQLAlchemy, SQLModel**: `.options(selectinload(Ticket.parts))`
            - **Django**: `.select_related("owner")`, `.prefetch_related("parts")`
            """,
    };

    static readonly Rule FieldPerRow = new("7.2-F3", Major, BadLuck)
    {
        Says = "answers a field by asking the database once for each object",
        Title = "Wait for a query whose field asks the database once for each object",
        Consequence = "The server runs the field's function for every object of the list, and each run is a question of its own.",
        Fix = "Let one DataLoader for each request collect the ids, and ask for all of them at once: `loaders.posts.load(user.id)`.",
    };

    static readonly Rule CallsPerRow = new("7.2-F4", Major, BadLuck)
    {
        Says = "calls the app's own server once for each row",
        Title = "Wait for a page that calls its server once for each row",
        Consequence = "Each row is a call over the network and a query behind it; on a phone the page fills line by line.",
        Fix = "Give the server one address that takes all ids at once, and call that.",
    };

    static readonly Rule WritesPerRow = new("7.2-F5", Minor, BadLuck)
    {
        Says = "changes the database once for each row",
        Title = "Wait for an import that writes row by row",
        Consequence = "A large import runs into the time limit halfway, with some rows written and others not.",
        Fix = "Write all rows with one statement: `createMany`, `insert([…])`, `bulk_create`, `AddRange` and one `SaveChangesAsync`.",
    };

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

    public override ImmutableArray<Rule> Rules => [ReadsPerRow, LazyPerRow, FieldPerRow, CallsPerRow, WritesPerRow];

    public override Verdict Judge(App app)
    {
        var told = app.EndpointQueries.Select(WorstOf).OfType<Finding>().Select(LoopOf).ToHashSet(StringComparer.Ordinal);
        var judged = app
            .EndpointQueries.Where(endpoint => endpoint.IsCritical)
            .JudgeEach(endpoint =>
                WorstOf(endpoint) is { Outcome: Outcome.Fail } fails ? fails
                : endpoint.NotSeen is { } lost ? endpoint.Unproven($"is not known whole: {lost}")
                : WorstOf(endpoint) ?? endpoint.Passes("asks the database a fixed number of times, however many rows there are")
            )
            .Joined(LoopOf, Join);
        return (
                !app.EndpointQueries.Any(endpoint => endpoint.IsCritical) && app.DataLibraries.Count + app.DynamicQueries.Count > 0
                    ? judged.OrUnproven("databases are asked here in a way that was not followed to any endpoint that people call")
                    : judged.OrNotApplicable("nothing here asks a database")
            )
            & new Facts<Further>(
                app.EndpointQueries.SelectMany(FurtherOf)
                    .Where(finding => !told.Contains(LoopOf(finding)))
                    .Order(FindingOrder.WorstFirst)
                    .DistinctBy(LoopOf)
                    .Select(finding => new Further(finding))
            )
                .JudgeEach(further => further.Of with { Items = 0 })
                .OrNotApplicable("nothing here asks a database");
    }

    /// <summary>One change mends everything that a loop asks.</summary>
    static string LoopOf(Finding finding) => finding.Roots[0];

    /// <summary>The places of the others, such as other endpoints that answer with the same relation, are told with the first.</summary>
    static Finding Join(ImmutableArray<Finding> same) =>
        same.Length == 1
            ? same[0]
            : same[0] with
            {
                Says = $"{same[0].Says}; {(same.Length == 2 ? "so does 1 more endpoint" : $"so do {same.Length - 1} more endpoints")}",
                Related = [.. same[0].Related.Concat(same.Skip(1).Select(one => one.At)).Distinct().Where(at => at != same[0].At).Take(12)],
            };

    static Finding? WorstOf(EndpointQueries endpoint) =>
        endpoint.IsCritical
            ? endpoint
                .Repeats.Select(FindingOf)
                .Where(finding => finding.Outcome is Outcome.Fail or Outcome.Unproven)
                .Order(FindingOrder.WorstFirst)
                .FirstOrDefault()
            : null;

    static IEnumerable<Finding> FurtherOf(EndpointQueries endpoint) =>
        endpoint.Repeats.Select(repeat =>
            endpoint.IsCritical
                ? FindingOf(repeat)
                : repeat.NotCounted($"{Done(repeat)} once for each of {repeat.Over}, for administrators, a schedule or an export")
        );

    static Finding FindingOf(RepeatedQuery repeat) =>
        repeat switch
        {
            { OnlyRemark: { } remark } => repeat.NotCounted($"{Done(repeat)} in a loop, and {remark}"),
            { Bound: RepeatBound.Few } => repeat.NotCounted($"{Done(repeat)} once for each of a handful of things"),
            { Bound: RepeatBound.Unknown } => repeat.Unproven(
                $"{Done(repeat)} once for each of {repeat.Over}, and how many there are could not be told"
            ),
            _ => repeat.Kind switch
            {
                RepeatKind.Read => repeat.Fails(ReadsPerRow, $"{Done(repeat)} once for each of {Over(repeat)}"),
                RepeatKind.Write => repeat.Fails(WritesPerRow, $"{Done(repeat)} once for each of {Over(repeat)}"),
                RepeatKind.LazyRelation when repeat.Over.Length == 0 => repeat.Fails(
                    LazyPerRow,
                    $"touches {repeat.Of} in a loop, which is fetched once for each row"
                ),
                RepeatKind.LazyRelation => repeat.Fails(
                    LazyPerRow,
                    $"answers with {repeat.Over}, for which {repeat.Of} is fetched once for each row"
                ),
                RepeatKind.OwnCall => repeat.Fails(CallsPerRow, $"{Done(repeat)} once for each of {Over(repeat)}"),
                RepeatKind.Field => repeat.Fails(FieldPerRow, $"{Done(repeat)} once for each {repeat.Over}"),
                RepeatKind.Unknown => repeat.Unproven($"{Done(repeat)} in a loop"),
            },
        };

    static string Done(RepeatedQuery repeat) =>
        repeat.Kind switch
        {
            RepeatKind.Write => $"writes {repeat.Of}",
            RepeatKind.Read or RepeatKind.OwnCall or RepeatKind.LazyRelation or RepeatKind.Field or RepeatKind.Unknown =>
                $"asks for {repeat.Of}",
        };

    static string Over(RepeatedQuery repeat) =>
        repeat.Bound is RepeatBound.SentByCaller ? $"{repeat.Over}, which the caller sends" : repeat.Over;

    /// <summary>What else an endpoint repeats. It counts in no "k of n".</summary>
    sealed record Further(Finding Of) : Fact(Of.At)
    {
        public override string Identity => Of.Identity;
    }
}
