namespace Shipworthy.Checks.Architecture;

public sealed class ConcurrencyExplicit() : CheckNotJudgedYet("3.5", "Concurrency model is explicit (no hidden race conditions)")
{
    public override string Why =>
        """
            Two people in the same second, or one impatient double-click, can spend one credit twice or book one seat for
            both. It never shows in a demo.
            """;

    public override string Fix =>
        """
            Put the condition into the write itself, and let the database refuse the second one:

            - **SQL**: `update users set credits = credits - 1 where id = $1 and credits > 0`, and check that one row changed
            - **Unique things**: `create unique index on bookings (seat_id, starts_at);`, and handle the conflict
            - **Prisma**: `const { count } = await db.user.updateMany({ where: { id, credits: { gt: 0 } }, data: { credits: { decrement: 1 } } });`
            - **Supabase**: one `rpc()` that does it in SQL instead of `.select()` and then `.update()`
            - **Firestore**: `runTransaction(db, async (tx) => { ... })`, or `increment(-1)` with a rule that keeps it above zero
            - **Django**: `User.objects.filter(id=id, credits__gt=0).update(credits=F("credits") - 1)`
            - **SQLAlchemy**: `select(User).where(User.id == id).with_for_update()` inside the transaction that writes
            - **EF Core**: `.Where(u => u.Id == id && u.Credits > 0).ExecuteUpdateAsync(s => s.SetProperty(u => u.Credits, u => u.Credits - 1))`
            - **Rails**: `account.with_lock { account.spend!(1) }`
            - **Laravel**: `User::whereKey($id)->lockForUpdate()->first()` inside `DB::transaction`
            - **Schedules**: `select pg_try_advisory_lock(42)` first, and leave when it says no
            """;

    public override string SettledBy =>
        """
            A drill sends 20 equal requests at one moment to a scratch copy and looks for one winner. A look into the
            database shows constraints and traces of past races. The setting by which exactly one process runs:
            `shipworthy attest 3.5`, for 90 days.
            """;

    public override string Counts =>
        "each place that reads shared data, decides and writes it back counts once, and so does each state or lock kept in one process";

    public override string ProvedWhen =>
        "cannot go wrong when two arrive at once: one conditional statement, a unique constraint, or a lock around reading and writing";

    public override string UnprovenWhen => "depends on a constraint or an isolation level that the repository does not show";

    public override string? NotApplicableWhen => "the app only reads";
}
