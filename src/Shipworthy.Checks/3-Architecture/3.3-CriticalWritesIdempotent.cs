namespace Shipworthy.Checks.Architecture;

public sealed class CriticalWritesIdempotent() : Check("3.3", "Critical write paths have idempotency keys")
{
    static readonly Rule MoneyPerEvent = new("3.3-F1", Blocker, Insider)
    {
        Says = "moves money or credits again each time an event is delivered",
        Title = "Get paid, credited or served twice for one payment",
        Consequence = "Providers deliver an event again whenever the answer is late or lost, and each delivery counts as another payment.",
        Fix = "Insert the event's id under a unique key first, in the same transaction, and stop when it is already there.",
    };

    static readonly Rule EffectPerEvent = new("3.3-F1", Major, BadLuck)
    {
        Says = "has another effect each time an event is delivered",
        Title = "Do everything again when an event comes again",
        Consequence = "Deliveries are repeated by design; rows, counts and paid work pile up with each.",
        Fix = "Insert the event's id under a unique key first and stop on conflict, or let the write only set what the event says.",
    };

    static readonly Rule ChargedTwice = new("3.3-F2", Blocker, Insider)
    {
        Says = "asks the provider for money without a key",
        Title = "Charge or pay out twice for one click",
        Consequence = "A retry after a timeout, or a second click, is a second charge to the provider.",
        Fix = "Hand the provider an idempotency key that is made from your own row: `order-` and its id.",
    };

    static readonly Rule MadeTwice = new("3.3-F3", Major, BadLuck)
    {
        Says = "happens again with each repeated request",
        Title = "Order, book or credit twice with one double-click",
        Consequence = "Networks retry and people click twice; each request counts as a new intent.",
        Fix =
            "Take a key that the client makes once for each intent, store it under a unique constraint with the user, and stop on conflict.",
    };

    static readonly Rule FreshKey = new("3.3-F4", Major, BadLuck)
    {
        Says = "makes its key anew at each attempt",
        Title = "Trust a key that never matches",
        Consequence = "The second attempt carries another key, so the provider and the server take it for a new one.",
        Fix = "Make the key once for each intent, when the form opens or from the row's id, and send the same one again.",
    };

    static readonly Rule ForgetfulStore = new("3.3-F5", Major, BadLuck)
    {
        Says = "remembers what it handled in the memory of one process",
        Title = "Forget what was handled after a restart",
        Consequence = "After a deploy, or in a second instance, a repeated delivery is unknown and counts again.",
        Fix = "Store the id under a unique key in the database, or with `SET key value NX EX` in Redis.",
    };

    public override string Why =>
        """
            Networks retry and people double-click. Without a key that marks the second attempt as the same one, one order
            becomes two charges, two parcels or double credits.
            """;

    public override string Fix =>
        """
            Store each event or intent under a unique key, in the same transaction as its effect, and stop when the key is
            already there:

            - **SQL**: `insert into processed_events (provider, event_id) values ('stripe', $1) on conflict do nothing`, and go on only when one row was inserted
            - **Stripe**: `stripe.paymentIntents.create({ amount, currency }, { idempotencyKey: "order-" + order.id })`, with a key made from your own row
            - **Prisma**: `eventId String @unique`, and error `P2002` means that it was done before
            - **Drizzle**: `.onConflictDoNothing().returning()`, and an empty answer means that it was done before
            - **Supabase**: `.insert({ event_id })`, and error code `23505` means that it was done before
            - **Django**: `UniqueConstraint(fields=["provider", "event_id"], name="once")`, and `get_or_create` inside `transaction.atomic()`
            - **SQLAlchemy**: `insert(Event).values(id=event_id).on_conflict_do_nothing().returning(Event.id)` of the PostgreSQL dialect
            - **EF Core**: `builder.HasIndex(e => e.EventId).IsUnique()`, and catch `DbUpdateException`
            - **Rails**: `Event.insert_all([row], unique_by: :event_id)`
            - **Laravel**: `Event::insertOrIgnore($row) === 1`
            - **Your own API**: demand an `Idempotency-Key` header, one for each click, and store it with the user and the answer
            """;

    public override string SettledBy =>
        """
            A drill on a scratch copy sends each request twice in a row and ten times at once, and counts the effects; it
            never touches live payments. A provider's promise to process once is settled by its contract:
            `shipworthy attest 3.3`, for 180 days.
            """;

    public override string Counts =>
        "each critical write counts once: incoming webhooks, charges, grants, orders, paid outside effects, and the queue work behind them";

    public override string ProvedWhen =>
        "has one effect however often it arrives: a unique key is stored with the effect, or the state that it changes is looked at";

    public override string UnprovenWhen =>
        "hands over to code or a service outside the repository, or only sets values, of which it was not compared whether they come from the event";

    public override string? NotApplicableWhen => "nothing here charges, grants, orders or answers another system's events";

    public override ImmutableArray<Rule> Rules => [MoneyPerEvent, ChargedTwice, MadeTwice, FreshKey, ForgetfulStore];

    public override Verdict Judge(App app) => app.CriticalWrites.JudgeEach(Judge).OrNotApplicable(NotApplicableWhen!);

    static Finding Judge(CriticalWrite write) =>
        write.IsTrifle ? write.NotCounted($"{Says(write)}, and only a statistic or a record is repeated") : ByGuard(write);

    static Finding ByGuard(CriticalWrite write) =>
        write.Guard switch
        {
            RepeatGuard.None => RuleOf(write) is { } rule
                ? write.Fails(rule, $"{Says(write)} again each time it is asked")
                : write.Unproven(Says(write)),
            RepeatGuard.Memory => write.Fails(ForgetfulStore, $"{Says(write)}, and only {write.GuardBy} in memory knows what was handled"),
            RepeatGuard.Fresh => write.Fails(
                FreshKey,
                write.Kind is CriticalKind.Key
                    ? $"{write.What}, so a second attempt is taken for a new one"
                    : $"{Says(write)} with {write.GuardBy}"
            ),
            RepeatGuard.Unknown => write.Unproven($"{Says(write)}, and {write.GuardBy}"),
            RepeatGuard.Sets => write.Unproven(
                $"{Says(write)}, and {write.GuardBy}; whether it sets them from the event alone was not compared"
            ),
            RepeatGuard.Key or RepeatGuard.Natural or RepeatGuard.State or RepeatGuard.Same => write.Passes(
                $"{Says(write)} once: {write.GuardBy}"
            ),
        };

    static Rule? RuleOf(CriticalWrite write) =>
        write.Kind switch
        {
            CriticalKind.MoneyByEvent => MoneyPerEvent,
            CriticalKind.OtherByEvent or CriticalKind.ByMessage => EffectPerEvent,
            CriticalKind.Charge => ChargedTwice,
            CriticalKind.Change or CriticalKind.Grant or CriticalKind.Order => MadeTwice,
            CriticalKind.Key => FreshKey,
            CriticalKind.Unknown => null,
        };

    static string Says(CriticalWrite write) => write.Entry.Length > 0 ? $"{write.Entry} {write.What}" : write.What;
}
