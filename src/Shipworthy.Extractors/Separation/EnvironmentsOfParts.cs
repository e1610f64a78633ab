using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Separation;

/// <summary>Finds the environments that pipelines, infrastructure, files of hosts and documents describe.</summary>
/// <param name="tree">The files.</param>
/// <param name="known">What was learnt, with pipelines of branches followed.</param>
/// <param name="ways">How parts get out.</param>
/// <param name="parts">The parts.</param>
sealed partial class EnvironmentsOfParts(SourceTree tree, App known, Ways ways, ImmutableArray<Deployable> parts)
{
    /// <summary>All of them, one for each place.</summary>
    public IEnumerable<DeployedEnvironment> All() =>
        OfDeploys().Concat(OfHosts()).Concat(OfInfrastructure()).Concat(OfFiles()).DistinctBy(one => (one.At, one.Stage));

    IEnumerable<DeployedEnvironment> OfDeploys()
    {
        foreach (var part in parts)
        {
            foreach (var act in ways.ActsOf(part).Where(act => act is { Broken: null, NeverStarts: false }))
                yield return act.Stage is ForStage.Chosen || NamesStage().IsMatch(act.Means.Name) || IsComputed(act)
                    ? new(act.At, EnvironmentStage.Unknown, $"deploys {part.Name} to an environment that is named for each run")
                    : new(act.At, EnvironmentStage.Production, $"deploys {part.Name} to production");
            foreach (var act in ways.TrialsOf(part).Where(act => act.Broken is null))
                yield return new(act.At, EnvironmentStage.Trial, $"deploys {part.Name} to an environment before production");
            var way = ways.Of(part);
            if (way.BroughtOut is BroughtOut.ByHand or BroughtOut.ByCopying or BroughtOut.ByFtp or BroughtOut.ByHost)
                yield return new(
                    way.BroughtOut is BroughtOut.ByHand ? Composed() ?? way.At : way.At,
                    NamesStage().IsMatch(way.Because) ? EnvironmentStage.Unknown : EnvironmentStage.Production,
                    $"is how {part.Name} gets to production"
                );
        }
    }

    /// <summary>Whether an expression decides the environment: a matrix, an input, the branch.</summary>
    static bool IsComputed(DeployAct act) =>
        act.Run?.Job.Environment.Contains('$', StringComparison.Ordinal) is true
        || Computed().IsMatch($"{act.Line} {string.Join(' ', act.Run?.Step.With.Values ?? [])}");

    /// <summary>The compose file that a person starts on the server.</summary>
    Location? Composed() =>
        known
            .InfraResources.Where(one =>
                one.Tool is InfraTool.Compose && one.NotMade?.Contains("override", StringComparison.Ordinal) is not true
            )
            .OrderBy(one => one.NotMade is null ? 0 : 1)
            .Select(one => Location.At(one.At.Path, 1))
            .FirstOrDefault();

    IEnumerable<DeployedEnvironment> OfHosts()
    {
        foreach (var (part, mark) in parts.SelectMany(part => ways.HostsOf(part).Select(mark => (part, mark))))
            if (Previews(mark.Host) is { } says)
                yield return new(mark.At, EnvironmentStage.Previews, $"runs {part.Name} on {mark.Name}, which {says}");
            else if (mark.Host is Hosting.Fly && InfraStageNames.OfPath(mark.At.Path) is not (InfraStage.Staging or InfraStage.Development))
                yield return new(mark.At, EnvironmentStage.Production, $"runs {part.Name} on {mark.Name}");
        foreach (var part in parts)
            if (ways.ActsOf(part).Concat(ways.TrialsOf(part)).FirstOrDefault(act => Previews(act.Means.Host) is not null) is { } act)
                yield return new(
                    act.At,
                    EnvironmentStage.Previews,
                    $"deploys {part.Name} with {act.Means.Name}, whose host {Previews(act.Means.Host)}"
                );
            else if (Previews(part.Hosting) is { } says)
                yield return new(part.At, EnvironmentStage.Previews, $"is {part.Name}, whose host {says}");
    }

