namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Joins the services of the app with what measures them, inside and outside, and with what takes the result.</summary>
public sealed class SignalsOfServices : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ServiceSignals), typeof(MetricFlaw)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.Deployables.BlindSpots)
            learn.CannotSee<ServiceSignals>(spot.At, spot.Because);
        foreach (var (at, names) in BuiltElsewhere.Of(known))
            learn.CannotSee<ServiceSignals>(
                at,
                $"builds {names}, whose code was not recognised as a part of the app, so that what measures it is not known"
            );
        var code = new ServerCode(sources, known);
        var (homes, scrapes, collectors) = (
            new Homes(sources, known, code.Parts.Length),
            new Scrapes(sources, known, code.Parts),
            new Collectors(sources.Tree)
        );
        var open = new OpenMetrics(sources, new(sources, known, code.Parts.Length));
        var outside = new MetersOutside(sources, known, code.Parts, scrapes, collectors);
        foreach (var part in code.Parts)
        {
            var (files, home) = (code.Of(part), homes.Of(part));
            var meters = Inside(sources, part, files, code.Parts)
                .Select(meter => Taken(meter, scrapes.Of(part), collectors))
                .Concat(outside.Of(part, home))
                .Where(meter => meter.Signals.Length > 0)
                .ToList();
            foreach (var signals in Joined(part, home, meters))
                learn.Add(signals);
            foreach (var flaw in EndlessLabels.In(sources, files).Concat(open.Of(part, home, files)).DistinctBy(flaw => flaw.Identity))
                learn.Add(flaw);
        }
    }

    static IEnumerable<Meter> Inside(Sources sources, Deployable part, ImmutableArray<CodeFile> files, ImmutableArray<Deployable> parts)
    {
        var reader = AllMeterReaders.All.FirstOrDefault(one => one.Reads(part.Stack));
        if (reader is not null && !files.IsEmpty)
            return reader.Meters(sources, part, files);
        var because = part.NotSeen ?? "has code that was not read";
        if (MetricsInOtherStacks.Sign(sources.Tree, part, parts) is var (at, word))
            return [Unread(at, $"names {word} in {part.Name}, which {because}; whether it measures {Meter.Named} was not read")];
        return part.Stack is Stack.Go or Stack.Ruby or Stack.Php or Stack.Jvm or Stack.Rust or Stack.Elixir
            ? []
            : [Unread(part.At, $"keeps {part.Name}, which {because}; whether it measures {Meter.Named} was not read")];
    }

    static Meter Unread(Location at, string because) => new(Measured.Unknown, at, Meter.All, because) { IsOfMetrics = false };

    /// <summary>What waits to be asked is collected when something asks; what is sent to a collector, when it leaves that again.</summary>
    static Meter Taken(Meter meter, (Measured State, Location? At) scrape, Collectors collectors)
    {
        if (meter.WaitsToBeAsked)
            return scrape.State switch
            {
                Measured.Collected => meter with
                {
                    TakenAt = scrape.At,
                    Because = $"{meter.Because}, and {scrape.At!.Path} has them collected",
                },
                Measured.Unknown => meter with
                {
                    State = Measured.Unknown,
                    TakenAt = scrape.At,
                    Because = $"{meter.Because}; whether {scrape.At!.Path} has them collected in production is not here",
                },
                Measured.Nothing or Measured.Missing or Measured.Uncollected => meter with
                {
                    State = Measured.Uncollected,
                    Because = $"{meter.Because}, and nothing collects them",
                },
            };
        var sends = meter.Because.StartsWith($"sends {Meter.Named} by OpenTelemetry", StringComparison.Ordinal);
        if (sends && meter.State is Measured.Collected && collectors is { Exist: true, Leave: null })
            return meter with
            {
                State = Measured.Unknown,
                Because = $"{meter.Because}; the collector that is set up here only prints them",
            };
        if (meter.IsOfTracesThatArrive && collectors.Count is { } count)
            return meter with
            {
                State = Measured.Collected,
                TakenAt = count,
                Because = $"sends its traces by OpenTelemetry, and {count.Path} has {Meter.Named} counted in them",
            };
        return meter;
    }

    static IEnumerable<ServiceSignals> Joined(Deployable part, Home home, List<Meter> meters)
    {
        var chosen = Meter
            .All.Select(signal => (Signal: signal, Meter: meters.Where(one => one.Signals.Contains(signal)).MinBy(Rank)))
            .ToList();
        foreach (var group in chosen.Where(one => one.Meter is not null).GroupBy(one => one.Meter!))
            yield return Of(part, home, group.Key, [.. group.Select(one => one.Signal)]);
        ImmutableArray<Signal> missing = [.. chosen.Where(one => one.Meter is null).Select(one => one.Signal)];
        if (missing.Length > 0)
            yield return Absent(
                part,
                home,
                missing,
                meters
                    .Where(one => one.State is not Measured.Uncollected)
                    .OrderBy(Rank)
                    .ThenBy(one => one.Signals.Contains(Signal.Traffic) ? 0 : 1)
                    .FirstOrDefault()
            );
    }

    static int Rank(Meter meter) =>
        (meter.State, meter.IsOfMetrics) switch
        {
            (Measured.Collected, _) => 0,
            (Measured.Unknown, true) => 1,
            (Measured.Unknown, false) => 2,
            (Measured.Nothing or Measured.Missing or Measured.Uncollected, _) => 3,
        };

    static ServiceSignals Of(Deployable part, Home home, Meter meter, ImmutableArray<Signal> signals)
    {
        var because = meter.Because.Replace(Meter.Named, Words(signals), StringComparison.Ordinal);
        return meter.State is Measured.Uncollected && home.Kind is not HomeKind.Bare
            ? new(meter.At, part, signals) { State = Measured.Unknown, Because = $"{because}; {What(home)}" }
            : new(meter.At, part, signals)
            {
                State = meter.State,
                Because = because,
                TakenAt = meter.TakenAt,
            };
    }

    /// <summary>
    /// Signals that nothing here measures. A host that measures by itself leaves them open, unless the team's own metrics are collected and leave some out.
    /// </summary>
    static ServiceSignals Absent(Deployable part, Home home, ImmutableArray<Signal> missing, Meter? other)
    {
        var words = Words(missing);
        if (other is not null && (home.Kind is HomeKind.Bare || other is { IsOfMetrics: true, State: Measured.Collected }))
            return new(other.At, part, missing) { State = Measured.Missing, Because = $"leaves out {words} of {part.Name}" };
        if (home.Kind is HomeKind.Bare && missing.Length == Meter.All.Length)
            return new(part.At, part, missing)
            {
                State = Measured.Nothing,
                Because = $"starts {part.Name} without metrics of any kind, and {home.Name} has none of its own",
                TakenAt = home.At,
            };
        return home.Kind is HomeKind.Bare
            ? new(part.At, part, missing) { State = Measured.Missing, Because = $"starts {part.Name}, of which nothing measures {words}" }
            : new(part.At, part, missing)
            {
                State = Measured.Unknown,
                Because = $"starts {part.Name} without metrics of {words}; {What(home)}",
                TakenAt = home.At,
            };
    }

    static string What(Home home) =>
        home.Kind switch
        {
            HomeKind.Unknown => "what measures it where it runs is not here",
            HomeKind.Measures => $"{home.Name} measures by itself, and nothing here reads that",
            HomeKind.Cluster => "what measures programs in its cluster is not here",
            HomeKind.Bare => "its machine measures nothing by itself",
        };

    static string Words(ImmutableArray<Signal> signals)
    {
        var names = signals.Select(signal => signal.ToString().ToLowerInvariant()).ToList();
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }
}
