using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Jobs;

/// <summary>Hosted services of .NET, and the libraries that run jobs there: Hangfire, Quartz, MassTransit.</summary>
static partial class ServicesInDotNet
{
    /// <summary>The pieces of a part.</summary>
    public static IEnumerable<BackgroundWork> In(WorkContext context)
    {
        foreach (var type in context.Code.All(CodeKind.Class).Where(one => context.Has(one.File) && one.File.Language is Language.CSharp))
            if (OfService(context, type) is { } found)
                yield return found;
        foreach (var found in OfHangfire(context))
            yield return found;
        foreach (var found in OfConsumers(context))
            yield return found;
    }

    static BackgroundWork? OfService(WorkContext context, Code type)
    {
        var runs =
            type.All(Part.Base).Any(one => one.Name is "BackgroundService") ? type.Property("ExecuteAsync")
            : type.All(Part.Base).Any(one => one.Name is "IHostedService") ? type.Property("StartAsync")
            : default;
        if (runs.Kind is not CodeKind.Function || !IsAdded(context, type.Name))
            return null;
        // What it does again and again may stand in a method of its own.
        Code[] own =
        [
            runs,
            .. runs.Descendants(CodeKind.Call)
                .Select(context.Code.Target)
                .Where(one => one.Kind is CodeKind.Function && one != runs && type.Contains(one))
                .Distinct(),
        ];
        var isLoop = own.Any(method =>
            method.Descendants(CodeKind.Loop).Any()
            || method.Descendants(CodeKind.New).Any(one => one.Callee.Name is "Timer" or "PeriodicTimer")
        );
        if (!isLoop)
            return null;
        var work =
            own.SelectMany(method => method.Descendants(CodeKind.New)).FirstOrDefault(one => one.Callee.Name is "Timer")
                is { Exists: true } timer
            && context.Code.FunctionOf(timer.ArgumentAt(0)) is { Exists: true } callback
                ? callback
                : runs;
        if (InMemory().IsMatch(type.Text))
        {
            var done = context.Done.Of(work);
            // What is run is what somebody put in, so it is not known from here.
            return new(type.At, WorkKind.Task, type.Name)
            {
                Means = "a channel in memory",
                Does = done.Does.Length > 0 ? done.Does : "runs whatever is put into it",
                Stake =
                    WorkWords.IsTrifle(type.Name) ? WorkStake.Trifle
                    : done.IsNothing || done.Stake is WorkStake.Unknown ? WorkStake.Unknown
                    : done.Stake,
                Keeping =
                    type.Text.Contains("Dequeue", StringComparison.Ordinal) && !HasQueue(context)
                        ? WorkKeeping.Unknown
                        : WorkKeeping.Memory,
                HandlerAt = work.At,
            };
        }
        if (Consumes().IsMatch(type.Text))
            return null;
        return Timers.Of(context, runs, work, type.All(Part.Base).First().Name, IsDaily().IsMatch(type.Text)) is { } found
                ? found with
                {
                    Name = type.Name,
                    HandlerAt = type.At,
                }
            : own.Length > 1 && runs.Descendants(CodeKind.Call).Any(one => own.Contains(context.Code.Target(one)) && Hands(one))
                ? new(type.At, WorkKind.Timer, type.Name)
                {
                    Means = type.All(Part.Base).First().Name,
                    Does = "runs what it is handed",
                    Stake = WorkStake.Unknown,
                    Keeping = WorkKeeping.Unknown,
                    Runner = Timers.RunnerOf(context).Runner,
                    Because = "what its timer runs is handed to it by a service that could not be followed",
                    HandlerAt = type.At,
                }
            : null;
    }

    /// <summary>Whether a call hands over a function that calls something.</summary>
    static bool Hands(Code call) =>
        call
            .Arguments.Select(one => one.Kind is CodeKind.Argument ? one[Part.Value] : one)
            .Any(one => one.Kind is CodeKind.Function && one.Descendants(CodeKind.Call).Any());

    static bool IsAdded(WorkContext context, string name) =>
        context
            .Code.Calls("AddHostedService", "AddSingleton", "TryAddEnumerable", "Singleton")
            .Any(call => context.Sources.RunsInProduction(call) && call.Text.Contains(name, StringComparison.Ordinal));

    static bool HasQueue(WorkContext context) => context.Files.Any(file => Made().IsMatch(file.Text));

