using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Jobs;

/// <summary>Work that a timer, a schedule or a loop of a process begins again and again.</summary>
static partial class Timers
{
    static readonly ImmutableArray<(string Name, string Package, string Means)> Schedulers =
    [
        ("schedule", "node-cron", "node-cron"),
        ("scheduleJob", "node-schedule", "node-schedule"),
        ("CronJob", "cron", "cron"),
        ("Cron", "croner", "croner"),
    ];

    /// <summary>The pieces of a part.</summary>
    public static IEnumerable<BackgroundWork> In(WorkContext context)
    {
        foreach (var call in context.Calls("setInterval"))
            if (
                call.ArgumentAt(0) is { Exists: true } work
                && !WorkContext.Answers(work)
                && Of(context, call, work, "setInterval", IsRare(context, call)) is { } found
            )
                yield return found;
        foreach (var (name, package, means) in Schedulers)
        foreach (var call in context.Calls(name))
            if (
                context.Code.OriginOf(call.Callee).Package == package
                && call.Arguments.FirstOrDefault(one => context.Code.FunctionOf(one).Exists) is { Exists: true } work
                && Of(context, call, work, means, IsRare(context.Code.ValueOf(call.ArgumentAt(0)).AsText)) is { } found
            )
                yield return found;
        foreach (var function in context.Code.All(CodeKind.Function).Where(one => context.Has(one.File)))
            if (
                function.All(Part.Decorator).FirstOrDefault(one => one.Name is "Cron" or "Interval" or "scheduled_job" or "repeat_every")
                    is { Exists: true } decorator
                && (decorator.Name is not ("Cron" or "Interval") || context.Code.OriginOf(decorator.Callee).Package is "@nestjs/schedule")
                && Of(
                    context,
                    function,
                    function,
                    decorator.Name is "Cron" or "Interval" ? $"@{decorator.Name}"
                        : decorator.Name is "repeat_every" ? "repeat_every"
                        : "APScheduler",
                    decorator.Name is "Cron" && IsRareDecorator(decorator)
                        || decorator.Name is "scheduled_job" && Hour().IsMatch(decorator.Text)
                )
                    is { } found
            )
                yield return found;
        foreach (var found in InPython(context))
            yield return found;
    }

    static IEnumerable<BackgroundWork> InPython(WorkContext context)
    {
        foreach (var call in context.Calls("add_job"))
            if (
                context.Code.Imports("apscheduler")
                && call.ArgumentAt(0) is { Exists: true } work
                && Of(context, call, work, "APScheduler", Hour().IsMatch(call.Text)) is { } found
            )
                yield return call.File.Text.Contains("SQLAlchemyJobStore", StringComparison.Ordinal)
                || context.Files.Any(file => JobStore().IsMatch(file.Text))
                    ? found with
                    {
                        Keeping = WorkKeeping.Stored,
                        Kind = WorkKind.Timer,
                    }
                    : found;
        foreach (var call in context.Calls("do"))
            if (
                call.File.Language is Language.Python
                && call.Receiver.Text.StartsWith("schedule.", StringComparison.Ordinal)
                && call.ArgumentAt(0) is { Exists: true } work
                && Of(context, call, work, "schedule", call.Receiver.Text.Contains(".at(", StringComparison.Ordinal)) is { } found
            )
                yield return found;
        foreach (var call in context.Calls("create_task", "ensure_future", "Thread"))
            if (
                call.File.Language is Language.Python
                && context.Started.Of(call) is StartedBy.Start
                && (call.Callee.Name is "Thread" ? call.ArgumentNamed("target") : call.ArgumentAt(0)) is { Exists: true } work
                && (work.Kind is CodeKind.Call ? context.Code.Target(work) : context.Code.FunctionOf(work)) is { Exists: true } function
                && Looped(context.Code, function) is { Exists: true } looped
                && Of(context, call, looped, "a loop of the process", false) is { } found
            )
                yield return found;
    }

    /// <summary>What runs again and again once a function was started: itself, or what it hands to a function that goes on for ever; no node for others.</summary>
    static Code Looped(CodeBase code, Code function)
    {
        if (IsEndless(function))
            return function;
        foreach (var call in function.Descendants(CodeKind.Call))
            if (code.Target(call) is { Kind: CodeKind.Function } other && IsEndless(other))
                return
                    call
                        .Arguments.Select(one => code.FunctionOf(one.Kind is CodeKind.Argument ? one[Part.Value] : one))
                        .FirstOrDefault(one => one.Exists)
                        is { Exists: true } handed
                    ? handed
                    : function;
        return default;
    }

    static bool IsEndless(Code function) => function.Descendants(CodeKind.Loop).Any(loop => loop.Operator is "while");

