namespace Shipworthy.Checks.Architecture;

public sealed class JobsSurviveRestarts() : CheckNotJudgedYet("3.4", "Background jobs survive worker restarts")
{
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
}
