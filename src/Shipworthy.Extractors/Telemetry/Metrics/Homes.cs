using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Infrastructure.Needs;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>What a host measures of the services on it by itself.</summary>
enum HomeKind
{
    /// <summary>No file says where the service runs.</summary>
    Unknown,

    /// <summary>A platform that measures what it runs, and shows it on a page of its own.</summary>
    Measures,

    /// <summary>A cluster, which may hold what measures its programs.</summary>
    Cluster,

    /// <summary>A machine on which nothing is that the repository does not put there.</summary>
    Bare,
}

/// <summary>Where a service runs.</summary>
/// <param name="Kind">What it measures.</param>
/// <param name="Name">What people call it.</param>
/// <param name="At">What shows it; null when the service itself does.</param>
readonly record struct Home(HomeKind Kind, string Name, Location? At);

/// <summary>Tells where each service runs, as far as it matters for what is measured there (ruling 6.3).</summary>
sealed partial class Homes
{
    readonly Sources sources;
    readonly ImmutableArray<InfraResource> runtimes;
    readonly ImmutableArray<(string By, Location At)> deploys;
    readonly ImmutableArray<InfraResource> machines;
    readonly InfraResource? balancer;
    readonly Location? startedHere;
    readonly int parts;
    readonly ImmutableArray<Deployable> all;

    public Homes(Sources sources, App known, int parts)
    {
        this.sources = sources;
        this.parts = parts;
        all = [.. known.Deployables];
        runtimes = [.. known.InfraResources.Where(one => one.Kind is InfraKind.Runtime && one.IsInProduction)];
        var inProduction = known.InfraResources.Where(one => one.IsInProduction).ToList();
        machines =
        [
            .. inProduction.Where(one =>
                one is { Kind: InfraKind.Machine, Tool: not InfraTool.Machine, Provider: "aws" or "google" or "azure" }
            ),
        ];
        balancer = inProduction.Find(one => Balancers().IsMatch(one.Type) && machines.Any(machine => machine.Provider == one.Provider));
        deploys =
        [
            .. known
                .Pipelines.SelectMany(pipeline =>
                    pipeline.Jobs.SelectMany(job => job.Steps.Where(step => !DeploySteps.IsForTrial(pipeline, job, step)))
                )
                .Select(step => (By: DeploySteps.MechanismOf(step) ?? "", step.At))
                .Where(one => one.By.Length > 0),
        ];
        startedHere = known
            .Pipelines.SelectMany(pipeline =>
                pipeline
                    .Jobs.Where(job => job.OnOwnMachine is true)
                    .SelectMany(job => job.Steps.Where(step => !DeploySteps.IsForTrial(pipeline, job, step)))
            )
            .SelectMany(step => step.Commands)
            .Where(command => StartsAndStays().IsMatch(command.Line))
            .Select(command => command.At)
            .FirstOrDefault();
    }

    /// <summary>Where a service runs.</summary>
    public Home Of(Deployable part)
    {
        if (OfHosting(part.Hosting) is { } hosted)
            return hosted;
        if (RuntimeHomes.HostOfPackages(sources.Tree, part) is { } host)
            return new(HomeKind.Measures, host, null);
        var declared = runtimes.Where(one => one.Tool is not InfraTool.Compose).ToList();
        if ((declared.Find(one => IsFor(one, part)) ?? declared.Find(one => !IsOfOther(one, part))) is { } resource)
            return resource.Provider switch
            {
                "kubernetes" => new(HomeKind.Cluster, "a cluster", resource.At),
                "kamal" => new(HomeKind.Bare, "a machine of yours", resource.At),
                _ => new(HomeKind.Measures, NameOf(resource.Provider), resource.At),
            };
        foreach (var (by, at) in deploys)
            if (Clusters().IsMatch(by))
                return new(HomeKind.Cluster, "a cluster", at);
            else if (!Machines().IsMatch(by))
                return new(HomeKind.Measures, $"the platform behind {by.Split(' ', '/')[0]}", at);
        // A cloud measures what its load balancer hands out and how busy the machines behind it are; of a machine alone it knows little.
        if (balancer is not null && machines.FirstOrDefault() is { } machine)
            return new(HomeKind.Measures, NameOf(machine.Provider), machine.At);
        if (startedHere is not null && machines.IsEmpty)
            return new(HomeKind.Bare, "a machine of yours", startedHere);
        var composed = runtimes.Where(one => one.Tool is InfraTool.Compose).ToList();
        if (composed.Find(one => IsFor(one, part)) is { } service)
            return new(HomeKind.Bare, "a machine with Docker Compose", service.At);
        if (
            parts == 1
            && composed.Find(one => one.Settings["build"].Kind is not InfraValueKind.Absent || IsOwnImage(one, part)) is { } only
        )
            return new(HomeKind.Bare, "a machine with Docker Compose", only.At);
        return default;
    }

