using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Telemetry;

namespace Shipworthy.Extractors.Jobs;

/// <summary>
/// Joins the parts of the app with the work that they do after requests and beside them: promises that nothing waits for, timers, handlers of queues, hosted services, schedules.
/// </summary>
public sealed class WorkOfDeployables : ICombiner
{
    static readonly ImmutableArray<string> Unread =
    [
        "graphile-worker",
        "@temporalio/worker",
        "@hatchet-dev/typescript-sdk",
        "@restatedev/restate-sdk",
        "@dbos-inc/dbos-sdk",
        "workflow",
        "p-queue",
        "fastq",
        "better-queue",
        "bree",
        "toad-scheduler",
        "@aws-sdk/client-sqs",
        "@google-cloud/tasks",
        "@google-cloud/pubsub",
        "@azure/service-bus",
        "firebase-functions",
        "rsmq",
        "sqs-consumer",
        "worker_threads",
        "piscina",
        "arq",
        "saq",
        "temporalio",
        "prefect",
        "pika",
        "aio_pika",
        "kombu",
        "confluent_kafka",
        "aiokafka",
        "kafka",
        "flask_apscheduler",
        "django_apscheduler",
        "Quartz",
        "MassTransit",
        "NServiceBus",
        "Wolverine",
        "Rebus",
        "Coravel",
        "TickerQ",
        "Azure.Messaging.ServiceBus",
        "Confluent.Kafka",
        "Temporalio",
        "Microsoft.Azure.Functions.Worker",
        "DotNetCore.CAP",
    ];