    static IEnumerable<BackgroundWork> OfHangfire(WorkContext context)
    {
        if (context.Calls("AddHangfire").FirstOrDefault() is not { Exists: true } added)
            yield break;
        var memory = context.Calls("UseMemoryStorage", "UseInMemoryStorage").FirstOrDefault();
        var stored = context
            .Calls(
                "UseSqlServerStorage",
                "UsePostgreSqlStorage",
                "UseRedisStorage",
                "UseMongoStorage",
                "UseSQLiteStorage",
                "UseStorage",
                "UseNpgsqlConnection"
            )
            .FirstOrDefault();
        var keeping =
            memory.Exists && stored.Exists ? WorkKeeping.Unknown
            : memory.Exists ? WorkKeeping.Memory
            : stored.Exists ? WorkKeeping.Stored
            : WorkKeeping.Unknown;
        var runs = context.Code.Calls("AddHangfireServer", "UseHangfireServer", "BackgroundJobServer").FirstOrDefault();
        foreach (var call in context.Calls("Enqueue", "Schedule", "AddOrUpdate", "ContinueJobWith"))
        {
            if (
                !(
                    call.Receiver.Name.Contains("BackgroundJob", StringComparison.OrdinalIgnoreCase)
                    || call.Receiver.Name.Contains("RecurringJob", StringComparison.OrdinalIgnoreCase)
                )
                || call.Arguments.LastOrDefault(one => one.Kind is CodeKind.Function) is not { Exists: true } work
                || context.Started.Of(call) is StartedBy.Nobody
            )
                continue;
            var done = context.Done.Of(work);
            var name = WorkDoneReading.NameOf(work);
            var handler = work.Descendants(CodeKind.Call).Select(context.Code.Target).FirstOrDefault(one => one.Kind is CodeKind.Function);
            yield return new(call.At, WorkKind.Task, name)
            {
                Means = "Hangfire",
                Does = done.Does,
                Stake = done.Stake is WorkStake.Unknown || done.IsNothing ? WorkStake.Business : done.Stake,
                Keeping = keeping,
                AfterDeath = keeping is WorkKeeping.Stored ? WorkAfterDeath.Again : WorkAfterDeath.Unknown,
                AfterFailure =
                    handler.Exists && Swallowed.In(context.Code, handler).Exists ? WorkAfterFailure.Swallowed
                    : handler.Exists && NoRetry().IsMatch(handler.Text) ? WorkAfterFailure.GivenUp
                    : WorkAfterFailure.Known,
                Repeated = done.Repeated,
                Tables = done.Tables,
                SweepsRows = done.LooksForWaiting,
                Runner = runs.Exists ? WorkRunner.Shown : WorkRunner.Unknown,
                Because = keeping is WorkKeeping.Unknown ? "which storage production uses was not seen" : "",
                BecauseAt =
                    keeping is WorkKeeping.Memory ? memory.At
                    : handler.Exists && Swallowed.In(context.Code, handler) is { Exists: true } swallows ? swallows.At
                    : null,
                HandlerAt = handler.Exists ? handler.At : null,
            };
        }
    }

    /// <summary>Acknowledgements by hand after a failure that was caught and left at that: the broker takes the message for done.</summary>
    static IEnumerable<BackgroundWork> OfConsumers(WorkContext context)
    {
        foreach (var call in context.Calls("BasicAck", "BasicAckAsync"))
        {
            var function = call.Enclosing(CodeKind.Function);
            var tried = function.Exists
                ? function
                    .Descendants(CodeKind.Try)
                    .FirstOrDefault(one => one.End < call.Start && one.Enclosing(CodeKind.Function) == function)
                : default;
            var swallows = tried.Exists && Swallowed.In(context.Code, function).Exists;
            var doesWork = tried.Exists && tried.Body.Descendants(CodeKind.Call).Any(one => context.Code.Target(one).Exists);
            if (context.Started.Of(call) is StartedBy.Nobody)
                continue;
            yield return new(call.At, WorkKind.Task, Writes.Races.Regions.NameOf(function))
            {
                Means = "RabbitMQ",
                Does = "handles messages",
                Stake = WorkStake.Business,
                Keeping = WorkKeeping.Stored,
                AfterDeath = WorkAfterDeath.Again,
                AfterFailure =
                    swallows && doesWork ? WorkAfterFailure.Swallowed
                    : tried.Exists ? WorkAfterFailure.Unknown
                    : WorkAfterFailure.Known,
                Runner = WorkRunner.Shown,
                BecauseAt = swallows ? tried.At : null,
            };
        }
        foreach (var call in context.Calls("BasicConsume", "BasicConsumeAsync"))
            if (
                (call.ArgumentNamed("autoAck") is { Exists: true } named ? named : call.ArgumentAt(1))
                    is { Kind: CodeKind.Literal, Operator: "true" }
                && context.Started.Of(call) is not StartedBy.Nobody
            )
                yield return new(call.At, WorkKind.Task, Writes.Races.Regions.NameOf(Writes.Races.Regions.Of(call)))
                {
                    Means = "RabbitMQ",
                    Does = "handles messages",
                    Stake = WorkStake.Business,
                    Keeping = WorkKeeping.Stored,
                    AfterDeath = WorkAfterDeath.Lost,
                    Runner = WorkRunner.Shown,
                    Because = "autoAck has the broker forget each message as it is handed over",
                };
    }

    [GeneratedRegex(
        @"\bChannel(?:Reader)?<|\.ReadAllAsync\(|WaitToReadAsync\(|\.TryRead\(|TryDequeue\(|DequeueAsync\(|BlockingCollection<|GetConsumingEnumerable",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex InMemory();

    [GeneratedRegex(@"Channel\.Create|new\s+(?:ConcurrentQueue|BlockingCollection|Queue)<", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Made();

    [GeneratedRegex(
        @"\.Consume\(|BasicConsume|ServiceBusProcessor|ReceiveMessage|CreateProcessor\(|SubscribeAsync\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Consumes();

    [GeneratedRegex(@"FromHours\((?:[6-9]|[1-9]\d)|FromDays\(|AddDays\(1\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsDaily();

    [GeneratedRegex(@"AutomaticRetry\s*\(\s*Attempts\s*=\s*0", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NoRetry();
}
