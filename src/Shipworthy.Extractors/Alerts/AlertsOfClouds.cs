namespace Shipworthy.Extractors.Alerts;

/// <summary>Alerts of Google Cloud and of Azure in Terraform. Attributes by the references of the providers.</summary>
sealed class AlertsOfClouds(App known)
{
    static readonly ImmutableArray<(string Block, AlertReach Reach)> azureReceivers =
    [
        ("sms_receiver", AlertReach.Page),
        ("voice_receiver", AlertReach.Page),
        ("email_receiver", AlertReach.Mail),
        ("webhook_receiver", AlertReach.Unknown),
        ("azure_app_push_receiver", AlertReach.Unknown),
        ("arm_role_receiver", AlertReach.Mail),
        ("automation_runbook_receiver", AlertReach.Unknown),
        ("azure_function_receiver", AlertReach.Unknown),
        ("event_hub_receiver", AlertReach.Unknown),
        ("itsm_receiver", AlertReach.Unknown),
        ("logic_app_receiver", AlertReach.Unknown),
    ];

    /// <summary>The alerts that production has.</summary>
    public IEnumerable<FoundAlert> All()
    {
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction))
            if (one.Type is "google_monitoring_alert_policy")
                yield return OfGoogle(one);
            else if (
                one.Type
                is "azurerm_monitor_metric_alert"
                    or "azurerm_monitor_scheduled_query_rules_alert"
                    or "azurerm_monitor_scheduled_query_rules_alert_v2"
                    or "azurerm_monitor_activity_log_alert"
            )
                yield return OfAzure(one);
    }

    FoundAlert OfGoogle(InfraResource policy)
    {
        var channels = policy.Settings["notification_channels"];
        var text = $"{policy.Name} {policy.Settings["display_name"].Shown} {Texts(policy.Settings["conditions"])}";
        return new(policy.At, "Google Cloud Monitoring", policy.Name, Off(policy, "enabled") ?? Of(policy, channels, GoogleChannel))
        {
            Watches = AlertSubjects.Of(text),
            Urgency = AlertWords.UrgencyOf($"{policy.Settings["severity"].Shown} {policy.Settings["display_name"].Shown}"),
            Momentary = AlertSubjects.IsRightAtOnce(text) ? null : MomentaryInGoogle(policy),
            SaysWhatToDo = policy.Settings["documentation"].IsUnset
                ? false
                : AlertWords.SaysWhatToDo(policy.Settings.Under("documentation", "content")),
        };
    }

    static string? MomentaryInGoogle(InfraResource policy) =>
        policy
            .Settings["conditions"]
            .Each()
            .Select(condition => condition["condition_threshold"])
            .FirstOrDefault(one =>
                one["duration"].Literal is "0s"
                && one["threshold_value"] is { IsUnset: true } or { Text: "0" }
                && one["duration"].Literal is "0s"
            )
            is { Exists: true }
            ? "goes off at the first value above zero"
            : null;

    FoundAlert OfAzure(InfraResource alert)
    {
        var groups = InfraValue.ListAt(
            alert.At,
            [
                .. alert
                    .Settings["action"]
                    .Each()
                    .SelectMany(action =>
                        new[] { "action_group_id", "action_groups", "action_group" }.SelectMany(name => action[name].Each())
                    ),
            ]
        );
        var text = $"{alert.Name} {alert.Settings["name"].Shown} {Texts(alert.Settings["criteria"])} {alert.Settings["query"].Shown}";
        return new(alert.At, "Azure Monitor", alert.Name, Off(alert, "enabled") ?? Of(alert, groups, AzureGroup))
        {
            Watches = alert.Type is "azurerm_monitor_activity_log_alert" ? AlertSubject.Aside : AlertSubjects.Of(text),
            Urgency = alert.Settings["severity"].Number switch
            {
                0 or 1 => AlertUrgency.Critical,
                2 or 3 => AlertUrgency.Warning,
                4 => AlertUrgency.Info,
                _ => AlertUrgency.Unknown,
            },
            Momentary = alert.Settings["window_size"].Literal is "PT1M" ? "looks at a single minute" : null,
            SaysWhatToDo = AlertWords.SaysWhatToDo(alert.Settings["description"]),
        };
    }

    static AlertEnd? Off(InfraResource one, string name) =>
        one.Settings[name].Truth is false ? new(AlertReach.Nobody, one.Settings[name].At, $"{one.Identity}:off", "is switched off") : null;

    /// <summary>Where the targets of an alert end, as far as they are declared beside it.</summary>
    AlertEnd Of(InfraResource alert, InfraValue targets, Func<InfraResource, AlertEnd> read)
    {
        if (targets.Kind is InfraValueKind.Unknown)
            return new(AlertReach.Unknown, targets.At, $"targets:{targets.At.Path}", $"{targets.Text}, so whom it tells is not known");
        var each = targets.Each().SelectMany(one => one.Possible).ToList();
        if (each.Count == 0)
            return new(
                AlertReach.Nobody,
                alert.At,
                $"alerts-without-targets:{alert.At.Path}",
                targets.Exists && targets.At != alert.At ? "has an empty list of targets" : "names nobody to tell"
            );
        return AlertEnd.Loudest(
            each.Select(one =>
                one.Kind is InfraValueKind.Reference
                && known.InfraResources.FirstOrDefault(target =>
                    target.Root == alert.Root && target.Address == one.Text && !target.IsLookup
                )
                    is { } target
                    ? read(target)
                    : new AlertEnd(AlertReach.Unknown, one.At, $"target:{one.Shown}", "goes to a target that is declared elsewhere")
            )
        );
    }

    static AlertEnd GoogleChannel(InfraResource channel)
    {
        var kind = channel.Settings["type"].Literal ?? "";
        if (channel.Settings["enabled"].Truth is false)
            return new(AlertReach.Nobody, channel.At, channel.Identity, $"goes to the channel {channel.Name}, which is switched off");
        if (kind is "email")
        {
            var (reach, says) = Receivers.OfMail(channel.Settings.Under("labels", "email_address").Shown);
            return new(reach, channel.At, channel.Identity, says);
        }
        var of = kind.StartsWith("webhook", StringComparison.Ordinal)
            ? Receivers.OfAddress(channel.Settings.Under("labels", "url").Shown)
            : Receivers.OfKind(kind);
        return new(
            of,
            channel.At,
            channel.Identity,
            Receivers.Words(of, kind.Length > 0 ? $"the channel {channel.Name} ({kind})" : $"the channel {channel.Name}")
        );
    }

    static AlertEnd AzureGroup(InfraResource group)
    {
        if (group.Settings["enabled"].Truth is false)
            return new(AlertReach.Nobody, group.At, group.Identity, $"goes to the action group {group.Name}, which is switched off");
        var ends = azureReceivers
            .SelectMany(kind => group.Settings[kind.Block].Each().Select(block => (kind.Reach, Block: block)))
            .Select(one =>
            {
                var (reach, says) =
                    one.Block["email_address"] is { Exists: true } mail ? Receivers.OfMail(mail.Shown)
                    : one.Block["service_uri"] is { Exists: true } uri && Receivers.OfAddress(uri.Shown) is var at
                        ? (at, Receivers.Words(at, $"the action group {group.Name}"))
                    : (one.Reach, Receivers.Words(one.Reach, $"the action group {group.Name}"));
                return new AlertEnd(reach, group.At, $"{group.Identity}:{reach}", says);
            })
            .ToList();
        return ends.Count > 0
            ? AlertEnd.Loudest(ends)
            : new(AlertReach.Nobody, group.At, group.Identity, $"goes to the action group {group.Name}, which has no receiver");
    }

    /// <summary>All texts of a setting, one after the other.</summary>
    internal static string Texts(InfraValue value) =>
        string.Join(
            ' ',
            value.Entries.Select(entry => $"{Texts(entry.Value)}").Concat(value.Items.Select(Texts)).Prepend(value.Literal ?? "")
        );
}
