namespace Shipworthy.Model;

/// <summary>What has to be known of a running service: the four golden signals.</summary>
public enum Signal
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>How long its answers take.</summary>
    Latency,

    /// <summary>How much it is asked.</summary>
    Traffic,

    /// <summary>How often it fails.</summary>
    Errors,

    /// <summary>How full it is: processor, memory, pools, queues.</summary>
    Saturation,
}

/// <summary>Whether something outside a service learns a signal of it in production.</summary>
public enum Measured
{
    /// <summary>It may: what decides it is not here.</summary>
    Unknown,

    /// <summary>Nothing measures any signal of the service, and its host measures none by itself.</summary>
    Nothing,

    /// <summary>Others of its signals are measured, and this one is not.</summary>
    Missing,

    /// <summary>The service measures it, nothing takes it from there, and its host measures none by itself.</summary>
    Uncollected,

    /// <summary>It is measured, and something outside the service takes it.</summary>
    Collected,
}

/// <summary>Signals of one service that are measured in the same way, or not at all.</summary>
/// <param name="At">Where they are measured; where the service is made when nothing does.</param>
/// <param name="Service">The part of the app that they tell of.</param>
/// <param name="Signals">The signals, in the order of <see cref="Signal"/>.</param>
public sealed record ServiceSignals(Location At, Deployable Service, ImmutableArray<Signal> Signals) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"signals:{Service.Identity}:{string.Join('+', Signals)}";

    /// <summary>Whether they are.</summary>
    public required Measured State { get; init; }

    /// <summary>What tells it, as a clause about the place: "sends latency and errors to Sentry".</summary>
    public required string Because { get; init; }

    /// <summary>What takes them, or would; null when nothing does.</summary>
    public Location? TakenAt { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => TakenAt is { } taken && taken != At ? [taken] : [];
}

/// <summary>What is wrong with a metric that is measured.</summary>
public enum MetricFlawKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>It makes a new series for each value of something without bound: a user, an address as it was typed.</summary>
    EndlessLabel,

    /// <summary>Strangers read it.</summary>
    OpenToStrangers,
}

/// <summary>A metric that fails the people who look at it, or that others look at.</summary>
/// <param name="At">The place.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Because">What tells it, as a clause about the place.</param>
public sealed record MetricFlaw(Location At, MetricFlawKind Kind, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"metric:{Kind}:{At.Path}:{Because}";
}

public sealed partial class App
{
    /// <summary>The golden signals of the app's services.</summary>
    public Facts<ServiceSignals> ServiceSignals => Of<ServiceSignals>();

    /// <summary>Metrics of the app that fail the people who look at them.</summary>
    public Facts<MetricFlaw> MetricFlaws => Of<MetricFlaw>();
}
