using System.Globalization;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.OnCall;

/// <summary>Schedules of paging tools in Terraform and OpenTofu: who takes turns, how long a turn is, and who is called next. Shapes by the references of the providers.</summary>
public sealed class DutiesInTerraform : IExtractor
{
    const double SecondsOfADay = 86_400;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(OnCallDuty)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        List<Code> blocks =
        [
            .. sources
                .Code.Files.Where(file =>
                    file.Language is Language.Hcl && sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role)
                )
                .SelectMany(file => file.Root.Children.ToList())
                .Where(node => node is { Kind: CodeKind.Block, Name: "resource" or "data" }),
        ];
        foreach (var resource in blocks.Where(block => block.Name is "resource"))
            if (ToolOf(resource) is var (tool, users))
                learn.Add(Read(resource, tool, users, blocks));
    }

    /// <summary>The tool of a schedule, and the attributes that hold its people.</summary>
    static (string Tool, ImmutableArray<string> Users)? ToolOf(Code resource) =>
        resource.ArgumentAt(0).String switch
        {
            "pagerduty_schedule" or "pagerduty_schedulev2" => ("PagerDuty", ["users"]),
            "opsgenie_schedule_rotation" => ("Opsgenie", ["id"]),
            "grafana_oncall_on_call_shift" => ("Grafana OnCall", ["rolling_users", "users"]),
            "aws_ssmcontacts_rotation" => ("AWS Incident Manager", ["contact_ids"]),
            "incident_schedule" => ("incident.io", ["users"]),
            "rootly_schedule_rotation" => ("Rootly", ["members", "user_ids"]),
            _ => null,
        };

    static OnCallDuty Read(Code resource, string tool, ImmutableArray<string> attributes, List<Code> blocks)
    {
        var label = resource.ArgumentAt(1).String ?? "";
        var holders = resource.Descendants(CodeKind.Block).Prepend(resource).ToList();
        var lists = holders
            .SelectMany(block => attributes.Select(name => block.Property(name)[Part.Value]))
            .Where(value => value.Exists)
            .ToList();
        var references = lists.SelectMany(References).Distinct(StringComparer.Ordinal).ToList();
        var people = references.FindAll(reference => IsReal(reference, blocks));
        return new(resource.At, $"the schedule {label} of {tool}")
        {
            Kind = DutyKind.Schedule,
            People = [.. people.Select(NameOf)],
            PeopleUnknown = lists.Exists(list =>
                list.Kind is not CodeKind.Array
                && References(list)
                    .All(one =>
                        one.StartsWith("var.", StringComparison.Ordinal)
                        || one.StartsWith("local.", StringComparison.Ordinal)
                        || one.StartsWith("module.", StringComparison.Ordinal)
                    )
            ),
            FieldsToFillIn = references.Count - people.Count,
            HasChannel = true,
            CoversWeek = !holders.Exists(block =>
                block.Name is "restriction" or "restrictions" or "time_restriction" or "shift_coverages" or "working_intervals"
            ),
            HasStandIn = HasNext(resource, blocks),
            TurnDays = TurnOf(holders),
        };
    }

    /// <summary>The entries of a list as written, those of lists inside it included.</summary>
    static IEnumerable<string> References(Code list) =>
        list.Kind is CodeKind.Array ? list.All(Part.Element).SelectMany(References) : [list.String ?? list.Text.Trim()];

    static bool IsReal(string reference, List<Code> blocks)
    {
        if (reference.Length == 0 || Placeholders.IsIn(reference))
            return false;
        var parts = reference.Split('.').Where(part => part is not "data").ToArray();
        if (parts.Length < 2)
            return true;
        var declared = blocks.Find(block => block.ArgumentAt(0).String == parts[0] && block.ArgumentAt(1).String == parts[1]);
        if (!declared.Exists)
            return true;
        var address = declared.Property("email")[Part.Value] is { Exists: true } email ? email : declared.Property("username")[Part.Value];
        return address.String is not { } written
            || (!Placeholders.IsIn(written) && !Customers.MailAddresses.In(written).Any(Customers.MailAddresses.IsMadeUp));
    }

    static string NameOf(string reference)
    {
        var parts = reference.Split('.').Where(part => part is not "data").ToArray();
        return parts.Length >= 2 ? parts[1] : reference;
    }

    /// <summary>Whether an escalation that names the schedule has a step after it; null where no escalation is in code.</summary>
    static bool? HasNext(Code resource, List<Code> blocks)
    {
        var type = resource.ArgumentAt(0).String ?? "";
        var schedule = resource.Property("schedule_id")[Part.Value].Text.Replace(".id", "", StringComparison.Ordinal);
        var name = schedule.Length > 0 ? schedule : $"{type}.{resource.ArgumentAt(1).String}";
        if (type.StartsWith("grafana", StringComparison.Ordinal))
            return blocks.Count(block => block.ArgumentAt(0).String is "grafana_oncall_escalation") switch
            {
                0 => null,
                var steps => steps >= 2,
            };
        var escalations = blocks.FindAll(block =>
            block is { Name: "resource" }
            && block.ArgumentAt(0).String is { } kind
            && (kind.Contains("escalation", StringComparison.Ordinal) || kind is "aws_ssmcontacts_plan")
            && block.Text.Contains(name, StringComparison.Ordinal)
        );
        return escalations.Count == 0
            ? null
            : escalations.Exists(block =>
                block.Descendants(CodeKind.Block).Count(step => step.Name is "rule" or "rules" or "step" or "steps" or "stage" or "path")
                >= 2
            );
    }

    static double? TurnOf(List<Code> holders)
    {
        foreach (var block in holders)
        {
            if (NumberOf(block, "rotation_turn_length_seconds") is { } seconds)
                return seconds / SecondsOfADay;
            var unit = new[] { "type", "frequency" }.Select(name => UnitOf(block.Property(name)[Part.Value].String)).Max();
            if (unit > 0)
                return unit * (NumberOf(block, "length") ?? NumberOf(block, "interval") ?? 1);
        }
        return null;
    }

    static double UnitOf(string? word) =>
        word switch
        {
            "weekly" => 7,
            "daily" => 1,
            "hourly" => 1.0 / 24,
            "monthly" => 30,
            _ => 0,
        };

    static double? NumberOf(Code block, string name) =>
        double.TryParse(block.Property(name)[Part.Value].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
