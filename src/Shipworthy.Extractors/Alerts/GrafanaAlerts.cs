using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Alerts that files of provisioning set up in Grafana: rules, contact points and policies.</summary>
sealed class GrafanaAlerts(AlertFiles files)
{
    readonly ImmutableDictionary<string, AlertEnd> points = files
        .Grafanas.SelectMany(part => part.Node["contactPoints"].Items)
        .DistinctBy(point => point["name"].Text)
        .ToImmutableDictionary(point => point["name"].Text, EndOf);

    /// <summary>A rule.</summary>
    public FoundAlert Of(YamlNode rule, string title)
    {
        var labels = rule["labels"].Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Text, StringComparer.Ordinal);
        labels["alertname"] = title;
        var expression = string.Join(' ', rule["data"].Items.Select(one => one.Under("model", "expr").Text));
        return new(rule.At, "Grafana", title, Paused(rule) ?? End(rule, labels))
        {
            Watches = AlertSubjects.Of(title) is not AlertSubject.Unknown and var subject ? subject : AlertSubjects.Of(expression),
            Urgency = AlertWords.UrgencyOf($"{labels.GetValueOrDefault("severity")} {labels.GetValueOrDefault("priority")}"),
            Momentary = AlertSubjects.IsRightAtOnce($"{title} {expression}")
                ? null
                : AlertRulesInYaml.Momentary(rule["for"].Text, expression),
            SaysWhatToDo = rule["annotations"]
                .Entries.Any(entry =>
                    entry.Key.Contains("runbook", StringComparison.OrdinalIgnoreCase) || AlertWords.SaysWhatToDo(entry.Value.Text)
                ),
        };
    }

    static AlertEnd? Paused(YamlNode rule) =>
        rule["isPaused"].Truth is true
            ? new(AlertReach.Nobody, rule["isPaused"].At, $"paused:{rule.At.Path}:{rule["title"].Text}", "is paused")
            : null;

    AlertEnd End(YamlNode rule, Dictionary<string, string> labels)
    {
        if (rule.Under("notification_settings", "receiver").Text is { Length: > 0 } receiver)
            return points.GetValueOrDefault(receiver)
                ?? new(
                    AlertReach.Unknown,
                    rule.At,
                    $"contact-point:{receiver}",
                    $"goes to the contact point {receiver}, which is kept in Grafana"
                );
        foreach (var (file, node) in files.Grafanas)
            if (node["policies"].Items is [var policy, ..])
                return new AlertmanagerRoutes(file, policy, points).EndOf(labels);
        return new(AlertReach.Unknown, rule.At, "grafana-policies", "is led on by Grafana, which keeps whom it tells");
    }

    static AlertEnd EndOf(YamlNode point)
    {
        var name = point["name"].Text;
        var root = $"contact-point:{name}";
        var ends = point["receivers"].Items.Select(one => End(one, name, root)).ToList();
        return ends.Count > 0
            ? AlertEnd.Loudest(ends)
            : new(AlertReach.Nobody, point.At, root, $"goes to the contact point {name}, which has nobody behind it");
    }

    static AlertEnd End(YamlNode receiver, string name, string root)
    {
        var kind = receiver["type"].Text;
        if (kind is "email")
        {
            var (mail, says) = Receivers.OfMail(receiver.Under("settings", "addresses").Text);
            return new(mail, receiver.At, root, says);
        }
        var reach =
            kind is "webhook" ? Receivers.OfAddress(receiver.Under("settings", "url").Text)
            : kind is "telegram" or "pushover" ? AlertReach.Unknown
            : Receivers.OfKind(kind);
        return new(reach, receiver.At, root, Receivers.Words(reach, $"the contact point {name} ({kind})"));
    }
}
