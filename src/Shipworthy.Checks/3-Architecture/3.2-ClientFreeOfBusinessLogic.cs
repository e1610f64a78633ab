namespace Shipworthy.Checks.Architecture;

public sealed class ClientFreeOfBusinessLogic() : Check("3.2", "No business logic in the client")
{
    static readonly Rule BelievedValue = new("3.2-F1", Blocker, Insider)
    {
        Says = "stores or charges what the caller sent",
        Title = "Name your own price, right or company",
        Consequence = "Whoever sends the request by hand writes another number into it, and the server takes it for the price.",
        Fix = "Take ids and quantities only, and look the price, the right and the tenant up on the server.",
    };

    static readonly Rule OwnColumn = new("3.2-F2", Blocker, Insider)
    {
        Says = "writes a column that decides about its writer",
        Title = "Give yourself a role, a plan or a paid order",
        Consequence = "The page writes it today, and anybody signed in writes what they like with the same key tomorrow.",
        Fix =
            "Write the column in a function of the database or on the server, and `revoke update` on it from `authenticated`, or hold it in a trigger.",
    };

    static readonly Rule Workflow = new("3.2-F3", Major, BadLuck)
    {
        Says = "makes several changes that must all happen",
        Title = "Leave half a change behind when a tab closes",
        Consequence = "A closed laptop, a lost connection or a refused second step leaves the first one standing, and nobody notices.",
        Fix = "Move all steps into one function of the database, or one endpoint with a transaction, and call that.",
    };

    static readonly Rule BoundInClient = new("3.2-F4", Major, Insider)
    {
        Says = "keeps a bound that only the page knows",
        Title = "Send a negative price, or a million seats",
        Consequence = "The form refuses it and the server does not: one request by hand passes.",
        Fix = "Put the same bound into the server's schema, and into a `check` of the table.",
    };

    static readonly Rule DriverInClient = new("3.2-F5", Major, Stranger)
    {
        Says = "reaches the database from code that people get",
        Title = "Talk to the database without the server",
        Consequence = "A driver needs an address and a password, and both go to everybody who opens the page.",
        Fix = "Import it in server code only, add `import \"server-only\"` there, and let the page call an endpoint.",
    };

    static readonly Rule LimitInClient = new("3.2-F6", Major, Insider)
    {
        Says = "asks only in the page what a plan allows",
        Title = "Use paid features without paying",
        Consequence = "The button is hidden, and the request behind it works for everybody.",
        Fix = "Ask for the plan in the endpoint, the policy or the function that does the work.",
    };

    public override string Why =>
        """
            Whatever your page or phone app decides, its user can change: the price, the role, the credits, the status of an
            order. Only what the server decides holds.
            """;

    public override string Fix =>
        """
            Let the client send ids only, look up prices and roles on the server, and do all steps there in one transaction:

            - **Next.js**: `const price = await db.price.findUniqueOrThrow({ where: { id: priceId } });` in the server action, never `formData.get("price")`
            - **Supabase**: `supabase.rpc("place_order", { product_id })` into a function that refuses where `auth.uid()` is null and writes it into the row, then `revoke update on profiles from authenticated; grant update (name, avatar_url) on profiles to authenticated;`
            - **Firebase**: `allow update: if !request.resource.data.diff(resource.data).affectedKeys().hasAny(["plan", "role", "credits"]);` besides the test of the owner
            - **Stripe**: `line_items: [{ price: PRICE_IDS[plan], quantity: 1 }]`, and grant what was bought in the webhook, never on the success page
            - **Express, Hono**: `z.object({ productId: z.uuid(), quantity: z.int().min(1).max(20) }).parse(req.body)`
            - **FastAPI**: `class OrderIn(BaseModel): product_id: UUID; quantity: int = Field(ge=1, le=20)` without a price
            - **ASP.NET Core**: `record PlaceOrder(Guid ProductId, int Quantity)` as the body, never the entity
            - **Rails**: `params.expect(order: [:product_id, :quantity])`
            - **Laravel**: a `FormRequest` whose rules hold ids and bounds, and `$request->validated()`
            """;

    public override string SettledBy =>
        """
            A probe with its own test user sends each sensitive field to the app and watches whether it sticks. A look into
            the database reads grants, policies and triggers. A list of what the server decides: `shipworthy attest 3.2`,
            for 180 days.
            """;

    public override string Counts =>
        "each place where the client writes data itself, works out money, rights or status, or runs several dependent steps counts once";

    public override string ProvedWhen => "is decided again or refused by the server, whatever the client sends";

    public override string UnprovenWhen =>
        "writes to tables whose policies are not in the repository, or belongs to a client that lives elsewhere";

