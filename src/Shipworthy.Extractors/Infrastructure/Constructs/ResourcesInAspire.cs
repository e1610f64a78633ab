using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Infrastructure.Constructs;

/// <summary>
/// What the host project of .NET Aspire adds to its app. Without a target to publish to it describes developers' machines only (rubric 4.1): the Azure Developer CLI's file, or an
/// environment that the host itself adds.
/// </summary>
public sealed partial class ResourcesInAspire : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var hosts = sources
            .Code.Calls("CreateBuilder")
            .Where(call => call.Callee.DottedName.EndsWith("DistributedApplication.CreateBuilder", StringComparison.Ordinal))
            .Select(call => call.File)
            .Where(file => sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role))
            .Distinct()
            .ToList();
        if (hosts.Count == 0)
            return;
        var published = sources.Tree.Named("azure.yaml").Concat(sources.Tree.Named("azure.yml")).Any(file => file.Tracked);
        foreach (var host in hosts)
        {
            var calls = host.Root.Descendants(CodeKind.Call).ToList();
            var target = published || calls.Exists(call => IsTarget(call.Callee.Name));
            foreach (var call in calls)
                if (KindOf(call.Callee.Name) is var kind and not InfraKind.Unknown)
                    learn.Add(
                        new InfraResource(call.At, InfraTool.Aspire, call.Callee.Name, NameOf(sources.Code, call))
                        {
                            Address = NameOf(sources.Code, call),
                            Key = ProjectOf(call),
                            Root = host.Path,
                            Kind = kind,
                            Provider = call.Callee.Name.Contains("Azure", StringComparison.Ordinal) || published ? "azure" : "aspire",
                            Settings = InfraValue.UnknownBecause(call.At, "is written in code of the host project"),
                            Stage = target ? InfraStage.Only : InfraStage.Development,
                            NotMade = target ? null : "describes developers' machines: nothing publishes it",
                        }
                    );
        }
    }

    static string NameOf(CodeBase code, Code call) => call.ArgumentAt(0).String ?? code.ValueOf(call.ArgumentAt(0)).AsText ?? "";

    /// <summary>The project that is meant, by the class that Aspire makes of its name: <c>Projects.Shop_Api</c> for Shop.Api.</summary>
    static string ProjectOf(Code call) =>
        Project().Match(call.Text) is { Success: true } project ? project.Groups["name"].Value.Replace('_', '.') : "";

    [GeneratedRegex(@"\bAddProject<(?:global::)?Projects\.(?<name>\w+)>\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Project();

    static bool IsTarget(string name) =>
        name
            is "AddDockerComposeEnvironment"
                or "AddKubernetesEnvironment"
                or "AddAzureContainerAppEnvironment"
                or "AddAzureAppServiceEnvironment"
        || name.StartsWith("PublishAs", StringComparison.Ordinal);

    static InfraKind KindOf(string name) =>
        name switch
        {
            "AddProject"
            or "AddNpmApp"
            or "AddViteApp"
            or "AddJavaScriptApp"
            or "AddNodeApp"
            or "AddPythonApp"
            or "AddUvicornApp"
            or "AddDockerfile"
            or "AddAzureFunctionsProject"
            or "AddCSharpApp" => InfraKind.Runtime,
            "AddPostgres"
            or "AddSqlServer"
            or "AddMySql"
            or "AddMongoDB"
            or "AddOracle"
            or "AddAzureSqlServer"
            or "AddAzurePostgresFlexibleServer"
            or "AddAzureCosmosDB"
            or "AddNeon" => InfraKind.Database,
            "AddRedis" or "AddValkey" or "AddGarnet" or "AddAzureRedis" or "AddAzureManagedRedis" => InfraKind.Cache,
            "AddRabbitMQ" or "AddKafka" or "AddNats" or "AddAzureServiceBus" or "AddAzureEventHubs" => InfraKind.Queue,
            "AddAzureStorage" or "AddMinioContainer" => InfraKind.Bucket,
            "AddElasticsearch" or "AddQdrant" or "AddMilvus" or "AddMeilisearch" or "AddAzureSearch" => InfraKind.Search,
            "AddAzureKeyVault" => InfraKind.Secret,
            _ => InfraKind.Unknown,
        };
}
