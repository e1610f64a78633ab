using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Infrastructure.Constructs;

/// <summary>
/// What programs of the AWS Cloud Development Kit, of Pulumi and of SST declare: the classes of their libraries that are constructed, with options as far as they are literal.
/// In TypeScript, JavaScript and Python.
/// </summary>
public sealed class ResourcesInConstructs : IExtractor
{
    static readonly ImmutableArray<string> packages =
    [
        "aws-cdk-lib",
        "aws_cdk",
        "@pulumi/aws",
        "@pulumi/awsx",
        "@pulumi/gcp",
        "@pulumi/azure-native",
        "@pulumi/cloudflare",
        "@pulumi/kubernetes",
        "@pulumi/digitalocean",
        "pulumi_aws",
        "pulumi_gcp",
        "pulumi_azure_native",
        "sst",
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var values = new ConstructValues(sources.Code);
        if (sources.Code.Imports([.. packages]))
            foreach (var file in sources.Code.Files.Where(file => IsSource(sources, file) && LoadsOne(file)))
            foreach (var made in file.Root.Descendants().Where(node => Constructs(file, node)))
                if (Of(made, sources.Code.OriginOf(made.Callee), values) is { } resource)
                    learn.Add(resource with { Root = file.Path, Stage = InfraStage.Only });
        // The configuration of SST finds its library as a global.
        foreach (var file in sources.Code.Files.Where(file => IsSst(sources, file)))
        foreach (var made in file.Root.Descendants(CodeKind.New))
            if (made.Callee.DottedName.StartsWith("sst.", StringComparison.Ordinal))
                learn.Add(
                    Resource(made, InfraTool.Sst, made.Callee.DottedName, "aws", 0, values) with
                    {
                        Root = file.Path,
                        Stage = InfraStage.Only,
                    }
                );
    }

    static bool IsSource(Sources sources, CodeFile file) =>
        file.Language is Language.TypeScript or Language.JavaScript or Language.Tsx or Language.Python
        && sources.Tree.Find(file.Path) is { } source
        && Folders.Counts(source.Role);

    static bool LoadsOne(CodeFile file) =>
        file.Text.Contains("cdk", StringComparison.Ordinal)
        || file.Text.Contains("pulumi", StringComparison.Ordinal)
        || file.Text.Contains("sst", StringComparison.Ordinal);

    static bool IsSst(Sources sources, CodeFile file) =>
        IsSource(sources, file)
        && (file.Path.EndsWith("sst.config.ts", StringComparison.Ordinal) || file.Path.StartsWith("infra/", StringComparison.Ordinal))
        && file.Text.Contains("sst.", StringComparison.Ordinal);

    static bool Constructs(CodeFile file, Code node) =>
        node.Kind is CodeKind.New
        || file.Language is Language.Python && node.Kind is CodeKind.Call && node.Callee.Name is [>= 'A' and <= 'Z', ..];

    static InfraResource? Of(Code made, Origin origin, ConstructValues values) =>
        origin.Package switch
        {
            "aws-cdk-lib" or "aws_cdk" => Resource(made, InfraTool.Cdk, $"cdk:{Service(origin)}.{made.Callee.Name}", "aws", 1, values),
            "sst" => Resource(made, InfraTool.Sst, $"sst.{origin.Name}", "aws", 1, values),
            ['@', 'p', 'u', 'l', 'u', 'm', 'i', '/', .. var provider] => Resource(
                made,
                InfraTool.Pulumi,
                $"pulumi:{provider}.{origin.Name}",
                provider is "gcp" ? "google" : provider.Split('-')[0].TrimEnd('x'),
                0,
                values
            ),
            ['p', 'u', 'l', 'u', 'm', 'i', '_', .. var provider] => Resource(
                made,
                InfraTool.Pulumi,
                $"pulumi:{provider}.{origin.Name}",
                provider is "gcp" ? "google" : provider.Split('_')[0],
                0,
                values
            ),
            _ => null,
        };

    /// <summary>The service of a class of the kit: <c>aws-s3</c>, from <c>aws-cdk-lib/aws-s3</c> or <c>aws_s3</c>.</summary>
    static string Service(Origin origin) =>
        origin.Module.LastIndexOf('/') is > 0 and var slash ? origin.Module[(slash + 1)..] : origin.Name.Split('.')[0].Replace('_', '-');

    static InfraResource Resource(Code made, InfraTool tool, string type, string provider, int before, ConstructValues values)
    {
        var (name, options) = (
            made.ArgumentAt(before).String ?? "",
            // A statement of a policy has no name and no place: its options come first.
            made.ArgumentAt(before + 1)
                is { Exists: true } given
                ? given
                : made.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Object)
        );
        return new(made.At, tool, type, name.Length > 0 ? name : VariableOf(made))
        {
            Address = VariableOf(made) is { Length: > 0 } variable ? variable : name,
            Kind = ConstructKinds.Of(type),
            Provider = provider,
            Settings = options.Exists ? values.Of(options) : values.Named(made),
        };
    }

    /// <summary>The name that the rest of the code has for it: of the variable or field that holds it.</summary>
    static string VariableOf(Code made) =>
        made.Parent switch
        {
            { Kind: CodeKind.Variable } variable => variable.Name,
            { Kind: CodeKind.Assignment } assignment => assignment[Part.Target].DottedName,
            _ => "",
        };
}
