using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Building;

/// <summary>Steps that bring a container into an environment where it runs.</summary>
static partial class ImageDeploys
{
    /// <summary>What a step deploys with; null when it deploys nothing.</summary>
    public static string? MechanismOf(StepOfPipeline run)
    {
        if (DeploySteps.MechanismOf(run.Step) is { } known)
            return known;
        if (Actions().IsMatch(run.Step.Uses))
            return run.Step.Uses.Split('@')[0];
        foreach (var command in run.Step.Commands.SelectMany(RemoteCommands.Unwrap).Concat(RemoteCommands.InScript(run)))
            if (
                Commands().Match(command.Line) is { Success: true } found
                && !command.Line.Contains("--exit-code-from", StringComparison.Ordinal)
            )
                return found.Value.Trim();
        return null;
    }

    /// <summary>The texts in which a step names what it deploys: its inputs and its commands.</summary>
    public static IEnumerable<string> TextsOf(StepOfPipeline run) =>
        run.Step.With.Values.Select(run.Expanded).Append(run.Expanded(run.Step.Run));

    [GeneratedRegex(
        @"^(?:azure/(?:container-apps-deploy|k8s-deploy|aks)|aws-actions/aws-apprunner|awslabs/amazon-app-runner-deploy|actions-hub/kubectl|deliverybot/helm|bitovi/|digitalocean/app_action|stefanprodan/|koyeb|dokku/github-action|caprover/|convictional/trigger-workflow|uffizzi|northflank|zeabur|appwrite)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Actions();

    [GeneratedRegex(
        @"^(?:docker[ -]compose\b.*\bup\b|podman[ -]compose\b.*\bup\b|docker (?:container )?run\b.*(?:\s-d\b|\s--detach\b|\s-[a-z]*d[a-z]*\s)|docker (?:service update|stack deploy)|docker rollout|podman run\b.*\s-d\b|kustomize edit set image|kubectl (?:patch|replace|create)|oc (?:apply|rollout|set image)|skaffold (?:run|deploy)|werf converge|copilot (?:svc )?deploy|doctl (?:apps|kubernetes)|aws apprunner|aws ecs (?:run-task|deploy)|aws cloudformation deploy|heroku container:(?:push|release)|render deploys|koyeb|nomad job run|gcloud (?:beta )?run (?:jobs )?(?:deploy|update|services)|gcloud compute|dokku|caprover deploy|curl\b.*(?:deploy|hook|webhook)|flyctl deploy|fly deploy|kamal (?:deploy|redeploy|setup)|ansible-playbook)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Commands();
}
