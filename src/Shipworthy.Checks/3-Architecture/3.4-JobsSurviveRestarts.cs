namespace Shipworthy.Checks.Architecture;

public sealed class JobsSurviveRestarts() : Check("3.4", "Background jobs survive worker restarts")
{
    static readonly Rule InMemory = new("3.4-F2", Major, BadLuck)
    {
        Says = "keeps work only in the memory of a process",
        Title = "Lose work that was promised",
        Consequence = "A deploy, a crash or a time limit ends the process, and what it still had to do is gone. Nobody is told.",
        Fix = "Store the job in a queue before you answer, and let a worker take it from there.",
    };

    static readonly Rule MoneyInMemory = InMemory with
    {
        Id = "3.4-F1",
        Severity = Blocker,
        Title = "Lose a payment, a credit or an order",
        Consequence = "The process ends between the answer and the work, and money, credits or goods never move.",
    };

    static readonly Rule NotRun = new("3.4-F3", Major, BadLuck)
    {
        Says = "misses runs",
        Title = "Skip scheduled work",
        Consequence = "While the process sleeps or restarts, the moment passes, and nothing makes up for it.",
        Fix = "Let a schedule outside the process start the work, and let each run look for everything that is due.",
    };

    static readonly Rule TakenTooEarly = new("3.4-F4", Major, BadLuck)
    {
        Says = "lets the queue forget work before it is done",
        Title = "Lose the work that a worker had in hand",
        Consequence = "The queue takes the job for done as soon as a worker has it; when that worker is killed, the job is gone.",
        Fix =
            "Acknowledge after the work: `task_acks_late = True` with `task_reject_on_worker_lost = True`, or `noAck: false` and `channel.ack(message)` at the end.",
    };

    static readonly Rule Hidden = new("3.4-F5", Major, BadLuck)
    {
        Says = "hides failures from the queue",
        Title = "Give up on work after one hiccup",
        Consequence = "A short fault of the database or of another service ends the job for good, and the queue believes that it was done.",
        Fix = "Let the error reach the queue after logging it, and set a number of attempts.",
    };

    static readonly Rule Twice = new("3.4-F6", Minor, BadLuck)
    {
        Says = "does it again when a job is delivered twice",
        Title = "Do the same thing twice",
        Consequence = "Queues deliver a job again when a worker dies, and the second run counts once more.",
        Fix = "Set values instead of raising them, or remember the job's ID in the same transaction.",
    };

    static readonly Rule Idle = new("3.4-F8", Major, BadLuck)
    {
        Says = "is run by no process of production",
        Title = "Queue work that nobody does",
        Consequence = "Jobs pile up in the queue, because no process that production starts takes them.",
        Fix = "Add the worker to the processes of production, next to the web process.",
    };

    public override string Why =>
        """
            Every deploy restarts the process, and work that lives only in its memory is gone: the welcome mail, the payout,
            the report that a customer waits for. Nobody is told.
            """;

    public override string Fix =>
        """
            Store each job before you answer, in the same transaction if you can, and let a worker take it from there:

            - **Node with PostgreSQL**: `await boss.send("welcome-mail", { userId })` of pg-boss, and `await boss.work("welcome-mail", handler)` in the worker
            - **Vercel**: `await inngest.send({ name: "user/created", data: { userId } })` instead of `waitUntil` or `after`
            - **Supabase**: `select pgmq.send('mails', jsonb_build_object('user_id', id))`, and a `pg_cron` schedule that works them off
            - **Celery**: `task_acks_late = True` and `task_reject_on_worker_lost = True`, with tasks that can run twice
            - **FastAPI**: `await send_welcome.defer_async(user_id=user.id)` of Procrastinate instead of `BackgroundTasks`
            - **.NET**: `BackgroundJob.Enqueue<Mailer>(mailer => mailer.Welcome(userId))` of Hangfire with SQL Server or PostgreSQL storage instead of `Task.Run`
            - **Rails**: `config.active_job.queue_adapter = :solid_queue`, and `bin/jobs` among the production processes
            - **Laravel**: `QUEUE_CONNECTION=database`, and `php artisan queue:work` among the production processes
            - **Go**: `client.InsertTx(ctx, tx, WelcomeMail{UserID: id}, nil)` of River instead of a goroutine
            """;

    public override string SettledBy =>
        """
            A drill on staging kills the worker five seconds into a test job, starts it again and looks for exactly one
            effect. A look into the queue's tables shows work that got stuck.
            """;

    public override string Counts => "each queued task, schedule, piece of work after the answer and long-running workflow counts once";

    public override string ProvedWhen =>
        "is stored outside the process before anyone relies on it, is taken up again when a worker dies, and can safely run twice";

    public override string UnprovenWhen =>
        "falls back to memory when a variable is missing, or has a worker that nothing here shows to be started";

    public override string? NotApplicableWhen => "nothing runs after a request or beside it";

    public override ImmutableArray<Rule> Rules => [MoneyInMemory, InMemory, NotRun, TakenTooEarly, Hidden, Idle, Twice];

    public override Verdict Judge(App app) =>
        app
            .BackgroundWork.JudgeEach(Judge)
            .Joined(
                finding => finding.Rule == InMemory ? finding.Says : null,
                same =>
                    same is [var only]
                        ? only
                        : same[0] with
                        {
                            Says =
                                $"{same[0].Says}, as {(same.Length is 2 ? "does one other place" : $"do {same.Length - 1} other places")}",
                            Related = [.. same.Skip(1).Select(one => one.At)],
                        }
            )
            .OrNotApplicable(NotApplicableWhen!);

