namespace Shipworthy.Extractors.Jobs;

/// <summary>Handlers of queues in JavaScript: BullMQ, Bull, pg-boss, Agenda, Inngest, Trigger.dev, RabbitMQ, Kafka.</summary>
static class QueuesInNode
{
    static readonly ImmutableArray<(string Package, string Method, string Means)> Handlers =
    [
        ("bullmq", "Worker", "BullMQ"),
        ("bull", "process", "Bull"),
        ("bee-queue", "process", "Bee-Queue"),
        ("pg-boss", "work", "pg-boss"),
        ("agenda", "define", "Agenda"),
        ("@hokify/agenda", "define", "Agenda"),
        ("inngest", "createFunction", "Inngest"),
        ("@trigger.dev/sdk", "task", "Trigger.dev"),
        ("@trigger.dev/sdk", "schemaTask", "Trigger.dev"),
        ("amqplib", "consume", "RabbitMQ"),
        ("kafkajs", "run", "Kafka"),
        ("@upstash/qstash", "verifySignatureAppRouter", "QStash"),
        ("@upstash/qstash", "verifySignature", "QStash"),
        ("@upstash/workflow", "serve", "Upstash Workflow"),
    ];

    /// <summary>The pieces of a part.</summary>
    public static IEnumerable<BackgroundWork> In(WorkContext context)
    {
        foreach (var (package, method, means) in Handlers)
        foreach (var call in context.Calls(method))
            if (IsOf(context.Code.OriginOf(call.Callee), package) && context.Started.Of(call) is not StartedBy.Nobody)
                yield return Handler(context, call, means);
        foreach (var type in context.Code.All(CodeKind.Class).Where(one => context.Has(one.File)))
            if (
                type.All(Part.Decorator).FirstOrDefault(one => one.Name is "Processor") is { Exists: true } decorator
                && type.Children.FirstOrDefault(one =>
                    one.Kind is CodeKind.Function && (one.Name is "process" || one.All(Part.Decorator).Any(mark => mark.Name is "Process"))
                )
                    is { Exists: true } process
            )
                yield return Of(context, type, process, decorator.Arguments.FirstOrDefault().String ?? type.Name, "BullMQ", default);
    }

    static bool IsOf(Origin origin, string package) =>
        origin.Package == package || package is "@trigger.dev/sdk" && origin.Package.StartsWith("@trigger.dev/", StringComparison.Ordinal);

