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
        foreach (var command in run.Step.Commands)
            if (Commands().IsMatch(command.Line) || (StartsWhereItRuns(run) && Starts().IsMatch(command.Line) && !IsTest(command)))
                return NameOf(command);
        foreach (var command in Remote(run))
            if (Commands().IsMatch(command.Line) || Starts().IsMatch(command.Line))
                return NameOf(command);
        return null;
    }

    /// <summary>Whether the means of a deploy builds the app itself, and takes no container.</summary>
    public static bool BuildsItself(string mechanism) => OwnBuild().IsMatch(mechanism);

    /// <summary>
    /// Whether a container that the job starts stays: on a machine of the team, or on one that a variable or context of Docker names. On a machine that is lent
    /// for the run it only serves a test.
    /// </summary>
    public static bool StartsWhereItRuns(StepOfPipeline run) =>
        run.Job.OnOwnMachine is true
        || run.Step.Env.ContainsKey("DOCKER_HOST")
        || run.Step.Env.ContainsKey("DOCKER_CONTEXT")
        || run.Job.Steps.SelectMany(step => step.Commands)
            .Any(command => command.Words is ["docker", "context", "use", ..] or ["docker", "--context" or "-H", ..]);

    static IEnumerable<PipelineCommand> Remote(StepOfPipeline run) =>
        run.Step.Commands.SelectMany(command => RemoteCommands.Unwrap(command).Skip(1)).Concat(RemoteCommands.InScript(run));

    static string NameOf(PipelineCommand command) => string.Join(' ', command.Words.Take(2));

    static bool IsTest(PipelineCommand command) =>
        command.Words.Contains("--exit-code-from") || command.Words.Contains("--abort-on-container-exit");

    [GeneratedRegex(
        @"^(?:azure/(?:container-apps-deploy|k8s-deploy|aks)|aws-actions/aws-apprunner|awslabs/amazon-app-runner-deploy|actions-hub/kubectl|deliverybot/helm|bitovi/|digitalocean/app_action|stefanprodan/|koyeb|dokku/github-action|caprover/|convictional/trigger-workflow|uffizzi|northflank|zeabur|appwrite)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Actions();

    [GeneratedRegex(
        @"^(?:docker (?:service update|stack deploy)|docker rollout|kustomize edit set image|kubectl (?:patch|replace|create)|oc (?:apply|rollout|set image)|skaffold (?:run|deploy)|werf converge|copilot (?:svc )?deploy|doctl (?:apps|kubernetes)|aws apprunner|aws ecs (?:run-task|deploy)|aws cloudformation deploy|heroku container:(?:push|release)|render deploys|koyeb|nomad job run|gcloud (?:beta )?run (?:jobs )?(?:deploy|update|services)|gcloud compute|dokku|caprover deploy|curl\b(?!.*(?:slack|discord|telegram|teams)).*(?:deploy|hook)|flyctl deploy|fly deploy|(?:\./)?(?:bin/)?kamal (?:deploy|redeploy|setup)|ansible-playbook)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Commands();

    [GeneratedRegex(
        @"^(?:(?:docker|podman)[ -]compose\b.*\bup\b|(?:docker|podman) (?:container )?run\b.*(?:\s-d\b|\s--detach\b|\s-[a-z]*d[a-z]*\s))",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Starts();

    [GeneratedRegex(
        @"^(?:vercel|netlify|wrangler|firebase|amondnet/vercel|nwtgck/actions-netlify|cloudflare/|FirebaseExtended|azure/static-web-apps|supabase|git push|(?:sam|cdk|sst|serverless|sls) deploy|aws s3 sync|eas )",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OwnBuild();
}
