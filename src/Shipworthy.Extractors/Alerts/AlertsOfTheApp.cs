namespace Shipworthy.Extractors.Alerts;

/// <summary>Joins the rules of an app with those whom they reach (rubric 6.5, and what 6.6 asks of each rule).</summary>
public sealed class AlertsOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(AlertRule), typeof(AlertChain)];

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
        ];
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
        foreach (var (file, because) in files.Unread)
        {
            learn.CannotSee<AlertRule>(Location.File(file.Path), $"holds alerts, and {because}");
            learn.CannotSee<AlertChain>(Location.File(file.Path), $"holds alerts, and {because}");
        }
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction && IsForeign(one)))
            learn.CannotSee<AlertChain>(one.At, $"takes alerts from the module {one.Type["module:".Length..]}, which is not read");
    }

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