    /// <summary>
    /// Whether a service runs an image of the team's own: somebody's, not one that everybody takes, beside the Dockerfile that makes it, and of a file that names what the part
    /// is written in.
    /// </summary>
    bool IsOwnImage(InfraResource service, Deployable part)
    {
        var image = service.Settings["image"].Literal?.Split('@')[0] ?? "";
        var owner = image.Split('/')[0];
        return image.Contains('/', StringComparison.Ordinal)
            && !PublicOwners().IsMatch(image)
            && owner.Length > 0
            && sources
                .Tree.Named("Dockerfile")
                .Any(file => file.Folder == Paths.FolderOf(service.At.Path) && (part.Folder == file.Folder || part.Holds(file.Path)));
    }

    /// <summary>Whether a declared service lies in the folder of another part.</summary>
    bool IsOfOther(InfraResource service, Deployable part) =>
        all.Any(other =>
            other.Folder.Length > 0 && other.Folder != part.Folder && other.Holds(service.At.Path) && !part.Holds(service.At.Path)
        );

    static string NameOf(string provider) =>
        provider switch
        {
            "aws" => "Amazon Web Services",
            "google" => "Google Cloud",
            "azure" => "Azure",
            _ => "its platform",
        };

    static Home? OfHosting(Hosting hosting) =>
        hosting switch
        {
            Hosting.Unknown or Hosting.Compose => null,
            Hosting.Kubernetes => new(HomeKind.Cluster, "a cluster", null),
            Hosting.Vercel => Measuring("Vercel"),
            Hosting.Netlify => Measuring("Netlify"),
            Hosting.Cloudflare => Measuring("Cloudflare"),
            Hosting.Firebase => Measuring("Firebase"),
            Hosting.Supabase => Measuring("Supabase"),
            Hosting.Lovable => Measuring("Lovable"),
            Hosting.Replit => Measuring("Replit"),
            Hosting.Fly => Measuring("Fly"),
            Hosting.Render => Measuring("Render"),
            Hosting.Railway => Measuring("Railway"),
            Hosting.Heroku => Measuring("Heroku"),
            Hosting.Aws => Measuring("Amazon Web Services"),
            Hosting.GoogleCloud => Measuring("Google Cloud"),
            Hosting.Azure => Measuring("Azure"),
        };

    static Home Measuring(string name) => new(HomeKind.Measures, name, null);

    /// <summary>Whether a declared service runs a part: it builds its folder, or bears its name.</summary>
    public static bool IsFor(InfraResource service, Deployable part)
    {
        var build = service.Settings["build"];
        var folder = Paths.FolderOf(service.At.Path);
        if ((build["context"].Literal ?? build.Literal) is { } context)
        {
            if (Paths.Within(folder, context) == part.Folder)
                return true;
            if (build["dockerfile"].Literal is { } file && Paths.Within(Paths.Within(folder, context), file) is { } path)
                return part.Folder.Length > 0 && part.Holds(path);
        }
        var name = Folders.NameOf(part.Folder);
        return part.Folder.Length > 0
            && name.Length > 2
            && (Same(service.Name, name) || Same(service.Address, name) || Same(service.Key, name));
    }

    static bool Same(string text, string name) =>
        text.Split('.', '-', '_', '/').Any(word => word.Equals(name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        @"^(?:aws_(?:lb|alb|elb)|google_compute_(?:backend_service|region_backend_service|url_map)|azurerm_(?:lb|application_gateway)|AWS::ElasticLoadBalancing(?:V2)?::LoadBalancer|Microsoft\.Network/(?:loadBalancers|applicationGateways))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Balancers();

    /// <summary>What a runner on a machine of one's own starts there, and leaves running.</summary>
    [GeneratedRegex(
        @"^docker run\b.* (?:-d|--detach|--restart)\b|^docker[ -]compose\b.* up\b.* (?:-d|--detach)\b|^pm2 (?:start|restart|reload)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex StartsAndStays();

    /// <summary>Names under which makers of programs give out images for everybody.</summary>
    [GeneratedRegex(
        @"^(?:docker\.io/)?(?:library|bitnami\w*|prom|grafana|minio|mcr\.microsoft\.com|quay\.io/(?:prometheus|keycloak)|confluentinc|hashicorp|nginxinc|linuxserver|jwilder|nginxproxy|elastic|docker\.elastic\.co|gcr\.io/cadvisor|cloudflare|certbot|redis|postgis|timescale|pgvector|supabase|ankane|axllent|mailhog|mailpit|dpage|prodrigestivill|containrrr|portainer|getmeili|typesense|qdrant|chromadb|ollama|edoburu|clickhouse|otel|jaegertracing|traefik|caddy|amazon|localstack|rabbitmq|valkey|keycloak|temporalio|metabase|n8nio|umami-software|ghcr\.io/(?:umami-software|open-webui|berriai))/",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex PublicOwners();

    [GeneratedRegex(@"^(?:kubectl|helm|argocd)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Clusters();

    [GeneratedRegex(
        @"^(?:ssh|scp|rsync|docker|appleboy/|easingthemes/|SamKirkland/|cap |dep |kamal|pulumi|terraform|aws s3)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Machines();
}