    /// <summary>What a host does for requests: makes previews, or can be told to; null where it makes none.</summary>
    static string? Previews(Hosting host) =>
        host switch
        {
            Hosting.Vercel or Hosting.Netlify or Hosting.Cloudflare => "makes previews by itself",
            Hosting.Render
            or Hosting.Railway
            or Hosting.Heroku
            or Hosting.Firebase
            or Hosting.Lovable
            or Hosting.Supabase
            or Hosting.Replit => "can make previews, as its dashboard decides",
            Hosting.Unknown
            or Hosting.Fly
            or Hosting.Aws
            or Hosting.GoogleCloud
            or Hosting.Azure
            or Hosting.Kubernetes
            or Hosting.Compose => null,
        };

    /// <summary>Declarations that bear the mark of an environment. Containers on a developer's machine are no environment.</summary>
    IEnumerable<DeployedEnvironment> OfInfrastructure()
    {
        foreach (
            var one in known.InfraResources.Where(one =>
                one is { NotMade: null, IsLookup: false } && one.Tool is not (InfraTool.Compose or InfraTool.Aspire or InfraTool.Machine)
            )
        )
            if (one.Stage is InfraStage.Staging or InfraStage.Development)
                yield return new(
                    Location.At(one.At.Path, one.At.Line),
                    EnvironmentStage.Trial,
                    $"declares {one.Name} for an environment before production"
                );
            else if (
                one.Stage is InfraStage.Production
                // The only manifests that there are describe production (rubric D1); a template may describe anything.
                || one
                    is {
                        Tool: InfraTool.Kubernetes,
                        Stage: InfraStage.Only,
                        Kind: InfraKind.Runtime,
                        Type: "Deployment" or "StatefulSet" or "Rollout",
                        Settings.Kind: InfraValueKind.Map
                    }
                    && RunsOwnImage(one)
            )
                yield return new(Location.At(one.At.Path, one.At.Line), EnvironmentStage.Production, $"declares {one.Name} for production");
    }

    /// <summary>Whether a workload starts an image of an account that is none of the makers of tools that people run beside their app.</summary>
    static bool RunsOwnImage(InfraResource one) =>
        one
            .Settings.Under("spec", "template", "spec", "containers")
            .Each()
            .Any(container =>
                container["image"].Literal is { } image
                && image.Split('@')[0].Split('/') is [.. { Length: > 0 } above, var name]
                && above[^1] != name.Split(':')[0]
                && !OfOthers().IsMatch(image)
            );

    [GeneratedRegex(
        @"^(?:docker\.elastic\.co|mcr\.microsoft\.com|registry\.k8s\.io|k8s\.gcr\.io|quay\.io|gcr\.io/(?:cadvisor|google|distroless|kaniko)|(?:docker\.io/)?(?:library|grafana|prom|jaegertracing|openzipkin|otel|bitnami|hashicorp|apache|confluentinc|opensearchproject|keycloak|ory|hasura|supabase|envoyproxy|istio|linkerd|argoproj|fluent|elastic|percona|pgvector|timescale|rancher|jetstack|velero|nginxinc|dpage|prodrigestivill))/",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfOthers();

    /// <summary>Settings that are named after an environment before production.</summary>
    IEnumerable<DeployedEnvironment> OfFiles() =>
        tree
            .Files.Where(file =>
                file.Role is FileRole.Infra or FileRole.Ci or FileRole.Script or FileRole.Prod && StagingFile().IsMatch(file.Path)
            )
            .Take(3)
            .Select(file => new DeployedEnvironment(
                Location.File(file.Path),
                EnvironmentStage.Trial,
                "holds settings of an environment before production"
            ));

    [GeneratedRegex(
        @"\$\{\{[^}]*(?:environment|stage|ref_name|matrix\.|inputs\.)[^}]*\}\}|\$\{?(?:STAGE|ENVIRONMENT|CI_ENVIRONMENT_\w+|CI_COMMIT_(?:BRANCH|REF_\w+))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Computed();

    /// <summary>Tools that are told by a person, or by a variable, which environment they are to bring up.</summary>
    [GeneratedRegex(@"\b(?:azd|sst|sls|serverless|pulumi|cdk|terraform|tofu|terragrunt)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NamesStage();

    [GeneratedRegex(
        @"(?:^|[/._-])(?:staging|stg|preprod|uat)(?:[/._-][^/]*)*\.(?:ya?ml|tf|tfvars|toml|json|env|sh|bicepparam)$|\.env\.(?:staging|stg|uat)|(?:^|/)Pulumi\.(?:dev|staging|stg)\.ya?ml$|(?:^|/)(?:environments?|envs?|overlays|stacks)/(?:staging|stg|stage|preprod|uat|dev|development)/",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex StagingFile();
}
