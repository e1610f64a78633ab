namespace Shipworthy.Checks.Architecture;

public sealed class ConcurrencyExplicit() : Check("3.5", "Concurrency model is explicit (no hidden race conditions)")
{
    static readonly Rule LostChange = new("3.5-F1", Major, BadLuck)
    {
        Says = "loses one of two changes that come at once",
        Title = "Lose a change when two people save at the same moment",
        Consequence = "Both read the same value, both write their own result, and one of the two changes never happened.",
        Fix = "Change the value in one statement with its condition, or lock the row before reading it.",
    };

    static readonly Rule DoubleSpend = LostChange with
    {
        Severity = Blocker,
        Who = Insider,
        Title = "Spend the same credit, stock or money twice",
        Consequence = "Two requests at one moment both see enough, and both get it; balances and stock no longer add up.",
        Fix = "Put the bound into the write (`... set x = x - n where id = ... and x >= n`) and check that one row changed.",
    };

    static readonly Rule Twice = new("3.5-F2", Major, BadLuck)
    {
        Says = "makes the same thing twice when two come at once",
        Title = "Find two of what exists once",
        Consequence = "Both look, both find nothing, and both add it; later code meets two rows where it expects one.",
        Fix = "Add a unique constraint on what is looked for, and handle the conflict.",
    };

    static readonly Rule TakenTwice = Twice with
    {
        Severity = Blocker,
        Who = Insider,
        Title = "Book or pay for the same thing twice",
        Consequence = "Two people get the same seat, slot or order, or one person gets it twice with a double-click.",
    };

    static readonly Rule BothThrough = new("3.5-F3", Major, Insider)
    {
        Says = "lets two through a step that happens once",
        Title = "Take a step twice that counts once",
        Consequence = "Both see the old state, both pass, and what follows from the step happens twice.",
        Fix = "Put the expected state into the write (`... where id = ... and status = 'pending'`), and go on only when one row changed.",
    };

    static readonly Rule PaidTwice = BothThrough with
    {
        Severity = Blocker,
        Title = "Pay, refund or ship the same thing twice",
        Consequence = "Two clicks at one moment both see the old state, and money or goods move twice.",
    };

    static readonly Rule WorkedTwice = new("3.5-F5", Major, BadLuck)
    {
        Says = "works off the same row in two runs at once",
        Title = "Send or run the same thing twice",
        Consequence = "Two runs that overlap read the same waiting rows, and each does the work.",
        Fix =
            "Take each row first with `update ... set status = 'running' where id = ... and status = 'pending'`, or read with `for update skip locked`.",
    };

    static readonly Rule OneProcess = new("3.5-F4", Major, BadLuck)
    {
        Says = "is known to one process only",
        Title = "Ask the process that does not know",
        Consequence = "The second instance, or the same one after a deploy, has never heard of it: codes fail, work runs twice.",
        Fix = "Keep it in Postgres or Redis with an expiry, or state in the configuration that exactly one process runs.",
    };

    static readonly Rule HalfDone = new("3.5-F8", Minor, BadLuck)
    {
        Says = "leaves half of it done when it breaks off",
        Title = "Find an order without its payment, or a team without its owner",
        Consequence =
            "A crash or an error between the two statements leaves the first without the second, and others see that state meanwhile.",
        Fix = "Run both statements in one transaction.",
    };

    static readonly Rule WrongPerson = new("3.5-F6", Blocker, Insider)
    {
        Says = "mixes up who is calling",
        Title = "Act as whoever called last",
        Consequence = "All calls share the variable, so one person's request is answered with another person's identity.",
        Fix = "Hand the caller on as an argument, or keep it in the request's own context.",
    };

    public override string Why =>
        """
            Two people in the same second, or one impatient double-click, can spend one credit twice or book one seat for
            both. It never shows in a demo.
            """;

