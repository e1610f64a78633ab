using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells the means of deploying by actions, tasks, orbs and pipes that a step uses.</summary>
static partial class DeployActions
{
    static readonly ImmutableArray<(Regex Pattern, Hosting Host, Manner Manner, Cargo Cargo)> Known =
    [
        (Vercel(), Hosting.Vercel, Manner.Release, Cargo.Programs),
        (Netlify(), Hosting.Netlify, Manner.Release, Cargo.Programs),
        (Cloudflare(), Hosting.Cloudflare, Manner.Release, Cargo.Programs),
        (Fly(), Hosting.Fly, Manner.Release, Cargo.Programs),
        (Heroku(), Hosting.Heroku, Manner.Release, Cargo.Programs),
        (Railway(), Hosting.Railway, Manner.Release, Cargo.Programs),
        (Render(), Hosting.Render, Manner.Release, Cargo.Programs),
        (Firebase(), Hosting.Firebase, Manner.Release, Cargo.Everything),
        (AwsFiles(), Hosting.Aws, Manner.Release, Cargo.Files),
        (Aws(), Hosting.Aws, Manner.Release, Cargo.Programs),
        (Google(), Hosting.GoogleCloud, Manner.Release, Cargo.Programs),
        (Azure(), Hosting.Azure, Manner.Release, Cargo.Programs),
        (Kubernetes(), Hosting.Kubernetes, Manner.Release, Cargo.Programs),
        (Ftp(), Hosting.Unknown, Manner.Ftp, Cargo.Everything),
        (Copies(), Hosting.Unknown, Manner.InPlace, Cargo.Everything),
        (Pages(), Hosting.Unknown, Manner.Release, Cargo.Files),
        (Others(), Hosting.Unknown, Manner.Release, Cargo.Programs),
        (HandsOver(), Hosting.Unknown, Manner.HandedOver, Cargo.Programs),
    ];

    /// <summary>The means that a step uses; null when it uses none.</summary>
    public static DeployMeans? Of(PipelineStep step)
    {
        if (step.Uses.Length == 0)
            return null;
        var name = step.Uses.Split('@')[0];
        foreach (var (pattern, host, manner, cargo) in Known)
            if (pattern.IsMatch(name))
                return Deploys(host, name, step) && (manner is not Manner.HandedOver || AsksForDeploy(step))
                    ? new(name, host, manner, cargo) { IsPreview = IsPreview(host, name, step) }
                    : null;
        return null;
    }

    /// <summary>Some actions run any command of a host's program.</summary>
    static bool Deploys(Hosting host, string name, PipelineStep step) =>
        host switch
        {
            Hosting.Cloudflare when name.EndsWith("wrangler-action", StringComparison.OrdinalIgnoreCase) => With(step, "command")
                is var command
                && (
                    command.Length == 0
                    || command.Contains("deploy", StringComparison.Ordinal)
                    || command.Contains("publish", StringComparison.Ordinal)
                ),
            Hosting.Fly => With(step, "args") is var args && (args.Length == 0 || args.Contains("deploy", StringComparison.Ordinal)),
            Hosting.Firebase when name.EndsWith("firebase-action", StringComparison.OrdinalIgnoreCase) => With(step, "args")
                .Contains("deploy", StringComparison.Ordinal),
            _ => true,
        };

    static bool IsPreview(Hosting host, string name, PipelineStep step) =>
        host switch
        {
            Hosting.Vercel => name.StartsWith("amondnet/", StringComparison.OrdinalIgnoreCase)
                && !With(step, "vercel-args").Contains("--prod", StringComparison.Ordinal),
            Hosting.Netlify => step.With.ContainsKey("production-deploy") && With(step, "production-deploy") is "false",
            Hosting.Firebase => name.EndsWith("action-hosting-deploy", StringComparison.OrdinalIgnoreCase)
                && With(step, "channelId") is not "live",
            _ => false,
        };

    static bool AsksForDeploy(PipelineStep step) =>
        Deploying().IsMatch(step.Name) || step.With.Values.Any(value => Deploying().IsMatch(value));

    static string With(PipelineStep step, string name) => step.With.GetValueOrDefault(name, "");

