using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>What measures services without a line of theirs: alarms and dashboards of a cloud as code, exporters beside them, agents on the machine.</summary>
sealed partial class MetersOutside(Sources sources, App known, ImmutableArray<Deployable> parts, Scrapes scrapes, Collectors collectors)
{
    static readonly ImmutableArray<(Signal Signal, Func<Regex> Names)> OfClouds =
    [
        (Signal.Latency, Latency),
        (Signal.Traffic, Traffic),
        (Signal.Errors, Errors),
        (Signal.Saturation, Saturation),
    ];

    /// <summary>What measures a service from outside.</summary>
    public IEnumerable<Meter> Of(Deployable part, Home home)
    {
        if (home.Kind is HomeKind.Bare or HomeKind.Cluster or HomeKind.Unknown)
        {
            if (scrapes.OfMachines is { } taken)
                yield return new(
                    home.Kind is HomeKind.Unknown ? Measured.Unknown : Measured.Collected,
                    taken,
                    Meter.OfProcesses,
                    $"takes {Meter.Named} of {part.Name} from the machine"
                )
                {
                    IsOfMetrics = false,
                };
            if (collectors.Look is { } look)
                yield return new(
                    home.Kind is HomeKind.Unknown ? Measured.Unknown : Measured.Collected,
                    look,
                    Meter.OfProcesses,
                    $"takes {Meter.Named} of {part.Name} from the machine"
                )
                {
                    IsOfMetrics = false,
                };
        }
        if (home.Kind is HomeKind.Measures)
            foreach (var meter in OfCloud(part))
                yield return meter;
        foreach (var (at, by) in Watchers())
            yield return new(
                Measured.Unknown,
                at,
                Meter.All,
                $"may measure {Meter.Named} of {part.Name} by {by}, whose numbers are not here"
            )
            {
                IsOfMetrics = false,
            };
        if (TracesInOtherStacks.Outside(sources, part) is var (set, tracer))
            yield return new(
                Measured.Unknown,
                set,
                Meter.All,
                $"may measure {Meter.Named} of {part.Name} by {tracer}, whose numbers are not here"
            )
            {
                IsOfMetrics = false,
            };
    }

    /// <summary>Alarms and dashboards of a cloud read what it measures by itself. With several services, which of them they are about is read from their names alone.</summary>
    IEnumerable<Meter> OfCloud(Deployable part)
    {
        var seen = new Dictionary<Signal, Meter>();
        var runtimes = string.Join(
            ' ',
            known
                .InfraResources.Where(one => one.Kind is InfraKind.Runtime or InfraKind.Machine && one.IsInProduction)
                .Select(one => one.Type)
        );
        foreach (var resource in known.InfraResources.Where(one => one.IsInProduction && Readers().IsMatch(one.Type)))
        {
            var text = $"{resource.Name} {Shown(resource.Settings)}";
            var isFor =
                parts.Length == 1
                || part.Folder.Length > 0 && text.Contains(Folders.NameOf(part.Folder), StringComparison.OrdinalIgnoreCase);
            var isOfOthers = CloudSubjects.AreOthers(text, runtimes);
            foreach (var (signal, names) in OfClouds)
                if (isOfOthers && !(signal is Signal.Saturation && CloudSubjects.TellsOfPools(text)))
                    continue;
                else if (names().IsMatch(text) && (!seen.TryGetValue(signal, out var before) || before.State is Measured.Unknown && isFor))
                    seen[signal] = new(
                        isFor && !resource.IsConditional ? Measured.Collected : Measured.Unknown,
                        resource.At,
                        [signal],
                        isFor
                            ? $"watches {Meter.Named} of {part.Name} where its cloud measures it"
                            : $"watches {Meter.Named} where its cloud measures it, and does not name {part.Name}"
                    )
                    {
                        IsOfMetrics = false,
                    };
        }
        return seen.Values;
    }

    /// <summary>A setting with all that it holds, as one text.</summary>
    public static string Shown(InfraValue value) =>
        value.Kind is InfraValueKind.List or InfraValueKind.Map
            ? string.Join(' ', value.Items.Select(Shown).Concat(value.Entries.Select(entry => $"{entry.Key} {Shown(entry.Value)}")))
            : value.Shown;

    /// <summary>Agents that look at programs from the machine, the network or the proxy.</summary>
    IEnumerable<(Location At, string By)> Watchers()
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Role is FileRole.Infra && Folders.Counts(file.Role)))
            if (Watcher().Match(file.Text) is { Success: true } match)
            {
                yield return (file.At(match.Index), match.Groups["name"].Value.Split('/')[^1]);
                yield break;
            }
    }

    [GeneratedRegex(
        @"image:\s*[""']?(?:[\w.-]+/)*(?<name>datadog/agent|netdata/netdata|newrelic/infrastructure(?:-bundle)?|grafana/beyla|grafana/alloy|grafana/agent|otel/ebpf-instrument|coroot-node-agent|elastic-agent|metricbeat|telegraf|signoz-otel-collector|zabbix-agent2?)\b|(?<name>--metrics\.prometheus\b|linkerd\.io/inject|sidecar\.istio\.io/inject|istio-injection|ad\.datadoghq\.com/|newrelic/nri-bundle)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Watcher();

    [GeneratedRegex(
        @"metric_?alarm|Alarm$|dashboard|alert_?policy|metric_?alert|monitoring|scheduled_query",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Readers();

    [GeneratedRegex(
        @"TargetResponseTime|\bDuration\b|Latency|request_latencies|response_latenc|HttpResponseTime|AverageResponseTime",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Latency();

    [GeneratedRegex(
        @"\bRequestCount|\bInvocations\b|request_count|\bRequests\b|\bCount\b|TotalRequests",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Traffic();

    [GeneratedRegex(
        @"HTTPCode_(?:Target|ELB)_5XX|\bErrors\b|5XXError|5xxErrorRate|Http5xx|response_code_class|\b5xx\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Errors();

    [GeneratedRegex(
        @"CPUUtilization|MemoryUtilization|DatabaseConnections|Throttles|ConcurrentExecutions|CpuPercentage|MemoryPercentage|cpu/utilization|memory/utilization|container/cpu|UsageNanoCores|ApproximateNumberOfMessages",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Saturation();
}
