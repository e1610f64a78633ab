namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>A tracer as production starts it.</summary>
/// <param name="State">Whether it records and sends.</param>
/// <param name="At">Where it is set up.</param>
/// <param name="Library">What records, as a noun.</param>
/// <param name="Because">What tells the state, as a clause about the service.</param>
sealed record TracerSetup(Tracing State, Location At, string Library, string Because)
{
    /// <summary>Whether the steps of its traces show calls through a client, by the client's key; unknown when it could not be told.</summary>
    public Func<string, SpanCover> Covers { get; init; } = _ => SpanCover.Unknown;

    /// <summary>What is loaded before it, and escapes it; null when nothing is.</summary>
    public Location? LateAt { get; init; }

    /// <summary>Whether production surely starts it, wherever its traces go.</summary>
    public bool IsStarted { get; init; } = true;

    /// <summary>Whether it hands the ID of a trace to the programs that it calls, and takes over one that comes in.</summary>
    public bool Propagates { get; init; } = true;

    /// <summary>The same, unless something on the way to it says otherwise.</summary>
    public TracerSetup Reached(Arrival arrival) => Told(arrival) with { IsStarted = IsStarted && arrival.Kind is Coming.Surely };

    TracerSetup Told(Arrival arrival) =>
        State is Tracing.Off
            ? this
            : arrival.Kind switch
            {
                Coming.Surely => this,
                Coming.WhenSet or Coming.Unclear when State is Tracing.Unknown => this,
                Coming.WhenSet => this with
                {
                    State = Tracing.Unknown,
                    Because = $"{Because} only when {arrival.Variable} is set, and nothing here sets it",
                },
                Coming.Unclear => this with { State = Tracing.Unknown, Because = $"{Because} under a condition that could not be decided" },
                Coming.Never => this with { State = Tracing.Off, Because = $"{Because} outside production only" },
            };

    /// <summary>The one of several that decides: the one that does most.</summary>
    public static TracerSetup? Best(IEnumerable<TracerSetup> found) =>
        found.MinBy(one =>
            one.State switch
            {
                Tracing.On => 0,
                Tracing.Unknown => 1,
                Tracing.Off => 2,
                Tracing.None => 3,
            }
        );
}

/// <summary>A client through which a service calls something, with the first place where it is used.</summary>
/// <param name="Key">A short name that readers of tracers know: <c>pg</c>.</param>
/// <param name="Name">As its makers spell it.</param>
/// <param name="What">What is called.</param>
/// <param name="At">The first place.</param>
readonly record struct UsedClient(string Key, string Name, string What, Location At);

/// <summary>Reads the tracers of services of some stacks. One file a stack; its file is its registration.</summary>
interface ITracerReader
{
    /// <summary>Whether it reads the code of a stack.</summary>
    bool Reads(Stack stack);

    /// <summary>The tracers that a service starts, those that never reach production included.</summary>
    IEnumerable<TracerSetup> Tracers(Sources sources, Deployable part, ImmutableArray<CodeFile> files);

    /// <summary>The clients through which the service calls stores and other programs.</summary>
    IEnumerable<UsedClient> Clients(Sources sources, Deployable part, ImmutableArray<CodeFile> files);
}
