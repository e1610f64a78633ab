using System.Text.RegularExpressions;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>
/// Finds releases that get traffic before anything asked whether they work (rubric 5.2, rule 5), where the repository itself routes them: Kubernetes, ECS,
/// compose behind a proxy.
/// </summary>
sealed partial class HealthGates(SourceTree tree, App known)
{
    /// <summary>One for each file that routes without asking.</summary>
    public IEnumerable<RollbackFlaw> Flaws()
    {
        if (HasSmokeTest())
            yield break;
        foreach (var file in tree.Files.Where(file => file.Role is FileRole.Infra or FileRole.Prod && IsYaml(file.Name)))
            if (
                file.Text.Contains("kind: Deployment", StringComparison.Ordinal)
                && file.Text.Contains("containerPort", StringComparison.Ordinal)
                && RunsApp(file.Path)
            )
            {
                if (
                    !file.Text.Contains("readinessProbe", StringComparison.Ordinal)
                    && !file.Text.Contains("toYaml", StringComparison.Ordinal)
                )
                    yield return Flaw(file, "kind: Deployment", "sends traffic to each new container without a readiness probe");
            }
            else if (Proxied().IsMatch(file.Text) && IsProductionCompose(file.Path) && !HealthChecked(file))
                yield return Flaw(file, "services:", "puts a proxy before the app and no health check behind it");
        var services = tree
            .Files.Where(file => file.Name.EndsWith(".tf", StringComparison.Ordinal) && file.Role is FileRole.Infra or FileRole.Prod)
            .ToList();
        if (
            services.Find(file => EcsService().IsMatch(file.Text)) is { } ecs
            && !services.Exists(file =>
                file.Text.Contains("deployment_circuit_breaker", StringComparison.Ordinal) || HealthBlock().IsMatch(file.Text)
            )
        )
            yield return Flaw(ecs, "aws_ecs_service", "runs the service without a circuit breaker and without a health check");
    }

    /// <summary>Whether a manifest starts something else than stores, which are no releases of the app.</summary>
    bool RunsApp(string path) =>
        known.ContainerUses.Any(use =>
            use.At.Path == path
            && use.NotProduction is null
            && (use.Image is not { } image || InfraImages.Of(image.Name) is InfraKind.Runtime)
        );

    bool IsProductionCompose(string path) =>
        known.ContainerUses.Any(use =>
            use.At.Path == path && use.By is ContainerHost.Compose && use.NotProduction is null && use.BuiltFrom is not null
        );

    bool HealthChecked(SourceFile file) =>
        AppHealth().IsMatch(file.Text)
        || known
            .ContainerUses.Where(use => use.At.Path == file.Path && use.BuiltFrom is not null)
            .All(use => tree.Find(use.BuiltFrom!) is { } recipe && recipe.Text.Contains("HEALTHCHECK", StringComparison.Ordinal));

    /// <summary>A request to the app after a deploy, by a pipeline.</summary>
    bool HasSmokeTest() =>
        StepOfPipeline
            .All(known)
            .Any(run =>
                Smoke().IsMatch(run.Step.Name)
                || run.Step.Commands.Any(command =>
                    HealthRequest().IsMatch(command.Line) || command.Line.Contains("rollout status", StringComparison.Ordinal)
                )
            );

    static RollbackFlaw Flaw(SourceFile file, string text, string says) =>
        new(file.At(Math.Max(0, file.Text.IndexOf(text, StringComparison.Ordinal))), RollbackFlawKind.NoHealthGate, says);

    static bool IsYaml(string name) => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);

    [GeneratedRegex(@"traefik\.http|image:\s*\S*(?:traefik|nginx-proxy|caddy)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Proxied();

    [GeneratedRegex(@"healthcheck:(?:\s*\n\s+\w[^\n]*){0,6}?[^\n]*(?:curl|wget|http|node |python)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AppHealth();

    [GeneratedRegex(@"resource\s+""aws_ecs_service""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex EcsService();

    [GeneratedRegex(@"health_check\s*\{|healthCheck|health_check_grace", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HealthBlock();

    [GeneratedRegex(@"smoke|health.?check|verify deploy", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Smoke();

    [GeneratedRegex(@"^curl\b.*(?:health|ready|status|ping)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HealthRequest();
}
