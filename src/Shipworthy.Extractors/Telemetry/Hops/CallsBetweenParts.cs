namespace Shipworthy.Extractors.Telemetry.Hops;

/// <summary>Calls by which code of a service in JavaScript or Python reaches another part of the app, over HTTP or through a queue.</summary>
sealed class CallsBetweenParts(Sources sources, OwnAddresses addresses)
{
    static readonly ImmutableArray<string> Requests =
    [
        "fetch",
        "$fetch",
        "ofetch",
        "axios",
        "got",
        "ky",
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "request",
    ];

    static readonly Dictionary<string, (string Key, string Name, ImmutableArray<string> Methods)> Queues = new(StringComparer.Ordinal)
    {
        ["bullmq"] = ("bullmq", "BullMQ", ["add", "addBulk"]),
        ["bull"] = ("bullmq", "Bull", ["add", "addBulk"]),
        ["pg-boss"] = ("pg-boss", "pg-boss", ["send", "publish"]),
        ["agenda"] = ("agenda", "Agenda", ["now", "schedule"]),
        ["amqplib"] = ("amqplib", "RabbitMQ", ["sendToQueue", "publish"]),
        ["kafkajs"] = ("kafkajs", "Kafka", ["send"]),
        ["@upstash/qstash"] = ("qstash", "QStash", ["publishJSON", "publish"]),
        ["@trigger.dev/sdk"] = ("trigger.dev", "Trigger.dev", ["trigger", "batchTrigger", "triggerAndWait", "batchTriggerAndWait"]),
        ["inngest"] = ("inngest", "Inngest", ["send"]),
        ["rq"] = ("rq", "RQ", ["enqueue", "enqueue_call", "enqueue_at", "enqueue_in"]),
        ["django_rq"] = ("rq", "RQ", ["enqueue", "enqueue_call", "enqueue_at", "enqueue_in"]),
        ["arq"] = ("arq", "arq", ["enqueue_job"]),
    };

    /// <summary>The calls of some files, with the client that makes each and what it hands over.</summary>
    public IEnumerable<(Code Call, HopKind Kind, string To, string Client)> In(ImmutableArray<CodeFile> files)
    {
        var own = files.Where(file => !IsOfBrowser(file)).ToHashSet();
        var bases = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<(Code Call, string Base)>();
        foreach (var call in sources.Code.Calls(Requests).Where(call => own.Contains(call.File) && Sends(call)))
        {
            var address = AddressOf(call);
            if (addresses.Of(address) is var (kind, to))
            {
                if (kind is HopKind.Call && addresses.BeginningOf(address) is { } known)
                    bases.Add(known);
                yield return (call, kind, to, ClientOf(call));
            }
            else if (addresses.BaseOf(address) is { } beginning)
                open.Add((call, beginning));
        }
        // What calls whatever address it is given calls the app where others show that its base is the app's.
        foreach (var (call, beginning) in open)
            if (bases.Contains(beginning))
                yield return (call, HopKind.Call, "any address", ClientOf(call));
        foreach (
            var call in sources
                .Code.Calls("invoke")
                .Where(call => own.Contains(call.File) && call.Receiver.Name is "functions" && call.File.Language is not Language.Python)
        )
            yield return (call, HopKind.Function, call.ArgumentAt(0).String ?? "a function", "fetch");
        foreach (var (package, (key, name, methods)) in Queues)
        foreach (var call in sources.Code.Calls(methods).Where(call => own.Contains(call.File)))
            if (
                call.Callee.Kind is CodeKind.Member
                && sources.Code.OriginOf(call.Receiver).Package == package
                && !sources.Code.OriginOf(call.Receiver).Name.Contains("Worker", StringComparison.Ordinal)
                && (key is not "qstash" || IsForTheApp(call))
            )
                yield return (call, HopKind.Queue, name, key);
        foreach (var call in sources.Code.Calls("async_task", "enqueue").Where(call => own.Contains(call.File)))
            if (call.Callee.Kind is CodeKind.Name && sources.Code.OriginOf(call.Callee).Package is "django_q" or "django_rq")
                yield return (call, HopKind.Queue, call.Callee.Name is "async_task" ? "Django-Q" : "RQ", "rq");
        foreach (var call in sources.Code.Calls("basic_publish").Where(call => own.Contains(call.File)))
            if (call.File.Language is Language.Python && call.Callee.Kind is CodeKind.Member)
                yield return (call, HopKind.Queue, "RabbitMQ", "pika");
        foreach (var hop in InAws(own))
            yield return hop;
        foreach (
            var call in sources
                .Code.Calls("delay", "apply_async", "send_task")
                .Where(call => own.Contains(call.File) && call.File.Language is Language.Python)
        )
            if (call.Callee.Name is "send_task" || IsTask(call.Receiver))
                yield return (
                    call,
                    HopKind.Queue,
                    call.Callee.Name is "send_task" ? call.ArgumentAt(0).String ?? "a task" : call.Receiver.Name,
                    "celery"
                );
    }

