using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Jobs;

/// <summary>Tasks of queues in Python: Celery, RQ, Dramatiq, arq, Huey, Procrastinate, taskiq.</summary>
static partial class QueuesInPython
{
    /// <summary>The pieces of a part.</summary>
    public static IEnumerable<BackgroundWork> In(WorkContext context, Processes processes)
    {
        var settings = context.Sources.Tree.Files.Where(file =>
            file.Name.EndsWith(".py", StringComparison.Ordinal) && file.Role is Reading.FileRole.Prod
        );
        var texts = settings.Select(file => file.Text).Where(text => text.Contains("celery", StringComparison.OrdinalIgnoreCase)).ToList();
        var late = texts.Exists(text => LateSetting().IsMatch(text));
        var eager = context
            .Sources.Tree.Files.Where(file => file.Role is Reading.FileRole.Prod && file.Name.EndsWith(".py", StringComparison.Ordinal))
            .Where(file => !Elsewhere().IsMatch(file.Path))
            .Select(file => (File: file, Match: Eager().Match(file.Text)))
            .FirstOrDefault(one => one.Match.Success && !IsForTests(one.File.Text, one.Match.Index));
        foreach (var file in context.Files.Where(file => file.Language is Language.Python))
        foreach (var function in file.Root.Descendants(CodeKind.Function))
        foreach (var decorator in function.All(Part.Decorator))
            if (MeansOf(context, decorator) is { } means && !IsDebug(function.Name))
                yield return Of(
                    context,
                    processes,
                    function,
                    decorator,
                    means,
                    late,
                    eager.File is null ? null : eager.File.At(eager.Match.Index)
                );
        foreach (var call in context.Calls("enqueue", "enqueue_in", "enqueue_at", "async_task"))
            if (
                context.Code.OriginOf(call.Callee) is { Exists: true } origin
                && origin.Package is "rq" or "django_rq" or "django_q"
                && call.ArgumentAt(0) is { Exists: true } work
            )
            {
                var done = context.Done.Of(work);
                var means = origin.Package is "django_q" ? "Django-Q" : "RQ";
                var (runner, at) = processes.Of(means is "RQ" ? Rq() : DjangoQ());
                yield return new(call.At, WorkKind.Task, work.String ?? WorkDoneReading.NameOf(work))
                {
                    Means = means,
                    Does = done.Does,
                    Stake = done.IsNothing ? WorkStake.Unknown : done.Stake,
                    Keeping = WorkKeeping.Stored,
                    AfterDeath = WorkAfterDeath.Unknown,
                    AfterFailure = WorkAfterFailure.Known,
                    Repeated = done.Repeated,
                    Tables = done.Tables,
                    SweepsRows = done.LooksForWaiting,
                    Runner = runner,
                    Because = $"what {means} does with the job of a worker that was killed depends on its settings",
                    BecauseAt = runner is WorkRunner.Missing ? at : null,
                };
            }
    }

    static BackgroundWork Of(
        WorkContext context,
        Processes processes,
        Code function,
        Code decorator,
        string means,
        bool late,
        Location? eager
    )
    {
        var done = context.Done.Of(function);
        var isScheduled =
            context.Files.Any(file => Beat().IsMatch(file.Text) && file.Text.Contains(function.Name, StringComparison.Ordinal))
            && !context.Code.Calls("delay", "apply_async").Any(call => call.Receiver.Name == function.Name);
        var isLate = late || decorator.Text.Contains("acks_late=True", StringComparison.Ordinal);
        var (runner, at) =
            means is "Celery" ? processes.Of(Celery())
            : means is "Dramatiq" ? processes.Of(Dramatiq())
            : means is "Huey" ? processes.Of(Huey())
            : (WorkRunner.Unknown, null);
        var swallowed = Swallowed.In(context.Code, function, 1);
        var never = done.IsOutside && NoRetry().IsMatch(decorator.Text);
        return new(function.At, WorkKind.Task, function.Name)
        {
            Means = means,
            Does = done.Does,
            Stake = done.IsNothing || done.Stake is WorkStake.Unknown ? WorkStake.Unknown : done.Stake,
            Keeping = means is "Celery" && eager is not null ? WorkKeeping.Memory : WorkKeeping.Stored,
            AfterDeath = means is "Celery"
                ? isLate || isScheduled && done.LooksForRows
                    ? WorkAfterDeath.Again
                    : done.IsOutside
                        ? WorkAfterDeath.Lost
                        : WorkAfterDeath.Unknown
                : means is "Dramatiq" or "arq"
                    ? WorkAfterDeath.Again
                    : WorkAfterDeath.Unknown,
            AfterFailure =
                swallowed.Exists ? WorkAfterFailure.Swallowed
                : never ? WorkAfterFailure.GivenUp
                : WorkAfterFailure.Known,
            Repeated = done.Repeated,
            Tables = done.Tables,
            SweepsRows = done.LooksForWaiting,
            Runner = runner,
            Because =
                means is "Celery" && eager is not null ? "a setting runs each task inside the call, and no queue keeps it"
                : means is "Celery" && !isLate ? "Celery acknowledges a task before it runs, so a worker that is killed takes it along"
                : means is "Dramatiq" or "arq" ? ""
                : $"what {means} does with the job of a worker that was killed depends on its settings",
            BecauseAt =
                eager is not null && means is "Celery" ? eager
                : swallowed.Exists ? swallowed.At
                : runner is WorkRunner.Missing ? at
                : null,
        };
    }

