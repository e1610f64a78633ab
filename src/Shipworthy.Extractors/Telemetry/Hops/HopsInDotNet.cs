using System.Text.RegularExpressions;
using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Hops;

/// <summary>Where .NET services call each other by <c>HttpClient</c>, and put work into queues.</summary>
static partial class HopsInDotNet
{
    static readonly ImmutableArray<string> Sending =
    [
        "SendAsync",
        "GetAsync",
        "PostAsync",
        "PutAsync",
        "DeleteAsync",
        "GetFromJsonAsync",
        "PostAsJsonAsync",
        "PutAsJsonAsync",
        "PatchAsJsonAsync",
    ];

    /// <summary>The hops that leave a service.</summary>
    public static IEnumerable<Hop> From(Sources sources, Deployable part, ImmutableArray<CodeFile> files, TracerSetup? tracer)
    {
        var own = files.ToHashSet();
        foreach (var hop in Calls(sources, part, own, tracer))
            yield return hop;
        foreach (
            var call in sources
                .Code.Calls("BasicPublish", "BasicPublishAsync")
                .Where(call => own.Contains(call.File))
                .DistinctBy(call => call.File)
        )
        {
            var (carries, because) = InMessages(call.File.Text, tracer);
            yield return new(call.At, part.Name, "RabbitMQ")
            {
                Kind = HopKind.Queue,
                Carries = carries,
                Because = because,
            };
        }
        var ofJobs = files.FirstOrDefault(file =>
            file.Text.Contains("AddHangfireInstrumentation", StringComparison.Ordinal)
            || file.Text.Contains("IClientFilter", StringComparison.Ordinal) && IdOfRequest().IsMatch(file.Text)
        );
        foreach (
            var call in sources
                .Code.Calls("Enqueue", "Schedule")
                .Where(call => own.Contains(call.File) && IsHangfire(sources.Code, call))
                .DistinctBy(call => call.File)
        )
            yield return new(call.At, part.Name, "Hangfire")
            {
                Kind = HopKind.Queue,
                Carries = RequestIds.In(call) || ofJobs is not null ? Carried.Id : Carried.Nothing,
                Because =
                    RequestIds.In(call) ? "hands an ID to the job"
                    : ofJobs is not null ? $"has {ofJobs.Path} write an ID into each job"
                    : "puts jobs into Hangfire without the request's ID",
            };
        if (sources.Code.Calls("AddMassTransit").FirstOrDefault(call => own.Contains(call.File)) is { Exists: true } bus)
            yield return new(bus.At, part.Name, "MassTransit")
            {
                Kind = HopKind.Queue,
                Carries = Carried.Id,
                Because = "has MassTransit write an ID into each message",
            };
    }

    /// <summary>What a file writes into the messages that it sends. An ID that comes with the event is the request's only if whoever made the event put it there.</summary>
    static (Carried, string) InMessages(string text, TracerSetup? tracer)
    {
        if (Injects().IsMatch(text))
            return (Carried.Id, "writes the ID of the trace into each message");
        if (Correlation().Match(text) is { Success: true } given)
            return given.Groups["from"].Value is var from && IdOfRequest().IsMatch(from)
                    ? (Carried.Id, "writes the ID of the request into each message")
                : from.Contains("NewGuid", StringComparison.Ordinal)
                    ? (Carried.Nothing, "writes a new ID into each message, which is not the request's")
                : (Carried.Unknown, $"writes {from.Trim()} into each message, and who fills it was not followed");
        return tracer is null
            ? (Carried.Nothing, "sends messages through RabbitMQ without an ID")
            : (Carried.Unknown, $"sends messages through RabbitMQ, whose client may or may not pass on the ID of {tracer.Library}");
    }