    string ClientOf(Code call) =>
        call.File.Language is Language.Python ? sources.Code.OriginOf(call.Callee).Package
        : call.Callee.Name.Contains("fetch", StringComparison.Ordinal) ? "fetch"
        : "http";

    /// <summary>QStash calls any address, also one that a customer gave.</summary>
    bool IsForTheApp(Code call)
    {
        var options = sources.Code.ObjectOf(call.ArgumentAt(0));
        return options.Exists
            && (!sources.Code.Entry(options, "url").Exists || addresses.Of(sources.Code.Entry(options, "url")) is not null);
    }

    /// <summary>Functions that call each other by name, and messages in queues, by the kits of Amazon Web Services.</summary>
    IEnumerable<(Code Call, HopKind Kind, string To, string Client)> InAws(HashSet<CodeFile> own)
    {
        foreach (
            var call in sources
                .Code.Calls("InvokeCommand", "SendMessageCommand", "SendMessageBatchCommand")
                .Where(call => own.Contains(call.File))
        )
            if (sources.Code.OriginOf(call.Callee).Package is "@aws-sdk/client-lambda" or "@aws-sdk/client-sqs")
                yield return call.Callee.Name is "InvokeCommand"
                    ? (call, HopKind.Function, NameIn(call.ArgumentAt(0)), "aws")
                    : (call, HopKind.Queue, "SQS", "aws");
        foreach (var call in sources.Code.Calls("invoke", "send_message", "send_message_batch").Where(call => own.Contains(call.File)))
            if (call.File.Language is Language.Python && sources.Code.OriginOf(call.Receiver).Package is "boto3")
                if (call.Callee.Name is not "invoke")
                    yield return (call, HopKind.Queue, "SQS", "boto");
                else if (call.ArgumentNamed("FunctionName") is { Exists: true } name)
                    yield return (
                        call,
                        HopKind.Function,
                        sources.Code.ValueOf(name.Kind is CodeKind.Argument ? name[Part.Value] : name).AsText ?? "a function",
                        "boto"
                    );
    }

    string NameIn(Code argument) =>
        sources.Code.ObjectOf(argument) is { Exists: true } options
        && sources.Code.ValueOf(sources.Code.Entry(options, "FunctionName")).AsText is { } name
            ? name
            : "a function";

    /// <summary>A library of browsers shows that code is theirs, whoever else may import it.</summary>
    bool IsOfBrowser(CodeFile file) =>
        file.Language is Language.Tsx
        || sources.Clients.Any(client => client.Files.Contains(file))
        || (
            !file.Text.Contains("next/headers", StringComparison.Ordinal)
            && (file.Text.Contains("\"react\"", StringComparison.Ordinal) || file.Text.Contains("'react'", StringComparison.Ordinal))
        )
        || file.Text.Contains("react-query", StringComparison.Ordinal)
        || file.Text.Contains("localStorage", StringComparison.Ordinal);

    bool Sends(Code call)
    {
        if (call.Callee.Kind is CodeKind.Name && call.Callee.Name is "fetch" or "$fetch" or "ofetch")
            return true;
        return sources.Code.OriginOf(call.Callee).Package
            is "axios"
                or "got"
                or "ky"
                or "ofetch"
                or "node-fetch"
                or "undici"
                or "requests"
                or "httpx"
                or "aiohttp";
    }

    static Code AddressOf(Code call) =>
        call.Callee.Name is "request" && call.File.Language is Language.Python ? call.ArgumentAt(1)
        : call.ArgumentAt(0) is { Kind: CodeKind.Object } options && options.Property("url")[Part.Value] is { Exists: true } url ? url
        : call.ArgumentAt(0) is { Exists: true } first ? first
        : call.ArgumentNamed("url");

    bool IsTask(Code receiver) =>
        sources.Code.Definition(receiver) is { Kind: CodeKind.Function } function
        && function
            .All(Part.Decorator)
            .Any(one => one.Name is "task" or "shared_task" or "actor" || one.Text.Contains(".task", StringComparison.Ordinal));
}
