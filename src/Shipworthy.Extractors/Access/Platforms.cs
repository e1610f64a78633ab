using System.Text.RegularExpressions;
using Shipworthy.Extractors.Infrastructure.Needs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Access;

/// <summary>Finds the platforms with grants of their own that the app runs on or talks to: by infrastructure, by deploys, by clients in code.</summary>
sealed partial class Platforms(Sources sources, App known)
{
    /// <summary>Each once, at the first place that shows it.</summary>
    public IEnumerable<GovernedPlatform> All() =>
        Found().Where(one => one.Name.Length > 0).GroupBy(one => one.Name).Select(same => same.First());

    IEnumerable<GovernedPlatform> Found()
    {
        foreach (
            var one in known.InfraResources.Where(one =>
                one is { NotMade: null, IsLookup: false, Tool: not InfraTool.Compose, Kind: not InfraKind.Other }
            )
        )
            yield return new(one.At, NameOf(one.Provider), "declares something for");
        foreach (var use in StoreUses.In(sources, known.Dependencies))
            yield return new(
                use.At,
                use.Engine switch
                {
                    "dynamodb" or "s3" or "sqs" or "sns" => "Amazon Web Services",
                    "gcs" or "pubsub" => "Google Cloud",
                    "firebase" => "Firebase",
                    "azureblob" or "cosmos" or "servicebus" => "Azure",
                    _ => "",
                },
                "talks to"
            );
        foreach (
            var file in sources.Tree.Files.Where(file =>
                file.Role is FileRole.Prod && file.Text.Contains("AWS_", StringComparison.Ordinal) && !IsOfDevelopment(file)
            )
        )
        foreach (Match key in KeyOfAws().Matches(file.Text))
            if (!CommentLine.Holds(file.Text, key.Index))
                yield return new(file.At(key.Index), "Amazon Web Services", "talks to");
        // Firebase Admin signs in as a service account, which has rights of its own whatever it is used for.
        foreach (var call in sources.Code.Calls("cert", "applicationDefault", "initializeApp", "initialize_app", "Certificate"))
            if (
                sources.IsDeployed(call.File)
                && sources.RunsInProduction(call)
                && (
                    IsOfAdmin(sources.Code.OriginOf(call.Callee).Package)
                    || call.Receiver.Exists && IsOfAdmin(sources.Code.OriginOf(call.Receiver).Package)
                )
            )
                yield return new(call.At, "Firebase", "signs in to");
        foreach (var step in known.Pipelines.SelectMany(pipeline => pipeline.Jobs).SelectMany(job => job.Steps))
            yield return new(step.At, OfStep(step), "signs in to");
        foreach (
            var file in sources.Tree.Files.Where(file => file.Role is FileRole.Prod && file.Name.EndsWith(".cs", StringComparison.Ordinal))
        )
            if (InAspire().Match(file.Text) is { Success: true } added)
                yield return new(file.At(added.Index), "Azure", "adds a resource of");
            else if (InLambda().Match(file.Text) is { Success: true } entry)
                yield return new(file.At(entry.Index), "Amazon Web Services", "runs on");
        foreach (var part in known.Deployables)
            yield return new(
                part.At,
                part.Hosting switch
                {
                    Hosting.Aws => "Amazon Web Services",
                    Hosting.GoogleCloud => "Google Cloud",
                    Hosting.Azure => "Azure",
                    Hosting.Kubernetes => "Kubernetes",
                    _ => "",
                },
                "runs on"
            );
        // A service or a route alone is for a cluster too, and other tools write settings of their own in the same form.
        foreach (
            var one in known.InfraResources.Where(one =>
                one
                    is {
                        NotMade: null,
                        Tool: InfraTool.Kubernetes,
                        Kind: InfraKind.Other,
                        Type: "Service" or "Ingress" or "Route" or "ConfigMap" or "Namespace",
                    }
            )
        )
            yield return new(one.At, "Kubernetes", "declares something for");
    }

    static bool IsOfDevelopment(SourceFile file) =>
        Infrastructure.InfraStageNames.OfPath(file.Name) is InfraStage.Development or InfraStage.Staging;

    static bool IsOfAdmin(string package) =>
        package is "firebase-admin" or "firebase_admin" || package.StartsWith("firebase-admin/", StringComparison.Ordinal);

    static string NameOf(string provider) =>
        provider switch
        {
            "aws" => "Amazon Web Services",
            "google" => "Google Cloud",
            "azure" => "Azure",
            "kubernetes" => "Kubernetes",
            _ => "",
        };

    static string OfStep(PipelineStep step) =>
        step.Uses.StartsWith("aws-actions/", StringComparison.OrdinalIgnoreCase)
        || step.Secrets.Any(use => use.Name.EndsWith("AWS_ACCESS_KEY_ID", StringComparison.OrdinalIgnoreCase))
            ? "Amazon Web Services"
        : step.Uses.StartsWith("google-github-actions/", StringComparison.OrdinalIgnoreCase) ? "Google Cloud"
        : step.Uses.StartsWith("azure/", StringComparison.OrdinalIgnoreCase) ? "Azure"
        : step
            .Commands.Select(command => command.Words is [var first, ..] ? first : "")
            .FirstOrDefault(word => word is "aws" or "gcloud" or "az" or "azd" or "kubectl" or "helm") switch
        {
            "aws" => "Amazon Web Services",
            "gcloud" => "Google Cloud",
            "az" or "azd" => "Azure",
            "kubectl" or "helm" => "Kubernetes",
            _ => "",
        };

    /// <summary>Code that reads a key of Amazon's from its surroundings.</summary>
    [GeneratedRegex(
        """\b(?:env|ENV|environ|Env|getenv|Getenv|GetEnvironmentVariable|config)\b(?:\??\.get\(|\??\.fetch\(|\.str\(|\??\.|\(|\[)\s*["']?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|BEARER_TOKEN_\w+)\b""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex KeyOfAws();

    /// <summary>The entry by which Lambda starts an app of ASP.NET.</summary>
    [GeneratedRegex(
        @"(?<=\bclass \w+\s*:\s*(?:[\w.]+\.)?)(?:APIGateway(?:HttpApiV2)?ProxyFunction|ApplicationLoadBalancerFunction)\b|\.AddAWSLambdaHosting\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex InLambda();

    [GeneratedRegex(@"\.AddAzure\w+\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex InAspire();
}
