using Shipworthy.Extractors.Infrastructure;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Alarms of CloudWatch in Terraform, CloudFormation and Pulumi. Attributes by the reference of <c>PutMetricAlarm</c>.</summary>
sealed class AlarmsOfAws
{
    const double ShortPeriod = 300;

    readonly App known;
    readonly TopicsOfAws topics;

    /// <summary>Whether the alarms stand in a module of which only other environments are seen to use it.</summary>
    bool areShared;

    /// <summary>The alarms of an app.</summary>
    public AlarmsOfAws(App known)
    {
        this.known = known;
        topics = new(known, Counts);
    }

    /// <summary>The alarms that production has, each with where it ends. Alarms that only steer machines are none.</summary>
    public IEnumerable<FoundAlert> All()
    {
        var alarms = known.InfraResources.Where(one => IsAlarm(one) && one is { NotMade: null, IsLookup: false }).ToList();
        var ofProduction = alarms.FindAll(one => one.IsInProduction);
        // A module that is shared by all environments is judged by those that use it, as long as production does not.
        areShared = ofProduction.Count == 0;
        if (areShared)
            ofProduction = alarms.FindAll(one => InfraStageNames.OfPath(one.At.Path) is InfraStage.Unknown);
        foreach (var alarm in ofProduction)
            if (EndOf(alarm) is { } end)
                yield return Of(alarm, end);
    }

    /// <summary>What stands beside alarms of a shared module is as shared as they are.</summary>
    bool Counts(InfraResource one) => areShared ? one is { NotMade: null, IsLookup: false } : one.IsInProduction;

    /// <summary>Whether a resource is an alarm.</summary>
    public static bool IsAlarm(InfraResource one) =>
        one.Type
            is "aws_cloudwatch_metric_alarm"
                or "aws_cloudwatch_composite_alarm"
                or "AWS::CloudWatch::Alarm"
                or "AWS::CloudWatch::CompositeAlarm"
                or "pulumi:aws.cloudwatch.MetricAlarm"
                or "pulumi:aws.cloudwatch.CompositeAlarm"
        || one.Type.StartsWith("module:terraform-aws-modules/cloudwatch/aws//modules/metric-alarm", StringComparison.Ordinal);

    static FoundAlert Of(InfraResource alarm, AlertEnd end)
    {
        var metric = Setting(alarm, "metric_name").Shown;
        var text =
            $"{alarm.Name} {Setting(alarm, "alarm_name").Shown} {metric} {Setting(alarm, "namespace").Shown} {Setting(alarm, "metric_query").Shown} {Setting(alarm, "alarm_rule").Shown}";
        return new(alarm.At, "CloudWatch", alarm.Name, end)
        {
            Watches = AlertSubjects.Of(metric) is not AlertSubject.Unknown and var subject ? subject : AlertSubjects.Of(text),
            Urgency = AlertWords.UrgencyOf($"{alarm.Name} {Setting(alarm, "alarm_name").Shown}"),
            Momentary = AlertSubjects.IsRightAtOnce(text) ? null : Momentary(alarm),
            SaysWhatToDo = AlertWords.SaysWhatToDo(Setting(alarm, "alarm_description")),
        };
    }

    static string? Momentary(InfraResource alarm)
    {
        var (periods, points) = (Setting(alarm, "evaluation_periods").Number, Setting(alarm, "datapoints_to_alarm"));
        if ((points.IsUnset ? periods : points.Number) != 1)
            return null;
        var (statistic, threshold) = (Setting(alarm, "statistic").Literal, Setting(alarm, "threshold").Number);
        return Setting(alarm, "period").Number is < ShortPeriod and var seconds ? $"goes off after one period of {seconds:0} seconds"
            : statistic is "Sum" or "SampleCount" && threshold is <= 1 ? "goes off at a single event"
            : statistic is "Maximum" ? "goes off at a single peak"
            : null;
    }