    static bool IsDebug(string name) => name is "debug_task" or "ping" or "test_task" or "add";

    static string? MeansOf(WorkContext context, Code decorator)
    {
        var origin = context.Code.OriginOf(decorator.Callee);
        return decorator.Name switch
        {
            "shared_task" when origin.Package is "celery" or "" => "Celery",
            "task"
            or "periodic_task" when origin.Package is "celery" || decorator.Text.Contains("celery", StringComparison.OrdinalIgnoreCase) =>
                "Celery",
            "actor" when origin.Package is "dramatiq" => "Dramatiq",
            "task" or "db_task" or "periodic_task" or "db_periodic_task" when origin.Package is "huey" => "Huey",
            "task" when origin.Package is "procrastinate" => "Procrastinate",
            "task" when origin.Package is "taskiq" => "taskiq",
            "job" when origin.Package is "django_rq" or "rq" => "RQ",
            _ => null,
        };
    }

    /// <summary>Whether a setting stands below a condition that speaks of tests.</summary>
    static bool IsForTests(string text, int at)
    {
        var indent = IndentAt(text, at);
        for (var end = text.LastIndexOf('\n', at); indent > 0 && end > 0; end = text.LastIndexOf('\n', end - 1))
        {
            var start = text.LastIndexOf('\n', end - 1) + 1;
            var line = text[start..end];
            if (line.Trim().Length == 0 || IndentAt(text, start) is var outer && outer >= indent)
                continue;
            indent = outer;
            if (TestCondition().IsMatch(line))
                return true;
        }
        return false;
    }

    static int IndentAt(string text, int at)
    {
        var start = text.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1;
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        return end - start;
    }

    [GeneratedRegex(@"^\s*(?:el)?if\b.*(?:\btests?\b|pytest|_test\b|\btesting\b)", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex TestCondition();

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?:CELERY_|['""]?)(?:TASK_)?(?:ACKS_LATE|task_acks_late)['""]?\]?\s*[=:]\s*True", Plain, 10_000)]
    private static partial Regex LateSetting();

    [GeneratedRegex(@"(?:(?:CELERY_)?TASK_ALWAYS_EAGER|task_always_eager)['""]?\s*[=:]\s*True", Plain, 10_000)]
    private static partial Regex Eager();

    [GeneratedRegex(@"beat_schedule|BEAT_SCHEDULE|add_periodic_task|PeriodicTask", Plain, 10_000)]
    private static partial Regex Beat();

    [GeneratedRegex(@"\bdev|local|test|ci\b", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"max_retries\s*=\s*0\b", Plain, 10_000)]
    private static partial Regex NoRetry();

    [GeneratedRegex(@"celery\b[^\n]{0,80}\bworker\b|celery[""',\s\]\[-]+(?:[^\n]{0,80})worker", Plain, 10_000)]
    private static partial Regex Celery();

    [GeneratedRegex(@"\bdramatiq\b|rundramatiq", Plain, 10_000)]
    private static partial Regex Dramatiq();

    [GeneratedRegex(@"huey_consumer|run_huey", Plain, 10_000)]
    private static partial Regex Huey();

    [GeneratedRegex(@"\brq\s+worker|rqworker", Plain, 10_000)]
    private static partial Regex Rq();

    [GeneratedRegex(@"\bqcluster\b", Plain, 10_000)]
    private static partial Regex DjangoQ();
}