    static BackgroundWork Handler(WorkContext context, Code call, string means)
    {
        var first = call.ArgumentAt(0);
        var options = call.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Object);
        var handler =
            means is "Trigger.dev" ? context.Code.Entry(options, "run")
            : means is "Kafka"
                ? context.Code.Entry(options, "eachMessage") is { Exists: true } each ? each
                    : context.Code.Entry(options, "eachBatch")
            : call.Arguments.LastOrDefault(one => one.Kind is CodeKind.Function || context.Code.FunctionOf(one).Exists);
        var name =
            first.String
            ?? context.Code.ValueOf(first).AsText
            ?? (options.Exists ? context.Code.Entry(options, "id").String : null)
            ?? (first.Kind is CodeKind.Name or CodeKind.Member ? first.Name : "")
            ?? "";
        return Of(context, call, handler, name.Length > 0 ? name : WorkDoneReading.NameOf(handler), means, options);
    }

    static BackgroundWork Of(WorkContext context, Code at, Code handler, string name, string means, Code options)
    {
        var function = context.Code.FunctionOf(handler) is { Exists: true } found ? found : handler;
        var done = context.Done.Of(function);
        var swallowed = Swallowed.In(context.Code, function);
        var never = Never(context, at, means, options, name);
        var early =
            means is "RabbitMQ" && options.Exists && context.Code.Entry(options, "noAck") is { Kind: CodeKind.Literal, Operator: "true" };
        var (runner, because) = Runner(context, at, means);
        var isChosen = IsChosen(at);
        return new(at.At, WorkKind.Task, name.Length > 0 ? name : "a queue")
        {
            Means = means,
            Does = done.Does,
            Stake = done.IsNothing || done.Stake is WorkStake.Unknown ? WorkStake.Unknown : done.Stake,
            Keeping = isChosen ? WorkKeeping.Unknown : WorkKeeping.Stored,
            AfterDeath = early ? WorkAfterDeath.Lost : WorkAfterDeath.Again,
            AfterFailure =
                swallowed.Exists ? WorkAfterFailure.Swallowed
                : never.Exists && done.IsOutside ? WorkAfterFailure.GivenUp
                : !function.Exists ? WorkAfterFailure.Unknown
                : WorkAfterFailure.Known,
            Repeated = done.Repeated,
            Tables = done.Tables,
            SweepsRows = done.LooksForWaiting,
            Runner = runner,
            Because =
                isChosen ? "a setting decides whether this queue is used"
                : early ? "noAck has the broker forget each message as it is handed over"
                : because,
            BecauseAt =
                swallowed.Exists ? swallowed.At
                : never.Exists && done.IsOutside ? never.At
                : null,
            HandlerAt = function.Exists ? function.At : null,
        };
    }

    /// <summary>Whether a variable of the environment decides that a queue is used.</summary>
    static bool IsChosen(Code at)
    {
        for (var node = at; node.Exists; node = node.Parent)
            if (
                node.Kind is CodeKind.Branch or CodeKind.Conditional
                && node[Part.Condition].Text is { Length: < 400 } condition
                && (
                    condition.Contains("env", StringComparison.OrdinalIgnoreCase)
                    || condition.Contains("redis", StringComparison.OrdinalIgnoreCase)
                    || condition.Contains("queue", StringComparison.OrdinalIgnoreCase)
                )
            )
                return true;
        return false;
    }

    /// <summary>Where retries are switched off.</summary>
    static Code Never(WorkContext context, Code at, string means, Code options, string name)
    {
        if (means is "Inngest" or "Trigger.dev" && options.Exists)
        {
            var retries = context.Code.Entry(options, "retries") is { Exists: true } plain ? plain : context.Code.Entry(options, "retry");
            if (retries.String is "0")
                return retries;
            if (retries.Kind is CodeKind.Object && context.Code.Entry(retries, "maxAttempts").String is "1" or "0")
                return retries;
            return default;
        }
        if (means is not ("BullMQ" or "Bull" or "pg-boss"))
            return default;
        foreach (var property in context.Files.SelectMany(file => file.Root.Descendants(CodeKind.Property)))
            if (
                property.Name is "attempts" or "retryLimit"
                && property[Part.Value].String is "1" or "0"
                && (property.Name is "attempts" ? property[Part.Value].String is "1" : property[Part.Value].String is "0")
                && property.Enclosing(CodeKind.Call) is { Exists: true } call
                && call.Callee.Name is "add" or "send" or "addBulk" or "publish"
                && (call.ArgumentAt(0).String ?? name) == name
                && context.Code.OriginOf(call.Receiver).Package is "bullmq" or "bull" or "pg-boss"
            )
                return property;
        return default;
    }

    static (WorkRunner, string) Runner(WorkContext context, Code at, string means)
    {
        switch (means)
        {
            case "Inngest":
                var serves = context
                    .Code.Calls("serve", "connect")
                    .FirstOrDefault(call => context.Code.OriginOf(call.Callee).Package is "inngest");
                return serves.Exists ? (WorkRunner.Shown, "") : (WorkRunner.Unknown, "no route that serves Inngest's functions was seen");
            case "Trigger.dev":
                return context.Sources.Tree.Files.Any(file => file.Name.StartsWith("trigger.config.", StringComparison.Ordinal))
                    ? (WorkRunner.Shown, "")
                    : (WorkRunner.Unknown, "no trigger.config of Trigger.dev was seen");
            case "QStash" or "Upstash Workflow":
                return (WorkRunner.Shown, "");
        }
        if (context.Unit.Hosting.RunsManyCopies is true)
            return (WorkRunner.Sleeping, $"{context.Unit.Hosting} stops the process between requests");
        return context.Started.Of(at) is StartedBy.Start or StartedBy.Request || at.Kind is CodeKind.Class
            ? (WorkRunner.Shown, "")
            : (WorkRunner.Unknown, "whether a process of production starts the worker was not seen");
    }
}