    static Finding Judge(BackgroundWork work) =>
        work.Stake is WorkStake.Trifle ? work.NotCounted($"{Begins(work)}; only a record or a word to the team is lost with it")
        : Gap(work) is { } gap ? gap
        : Open(work) is { } open ? work.Unproven(open)
        : work.Passes($"{Begins(work)}, and {Kept(work)}");

    /// <summary>What is surely lost, the worst first; null when nothing is.</summary>
    static Finding? Gap(BackgroundWork work) =>
        Lost(work)
        ?? (
            work.Runner is WorkRunner.Sleeping ? work.Fails(NotRun, $"{Begins(work)}, but {work.Because}")
            : work.Runner is WorkRunner.Missing
                ? work.Fails(Idle, $"{Begins(work)}, and none of the processes listed for production runs it")
            : work.AfterDeath is WorkAfterDeath.Lost ? work.Fails(TakenTooEarly, $"{Begins(work)}, and {work.Because}")
            : work.AfterFailure is WorkAfterFailure.Swallowed
                ? work.Fails(Hidden, $"{Begins(work)}, and catches every failure, so the queue takes failed work for done")
            : work.AfterFailure is WorkAfterFailure.GivenUp ? work.Fails(Hidden, $"{Begins(work)}, and is not tried again after a failure")
            : work.Repeated is WorkRepeated.Twice && work.Kind is WorkKind.Task
                ? work.Fails(Twice, $"{Begins(work)}, and raises or lowers a value again when it is delivered twice")
            : null
        );

    static Finding? Lost(BackgroundWork work) =>
        work.Keeping switch
        {
            WorkKeeping.Memory when work.Stake is WorkStake.Unknown || work.TakenUpBy is not null => null,
            WorkKeeping.Memory => work.Fails(
                work.Stake is WorkStake.Money ? MoneyInMemory : InMemory,
                $"{Begins(work)}, and only the memory of the process knows of it"
            ),
            WorkKeeping.Clock when work.Stake is WorkStake.Unknown => null,
            WorkKeeping.Clock when work.Kind is WorkKind.Page => work.Fails(
                NotRun,
                $"{Begins(work)}, and only while somebody has the page open"
            ),
            WorkKeeping.Clock => work.Fails(
                work.Stake is WorkStake.Money ? MoneyInMemory : NotRun,
                $"{Begins(work)}, and {(work.Because.Length > 0 ? work.Because : "a missed run is not made up for")}"
            ),
            WorkKeeping.Unknown or WorkKeeping.Stored or WorkKeeping.Rows or WorkKeeping.Schedule => null,
        };

    /// <summary>What is not known about it, as a sentence; null when everything is.</summary>
    static string? Open(BackgroundWork work) =>
        work.Keeping switch
        {
            WorkKeeping.Memory when work.TakenUpBy is { } sweep =>
                $"{Begins(work)}, and only the memory of the process knows of it, unless {sweep} takes it up again",
            WorkKeeping.Memory or WorkKeeping.Clock => $"{Begins(work)}, and what it does could not be followed",
            WorkKeeping.Unknown =>
                $"{Begins(work)}, and {(work.Because.Length > 0 ? work.Because : "where it is kept that the work is to be done was not seen")}",
            WorkKeeping.Stored or WorkKeeping.Rows or WorkKeeping.Schedule => Pending(work),
        };

    static string? Pending(BackgroundWork work) =>
        work.Stake is WorkStake.Unknown ? $"{Begins(work)}, and what it does could not be followed"
        : work.AfterDeath is WorkAfterDeath.Unknown
            ? $"{Begins(work)}; {(work.Because.Length > 0 ? work.Because : "what becomes of it when its worker dies was not seen")}"
        : work.Runner is WorkRunner.Unknown
            ? $"{Begins(work)}; {(work.Because.Length > 0 ? work.Because : "whether production keeps a process running that does it was not seen")}"
        : work.AfterFailure is WorkAfterFailure.Unknown ? $"{Begins(work)}; what becomes of it when it fails was not seen"
        : work.Repeated is not WorkRepeated.Safe ? $"{Begins(work)}; whether a second run does it twice was not shown"
        : null;

    static string Kept(BackgroundWork work) =>
        work.Keeping switch
        {
            WorkKeeping.Rows => "each run looks for all that waits",
            WorkKeeping.Schedule => "each run looks for all that is due",
            WorkKeeping.Stored or WorkKeeping.Unknown or WorkKeeping.Memory or WorkKeeping.Clock => "the queue keeps it until it is done",
        };

    static string Begins(BackgroundWork work)
    {
        var what = work.Does.Length > 0 ? $"{work.Name} ({work.Does})" : work.Name;
        return work.Kind switch
        {
            WorkKind.Deferred => $"leaves {what} for after the answer, by {work.Means}",
            WorkKind.Timer => $"runs {what} by {work.Means}",
            WorkKind.Task => $"has {work.Means} run {what}",
            WorkKind.Schedule => $"has {work.Means} start {what}",
            WorkKind.Page => $"has pages start {what} by {work.Means}",
            WorkKind.Unknown => $"runs {what}",
        };
    }
}
