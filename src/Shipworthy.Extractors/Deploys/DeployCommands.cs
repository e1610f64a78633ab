using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells the means of deploying by commands (rubric 5, "Deploy step").</summary>
static partial class DeployCommands
{
    static readonly ImmutableArray<(Regex Pattern, Hosting Host, Manner Manner, Cargo Cargo)> Known =
    [
        (Vercel(), Hosting.Vercel, Manner.Release, Cargo.Programs),
        (Netlify(), Hosting.Netlify, Manner.Release, Cargo.Programs),
        (Cloudflare(), Hosting.Cloudflare, Manner.Release, Cargo.Programs),
        (Fly(), Hosting.Fly, Manner.Release, Cargo.Programs),
        (Railway(), Hosting.Railway, Manner.Release, Cargo.Programs),
        (Heroku(), Hosting.Heroku, Manner.Release, Cargo.Programs),
        (Render(), Hosting.Render, Manner.Release, Cargo.Programs),
        (Firebase(), Hosting.Firebase, Manner.Release, Cargo.Everything),
        (Supabase(), Hosting.Supabase, Manner.Release, Cargo.SupabaseFunctions),
        (Bucket(), Hosting.Aws, Manner.Release, Cargo.Files),
        (BucketOfGoogle(), Hosting.GoogleCloud, Manner.Release, Cargo.Files),
        (Google(), Hosting.GoogleCloud, Manner.Release, Cargo.Programs),
        (AwsStack(), Hosting.Aws, Manner.Release, Cargo.Everything),
        (Aws(), Hosting.Aws, Manner.Release, Cargo.Programs),
        (AzureApp(), Hosting.Azure, Manner.Release, Cargo.Everything),
        (Azure(), Hosting.Azure, Manner.Release, Cargo.Programs),
        (Kubernetes(), Hosting.Kubernetes, Manner.Release, Cargo.Programs),
        (Swarm(), Hosting.Compose, Manner.Release, Cargo.Programs),
        (OwnServer(), Hosting.Compose, Manner.Release, Cargo.Everything),
        (Terraform(), Hosting.Unknown, Manner.Infrastructure, Cargo.Everything),
        (OtherHosts(), Hosting.Unknown, Manner.Release, Cargo.Everything),
        (Hook(), Hosting.Unknown, Manner.Release, Cargo.Programs),
        (Ftp(), Hosting.Unknown, Manner.Ftp, Cargo.Everything),
    ];

    /// <summary>The means that a command is; null when it deploys nothing, or only a database.</summary>
    public static DeployMeans? Of(string line)
    {
        line = Runner().Replace(line, "");
        if (Rehearsed().IsMatch(line))
            return null;
        foreach (var (pattern, host, manner, cargo) in Known)
            if (pattern.Match(line) is { Success: true } found)
                return new(NameOf(line), host, manner, host is Hosting.Firebase ? CargoOfFirebase(line) : cargo)
                {
                    IsPreview = IsPreview(host, line),
                };
        return null;
    }

    /// <summary>Whether a command puts files of this machine on another one.</summary>
    public static bool Copies(string line) => Copying.IsToElsewhere(line) && !SettingsOnly().IsMatch(line);

    /// <summary>Whether a command, on the machine where the app runs, changes what runs there without a finished artifact.</summary>
    public static bool ChangesInPlace(string line) => InPlace().IsMatch(line);

    /// <summary>Whether a command, on the machine where the app runs, starts it again.</summary>
    public static bool Restarts(string line) => Restart().IsMatch(line);

    /// <summary>Whether a command fetches a finished image.</summary>
    public static bool Pulls(string line) => Pull().IsMatch(line);

