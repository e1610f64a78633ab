namespace Shipworthy.Extractors.Queries;

/// <summary>Says where an app asks DynamoDB, whose calls are not followed into endpoints.</summary>
public sealed class QueriesInDynamo : IExtractor
{
    static readonly string[] Packages =
    [
        "@aws-sdk/client-dynamodb",
        "@aws-sdk/lib-dynamodb",
        "aws-sdk",
        "dynamoose",
        "electrodb",
        "boto3",
        "aioboto3",
        "pynamodb",
        "Amazon.DynamoDBv2",
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(EndpointQueries)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var package in Packages.Where(one => sources.Code.Imports(one)))
        {
            var loads = sources
                .Code.All(CodeKind.Import)
                .Select(import => (At: import, Package: import.Name))
                .Concat(sources.Code.Calls("require").Select(call => (At: call, Package: call.ArgumentAt(0).String ?? "")))
                .Where(one => IsOf(one.Package, package) && Asks(one.At.File))
                .Select(one => one.At)
                .Where(at => sources.IsDeployed(at.File) && sources.RunsInProduction(at))
                .OrderBy(at => at.File.Path, StringComparer.Ordinal)
                .FirstOrDefault();
            if (loads.Exists)
                learn.CannotSee<EndpointQueries>(
                    loads.At,
                    $"asks DynamoDB by {package}, and whether it does so once for each row was not followed"
                );
        }
    }

    static bool IsOf(string name, string package) =>
        name == package
        || name.StartsWith($"{package}/", StringComparison.Ordinal)
        || name.StartsWith($"{package}.", StringComparison.Ordinal);

    static bool Asks(CodeFile file) => file.Text.Contains("dynamo", StringComparison.OrdinalIgnoreCase);
}
