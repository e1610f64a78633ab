namespace Shipworthy.Checks.Architecture;

public sealed class CriticalWritesIdempotent() : CheckNotJudgedYet("3.3", "Critical write paths have idempotency keys")
{
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
        "has one effect however often it arrives: a unique key is stored with the effect, or the write only sets what the event says";

    public override string UnprovenWhen => "hands over to code or a service outside the repository";

    public override string? NotApplicableWhen => "nothing here charges, grants, orders or answers another system's events";
}