    public override string Fix =>
        """
            Put the condition into the write itself, and let the database refuse the second one:

            - **SQL**: `update users set credits = credits - 1 where id = $1 and credits > 0`, and check that one row changed
            - **Unique things**: `create unique index concurrently on bookings (seat_id, starts_at);`, in a migration without a transaction, and handle the conflict
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

    public override string UnprovenWhen =>
        "depends on what the repository does not show, or writes to tables of which it was not compared whether they change together";

    public override string? NotApplicableWhen => "the app only reads";

    public override ImmutableArray<Rule> Rules => [DoubleSpend, TakenTwice, PaidTwice, WrongPerson, OneProcess, WorkedTwice, HalfDone];

    public override Verdict Judge(App app)
    {
        var seen =
            app.WriteRaces.JudgeEach(Judge).OrNotApplicable(NotApplicableWhen!)
            & app.ProcessStates.JudgeEach(Judge).OrNotApplicable(NotApplicableWhen!)
            & new Facts<JointWrites>(app.JointWrites.Where(writes => !IsMendedWith(app, writes)))
                .JudgeEach(Judge)
                .OrNotApplicable(NotApplicableWhen!);
        return seen.Kind is VerdictKind.Fail ? seen : seen & Alone(app).OrNotApplicable(NotApplicableWhen!);
    }

    /// <summary>A transaction that keeps two callers apart also holds together what they write.</summary>
    static bool IsMendedWith(App app, JointWrites writes) =>
        !writes.IsWhole
        && app.WriteRaces.Any(race =>
            race.Guard is RaceGuard.None
            && race.Stake is not RaceStake.Trifle
            && race.At.Path == writes.At.Path
            && race.Function == writes.Function
        );

    static Finding Judge(JointWrites writes) =>
        writes.IsWhole
            ? writes.Passes($"changes {string.Join(" and ", writes.Tables)}, and one transaction holds them together")
            : writes.Fails(HalfDone, $"changes {string.Join(" and then ", writes.Tables)} without a transaction around both");

    /// <summary>All other writes: each is whole by itself, or it is open whether it belongs to others.</summary>
    static Judgement Alone(App app)
    {
        ImmutableArray<SharedWrites> open = [.. app.SharedWrites.Where(writes => writes.NotCompared is not null)];
        return open.IsEmpty
            ? new Facts<SharedWrites>(
                app.SharedWrites.Take(1).Select(writes => writes with { Count = app.SharedWrites.Sum(one => one.Count) })
            ).JudgeEach(writes =>
                writes.Passes(
                    writes.Count == 1
                        ? "changes data in 1 statement, which is whole by itself"
                        : $"changes data, as {writes.Count - 1} more {(writes.Count == 2 ? "statement does" : "statements do")}; each is whole by itself or held together with others"
                )
            )
            : new Facts<SharedWrites>(open).JudgeEach(writes =>
                writes.Unproven($"changes data, and whether what belongs together changes together is open: {writes.NotCompared}")
            );
    }

    static Finding Judge(ProcessState state) =>
        state.Kind switch
        {
            ProcessStateKind.Caller => state.Fails(WrongPerson, $"keeps who is calling in {state.Name}, which all calls share"),
            ProcessStateKind.Truth or ProcessStateKind.Lock => state.PinnedAt is { } pinned
                ? state.NotCounted($"keeps {state.Holds} in memory ({state.Name}), and {pinned} pins one instance")
                : state.Fails(
                    OneProcess,
                    $"keeps {state.Holds} in memory ({state.Name}), which no other instance sees and no restart survives"
                ),
            ProcessStateKind.Unknown => state.Unproven($"keeps {state.Name} in memory between calls"),
        };

    static Finding Judge(WriteRace race) =>
        race.Guard switch
        {
            RaceGuard.Unknown => race.Stake is RaceStake.Trifle
                ? race.NotCounted(Says(race))
                : race.Unproven($"{Says(race)}, unless something keeps them apart: {race.GuardBy}"),
            RaceGuard.None => Open(race),
            RaceGuard.Condition or RaceGuard.Constraint or RaceGuard.Lock or RaceGuard.Version or RaceGuard.Isolation => race.Passes(
                $"{Does(race)}, and {race.GuardBy} keeps two callers apart"
            ),
        };

    static Finding Open(WriteRace race) =>
        race.Stake is RaceStake.Trifle ? race.NotCounted(Says(race))
        : RuleOf(race) is { } rule ? race.Fails(rule, Says(race))
        : race.Unproven(Says(race));

    static Rule? RuleOf(WriteRace race)
    {
        var isMoney = race.Stake is RaceStake.Money;
        return race.Kind switch
        {
            RaceKind.Recalculation or RaceKind.Floor => isMoney ? DoubleSpend : LostChange,
            RaceKind.Limit => LostChange,
            RaceKind.Insertion or RaceKind.Overlap => isMoney ? TakenTwice : Twice,
            RaceKind.Numbering => Twice,
            RaceKind.Transition => isMoney ? PaidTwice : BothThrough,
            RaceKind.Claim => isMoney ? WorkedTwice with { Severity = Blocker, Who = Insider } : WorkedTwice,
            RaceKind.Unknown => null,
        };
    }

    static string Says(WriteRace race) =>
        race.Kind switch
        {
            RaceKind.Recalculation => $"{Does(race)}, so of two changes at once one is lost",
            RaceKind.Floor => $"{Does(race)}, so two at once take it below its floor",
            RaceKind.Limit => $"{Does(race)}, so two at once exceed the limit",
            RaceKind.Insertion => $"{Does(race)}, so two at once add it twice",
            RaceKind.Numbering => $"{Does(race)}, so two at once get the same one",
            RaceKind.Overlap => $"{Does(race)}, so two at once both get it",
            RaceKind.Transition => $"{Does(race)}, so two at once both get through and {Following(race)} comes twice",
            RaceKind.Claim => $"{Does(race)}, so two runs at once do it twice",
            RaceKind.Unknown => Does(race),
        };

    static string Following(WriteRace race) => race.Consequence.Length > 0 ? race.Consequence : "what follows";

    static string Does(WriteRace race)
    {
        var columns = race.Columns.IsEmpty ? "a column" : string.Join(", ", race.Columns);
        return race.Kind switch
        {
            RaceKind.Recalculation => $"writes {columns} of {race.Table} back as computed from an earlier read",
            RaceKind.Floor => $"lowers {columns} of {race.Table} after a look in another statement",
            RaceKind.Limit => $"counts rows of {race.Table} and then adds one",
            RaceKind.Insertion => $"looks for {race.Table} by {columns} and then adds it",
            RaceKind.Numbering => $"takes the next {columns} of {race.Table} from what it read",
            RaceKind.Overlap => $"looks for a free stretch of {race.Table} ({columns}) and then takes it",
            RaceKind.Transition => $"looks at {columns} of {race.Table} before it changes it",
            RaceKind.Claim => $"reads {race.Table} rows that wait and works them off ({race.Consequence})",
            RaceKind.Unknown => $"reads and writes {race.Table}",
        };
    }
}
