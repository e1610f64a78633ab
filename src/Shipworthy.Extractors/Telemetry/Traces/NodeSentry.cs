namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>Sentry in JavaScript services. Without a rate of sampling it takes errors only, which is no tracing.</summary>
sealed class NodeSentry(Sources sources, Deployable part, HashSet<CodeFile> files, StartPath start, Wiring wiring)
{
    readonly SampleRates rates = new(sources);
    readonly Destinations destinations = new(sources, wiring, start);

    /// <summary>The places where it is started, with what it does there.</summary>
    public IEnumerable<(Code Call, TracerSetup Setup)> Find()
    {
        foreach (var call in sources.Code.Calls("init", "withSentry", "sentry").Where(call => files.Contains(call.File)))
            if (sources.Code.OriginOf(call.Callee).Package is var package && IsOfServer(package) && Of(call, package) is { } setup)
                yield return (call, setup);
    }

    static bool IsOfServer(string package) =>
        package.StartsWith("@sentry/", StringComparison.Ordinal)
        && package
            is not (
                "@sentry/react"
                or "@sentry/browser"
                or "@sentry/vue"
                or "@sentry/svelte"
                or "@sentry/angular"
                or "@sentry/react-native"
                or "@sentry/electron"
            );

    TracerSetup? Of(Code call, string package)
    {
        var arrival = start.At(call);
        if (arrival.Kind is Coming.Never)
            return null;
        var options = sources.Code.ObjectOf(call.ArgumentAt(0));
        if (!options.Exists)
            return new(Tracing.Unknown, call.At, "Sentry", "starts Sentry with options that were not followed") { Covers = Covers(call) };
        var sampler = sources.Code.Entry(options, "tracesSampler");
        var rate = sampler.Exists ? SampleRate.Some : rates.Of(sources.Code.Entry(options, "tracesSampleRate"));
        if (rate is SampleRate.Unsaid or SampleRate.Nothing)
            return new(
                Tracing.Off,
                call.At,
                "Sentry",
                rate is SampleRate.Nothing
                    ? "has Sentry record no request at all: its rate is 0"
                    : "hands errors to Sentry, and no traces: it sets no tracesSampleRate"
            );
        if (sources.Code.Entry(options, "enabled") is { Exists: true } enabled)
        {
            var (holds, variable) = (sources.Production.Holds(enabled), start.VariableOf(enabled));
            if (holds is false && (variable is null || variable.EndsWith("ENV", StringComparison.Ordinal)))
                return new(Tracing.Off, call.At, "Sentry", "has Sentry switched off in production");
            if (holds is not true && variable is not null && !wiring.Has(variable))
                arrival = arrival.And(new(Coming.WhenSet, variable));
        }
        var (state, because) = destinations.Of(sources.Code.Entry(options, "dsn"), "sends its traces to Sentry", "SENTRY_DSN");
        var setup = new TracerSetup(state, call.At, "Sentry", because) { Covers = Covers(call) };
        if (rate is SampleRate.Unknown && state is Tracing.On)
            setup = setup with { State = Tracing.Unknown, Because = "sends its traces to Sentry at a rate that nothing here shows" };
        return state is Tracing.On ? setup.Reached(arrival) : setup;
    }

    /// <summary>Since version 8 it stands on OpenTelemetry, and knows most clients; Prisma since 9, postgres.js since 10.</summary>
    Func<string, SpanCover> Covers(Code call)
    {
        var major = NodeClients.MajorOf(sources, part, sources.Code.OriginOf(call.Callee).Package);
        var named = string.Concat(call.Arguments.Select(one => one.Text));
        return client =>
            client switch
            {
                "prisma" => major is null or >= 9 || named.Contains("rismaIntegration", StringComparison.Ordinal)
                    ? SpanCover.Shown
                    : SpanCover.Missing,
                "postgresjs" => major is null ? SpanCover.Unknown
                : major >= 10 || named.Contains("postgresJs", StringComparison.OrdinalIgnoreCase) ? SpanCover.Shown
                : SpanCover.Missing,
                "bullmq" => SpanCover.Unknown,
                _ => major is < 8 ? SpanCover.Unknown : SpanCover.Shown,
            };
    }
}