    /// <summary>Libraries whose work is read, with the name under which it is told.</summary>
    static readonly ImmutableArray<(string Package, string Means)> Read =
    [
        ("bullmq", "BullMQ"),
        ("bull", "Bull"),
        ("bee-queue", "Bee-Queue"),
        ("pg-boss", "pg-boss"),
        ("agenda", "Agenda"),
        ("inngest", "Inngest"),
        ("@trigger.dev/sdk", "Trigger.dev"),
        ("amqplib", "RabbitMQ"),
        ("kafkajs", "Kafka"),
        ("node-cron", "node-cron"),
        ("node-schedule", "node-schedule"),
        ("cron", "cron"),
        ("croner", "croner"),
        ("@upstash/qstash", "QStash"),
        ("celery", "Celery"),
        ("rq", "RQ"),
        ("django_rq", "RQ"),
        ("dramatiq", "Dramatiq"),
        ("huey", "Huey"),
        ("procrastinate", "Procrastinate"),
        ("taskiq", "taskiq"),
        ("django_q", "Django-Q"),
        ("apscheduler", "APScheduler"),
        ("Hangfire", "Hangfire"),
        ("RabbitMQ.Client", "RabbitMQ"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(BackgroundWork)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var code = new ServerCode(sources, known);
        var done = new WorkDoneReading(sources);
        var processes = new Processes(sources.Tree);
        var all = code.Parts.SelectMany(part => code.Of(part)).ToHashSet();
        var started = new StartedCode(sources, done.Walk, all);
        var found = new List<BackgroundWork>();
        foreach (var part in code.Parts)
        {
            var files = code.Of(part);
            if (part.Stack is not (Stack.JavaScript or Stack.SupabaseFunctions or Stack.Python or Stack.DotNet) || files.IsEmpty)
            {
                learn.CannotSee<BackgroundWork>(
                    part.At,
                    $"{part.NotSeen ?? "has code that was not read"}, whose work beside requests is not read yet"
                );
                continue;
            }
            if (part.NotSeen is { } unread)
                learn.CannotSee<BackgroundWork>(part.At, unread);
            var context = new WorkContext(sources, part, files, done, started, learn);
            found.AddRange(
                part.Stack switch
                {
                    Stack.Python => [.. DeferralsInPython.In(context), .. Timers.In(context), .. QueuesInPython.In(context, processes)],
                    Stack.DotNet => [.. DeferralsInDotNet.In(context), .. ServicesInDotNet.In(context)],
                    _ => [.. DeferralsInNode.In(context), .. Timers.In(context), .. QueuesInNode.In(context)],
                }
            );
        }
        foreach (var context in Left(sources, known, all, done, started, learn))
            found.AddRange(
                context.Unit.Stack is Stack.Python ? [.. Timers.In(context), .. QueuesInPython.In(context, processes)]
                : context.Unit.Stack is Stack.DotNet ? ServicesInDotNet.In(context)
                : QueuesInNode.In(context)
            );
        found.AddRange(SchedulesOutside.In(sources, done));
        found.AddRange(TimersInPages.In(sources));
        found.AddRange(LeftHalfway.In(all, started));
        Teach(found, learn);
        Unseen(sources, all, found, learn);
        foreach (var (at, table) in QueuesInSql.In(sources.Tree))
            if (!found.Exists(work => work.Tables.Contains(table, StringComparer.OrdinalIgnoreCase)))
                learn.CannotSee<BackgroundWork>(
                    at,
                    $"has the database put work into {table}, and nothing here shows what takes it out, and when"
                );
    }

    static void Teach(List<BackgroundWork> found, Learner learn)
    {
        var deferring = found.Where(work => work.Kind is WorkKind.Deferred).Select(work => work.At.Path).ToHashSet(StringComparer.Ordinal);
        // What a schedule starts and what is then put off is one piece of work, which counts where it is put off.
        found.RemoveAll(work => work.Kind is WorkKind.Schedule && work.HandlerAt is { } handler && deferring.Contains(handler.Path));
        // Where several queues stand side by side, a setting chooses between them.
        if (
            found
                .Where(work =>
                    work.Kind is WorkKind.Task && work.Means is "BullMQ" or "Bull" or "Inngest" or "Trigger.dev" or "pg-boss" or "Agenda"
                )
                .Select(work => work.Means)
                .Distinct()
                .Count() > 1
        )
            found = found.ConvertAll(work =>
                work is { Kind: WorkKind.Task, Runner: WorkRunner.Shown }
                    ? work with
                    {
                        Runner = WorkRunner.Unknown,
                        Because = "several queues stand side by side, and which of them production uses was not seen",
                    }
                    : work
            );
        var sweeps = found.FindAll(work =>
            work.Kind is WorkKind.Timer or WorkKind.Schedule
            && work.SweepsRows
            && work.HandlerAt is { } handler
            && !deferring.Contains(handler.Path)
        );
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (
            var work in found
                .DistinctBy(work => work.At)
                .OrderBy(work => work.At.Path, StringComparer.Ordinal)
                .ThenBy(work => work.At.Line)
                .ThenBy(work => work.At.Column)
        )
        {
            var count = named[work.Identity] = named.GetValueOrDefault(work.Identity) + 1;
            var taken =
                work.Keeping is WorkKeeping.Memory
                    ? sweeps.Find(sweep => sweep.Tables.Intersect(work.Tables, StringComparer.Ordinal).Any())?.Name
                    : null;
            learn.Add(work with { Suffix = count > 1 ? $"#{count}" : "", TakenUpBy = taken });
        }
    }

    /// <summary>Code that runs on servers and belongs to no part that was found: workers often have a folder of their own, and tasks are found by their names.</summary>
    static IEnumerable<WorkContext> Left(
        Sources sources,
        App known,
        HashSet<CodeFile> all,
        WorkDoneReading done,
        StartedCode started,
        Learner learn
    )
    {
        var shipped = sources.Clients.SelectMany(client => client.Files).ToHashSet();
        foreach (
            var group in sources
                .Code.Files.Where(file =>
                    !all.Contains(file)
                    && !shipped.Contains(file)
                    && sources.IsDeployed(file)
                    && sources.Tree.Find(file.Path)?.Role is FileRole.Prod
                    && (file.Language is Language.Python || sources.Code.IsReachable(file))
                )
                .GroupBy(file =>
                    file.Language switch
                    {
                        Language.Python => Stack.Python,
                        Language.CSharp => Stack.DotNet,
                        Language.JavaScript or Language.TypeScript => Stack.JavaScript,
                        Language.Tsx or Language.Hcl or Language.None => Stack.Unknown,
                    }
                )
                .Where(group => group.Key is not Stack.Unknown)
        )
        {
            var files = group.ToImmutableArray();
            var near = known.Deployables.FirstOrDefault(part => part.Stack == group.Key);
            var unit = new Deployable(files[0].At(files[0].Root), near?.Name ?? "", near?.Folder ?? "")
            {
                Stack = group.Key,
                Serves = Serves.Nothing,
                Hosting = Hosting.Unknown,
            };
            yield return new(sources, unit, files, done, started, learn);
        }
    }

    /// <summary>Libraries that run work beside requests, and whose use is not read.</summary>
    static void Unseen(Sources sources, HashSet<CodeFile> own, List<BackgroundWork> found, Learner learn)
    {
        foreach (var package in Unread)
            if (Loads(sources, own, package) is { Exists: true } loads)
                learn.CannotSee<BackgroundWork>(loads.At, $"loads {package}, whose use is not read for this yet");
        foreach (var (package, means) in Read)
            if (!found.Exists(work => work.Means == means) && Loads(sources, own, package) is { Exists: true } loads)
                learn.CannotSee<BackgroundWork>(loads.At, $"loads {package}, and no work that it runs was seen");
    }

    static Code Loads(Sources sources, HashSet<CodeFile> own, string package) =>
        sources
            .Code.All(CodeKind.Import)
            .FirstOrDefault(import =>
                (
                    import.Name == package
                    || import.Name.StartsWith($"{package}/", StringComparison.Ordinal)
                    || import.Name.StartsWith($"{package}.", StringComparison.Ordinal)
                )
                && !import.Is(Modifiers.TypeOnly)
                && (
                    own.Contains(import.File)
                    || sources.IsDeployed(import.File) && sources.Tree.Find(import.File.Path)?.Role is FileRole.Prod
                )
            );
}
