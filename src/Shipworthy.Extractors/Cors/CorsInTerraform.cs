using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Terraform and OpenTofu: HTTP APIs and function addresses of AWS, web apps and functions of Azure, and buckets of S3 and Google. Shapes by the
/// references of the providers.
/// </summary>
public sealed partial class CorsInTerraform : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new OriginReader(sources);
        foreach (var file in sources.Code.Files)
            if (file.Language is Language.Hcl && sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role))
                foreach (var resource in file.Root.Children.Where(node => node is { Kind: CodeKind.Block, Name: "resource" }))
                foreach (var rule in Rules(resource))
                    learn.Add(Read(sources, reader, resource, rule));
    }

    /// <summary>A block that names origins, with the names of its attributes.</summary>
    readonly record struct Site(Code Block, string Origins, string Credentials, string Methods, bool IsBucket);

    static IEnumerable<Site> Rules(Code resource) =>
        resource.ArgumentAt(0).String switch
        {
            "aws_apigatewayv2_api" => Sites(resource, "cors_configuration", new(default, "allow_origins", "allow_credentials", "", false)),
            "aws_lambda_function_url" => Sites(resource, "cors", new(default, "allow_origins", "allow_credentials", "", false)),
            "aws_s3_bucket_cors_configuration" or "aws_s3_bucket" => Sites(
                resource,
                "cors_rule",
                new(default, "allowed_origins", "", "allowed_methods", true)
            ),
            "google_storage_bucket" => Sites(resource, "cors", new(default, "origin", "", "method", true)),
            { } type when AzureApp().IsMatch(type) => Sites(
                resource,
                "cors",
                new(default, "allowed_origins", "support_credentials", "", false)
            ),
            _ => [],
        };

    /// <summary>The blocks of the name, those of <c>dynamic</c> blocks included, that name origins.</summary>
    static IEnumerable<Site> Sites(Code resource, string name, Site shape) =>
        resource
            .Descendants(CodeKind.Block)
            .Where(block => block.Name == name || (block.Name is "content" && block.Parent.ArgumentAt(0).String == name))
            .Where(block => block.Property(shape.Origins).Exists)
            .Select(block => shape with { Block = block });

    static CorsRule Read(Sources sources, OriginReader reader, Code resource, Site site)
    {
        var name = resource.ArgumentAt(1).String ?? "";
        var origins = site.Block.Property(site.Origins);
        var methods = site.Methods.Length == 0 ? "" : site.Block.Property(site.Methods).Text;
        return OriginsOf(sources.Code, reader, origins[Part.Value])
            .Into(
                new(origins.At, site.IsBucket ? $"bucket {name}" : "terraform")
                {
                    Admits = Admits.Unknown,
                    Covers = site.IsBucket ? "" : name,
                    Channel = site.IsBucket ? Channel.Bucket : Channel.Http,
                    AllowsWrites = WritingMethod().IsMatch(methods),
                    AllowsCredentials = site.Credentials.Length > 0 && site.Block.Property(site.Credentials)[Part.Value].Operator is "true",
                }
            );
    }

    /// <summary>The values that files of values give to a variable count before its default; those for development do not count.</summary>
    static OriginList OriginsOf(CodeBase code, OriginReader reader, Code value)
    {
        if (value.Kind is not CodeKind.Member || value[Part.Receiver] is not { Kind: CodeKind.Name, Name: "var" })
            return reader.Read(value);
        var given = code
            .Files.Where(file => file.Path.EndsWith(".tfvars", StringComparison.Ordinal) && !Development().IsMatch(file.Path))
            .Select(file => file.Root.Property(value.Name)[Part.Value])
            .Where(one => one.Exists)
            .ToList();
        return given.Count == 0 ? reader.Read(value) : given.Aggregate(OriginList.Nobody, (list, one) => list.Or(reader.Read(one)));
    }

    [GeneratedRegex(
        @"^azurerm_(linux|windows)_(web|function)_app(_slot)?$|^azurerm_(app_service|function_app)$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex AzureApp();

    [GeneratedRegex(@"""(PUT|POST|DELETE|\*)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WritingMethod();

    [GeneratedRegex(
        @"(^|[/._-])(dev|development|local|test|ci|stag(e|ing)|stg|qa|preview|sandbox)([/._-]|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Development();
}
