namespace Shipworthy.Model;

/// <summary>Whether a service records the way of its requests in production.</summary>
public enum Tracing
{
    /// <summary>It may: what decides it is not here.</summary>
    Unknown,

    /// <summary>It starts no tracer.</summary>
    None,

    /// <summary>It starts one that records nothing in production, or sends nowhere what it records.</summary>
    Off,

    /// <summary>It starts one that records in production, and sends what it records to somewhere that is named.</summary>
    On,
}

/// <summary>The tracer of one service as production starts it.</summary>
/// <param name="At">Where it is set up; where the service is made when it is set up nowhere.</param>
/// <param name="Service">The part of the app that it belongs to.</param>
public sealed record ServiceTrace(Location At, Deployable Service) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"trace:{Service.Identity}";

    /// <summary>Whether it records.</summary>
    public required Tracing State { get; init; }

    /// <summary>What records, as a noun: "OpenTelemetry", "Sentry"; empty when nothing does.</summary>
    public string Library { get; init; } = "";

    /// <summary>What tells it, as a clause about the service: "sends its traces by OpenTelemetry".</summary>
    public string Because { get; init; } = "";

    /// <summary>Whether it does anything that a trace would show: it answers with data, asks a store or another program, or works on jobs.</summary>
    public bool HasSteps { get; init; }

    /// <summary>What is loaded before the tracer, so that it is not seen by it, at that place; null when nothing is.</summary>
    public Location? LateAt { get; init; }

    /// <summary>Why its code could not be read, as a clause about the service: "is written in Go"; null when it was.</summary>
    public string? NotSeen { get; init; }
}

/// <summary>Whether the steps of a trace show a kind of call.</summary>
public enum SpanCover
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>They do.</summary>
    Shown,

    /// <summary>They do not: what records them does not know the client.</summary>
    Missing,
}

/// <summary>A kind of call that a traced service makes: to its database through one client, to other programs.</summary>
/// <param name="At">The first place that makes such calls.</param>
/// <param name="Service">The part of the app that makes them.</param>
/// <param name="Client">What they go through, as its makers spell it: "Prisma".</param>
public sealed record TracedCall(Location At, Deployable Service, string Client) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"traced:{Service.Identity}:{Client}";

    /// <summary>Whether they show in traces.</summary>
    public required SpanCover Cover { get; init; }

    /// <summary>What is called, as a noun: "the database", "the queue", "other programs"; empty of requests that come in.</summary>
    public required string What { get; init; }

    /// <summary>What shows them or does not, as a noun: "OpenTelemetry".</summary>
    public required string Library { get; init; }

    /// <summary>Where that is set up: what one change mends.</summary>
    public required Location SetUpAt { get; init; }
}

public sealed partial class App
{
    /// <summary>The tracers of the app's services.</summary>
    public Facts<ServiceTrace> ServiceTraces => Of<ServiceTrace>();

    /// <summary>The kinds of call that traced services make.</summary>
    public Facts<TracedCall> TracedCalls => Of<TracedCall>();
}