    static string NameOf(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["curl" or "wget", ..])
            return "a deploy hook";
        return string.Join(
            ' ',
            words.TakeWhile(word => !word.StartsWith('-') || word is "--prod").Take(words is ["gcloud" or "aws" or "supabase", ..] ? 3 : 2)
        );
    }

    /// <summary>Hosts that keep previews apart deploy to production only when they are told so.</summary>
    static bool IsPreview(Hosting host, string line) =>
        host switch
        {
            Hosting.Vercel => !VercelProduction().IsMatch(line),
            Hosting.Netlify => !NetlifyProduction().IsMatch(line),
            Hosting.Firebase => line.Contains("hosting:channel", StringComparison.Ordinal),
            _ => false,
        };

    static Cargo CargoOfFirebase(string line) =>
        FirebaseOnly().Match(line) is { Success: true } only
            ? only.Value.Contains("functions", StringComparison.Ordinal)
                ? Cargo.Programs
                : Cargo.Files
            : Cargo.Everything;

    [GeneratedRegex(
        @"^(?:npx(?: --?[\w-]+)* |pnpm (?:dlx |exec )?(?=wrangler|vercel|[a-z]+-cloudflare)|yarn (?:dlx )?(?=wrangler|vercel|[a-z]+-cloudflare)|pnpm (?:dlx|exec) |yarn dlx |bunx |bun x |uv run |poetry run |bundle exec |sudo |\./|bin/)+",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Runner();

    [GeneratedRegex(
        @"^vercel(?:@\S+)?(?: (?:deploy|promote|alias|redeploy|--prod|--prebuilt|--target|--token|--yes|-y|--cwd|--confirm)\b|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Vercel();

    [GeneratedRegex(@"--prod\b|--target[= ]production|\b(?:promote|alias)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex VercelProduction();

    [GeneratedRegex(@"^(?:netlify|ntl)(?:-cli)?(?:@\S+)? deploy\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Netlify();

    [GeneratedRegex(@"--prod\b|\s-p\b|--alias[= ]\S*prod", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NetlifyProduction();

    [GeneratedRegex(
        @"^(?:wrangler(?:@\S+)? (?:deploy|publish|pages (?:deploy|publish)|versions deploy)|(?:vinext|opennextjs)-cloudflare(?:@\S+)? deploy)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Cloudflare();

    /// <summary>A deploy that is only tried out.</summary>
    [GeneratedRegex(
        @"^(?:wrangler|vinext-cloudflare|opennextjs-cloudflare|netlify|kubectl|helm|helmfile|fastapi|serverless|sls)\b.*\s--dry-run(?!=(?:none|false))\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Rehearsed();

    [GeneratedRegex(@"^(?:fly|flyctl) deploy\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Fly();

    [GeneratedRegex(@"^railway (?:up|redeploy|deploy)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Railway();

    [GeneratedRegex(
        @"^(?:heroku (?:container:(?:release|push)|pipelines:promote|builds:create)\b|git push .*heroku\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Heroku();

    [GeneratedRegex(
        @"^render (?:deploys? create|deploys)\b|^curl\b.*(?:api\.render\.com/(?:deploy|v1/services)|RENDER_\w*HOOK)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Render();

    /// <summary>Rules, indexes and extensions are no program.</summary>
    [GeneratedRegex(
        @"^firebase(?:-tools)?(?:@\S+)? (?:deploy\b(?!.*--only (?:firestore|storage|database|remoteconfig|extensions)\b)|hosting:channel:deploy\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Firebase();

    [GeneratedRegex(@"--only[= ]\S+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FirebaseOnly();

    [GeneratedRegex(@"^supabase functions deploy\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Supabase();

    [GeneratedRegex(
        @"^aws s3 (?:sync|cp .*--recursive|cp\b(?=.*index\.html))\b.*(?<!\S)[""']?s3://",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^(?:gsutil (?:-m )?(?:rsync|cp -r)|gcloud storage (?:rsync|cp -r))\b.*gs://", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BucketOfGoogle();

    [GeneratedRegex(
        @"^gcloud (?:beta |alpha )?(?:run (?:deploy|services (?:update|replace)|jobs (?:deploy|update))|app deploy|functions deploy|builds submit|deploy releases create|compute instances update-container)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Google();

    [GeneratedRegex(
        @"^(?:(?:sam|cdk|sst|serverless|sls|chalice|zappa|up) (?:deploy|update)\b|amplify (?:push|publish)\b|npx ampx pipeline-deploy\b|ampx pipeline-deploy\b|aws cloudformation deploy\b|copilot (?:svc |job |env )?deploy\b|pulumi up\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AwsStack();

    [GeneratedRegex(
        @"^(?:aws (?:ecs (?:update-service|deploy)|deploy (?:create-deployment|push)|lambda update-function-code|elasticbeanstalk (?:update-environment|create-application-version)|apprunner (?:start-deployment|update-service)|amplify start-(?:job|deployment))\b|eb deploy\b|ecs-deploy\b|ecspresso deploy\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Aws();

    [GeneratedRegex(@"^azd (?:up|deploy)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AzureApp();

    [GeneratedRegex(
        @"^(?:az (?:containerapp (?:up|update|revision|job update)|webapp (?:up|deploy|deployment (?:source|slot)|config container set)|functionapp (?:deploy|deployment source)|staticwebapp)\b|func azure functionapp publish\b|swa deploy\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Azure();

    [GeneratedRegex(
        @"^(?:kubectl (?:-\S+ \S+ )*(?:apply|set image|rollout restart|patch|replace|create -f)\b|(?:helm|helm3) (?:upgrade|install)\b|helmfile (?:apply|sync)\b|argocd app (?:sync|set)\b|skaffold (?:run|deploy)\b|werf converge\b|oc (?:apply|rollout|set image)\b|kustomize edit set image\b|flux reconcile\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Kubernetes();

    [GeneratedRegex(@"^docker (?:service update|stack deploy|rollout)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Swarm();

    [GeneratedRegex(
        @"^(?:kamal (?:deploy|redeploy|setup)\b|mrsk deploy\b|dokku (?:git:|deploy)|caprover deploy\b|cap \S+ deploy\b|(?:vendor/bin/)?dep deploy\b|mina deploy\b|vapor deploy\b|envoy run deploy\b|(?:php )?(?:vendor/bin/)?envoy run\b|ansible-playbook\b.*deploy|nomad job run\b|piku deploy\b|git push \S*(?:dokku|piku|clever|scalingo)\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OwnServer();

    [GeneratedRegex(@"^(?:terraform|tofu|terragrunt)\b.*\bapply\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Terraform();

    [GeneratedRegex(
        @"^(?:fastapi deploy\b|eas (?:submit|update|build\b.*--auto-submit)\b|fastlane\b.*(?:deploy|release|production|store)|doctl apps (?:create-deployment|update)\b|koyeb (?:deploy|service|app)\b|deno deploy\b|deployctl deploy\b|modal deploy\b|(?:cargo )?shuttle deploy\b|convex deploy\b|trigger(?:\.dev)?(?:@\S+)? deploy\b|gigalixir\b.*deploy|clever deploy\b|northflank\b.*deploy|zeabur deploy\b|surge\b|gh-pages\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherHosts();

    [GeneratedRegex(
        @"^(?:curl|wget)\b(?!.*(?:slack|discord|telegram|teams|hooks\.zapier))(?=.*(?:deploy[-_]?hook|hook[-_]?(?:url[-_]?)?deploy|DEPLOY_WEBHOOK|WEBHOOK_DEPLOY|/api/v1/deploy|api/deploy\b|(?:coolify|dokploy|portainer|caprover)\S*|deploy\S*webhook|webhook\S*deploy))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hook();

    [GeneratedRegex(@"^(?:lftp|ncftpput|ftp)\b|^curl\b.*\bftps?://", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Ftp();

    [GeneratedRegex(
        @"^(?:scp|rsync)\b(?:\s+-\S+(?:\s+\d+)?)*(?:\s+\S*(?:compose\S*\.ya?ml|\.env\S*|Caddyfile|nginx\S*|\.conf|\.sh|\.pem|\.key))+\s+\S+:\S*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SettingsOnly();

    [GeneratedRegex(
        @"^(?:git (?:-C \S+ )?(?:pull|reset --hard|fetch|checkout)\b|(?:npm|pnpm|yarn|bun) (?:ci|install|i)\b|pip3? install\b|composer install\b|bundle install\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex InPlace();

    [GeneratedRegex(
        @"^(?:sudo )?(?:pm2 (?:restart|reload|start)|systemctl (?:restart|reload)|service \S+ restart|supervisorctl (?:restart|reload|update)|(?:docker|podman)[ -]compose\b.*\b(?:up|restart)\b|docker (?:restart|run -d)\b|forever restart|touch tmp/restart)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Restart();

    [GeneratedRegex(@"^(?:sudo )?(?:(?:docker|podman)(?:[ -]compose\b.*)? pull\b)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pull();
}
