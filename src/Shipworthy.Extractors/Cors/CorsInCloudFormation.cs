using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// AWS CloudFormation and SAM, in YAML or JSON: APIs (<c>Cors</c>, <c>CorsConfiguration</c>), function addresses, and the rules of S3 buckets. Shapes by the
/// resource reference of AWS.
/// </summary>
public sealed class CorsInCloudFormation : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(MayBeTemplate))
        {
            var root = file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? JsonFile.Read(file) : YamlFile.Read(file).Root;
            var globals = root["Globals"];
            TakeApi(globals.Under("Api", "Cors"), "", learn);
            TakeApi(globals.Under("HttpApi", "CorsConfiguration"), "", learn);
            foreach (var resource in root["Resources"].Entries)
                Take(resource.Key, resource.Value["Type"].Text, resource.Value["Properties"], learn);
        }
    }

    static bool MayBeTemplate(SourceFile file) =>
        file.Role is FileRole.Prod or FileRole.Infra or FileRole.Ci
        && file.Path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            | file.Path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            | file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            | file.Path.EndsWith(".template", StringComparison.OrdinalIgnoreCase)
        && file.Text.Contains("AWS::", StringComparison.Ordinal)
        && file.Text.Contains("Cors", StringComparison.Ordinal);

    static void Take(string name, string type, YamlNode properties, Learner learn)
    {
        switch (type)
        {
            case "AWS::Serverless::Api":
                TakeApi(properties["Cors"], name, learn);
                break;
            case "AWS::Serverless::HttpApi" or "AWS::ApiGatewayV2::Api":
                TakeApi(properties["CorsConfiguration"], name, learn);
                break;
            case "AWS::Lambda::Url":
                TakeApi(properties["Cors"], name, learn);
                break;
            case "AWS::Serverless::Function":
                TakeApi(properties.Under("FunctionUrlConfig", "Cors"), name, learn);
                break;
            case "AWS::S3::Bucket":
                foreach (var rule in properties.Under("CorsConfiguration", "CorsRules").Items)
                    TakeBucket(name, rule, learn);
                break;
            default:
                break;
        }
    }

    /// <summary><c>Cors</c> is a text with quotes inside quotes, <c>"'*'"</c>, a map, or <c>true</c>.</summary>
    static void TakeApi(YamlNode cors, string name, Learner learn)
    {
        if (!cors.Exists || cors.Truth is false)
            return;
        var origins =
            cors.Kind is YamlKind.Map ? CorsInServerless.Listed(cors["AllowOrigin"]).Or(CorsInServerless.Listed(cors["AllowOrigins"]))
            : cors.Truth is true ? OriginList.Anyone
            : CorsInServerless.Listed(cors);
        if (origins.IsNobody)
            origins = OriginList.Unknown("takes its origins from a value of the template that could not be followed");
        learn.Add(
            origins.Into(
                new(cors.At, "template")
                {
                    Admits = Admits.Unknown,
                    Covers = name,
                    AllowsCredentials =
                        cors["AllowCredentials"].Truth is true || cors["AllowCredentials"].Text.Contains("true", StringComparison.Ordinal),
                }
            )
        );
    }

    static void TakeBucket(string name, YamlNode rule, Learner learn) =>
        learn.Add(
            CorsInServerless
                .Listed(rule["AllowedOrigins"])
                .Into(
                    new(rule.At, $"bucket {name}")
                    {
                        Admits = Admits.Unknown,
                        Channel = Channel.Bucket,
                        AllowsWrites = rule["AllowedMethods"]
                            .Texts.Any(method => method.ToUpperInvariant() is "PUT" or "POST" or "DELETE" or "*"),
                    }
                )
        );
}
