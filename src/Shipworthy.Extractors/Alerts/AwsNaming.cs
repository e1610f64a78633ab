namespace Shipworthy.Extractors.Alerts;

/// <summary>One setting under the three spellings of Terraform, CloudFormation and Pulumi.</summary>
static class AwsNaming
{
    /// <summary>The setting that Terraform calls <c>alarm_actions</c>, CloudFormation <c>AlarmActions</c> and Pulumi <c>alarmActions</c>.</summary>
    public static InfraValue Setting(InfraResource one, string name) =>
        one.Tool switch
        {
            InfraTool.CloudFormation => one.Settings[Pascal(name)],
            InfraTool.Pulumi => one.Settings[Camel(name)] is { Exists: true } camel ? camel : one.Settings[name],
            _ => one.Settings[name],
        };

    static string Pascal(string name) => string.Concat(name.Split('_').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"));

    static string Camel(string name) => Pascal(name) is var pascal ? $"{char.ToLowerInvariant(pascal[0])}{pascal[1..]}" : name;
}