    [GeneratedRegex(@"deploy|rollout|release|production", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Deploying();

    [GeneratedRegex(
        @"^(?:amondnet/vercel-action|betahuhn/deploy-to-vercel-action|vercel/deploy)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Vercel();

    [GeneratedRegex(
        @"^(?:nwtgck/actions-netlify|netlify/actions|jsmrcaga/action-netlify-deploy)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Netlify();

    [GeneratedRegex(@"^cloudflare/(?:wrangler|pages)-action", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Cloudflare();

    [GeneratedRegex(@"^superfly/flyctl-actions$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Fly();

    [GeneratedRegex(
        @"^(?:akhileshns/heroku-deploy|heroku/deploy|atlassian/heroku-deploy)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Heroku();

    [GeneratedRegex(@"^bervproject/railway-deploy", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Railway();

    [GeneratedRegex(
        @"^(?:johnbeynon/render-deploy|sws2apps/render-deployment|render-examples/|bounceapp/render-action)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Render();

    [GeneratedRegex(
        @"^(?:firebaseextended/action-hosting-deploy|w9jds/firebase-action|atlassian/firebase-deploy)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Firebase();

    [GeneratedRegex(
        @"^(?:jakejarvis/s3-sync-action|reggionick/s3-deploy|atlassian/aws-s3-deploy|aws-s3/sync)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AwsFiles();

    [GeneratedRegex(
        @"^(?:aws-actions/(?:amazon-ecs-deploy-(?:task-definition|express)|aws-lambda-deploy|aws-cloudformation-github-deploy|aws-codebuild-run-build)|awslabs/amazon-app-runner-deploy|einaregilsson/beanstalk-deploy|serverless/github-action|appleboy/lambda-action|aws-ecs/(?:deploy|update)|aws-elastic-beanstalk|atlassian/aws-(?:ecs-deploy|lambda-deploy|elasticbeanstalk-deploy|sam-deploy|cloudformation-deploy|code-deploy)|ECSDeploy|BeanstalkDeployApplication|LambdaDeployFunction)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Aws();

    [GeneratedRegex(
        @"^(?:google-github-actions/deploy-|gcp-cloud-run/|gcp-app-engine|cloudrun/deploy|atlassian/google-(?:app-engine-deploy|cloud-run))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Google();

    [GeneratedRegex(
        @"^(?:azure/(?:webapps-(?:deploy|container-deploy)|functions-(?:action|container-action)|static-web-apps-deploy|container-apps-deploy-action|aci-deploy|spring-apps-deploy)|microsoft/azure-|AzureWebApp|AzureRmWebAppDeployment|AzureFunctionApp|AzureStaticWebApp|AzureContainerApps|AzureAppServiceManage)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Azure();

    [GeneratedRegex(
        @"^(?:azure/k8s-deploy|actions-hub/kubectl|deliverybot/helm|bitovi/github-actions-deploy|stefanprodan/kube-tools|KubernetesManifest|HelmDeploy|Kubernetes$|atlassian/kubectl-run|kubernetes/create-or-update|helm/(?:upgrade|install)|wahyd4/kubectl-helm-action|steebchen/kubectl)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Kubernetes();

    [GeneratedRegex(
        @"^(?:samkirkland/(?:ftp-deploy|web-deploy)|FtpUpload|atlassian/ftp-deploy|airvzxf/ftp-deployment|kevinpainchaud/simple-ftp|pressidium/lftp)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Ftp();

    [GeneratedRegex(
        @"^(?:appleboy/scp-action|easingthemes/ssh-deploy|burnett01/rsync-deployments|up9cloud/action-rsync|wlixcc/SFTP-Deploy|CopyFilesOverSSH|atlassian/(?:scp|rsync|sftp)-deploy|garygrossgarten/github-action-scp|cross-the-world/ssh-scp)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Copies();

    [GeneratedRegex(
        @"^(?:actions/deploy-pages|peaceiris/actions-gh-pages|jamesives/github-pages-deploy-action|crazy-max/ghaction-github-pages)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Pages();

    [GeneratedRegex(
        @"^(?:digitalocean/app_action|dokku/github-action|caprover/deploy|koyeb/action|deployphp/action|uffizzi|northflank/deploy|zeabur|denoland/deployctl|capistrano/)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Others();

    [GeneratedRegex(
        @"^(?:aurelien-baudet/workflow-dispatch|benc-uk/workflow-dispatch|peter-evans/repository-dispatch|convictional/trigger-workflow|the-actions-org/workflow-dispatch|lasith-kg/dispatch-workflow|distributhor/workflow-webhook|joelwmale/webhook-action)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HandsOver();
}
