using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Pipelines;

/// <summary>Steps that change a hosted environment (rubric 5, "Deploy step").</summary>
static partial class DeploySteps
{
    /// <summary>What a step deploys with; null when it deploys nothing.</summary>
    public static string? MechanismOf(PipelineStep step)
    {
        if (Actions().IsMatch(step.Uses))
            return step.Uses.Split('@')[0];
        foreach (var command in step.Commands)
            if (Commands().Match(command.Line) is { Success: true } found)
                return found.Value.Trim();
        return null;
    }

    /// <summary>Whether its environment is one to try things in: staging, a preview, a developer's (rubric D1).</summary>
    public static bool IsForTrial(Pipeline pipeline, PipelineJob job, PipelineStep step)
    {
        foreach (var text in new[] { job.Environment, job.Id, step.Name, pipeline.Name, pipeline.At.Path })
            if (Production().IsMatch(text))
                return false;
            else if (Trial().IsMatch(text))
                return true;
        return false;
    }

    [GeneratedRegex(
        @"^(?:amondnet/vercel-action|nwtgck/actions-netlify|cloudflare/(?:wrangler|pages)-action|superfly/flyctl-actions$|akhileshns/heroku-deploy|aws-actions/amazon-ecs-deploy-task-definition|azure/(?:webapps|static-web-apps)-deploy|Azure/(?:webapps|static-web-apps|functions)-|FirebaseExtended/action-hosting-deploy|google-github-actions/deploy-|appleboy/(?:ssh|scp)-action|SamKirkland/FTP-Deploy-Action|digitalocean/app_action|johnbeynon/render-deploy|bervProject/railway-deploy|easingthemes/ssh-deploy)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Actions();

    [GeneratedRegex(
        @"^(?:vercel (?:deploy|--prod|.*--prod)|netlify deploy|wrangler (?:deploy|publish|pages deploy)|(?:vinext|opennextjs)-cloudflare deploy|(?:fly|flyctl) deploy|railway up|heroku container:release|git push \S*heroku|firebase deploy|supabase (?:functions deploy|db push)|gcloud (?:run|app|functions) deploy|gcloud run services update|aws ecs update-service|aws deploy|aws lambda update-function-code|aws s3 sync|(?:sam|cdk|sst|serverless|sls) deploy|pulumi up|terraform apply|az (?:containerapp|webapp)|azd (?:up|deploy)|kubectl (?:apply|set image|rollout restart)|helm (?:upgrade|install)|argocd app sync|kamal deploy|docker stack deploy|cap \S+ deploy|dep deploy|eas (?:submit|update)|fastapi deploy|ssh|scp|rsync)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Commands();

    [GeneratedRegex(@"(?<![a-z])(?:prod|production|live|prd)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Production();

    [GeneratedRegex(
        @"(?<![a-z])(?:stag(?:e|ing)|stg|preprod|uat|qa|preview|previews|sandbox|demo|dev|development|docs?|pages|storybook)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Trial();
}