    public override string? NotApplicableWhen => "there is no client that decides anything: a bot, a command line, or pages alone";

    public override ImmutableArray<Rule> Rules => [BelievedValue, OwnColumn, Workflow, BoundInClient, DriverInClient, LimitInClient];

    public override Verdict Judge(App app)
    {
        var decisions = app.ClientDecisions.JudgeEach(one => Judge(one, app.Endpoints));
        var seen = app.ClientDecisions.Select(one => one.EntryAt).OfType<Location>().ToHashSet();
        var writing = app.Endpoints.Where(one =>
            !one.IsPlatformSurface
            && one.Caller is not Caller.Machine
            && one.Effects.Any(effect => effect.Kind is EffectKind.WritesData or EffectKind.Charges)
        );
        var judged =
            decisions.OrNotApplicable(NotApplicableWhen!)
            & writing.JudgeEach(one => Judge(one, seen)).OrNotApplicable(NotApplicableWhen!)
            & app.ClientArtifacts.JudgeEach(Judge).OrNotApplicable(NotApplicableWhen!);
        if (app.ClientArtifacts.Count > 0 || app.ClientArtifacts.BlindSpots.Length > 0)
            return judged.Kind is VerdictKind.NotApplicable && app.ClientArtifacts.Any(one => one.Kind is not ClientKind.Pages)
                ? app.ClientArtifacts.JudgeEach(one => one.NotCounted($"{one.Name} was read")).OrUnproven(NoCalls)
                : judged;
        return judged
            & new Facts<Endpoint>(app.Endpoints.Take(1)).JudgeEach(one => one.Unproven(Absent)).OrNotApplicable(NotApplicableWhen!);
    }

    const string NoCalls = "there is a client, and nothing was found that it sends to a server or store of the app";

    const string Absent = "no client of the API is in the repository, and what it decides by itself is for its code to say";

    static Finding Judge(ClientDecision one, Facts<Endpoint> endpoints) =>
        one.State switch
        {
            DecisionState.Believed when one.IsOfCaller && CallerOf(one, endpoints) is Caller.Machine => one.NotCounted(
                $"{one.Because}; only a program that proved itself calls it"
            ),
            DecisionState.Believed when one.IsOfCaller && CallerOf(one, endpoints) is not Caller.User => one.Unproven(
                $"{one.Because}; whether it knows who is calling could not be told"
            ),
            DecisionState.Believed => RuleOf(one.Kind) is { } rule ? one.Fails(rule, one.Because) : one.Unproven(one.Because),
            DecisionState.Unknown => one.Unproven(one.Because),
            DecisionState.Enforced => one.Passes(one.Because),
            DecisionState.Trifle => one.NotCounted(one.Because),
        };

    static Caller CallerOf(ClientDecision one, Facts<Endpoint> endpoints) =>
        endpoints.FirstOrDefault(endpoint => endpoint.At == one.EntryAt)?.Caller ?? Caller.Unknown;

    static Rule? RuleOf(DecisionKind kind) =>
        kind switch
        {
            DecisionKind.Value => BelievedValue,
            DecisionKind.Write => OwnColumn,
            DecisionKind.Workflow => Workflow,
            DecisionKind.Bound => BoundInClient,
            DecisionKind.Driver => DriverInClient,
            DecisionKind.Limit => LimitInClient,
            DecisionKind.Unknown => null,
        };

    static Finding Judge(Endpoint one, HashSet<Location> seen) =>
        one.Rows.Reach switch
        {
            RowReach.OwnRights => one.Fails(BelievedValue, $"{one.Name} stores {one.Rows.Because} of the caller as it was sent") with
            {
                At = one.Rows.At ?? one.At,
            },
            RowReach.OwnTenant => one.Fails(
                BelievedValue,
                $"{one.Name} stores whatever {one.Rows.Because} was sent as the caller's own, and does not look whether they belong there"
            ) with
            {
                At = one.Rows.At ?? one.At,
            },
            RowReach.Unknown
            or RowReach.NoRows
            or RowReach.OwnRows
            or RowReach.AsksForRole
            or RowReach.AnyRow
            or RowReach.NewRights
            or RowReach.AnyRead
            or RowReach.Named
            or RowReach.Handed => seen.Contains(one.At) ? one.NotCounted($"{one.Name} is judged by what it takes")
            : one.NotRead is { } unread ? one.Unproven($"{one.Name}: {unread}")
            : one.Passes($"{one.Name} stores no price, right or tenant only because its caller sent it"),
        };

    static Finding Judge(ClientArtifact one) =>
        one.NotComplete is { } because
            ? one.Unproven($"{one.Name} {because}") with
            {
                At = one.NotCompleteAt ?? one.At,
            }
            : one.NotCounted($"{one.Name} was read");
}