    /// <summary>A piece of work that comes again; null where it does nothing that stays, nothing starts it, or it belongs to one request.</summary>
    public static BackgroundWork? Of(WorkContext context, Code at, Code work, string means, bool isRare)
    {
        var started = at.Kind is CodeKind.Function ? StartedBy.Start : context.Started.Of(at);
        if (started is StartedBy.Nobody)
            return null;
        var done = context.Done.Of(work);
        if (done.IsNothing)
            return null;
        var name = WorkDoneReading.NameOf(work);
        var function = context.Code.FunctionOf(work);
        var text = (function.Exists ? function : work).Text;
        var isClock = IsClock().IsMatch(text);
        var (runner, runnerAt) = RunnerOf(context);
        var keeping =
            isClock ? WorkKeeping.Clock
            : !isRare || done.LooksForRows ? WorkKeeping.Rows
            : done.IsOutside ? WorkKeeping.Clock
            : WorkKeeping.Unknown;
        return new(at.At, WorkKind.Timer, name.Length > 0 ? name : "work")
        {
            Means = means,
            Does = done.Does,
            Stake = done.Stake,
            Keeping = keeping,
            AfterDeath = keeping is WorkKeeping.Rows ? WorkAfterDeath.Again : WorkAfterDeath.Unknown,
            AfterFailure = WorkAfterFailure.Known,
            Repeated = done.Repeated,
            Tables = done.Tables,
            SweepsRows = done.LooksForWaiting,
            Runner = runner,
            BecauseAt = runner is WorkRunner.Sleeping ? runnerAt : null,
            Because =
                runner is WorkRunner.Sleeping ? $"{context.Unit.Hosting} stops the process between requests"
                : isClock ? "it runs only when the clock shows one exact time, and nothing remembers the last run"
                : keeping is WorkKeeping.Clock ? "a run that falls into a restart is not made up for"
                : "",
            HandlerAt = function.Exists ? function.At : null,
        };
    }

    /// <summary>Whether the host of a part keeps a process running.</summary>
    public static (WorkRunner Runner, Location? At) RunnerOf(WorkContext context)
    {
        foreach (var file in context.Sources.Tree.Files)
            if (
                file.Name is "fly.toml" && Stops().Match(file.Text) is { Success: true } stops
                || file.Name is "render.yaml" && Free().Match(file.Text) is { Success: true } && (stops = Free().Match(file.Text)).Success
            )
                return (WorkRunner.Sleeping, file.At(stops.Index));
        return context.Unit.Hosting.RunsManyCopies switch
        {
            true => (WorkRunner.Sleeping, null),
            false => (WorkRunner.Shown, null),
            null => context.Unit.Hosting is Hosting.Kubernetes ? (WorkRunner.Shown, null) : (WorkRunner.Unknown, null),
        };
    }

    /// <summary>Whether an interval is so long that processes are mostly restarted before it is over, and nothing runs the work at the start.</summary>
    static bool IsRare(WorkContext context, Code call)
    {
        if (Milliseconds(context.Code, call.ArgumentAt(1)) is not { } length || length < 6 * 3600 * 1000d)
            return false;
        var name = WorkDoneReading.NameOf(call.ArgumentAt(0));
        var around = Writes.Races.Regions.Of(call);
        return !around.Descendants(CodeKind.Call).Any(one => one.Callee.Name == name && !call.Contains(one));
    }

    static double? Milliseconds(CodeBase code, Code value, int steps = 8) =>
        value.Kind switch
        {
            _ when steps <= 0 => null,
            CodeKind.Literal => double.TryParse(
                value.String?.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? number
                : null,
            CodeKind.Binary when value.Operator is "*" => Milliseconds(code, value[Part.Left], steps - 1)
                * Milliseconds(code, value[Part.Right], steps - 1),
            CodeKind.Name when code.Definition(value) is { Kind: CodeKind.Variable } variable && variable[Part.Value].Exists =>
                Milliseconds(code, variable[Part.Value], steps - 1),
            _ => null,
        };

    /// <summary>Whether a cron expression names an hour, so that it comes once a day or less often.</summary>
    public static bool IsRare(string? cron) =>
        cron?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 5 or 6 } fields
        && fields[^4] is var hour
        && hour != "*"
        && !hour.Contains('/', StringComparison.Ordinal);

    static bool IsRareDecorator(Code decorator) =>
        decorator.Arguments.FirstOrDefault() is { Exists: true } first
        && (
            first.String is { } text
                ? IsRare(text)
                : first.Name.Contains("DAY", StringComparison.Ordinal)
                    || first.Name.Contains("WEEK", StringComparison.Ordinal)
                    || first.Name.Contains("MONTH", StringComparison.Ordinal)
                    || first.Name.Contains("MIDNIGHT", StringComparison.Ordinal)
        );

    [GeneratedRegex(
        @"(?:getMinutes\(\)|getHours\(\)|\.minute|\.hour|\.Minute|\.Hour)\s*={2,3}\s*\d",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex IsClock();

    [GeneratedRegex(@"\bhour\s*=\s*['""]?\d|['""](?:date)['""]|days\s*=", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hour();

    [GeneratedRegex(@"SQLAlchemyJobStore|RedisJobStore|MongoDBJobStore|DjangoJobStore", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex JobStore();

    [GeneratedRegex(@"auto_stop_machines\s*=\s*(?:true|[""'](?:stop|suspend)[""'])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Stops();

    [GeneratedRegex(@"\bplan:\s*free\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Free();
}
