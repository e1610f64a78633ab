using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Access;

/// <content>Policies that Amazon wrote: managed ones by their names, and templates of SAM by what they are given.</content>
static partial class AwsPolicies
{
    /// <summary>
    /// What the managed policies of Amazon let do (rubric 4.3, rules 1 to 3 and 8). They name no resource of the account, so each is for everything; those that Amazon made
    /// for one job of a service are narrow by their design, and one that is not known here is open.
    /// </summary>
    public static GrantReach Managed(string name) =>
        name[(name.LastIndexOf('/') + 1)..] switch
        {
            "AdministratorAccess" or "IAMFullAccess" or "AWSOrganizationsFullAccess" or "AdministratorAccess-AWSElasticBeanstalk" =>
                GrantReach.Everything,
            "PowerUserAccess" or "SystemAdministrator" or "DatabaseAdministrator" => GrantReach.NearlyEverything,
            // Whoever changes a function, and may hand it any role, has the rights of every function.
            "AWSLambda_FullAccess" or "AWSLambdaFullAccess" or "AWSCloudFormationFullAccess" or "AWSCodeBuildAdminAccess" =>
                GrantReach.OwnRights,
            "CloudWatchLogsFullAccess" or "CloudWatchFullAccess" or "CloudWatchFullAccessV2" or "AWSXrayFullAccess" => GrantReach.Wide,
            "ReadOnlyAccess"
            or "AmazonS3ReadOnlyAccess"
            or "AmazonDynamoDBReadOnlyAccess"
            or "AmazonSSMReadOnlyAccess"
            or "AWSLambdaExecute"
            or "AmazonRDSDataFullAccess" => GrantReach.AllData,
            var other when WholeOfService().IsMatch(other) => GrantReach.WholeService,
            var other when OfOneJob().IsMatch(other) || name.Contains("service-role/", StringComparison.Ordinal) => GrantReach.Narrow,
            _ => GrantReach.Unknown,
        };

    /// <summary>What a template of SAM lets do: it is as narrow as the names that it is given.</summary>
    public static GrantReach Template(InfraValue template)
    {
        var given = template.Entries.SelectMany(entry => entry.Value.Entries).Select(entry => entry.Value).ToList();
        return given.Exists(one => one.Shown is "*" or "/*" or "**") ? GrantReach.AllData
            : given.Exists(one => one.Kind is InfraValueKind.Unknown) ? GrantReach.Unknown
            : GrantReach.Narrow;
    }

    [GeneratedRegex("FullAccess|ReadWrite$|PowerUser$|Admin(?:istrator)?(?:Access)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WholeOfService();

    [GeneratedRegex(
        "ExecutionRole|ExecutionPolicy|ForEC2|ForECS|ServiceRole|ServicePolicy|RolePolicy|ManagedInstanceCore$|AgentServerPolicy$|DaemonWriteAccess$|WriteOnlyAccess$|^AmazonEKS\\w*Policy$|ContainerRegistry(?:ReadOnly|PullOnly)$|(?:ReadOnly|ViewOnly)Access$|^SecurityAudit$|EnhancedMonitoring|PushToCloudWatchLogs|WebTier$|WorkerTier$|MulticontainerDocker$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfOneJob();
}
