namespace Shipworthy.Extractors.Alerts;

/// <summary>Follows the topics of SNS to those who are subscribed.</summary>
/// <param name="known">What is known of the app.</param>
/// <param name="counts">Whether a resource counts beside the alarms that are judged.</param>
sealed class TopicsOfAws(App known, Func<InfraResource, bool> counts)
{
    /// <summary>Where an action of an alarm ends.</summary>
    /// <param name="root">What is applied as one with the alarm.</param>
    /// <param name="action">The target that the alarm names.</param>
    public AlertEnd EndOf(string root, InfraValue action)
    {
        if (action.Kind is InfraValueKind.Reference && Topic(root, action.Text) is { } topic)
            return EndOf(topic);
        var text = action.Shown;
        if (
            text.Contains("ssm-incidents", StringComparison.Ordinal)
            || text.Contains("ssm-contacts", StringComparison.Ordinal)
            || text.Contains("ssmincidents", StringComparison.Ordinal)
        )
            return new(AlertReach.Page, action.At, "incident-manager", "ends at Incident Manager, which calls people");
        return new(
            AlertReach.Unknown,
            action.At,
            $"action:{(action.Kind is InfraValueKind.Unknown ? action.At.Path : text)}",
            action.Kind is InfraValueKind.Unknown
                ? $"{action.Text}, so whom it tells is not known"
                : "goes to a target that is declared elsewhere"
        );
    }

    InfraResource? Topic(string root, string address) =>
        known.InfraResources.FirstOrDefault(one =>
            !one.IsLookup
            && one.Root == root
            && one.Address == address
            && (one.Type is "aws_sns_topic" or "AWS::SNS::Topic" or "pulumi:aws.sns.Topic")
        );

    AlertEnd EndOf(InfraResource topic)
    {
        var ends = Subscribed(topic).Select(one => EndOf(topic, one.Protocol, one.Endpoint)).ToList();
        if (ends.Count > 0)
            return AlertEnd.Loudest(ends);
        if (known.InfraResources.FirstOrDefault(one => counts(one) && Tells(one, topic)) is { } reader)
            return reader.Type.Contains("chatbot", StringComparison.OrdinalIgnoreCase)
                ? new(AlertReach.Chat, reader.At, reader.Identity, Receivers.Words(AlertReach.Chat, "a chat"))
                : new(
                    AlertReach.Unknown,
                    reader.At,
                    reader.Identity,
                    $"goes to the topic {topic.Name} and on to {reader.Name}; whom that tells was not followed"
                );
        return known.InfraResources.Any(IsUnresolved)
            ? new(
                AlertReach.Unknown,
                topic.At,
                topic.Identity,
                $"goes to the topic {topic.Name}; a subscription takes its topic from elsewhere"
            )
            : new(AlertReach.Nobody, topic.At, topic.Identity, $"goes to the topic {topic.Name}, to which nobody is subscribed");
    }

    IEnumerable<(InfraValue Protocol, InfraValue Endpoint)> Subscribed(InfraResource topic)
    {
        foreach (var one in topic.Settings["Subscription"].Each())
            yield return (one["Protocol"], one["Endpoint"]);
        foreach (var one in known.InfraResources.Where(one => IsSubscription(one) && counts(one) && one.Root == topic.Root))
            if (TopicOf(one).References.Any(to => to.Text == topic.Address))
                yield return (AwsNaming.Setting(one, "protocol"), AwsNaming.Setting(one, "endpoint"));
    }

    static bool IsSubscription(InfraResource one) =>
        one.Type is "aws_sns_topic_subscription" or "AWS::SNS::Subscription" or "pulumi:aws.sns.TopicSubscription";

    static bool IsUnresolved(InfraResource one) =>
        IsSubscription(one)
        && !(TopicOf(one).Kind is InfraValueKind.Reference && !TopicOf(one).Text.StartsWith("data.", StringComparison.Ordinal));

    static InfraValue TopicOf(InfraResource one) =>
        one.Tool is InfraTool.Pulumi && AwsNaming.Setting(one, "topic") is { Exists: true } topic
            ? topic
            : AwsNaming.Setting(one, "topic_arn");

    /// <summary>Whether something else than a subscription takes what a topic says: a module that posts to a chat, a chat bot, a function with an event.</summary>
    static bool Tells(InfraResource one, InfraResource topic) =>
        one.Root == topic.Root
        && one != topic
        && !AlarmsOfAws.IsAlarm(one)
        && !one.Type.Contains("topic_policy", StringComparison.Ordinal)
        && !one.Type.EndsWith("TopicPolicy", StringComparison.Ordinal)
        && one.Kind is not InfraKind.Access
        && (
            one.Type.StartsWith("module:", StringComparison.Ordinal)
            || one.Kind is InfraKind.Runtime
            || one.Type.Contains("chatbot", StringComparison.OrdinalIgnoreCase)
        )
        && one.Settings.References.Any(to => to.Text == topic.Address);

    static AlertEnd EndOf(InfraResource topic, InfraValue protocol, InfraValue endpoint)
    {
        var (reach, says) = protocol.Literal switch
        {
            "sms" => (AlertReach.Page, "ends in a text message"),
            "email" or "email-json" => Receivers.OfMail(endpoint.Shown),
            "http" or "https" => Receivers.OfAddress(endpoint.Kind is InfraValueKind.Unknown ? endpoint.Text : endpoint.Shown) is var at
                ? (
                    at,
                    Receivers.Words(
                        at,
                        at is AlertReach.Page ? "a paging tool"
                            : at is AlertReach.Chat ? "a chat"
                            : "an address on the web"
                    )
                )
                : default,
            { } other => (AlertReach.Unknown, $"goes to the topic {topic.Name} and on by {other}; whom that tells was not followed"),
            null => (AlertReach.Unknown, $"goes to the topic {topic.Name}, to which somebody is subscribed in a way that is not known"),
        };
        return new(reach, endpoint.Exists && endpoint.At.Path.Length > 0 ? endpoint.At : topic.At, $"{topic.Identity}:{reach}", says);
    }
}
