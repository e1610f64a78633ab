namespace Shipworthy.Extractors.Alerts;

/// <summary>
/// Alarms in programs of the AWS Cloud Development Kit, where a call gives them their actions: <c>alarm.addAlarmAction(new SnsAction(topic))</c>. In TypeScript, JavaScript
/// and Python.
/// </summary>
sealed class AlarmsInConstructs(Sources sources, App known)
{
    /// <summary>The alarms, each with where it ends.</summary>
    public IEnumerable<FoundAlert> All()
    {
        foreach (
            var alarm in known.InfraResources.Where(one =>
                one.IsInProduction && one.Type is "cdk:aws-cloudwatch.Alarm" or "cdk:aws-cloudwatch.CompositeAlarm"
            )
        )
            if (!IsRead(alarm.Address))
                yield return new(alarm.At, "CloudWatch", alarm.Name, EndOf(alarm.At.Path, alarm.Address))
                {
                    Watches = AlertSubjects.Of($"{alarm.Name} {alarm.Settings["alarmName"].Shown}"),
                    Urgency = AlertWords.UrgencyOf($"{alarm.Name} {alarm.Settings["alarmName"].Shown}"),
                    SaysWhatToDo = AlertWords.SaysWhatToDo(alarm.Settings["alarmDescription"]),
                };
        if (!sources.Code.Imports("aws-cdk-lib", "aws_cdk"))
            yield break;
        foreach (var call in sources.Code.Calls("createAlarm", "create_alarm").Where(call => IsDeployed(call.File.Path)))
            if ((call.ArgumentAt(1).String ?? call.ArgumentAt(1).Text) is var name && Variable(call) is var variable && !IsRead(variable))
                yield return new(call.At, "CloudWatch", name, EndOf(call.File.Path, variable))
                {
                    Watches = AlertSubjects.Of($"{name} {call.Text}"),
                };
    }

    bool IsDeployed(string path) => sources.Tree.Find(path) is { } file && Deployables.Folders.Counts(file.Role);

    static string Variable(Code made) =>
        made.Parent switch
        {
            { Kind: CodeKind.Variable } variable => variable.Name,
            { Kind: CodeKind.Assignment } assignment => assignment[Part.Target].DottedName,
            _ => "",
        };

    /// <summary>Whether something else reads the alarm, such as a deploy that it stops.</summary>
    bool IsRead(string variable) =>
        variable.Length > 0
        && sources
            .Code.Names(variable[(variable.LastIndexOf('.') + 1)..])
            .Any(use =>
                use.Parent is { Kind: CodeKind.Array } || use.Part is Part.Argument && use.Parent.Kind is CodeKind.Call or CodeKind.New
            );

    List<Code> Actions => [.. sources.Code.Calls("addAlarmAction", "add_alarm_action")];

    AlertEnd EndOf(string path, string variable)
    {
        var mine = Actions.FindAll(call => variable.Length > 0 && call.File.Path == path && call.Receiver.DottedName == variable);
        if (mine.Count == 0)
            return Actions.Count == 0
                ? new(AlertReach.Nobody, Location.File(path), $"alarms-without-actions:{path}", "has no action")
                : new(AlertReach.Unknown, Location.File(path), $"cdk-actions:{path}", "gets its action in a way that was not followed");
        var topics = mine.Select(call => call.ArgumentAt(0))
            .Where(action => action.Callee.Name.EndsWith("SnsAction", StringComparison.Ordinal))
            .Select(action => action.ArgumentAt(0).DottedName)
            .ToList();
        return topics is [{ Length: > 0 } topic, ..]
            ? EndOf(mine[0], topic)
            : new(AlertReach.Unknown, mine[0].At, $"cdk-actions:{path}", "has an action whose target was not followed");
    }

    AlertEnd EndOf(Code action, string topic)
    {
        var calls = sources
            .Code.Calls("addSubscription", "add_subscription")
            .Where(call => call.File == action.File && call.Receiver.DottedName == topic)
            .ToList();
        var ends = calls.Select(call => EndOf(call, call.ArgumentAt(0), topic)).ToList();
        return ends.Count > 0
            ? AlertEnd.Loudest(ends)
            : new(AlertReach.Unknown, action.At, $"cdk-topic:{topic}", $"goes to the topic {topic}; who is subscribed was not followed");
    }

    static AlertEnd EndOf(Code call, Code subscription, string topic)
    {
        var kind = subscription.Callee.Name;
        var address = subscription.ArgumentAt(0);
        var (reach, says) =
            kind.StartsWith("Sms", StringComparison.Ordinal) ? (AlertReach.Page, "ends in a text message")
            : kind.StartsWith("Email", StringComparison.Ordinal) ? Receivers.OfMail(address.String ?? "")
            : kind.StartsWith("Url", StringComparison.Ordinal) && Receivers.OfAddress(address.String ?? address.Text) is var at
                ? (at, Receivers.Words(at, "an address on the web"))
            : (AlertReach.Unknown, $"goes to the topic {topic} and on to something that was not followed");
        return new(reach, call.At, $"cdk-topic:{topic}:{reach}", says);
    }
}
