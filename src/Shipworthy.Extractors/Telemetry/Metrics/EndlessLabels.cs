using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Labels of metrics that take a new value for each user or each address that somebody types: each is a series that the collector keeps.</summary>
static partial class EndlessLabels
{
    static readonly HashSet<string> Records = new(StringComparer.Ordinal) { "observe", "startTimer", "inc", "labels" };

    /// <summary>The metrics of some files that have one.</summary>
    public static IEnumerable<MetricFlaw> In(Sources sources, ImmutableArray<CodeFile> files)
    {
        var own = files.Where(file => Library().IsMatch(file.Text)).ToHashSet();
        if (own.Count == 0)
            yield break;
        foreach (var call in sources.Code.Calls(Records).Where(call => files.Contains(call.File)))
            if (own.Contains(call.File) || sources.Code.Definition(call.Receiver) is { Exists: true } made && own.Contains(made.File))
                foreach (var (label, value) in Labels(call))
                    if (Flaw(sources, label, value) is { } flaw)
                        yield return flaw;
    }

    static IEnumerable<(string Label, Code Value)> Labels(Code call)
    {
        foreach (var argument in call.Arguments)
        {
            var value = argument.Kind is CodeKind.Argument ? argument[Part.Value] : argument;
            if (value.Kind is CodeKind.Object)
                foreach (var property in value.Children.Where(child => child.Kind is CodeKind.Property))
                    yield return (property.Name, property[Part.Value] is { Exists: true } given ? given : property);
            else if (argument.Kind is CodeKind.Argument && argument.Name.Length > 0)
                yield return (argument.Name, value);
        }
    }

    static MetricFlaw? Flaw(Sources sources, string label, Code value)
    {
        if (OfPeople().IsMatch(label))
            return new(value.At, MetricFlawKind.EndlessLabel, $"makes a series of its own for each {label}");
        if (Typed().IsMatch(value.Text))
            return new(
                value.At,
                MetricFlawKind.EndlessLabel,
                $"makes a series of its own for each address that somebody asks for, as {label}"
            );
        if (sources.Code.Definition(value) is not { Kind: CodeKind.Parameter } parameter)
            return null;
        var function = parameter.Parent;
        var position = function.All(Part.Parameter).ToList().IndexOf(parameter);
        foreach (var caller in sources.Code.CallersOf(function).Where(caller => sources.IsDeployed(caller.File)))
            if (caller.ArgumentAt(position) is { Exists: true } argument && IsSent(sources, argument))
                return new(
                    caller.At,
                    MetricFlawKind.EndlessLabel,
                    $"takes the label {label} from what the caller sends, so that each text makes a series of its own"
                );
        return null;
    }

    /// <summary>Whether a caller of the app sent a value: <c>const { page } = await request.json()</c>.</summary>
    static bool IsSent(Sources sources, Code argument)
    {
        if (RequestIds.Reach(sources.Code, argument).Any(node => FromBody().IsMatch(node.Text)))
            return true;
        if (argument.Kind is not CodeKind.Name)
            return false;
        var around = argument.Enclosing(CodeKind.Function) is { Exists: true } function ? function.Text : argument.File.Text;
        return Taken()
            .Matches(around)
            .Any(match =>
                match.Groups["names"].Value.Split(',').Any(name => name.Split(':')[^1].Split('=')[0].Trim() == argument.Name)
                && (
                    FromBody().IsMatch(match.Groups["from"].Value)
                    || Held().Matches(around).Any(held => held.Groups["name"].Value == match.Groups["from"].Value)
                )
            );
    }

    [GeneratedRegex(@"\{(?<names>[^{}]*)\}\s*=\s*(?<from>(?:await\s+)?[\w.]+(?:\(\))?)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Taken();

    [GeneratedRegex(
        @"\b(?<name>\w+)\s*=\s*(?:await\s+)?(?:req|request|c\.req|ctx\.request)\.(?:json\(\)|body|query)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Held();

    [GeneratedRegex(@"prom-client|prometheus_client|nestjs-prometheus", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Library();

    [GeneratedRegex(
        @"^(?:user_?id|user|e?mail|session_?id|ip|ip_?address|order_?id|customer_?id|request_?id|trace_?id)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfPeople();

    [GeneratedRegex(
        @"^(?:req|request|ctx|c\.req)\.(?:url|originalUrl|path|nextUrl\.pathname|url\.path)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Typed();

    [GeneratedRegex(
        @"^(?:await\s+)?(?:req|request|c\.req|ctx\.request)\.(?:json\(\)|body|query|params)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FromBody();
}