    /// <summary>Where an alarm ends; null for one that only steers machines or a deploy.</summary>
    AlertEnd? EndOf(InfraResource alarm, int depth = 0)
    {
        var actions = Setting(alarm, "alarm_actions");
        if (Setting(alarm, "actions_enabled").Truth is false)
            return new(AlertReach.Nobody, Setting(alarm, "actions_enabled").At, $"{alarm.Identity}:off", "has its actions switched off");
        var each = actions.Each().ToList();
        if (each.Count == 0 && !actions.Possible.Skip(1).Any() && actions.Kind is not InfraValueKind.Unknown)
            return Without(alarm, actions, depth);
        var ends = each.SelectMany(one => one.Possible).Where(one => !Steers(one)).Select(one => topics.EndOf(alarm.Root, one)).ToList();
        return ends.Count == 0 ? null : AlertEnd.Loudest(ends);
    }

    AlertEnd? Without(InfraResource alarm, InfraValue actions, int depth)
    {
        var readers = known
            .InfraResources.Where(one =>
                one != alarm && one.Root == alarm.Root && Counts(one) && one.Settings.References.Any(to => to.Text == alarm.Address)
            )
            .ToList();
        var named = Setting(alarm, "alarm_name").Literal ?? "";
        readers.AddRange(
            known.InfraResources.Where(one =>
                one != alarm
                && IsComposite(one)
                && named.Length > 0
                && Setting(one, "alarm_rule").Shown.Contains(named, StringComparison.Ordinal)
            )
        );
        if (readers.Find(IsComposite) is { } composite && depth < 3)
            return EndOf(composite, depth + 1);
        if (readers.Exists(one => !IsComposite(one) && !one.Type.Contains("dashboard", StringComparison.OrdinalIgnoreCase)))
            return null;
        if (known.InfraResources.FirstOrDefault(HearsAll) is { } rule)
            return new(
                AlertReach.Unknown,
                rule.At,
                rule.Identity,
                $"is picked up by the event rule {rule.Name}; whom that tells was not followed"
            );
        if (!Setting(alarm, "insufficient_data_actions").IsUnset && Setting(alarm, "treat_missing_data").Literal is "missing")
            return null;
        var given = actions.Exists ? actions.At : alarm.At;
        return new(
            AlertReach.Nobody,
            alarm.At,
            given.Path.Length > 0 && given != alarm.At ? $"{given.Path}:{given.Line}" : $"alarms-without-actions:{alarm.At.Path}",
            actions.Exists ? "has an empty list of actions" : "has no action"
        );
    }

    static bool IsComposite(InfraResource one) =>
        one.Type.EndsWith("CompositeAlarm", StringComparison.Ordinal) || one.Type is "aws_cloudwatch_composite_alarm";

    /// <summary>A rule of the event bus that hears of every alarm.</summary>
    static bool HearsAll(InfraResource one) =>
        one.Type is "aws_cloudwatch_event_rule" or "AWS::Events::Rule"
        && AllText(one.Settings).Contains("CloudWatch Alarm State Change", StringComparison.Ordinal);

    static string AllText(InfraValue value) =>
        value.Kind is InfraValueKind.Map
            ? string.Join(' ', value.Entries.Select(entry => AllText(entry.Value)))
            : string.Join(' ', value.Items.Select(AllText).Prepend(value.Kind is InfraValueKind.Text ? value.Text : ""));

    /// <summary>Whether an action scales or restarts something and tells nobody.</summary>
    static bool Steers(InfraValue action)
    {
        var text = action.Shown;
        return text.Contains("autoscaling", StringComparison.OrdinalIgnoreCase)
            || text.Contains("ScalingPolicy", StringComparison.OrdinalIgnoreCase)
            || text.Contains("scale_", StringComparison.OrdinalIgnoreCase)
            || text.Contains("arn:aws:automate", StringComparison.Ordinal)
            || text.Contains(":swf:", StringComparison.Ordinal);
    }

    /// <summary>A setting under the name of Terraform, of CloudFormation (<c>AlarmActions</c>) or of Pulumi (<c>alarmActions</c>).</summary>
    static InfraValue Setting(InfraResource one, string name) => AwsNaming.Setting(one, name);
}