    static IEnumerable<Hop> Calls(Sources sources, Deployable part, HashSet<CodeFile> files, TracerSetup? tracer)
    {
        var targets = files
            .Where(file => part.Holds(file.Path))
            .SelectMany(file => file.Root.Descendants(CodeKind.Literal))
            .Where(literal =>
                literal.String is { } text
                && Address().IsMatch(text)
                && sources.RunsInProduction(literal)
                && !literal.File.Path.Contains("AppHost", StringComparison.Ordinal)
                && IsOfClient(literal)
            )
            .DistinctBy(literal => Address().Match(literal.String!).Groups["name"].Value)
            .ToList();
        if (targets.Count == 0)
            yield break;
        var densest = sources
            .Code.Calls(Sending)
            .Where(call =>
                files.Contains(call.File)
                && part.Holds(call.File.Path)
                && call.Receiver.Name.Contains("client", StringComparison.OrdinalIgnoreCase)
            )
            .GroupBy(call => call.File)
            .OrderByDescending(group => IsOwnClient(group.First()))
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Path, StringComparer.Ordinal)
            .Select(group => group.First().At)
            .FirstOrDefault();
        var header = files.FirstOrDefault(file => Header().IsMatch(file.Text));
        foreach (var target in targets)
        {
            var to = Address().Match(target.String!).Groups["name"].Value;
            var (carries, because) = Carries(to, tracer, header);
            yield return new(carries is Carried.Nothing && densest is not null ? densest : target.At, part.Name, to)
            {
                Kind = HopKind.Call,
                Carries = carries,
                Because = because,
            };
        }
    }

    static (Carried, string) Carries(string to, TracerSetup? tracer, CodeFile? header) =>
        tracer is { IsStarted: true, Propagates: true } && tracer.Covers("http") is SpanCover.Shown
            ? (Carried.Id, $"calls {to}, and {tracer.Library} sends the ID of the trace along")
        : header is not null ? (Carried.Id, $"calls {to} with an ID in a header")
        : tracer is not null ? (Carried.Unknown, $"calls {to}, and whether {tracer.Library} sends its ID along was not seen")
        : (Carried.Nothing, $"calls {to} without the ID of the request");

    /// <summary>Whether a call is made by a client of the app's own, through which others call: a class that sends under the names of <c>HttpClient</c>.</summary>
    static bool IsOwnClient(Code call) =>
        call.Enclosing(CodeKind.Class) is { Exists: true } holder
        && holder.All(Part.Element).Count(one => one.Kind is CodeKind.Function && Sending.Contains(one.Name)) > 1;

    /// <summary>An address that a client of HTTP or gRPC gets.</summary>
    static bool IsOfClient(Code literal)
    {
        for (var at = literal.Parent; at.Exists; at = at.Parent)
            if (
                at.Kind is CodeKind.Assignment && at[Part.Target].Name is "BaseAddress" or "Address"
                || at.Kind is CodeKind.Call && at.Callee.Name is "AddHttpClient" or "AddGrpcClient" or "ForAddress"
            )
                return true;
        return false;
    }

    static bool IsHangfire(CodeBase code, Code call) =>
        call.Receiver.Name is "BackgroundJob"
        || call.Receiver.Name.Contains("backgroundJob", StringComparison.OrdinalIgnoreCase)
            && code.OriginOf(call.Receiver).Package is "" or "Hangfire";

    [GeneratedRegex(@"^https?(?:\+http)?://(?!localhost\b)(?<name>[a-z][\w-]*)(?::\d+)?/?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\bCorrelationId\s*=(?!=|>)\s*(?<from>[^,;\n}]+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Correlation();

    /// <summary>Where the ID of the request that is being answered comes from.</summary>
    [GeneratedRegex(
        @"\bActivity\.Current\b|TraceIdentifier|\bTraceId\b|traceparent|CorrelationContext|ICorrelation\w*|\w*correlation\w*Accessor|X-Correlation-ID|X-Request-ID|\bRequestId\b|""CorrelationId""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex IdOfRequest();

    [GeneratedRegex(@"Propagator\w*\.Inject\(|propagator\.Inject\(", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Injects();

    [GeneratedRegex(
        @"AddHeaderPropagation|(?:Add|TryAddWithoutValidation)\(\s*""(?:X-Correlation-ID|X-Request-ID|traceparent)""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Header();
}
