using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Alerts and monitors of hosted services in Terraform: Datadog, Better Stack, UptimeRobot, Sentry, New Relic, Grafana. Attributes by the references of the providers.</summary>
sealed partial class AlertsOfServices(App known)
{
    /// <summary>The alerts that production has.</summary>
    public IEnumerable<FoundAlert> All()
    {
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction))
            if (Of(one) is { } found)
                yield return found;
    }

    FoundAlert? Of(InfraResource one) =>
        one.Type switch
        {
            "datadog_monitor" => OfDatadog(one),
            "datadog_synthetics_test" => new(one.At, "Datadog", one.Name, Datadog(one)) { Watches = AlertSubject.Down },
            "betteruptime_monitor" => new(one.At, "Better Stack", one.Name, BetterStack(one)) { Watches = AlertSubject.Down },
            "betteruptime_heartbeat" => new(one.At, "Better Stack", one.Name, BetterStack(one)) { Watches = AlertSubject.Jobs },
            "uptimerobot_monitor" => new(one.At, "UptimeRobot", one.Name, Elsewhere(one, "UptimeRobot")) { Watches = AlertSubject.Down },
            "sentry_issue_alert" or "sentry_metric_alert" => OfSentry(one),
            "newrelic_nrql_alert_condition" or "newrelic_alert_condition" or "newrelic_synthetics_alert_condition" => new(
                one.At,
                "New Relic",
                one.Name,
                one.Settings["enabled"].Truth is false ? Off(one, "enabled") : NewRelic(one)
            )
            {
                Watches = AlertSubjects.Of($"{one.Name} {AlertsOfClouds.Texts(one.Settings)}"),
                SaysWhatToDo = one.Settings["runbook_url"].IsUnset ? AlertWords.SaysWhatToDo(one.Settings["description"]) : true,
            },
            "grafana_rule_group" => new(one.At, "Grafana", one.Name, Grafana(one))
            {
                Watches = AlertSubjects.Of($"{one.Name} {AlertsOfClouds.Texts(one.Settings)}"),
            },
            _ => null,
        };

    static AlertEnd Off(InfraResource one, string name) =>
        new(AlertReach.Nobody, one.Settings[name].At, $"{one.Identity}:off", "is switched off");

    static AlertEnd Elsewhere(InfraResource one, string where) =>
        new(AlertReach.Unknown, one.At, $"elsewhere:{where}", $"is watched by {where}; whom it tells is kept there");

    static FoundAlert OfDatadog(InfraResource one)
    {
        var text = $"{one.Name} {one.Settings["name"].Shown} {one.Settings["type"].Shown} {one.Settings["query"].Shown}";
        return new(one.At, "Datadog", one.Name, Datadog(one))
        {
            Watches = one.Settings["type"].Literal is "service check" ? AlertSubject.Down : AlertSubjects.Of(text),
            Urgency = one.Settings["priority"].Number switch
            {
                1 => AlertUrgency.Critical,
                2 or 3 or 4 => AlertUrgency.Warning,
                5 => AlertUrgency.Info,
                _ => AlertWords.UrgencyOf(one.Settings["name"].Shown),
            },
            Momentary =
                !AlertSubjects.IsRightAtOnce(text) && one.Settings["query"].Shown.Contains("last_1m", StringComparison.Ordinal)
                    ? "looks at a single minute"
                    : null,
            SaysWhatToDo = AlertWords.SaysWhatToDo(one.Settings["message"]),
        };
    }

    static AlertEnd Datadog(InfraResource one)
    {
        var message = one.Settings["message"];
        if (one.Settings["status"].Literal is "paused")
            return Off(one, "status");
        if (!message.IsKnown || message.References.Any())
            return new(AlertReach.Unknown, message.At, one.Identity, "takes the names of those whom it tells from elsewhere");
        var handles = Handle().Matches(message.Shown).Select(match => match.Groups["to"].Value).ToList();
        if (handles.Count == 0)
            return new(AlertReach.Nobody, one.At, $"datadog-without-handles:{one.At.Path}", "names nobody in its message");
        var reaches = handles
            .Select(handle => handle.Contains('@', StringComparison.Ordinal) ? AlertReach.Mail : Receivers.OfKind(handle))
            .ToList();
        return AlertEnd.Loudest(
            reaches
                .Zip(handles)
                .Select(pair => new AlertEnd(pair.First, one.At, $"datadog:{pair.Second}", Receivers.Words(pair.First, $"@{pair.Second}")))
        );
    }

    static AlertEnd BetterStack(InfraResource one)
    {
        if (one.Settings["paused"].Truth is true)
            return new(AlertReach.Nobody, one.Settings["paused"].At, $"{one.Identity}:off", "is paused");
        return one.Settings["call"].Truth is true || one.Settings["sms"].Truth is true || one.Settings["critical_alert"].Truth is true
                ? new(AlertReach.Page, one.At, "better-stack:call", "ends at a telephone by Better Stack")
            : one.Settings["policy_id"].IsUnset
            && one.Settings["call"].Truth is false
            && one.Settings["sms"].Truth is false
            && one.Settings["push"].Truth is false
                ? new(AlertReach.Mail, one.At, "better-stack:mail", "ends in e-mail")
            : Elsewhere(one, "Better Stack");
    }

    static FoundAlert OfSentry(InfraResource one)
    {
        var actions =
            $"{AlertsOfClouds.Texts(one.Settings["actions"])} {AlertsOfClouds.Texts(one.Settings["actions_v2"])} {AlertsOfClouds.Texts(one.Settings["trigger"])} {Keys(one.Settings["actions_v2"])}";
        var conditions = $"{AlertsOfClouds.Texts(one.Settings["conditions"])} {Keys(one.Settings["conditions_v2"])}";
        var reach = Receivers.OfKind(actions);
        return new(
            one.At,
            "Sentry",
            one.Name,
            new(
                reach,
                one.At,
                $"sentry:{reach}",
                reach is AlertReach.Unknown
                    ? "is sent by Sentry; whom it tells is kept there"
                    : Receivers.Words(reach, "what Sentry is connected to")
            )
        )
        {
            Watches = AlertSubject.Errors,
            Momentary = EveryEvent().IsMatch(conditions) ? "goes off at every new issue or event" : null,
        };
    }

    static string Keys(InfraValue value) => string.Join(' ', value.Each().SelectMany(one => one.Entries).Select(entry => entry.Key));

    /// <summary>Where workflows and destinations in code lead; without any, both are kept at New Relic.</summary>
    AlertEnd NewRelic(InfraResource one)
    {
        var ends = known
            .InfraResources.Where(other => other.Type is "newrelic_notification_destination" && other.Root == one.Root)
            .Select(other => (other, Reach: Receivers.OfKind(other.Settings["type"].Shown)))
            .Select(pair => new AlertEnd(
                pair.Reach,
                pair.other.At,
                pair.other.Identity,
                Receivers.Words(pair.Reach, $"the destination {pair.other.Name}")
            ))
            .ToList();
        return ends.Count > 0 ? AlertEnd.Loudest(ends) : Elsewhere(one, "New Relic");
    }

    AlertEnd Grafana(InfraResource one)
    {
        var ends = known
            .InfraResources.Where(other => other.Type is "grafana_contact_point" && other.Root == one.Root)
            .SelectMany(other => other.Settings.Entries.Select(entry => (other, entry.Key, entry.Value)))
            .Where(entry => entry.Key is not "name" and not "disable_provenance" and not "org_id")
            .Select(entry =>
            {
                var (reach, says) =
                    entry.Key is "email" ? Receivers.OfMail(AlertsOfClouds.Texts(entry.Value["addresses"]))
                    : entry.Key is "webhook" && Receivers.OfAddress(entry.Value["url"].Shown) is var at
                        ? (at, Receivers.Words(at, $"the contact point {entry.other.Name}"))
                    : (Receivers.OfKind(entry.Key), Receivers.Words(Receivers.OfKind(entry.Key), $"the contact point {entry.other.Name}"));
                return new AlertEnd(reach, entry.other.At, entry.other.Identity, says);
            })
            .ToList();
        return ends.Count > 0 ? AlertEnd.Loudest(ends) : Elsewhere(one, "Grafana");
    }

    [GeneratedRegex(@"(?<![\w.])@(?<to>(?:[\w.+-]+@)?[A-Za-z][\w.-]+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Handle();

    [GeneratedRegex(@"EveryEventCondition|FirstSeenEventCondition|first_seen_event|every_event", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex EveryEvent();
}
