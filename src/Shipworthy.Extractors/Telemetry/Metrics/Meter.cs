using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Something that measures signals of a service as production starts it.</summary>
/// <param name="State">Whether what it measures arrives outside the service; of one that waits to be asked, whether it can be.</param>
/// <param name="At">Where it is set up.</param>
/// <param name="Signals">What it measures.</param>
/// <param name="Because">What tells the state, as a clause about the place, with <see cref="Named"/> where the signals stand.</param>
sealed record Meter(Measured State, Location At, ImmutableArray<Signal> Signals, string Because)
{
    /// <summary>Stands for the signals in a clause.</summary>
    public const string Named = "{signals}";

    /// <summary>How long, how much and how often in vain: what is known of requests.</summary>
    public static readonly ImmutableArray<Signal> OfRequests = [Signal.Latency, Signal.Traffic, Signal.Errors];

    /// <summary>All four.</summary>
    public static readonly ImmutableArray<Signal> All = [Signal.Latency, Signal.Traffic, Signal.Errors, Signal.Saturation];

    /// <summary>How full a process or a machine is.</summary>
    public static readonly ImmutableArray<Signal> OfProcesses = [Signal.Saturation];

    /// <summary>Whether it keeps what it measures until something comes to take it: <c>/metrics</c>.</summary>
    public bool WaitsToBeAsked { get; init; }

    /// <summary>Whether the service's own code measures by it, so that a signal that it leaves out was left out on purpose or forgotten.</summary>
    public bool IsOfMetrics { get; init; } = true;

    /// <summary>Whether it is a tracer of OpenTelemetry whose traces surely arrive, so that what takes them can count them.</summary>
    public bool IsOfTracesThatArrive { get; init; }

    /// <summary>What takes it; null when nothing is known to.</summary>
    public Location? TakenAt { get; init; }

    /// <summary>Its state by the way on which production comes to it.</summary>
    public Meter Reached(Arrival arrival) =>
        arrival.Kind switch
        {
            Coming.Surely => this,
            Coming.Never => this with { Signals = [] },
            Coming.WhenSet or Coming.Unclear when State is not Measured.Collected && !WaitsToBeAsked => this,
            Coming.WhenSet => this with
            {
                State = Measured.Unknown,
                WaitsToBeAsked = false,
                Because = $"{Because} only when {arrival.Variable} is set, and nothing here sets it",
            },
            Coming.Unclear => this with
            {
                State = Measured.Unknown,
                WaitsToBeAsked = false,
                Because = $"{Because} under a condition that could not be decided",
            },
        };

    /// <summary>The state of a thing that sends by itself, in the words of tracers.</summary>
    public static Measured Of(Tracing state) =>
        state switch
        {
            Tracing.On => Measured.Collected,
            Tracing.Unknown => Measured.Unknown,
            Tracing.Off or Tracing.None => Measured.Uncollected,
        };
}

/// <summary>Reads what measures the services of some stacks. One file a stack; its file is its registration.</summary>
interface IMeterReader
{
    /// <summary>Whether it reads the code of a stack.</summary>
    bool Reads(Stack stack);

    /// <summary>What measures a service from inside.</summary>
    IEnumerable<Meter> Meters(Sources sources, Deployable part, ImmutableArray<CodeFile> files);
}
