using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Joins the rules of an app with those whom they reach (rubric 6.5, and what 6.6 asks of each rule).</summary>
public sealed class AlertsOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(AlertRule), typeof(AlertChain), typeof(AlertRouting)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var files = new AlertFiles(sources.Tree);
        List<FoundAlert> found =
        [
            .. new AlarmsOfAws(known).All(),
            .. new AlarmsInConstructs(sources, known).All(),
            .. new AlertsOfClouds(known).All(),
            .. new AlertsOfServices(known).All(),
            .. new AlertRulesInYaml(sources.Tree, files).All(),
            .. new AlertsInCode(sources.Tree).All(),
            .. Watched(UptimeChecksOfTheApp.All(sources, known)),
        ];
        // What is for the record, or only shows that the chain lives, is led to nobody on purpose.
        found.RemoveAll(one =>
            one is { System: "Prometheus", End.Reach: AlertReach.Nobody }
            && (one.Urgency is AlertUrgency.Info || one.Watches is AlertSubject.Aside)
        );
        foreach (var one in found)
            learn.Add(
                new AlertRule(one.At, one.System, one.Name)
                {
                    Reach = one.End.Reach,
                    Watches = one.Watches,
                    Urgency = one.Urgency,
                    Momentary = one.Momentary,
                    SaysWhatToDo = one.SaysWhatToDo,
                }
            );
        foreach (var chain in found.GroupBy(one => one.End.Root, StringComparer.Ordinal))
            learn.Add(Chain([.. chain.OrderBy(one => one.At.Path, StringComparer.Ordinal).ThenBy(one => one.At.Line)]));
        foreach (var (file, node) in files.Alertmanagers)
            learn.Add(Routing(file.Path, node["route"], node["route"].At));
        foreach (var (file, node) in files.Grafanas)
            if (node["policies"].Items is [var policy, ..])
                learn.Add(Routing(file.Path, policy, policy.At));
        foreach (var (file, because) in files.Unread)
        {
            learn.CannotSee<AlertRule>(Location.File(file.Path), $"holds alerts, and {because}");
            learn.CannotSee<AlertChain>(Location.File(file.Path), $"holds alerts, and {because}");
        }
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction && IsForeign(one)))
            learn.CannotSee<AlertChain>(one.At, $"takes alerts from the module {one.Type["module:".Length..]}, which is not read");
    }

    static AlertRouting Routing(string path, YamlNode route, Location at)
    {
        List<YamlNode> routes = [.. Routes(route, 0)];
        var repeats = routes
            .Select(one => one["repeat_interval"].Text is { Length: > 0 } plain ? plain : one["repeatInterval"].Text)
            .Where(text => text.Length > 0)
            .Select(AlertRulesInYaml.Minutes)
            .Where(minutes => minutes > 0)
            .ToList();
        return new(at, path)
        {
            Groups = routes.Exists(one => one.Has("group_by") || one.Has("groupBy")),
            RepeatsAfter = repeats.Count > 0 ? repeats.Min() : null,
        };
    }

    static IEnumerable<YamlNode> Routes(YamlNode route, int depth) =>
        depth > 12 ? [] : route["routes"].Items.SelectMany(one => Routes(one, depth + 1)).Prepend(route);

    /// <summary>Checks from outside notice an app that is down. Those that are alerts of their own right are read as such.</summary>
    static IEnumerable<FoundAlert> Watched(IEnumerable<UptimeCheck> checks) =>
        checks
            .Where(check =>
                !check.IsInside && !check.IsOff && check.System is not ("Better Stack" or "UptimeRobot" or "Datadog" or "Prometheus")
            )
            .Where(check => check.Target is not CheckTarget.BeforeProduction)
            .Select(check => new FoundAlert(
                check.At,
                check.System,
                check.Name,
                new(
                    AlertReach.Unknown,
                    check.At,
                    $"monitor:{check.System}",
                    $"is run by {check.System}; whom a failure tells was not followed"
                )
            )
            {
                Watches = AlertSubject.Down,
            });

    static AlertChain Chain(ImmutableArray<FoundAlert> rules)
    {
        var end = rules[0].End;
        // A list without an entry, or an alarm without a list, is mended where the alarm is; a receiver where it stands.
        var at = end.Reach is AlertReach.Unknown || end.At.Path.Length == 0 || end.At.Line == 0 ? rules[0].At : end.At;
        return new(at, NameOf(rules))
        {
            Root = end.Root,
            Reach = end.Reach,
            Because = end.Says,
            Rules = rules.Length,
            Places = [.. rules.Select(one => one.At).Where(place => place != at).Distinct()],
        };
    }

    static string NameOf(ImmutableArray<FoundAlert> rules) =>
        rules[0].System is "the app" or "Alertmanager" ? rules[0].Name
        : rules[0].Name is "error" ? "every error"
        : rules.Length == 1 ? $"the {rules[0].Noun} {rules[0].Name}"
        : $"each of {rules.Length} {rules[0].Noun}s, such as {rules[0].Name},";

    static bool IsForeign(InfraResource one) =>
        one.Type.StartsWith("module:", StringComparison.Ordinal)
        && !AlarmsOfAws.IsAlarm(one)
        && (
            one.Type.Contains("alarm", StringComparison.OrdinalIgnoreCase) || one.Type.Contains("alert", StringComparison.OrdinalIgnoreCase)
        );
}
