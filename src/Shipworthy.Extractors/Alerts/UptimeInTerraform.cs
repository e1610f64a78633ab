namespace Shipworthy.Extractors.Alerts;

/// <summary>Checks from outside that Terraform declares to hosted services. Attributes by the references of the providers.</summary>
sealed class UptimeInTerraform(App known)
{
    /// <summary>The checks that look at production, or may.</summary>
    public IEnumerable<UptimeCheck> All()
    {
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction))
            if (Of(one) is { } check)
                yield return check;
    }

    static UptimeCheck? Of(InfraResource one) =>
        one.Type switch
        {
            "betteruptime_monitor" => BetterStack(one),
            "checkly_check" => Checkly(one),
            "grafana_synthetic_monitoring_check" => Grafana(one),
            "datadog_synthetics_test" => Datadog(one),
            "newrelic_synthetics_script_monitor" => Scripted(one, "New Relic", one.Settings["script"].Shown) with
            {
                Depth = one.Settings["type"].Literal is "SCRIPT_API" or "SCRIPT_BROWSER"
                    ? UptimeScript.DepthOf(one.Settings["script"].Shown)
                    : CheckDepth.Unknown,
                Minutes = Period(one.Settings["period"].Literal),
                IsOff = one.Settings["status"].Literal is "DISABLED" or "MUTED",
            },
            "newrelic_synthetics_monitor" => Single(one, "New Relic", one.Settings["uri"]) with
            {
                IsOff = one.Settings["status"].Literal is "DISABLED" or "MUTED",
            },
            "aws_synthetics_canary" => Scripted(one, "CloudWatch Synthetics", "") with
            {
                Asks = "the steps of a script that is kept in an archive",
            },
            "azurerm_application_insights_standard_web_test" => Single(one, "Azure Monitor", one.Settings["request"]["url"]) with
            {
                IsOff = one.Settings["enabled"].Truth is false,
            },
            "azurerm_application_insights_web_test" => Single(one, "Azure Monitor", one.Settings["configuration"]) with
            {
                Asks = "one address",
            },
            "google_monitoring_uptime_check_config" => Single(one, "Google Cloud Monitoring", one.Settings["http_check"]["path"]),
            "uptimerobot_monitor" => Single(one, "UptimeRobot", one.Settings["url"]),
            "statuscake_uptime_check" => Single(one, "StatusCake", one.Settings["monitored_resource"]["address"]) with
            {
                IsOff = one.Settings["paused"].Truth is true,
            },
            "pingdom_check" => Single(one, "Pingdom", one.Settings["url"].Exists ? one.Settings["url"] : one.Settings["host"]) with
            {
                IsOff = one.Settings["paused"].Truth is true,
            },
            "uptime_check_http" => Single(one, "Uptime.com", one.Settings["address"]),
            _ => null,
        };

    static UptimeCheck BetterStack(InfraResource one) =>
        one.Settings["monitor_type"].Literal is "playwright"
            ? Scripted(one, "Better Stack", one.Settings["playwright_script"].Shown) with
            {
                Minutes = one.Settings["check_frequency"].Number / 60,
                Notifies = Calls(one),
                IsOff = one.Settings["paused"].Truth is true,
            }
            : Single(one, "Better Stack", one.Settings["url"]) with
            {
                IsOff = one.Settings["paused"].Truth is true,
            };

    static bool? Calls(InfraResource one) =>
        new[] { "call", "sms", "push", "email", "critical_alert" }.Any(name => one.Settings[name].Truth is true)
        || !one.Settings["policy_id"].IsUnset
            ? true
            : null;

    static UptimeCheck Checkly(InfraResource one)
    {
        var check = one.Settings["type"].Literal is "BROWSER" or "MULTI_STEP"
            ? Scripted(one, "Checkly", one.Settings["script"].Shown)
            : Single(one, "Checkly", one.Settings["request"]["url"]);
        return check with
        {
            Minutes = one.Settings["frequency"].Number,
            IsOff = one.Settings["activated"].Truth is false || one.Settings["muted"].Truth is true,
            Notifies = one.Settings["alert_channel_subscription"].Each().Any(channel => channel["activated"].Truth is true) ? true : null,
        };
    }

    static UptimeCheck Grafana(InfraResource one)
    {
        var settings = one.Settings["settings"];
        var scripted = settings["scripted"] is { Exists: true } script ? script : settings["browser"];
        var check =
            scripted.Exists ? Scripted(one, "Grafana", scripted["script"].Shown)
            : settings["multihttp"].Exists ? Scripted(one, "Grafana", "") with { Depth = CheckDepth.Flow, Asks = "several requests" }
            : Single(one, "Grafana", one.Settings["target"]);
        return check with
        {
            Minutes = one.Settings["frequency"].Number / 60_000,
            IsOff = one.Settings["enabled"].Truth is false,
            Target = UptimeScript.TargetOf(one.Settings["target"].Shown) is not CheckTarget.Unknown and var target ? target : check.Target,
        };
    }

    static UptimeCheck Datadog(InfraResource one)
    {
        var isFlow = one.Settings["type"].Literal is "browser" || one.Settings["subtype"].Literal is "multi";
        var steps = one.Settings["browser_step"].Each().Count() + one.Settings["api_step"].Each().Count();
        var texts = AlertsOfClouds.Texts(one.Settings);
        return new(one.At, "Datadog", one.Name)
        {
            Asks = isFlow ? $"{steps} steps" : Asked(one.Settings["request_definition"]["url"]),
            Depth = isFlow
                ? (
                    steps >= 2 ? CheckDepth.Flow
                    : steps == 1 ? CheckDepth.Page
                    : CheckDepth.Unknown
                )
                : UptimeScript.DepthOfAddress(texts),
            Minutes = one.Settings["options_list"]["tick_every"].Number / 60,
            Notifies = one.Settings["message"] is { IsKnown: true } message ? message.Shown.Contains('@', StringComparison.Ordinal) : null,
            LooksAtResult =
                texts.Contains("assert", StringComparison.OrdinalIgnoreCase) || texts.Contains("body", StringComparison.Ordinal)
                    ? true
                    : null,
            IsOff = one.Settings["status"].Literal is "paused",
            Target = UptimeScript.TargetOf(texts),
        };
    }

    static UptimeCheck Scripted(InfraResource one, string system, string script) =>
        new(one.At, system, one.Name)
        {
            Asks = "the steps of its script",
            Depth = script.Length > 0 ? UptimeScript.DepthOf(script) : CheckDepth.Unknown,
            LooksAtResult =
                script.Length > 0 && !script.Contains("${…}", StringComparison.Ordinal) ? UptimeScript.LooksAtResult(script) : null,
            Target = UptimeScript.TargetOf(script),
        };

    static UptimeCheck Single(InfraResource one, string system, InfraValue address) =>
        new(one.At, system, one.Name)
        {
            Asks = Asked(address),
            Depth = UptimeScript.DepthOfAddress(address.Shown),
            Target = UptimeScript.TargetOf(address.Shown),
        };

    static string Asked(InfraValue address) => address.Literal is { Length: > 0 and < 120 } text ? text : "one address";

    static double? Period(string? period) =>
        period switch
        {
            "EVERY_MINUTE" => 1,
            "EVERY_5_MINUTES" => 5,
            "EVERY_10_MINUTES" => 10,
            "EVERY_15_MINUTES" => 15,
            "EVERY_30_MINUTES" => 30,
            "EVERY_HOUR" => 60,
            "EVERY_6_HOURS" => 360,
            "EVERY_12_HOURS" => 720,
            "EVERY_DAY" => 1440,
            _ => null,
        };
}
