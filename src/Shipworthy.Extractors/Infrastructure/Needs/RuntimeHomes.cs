using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Finds what declares the place where each part of the app runs (rubric 4.1, "runtime"; D2, "host").</summary>
sealed partial class RuntimeHomes
{
    readonly Sources sources;
    readonly App known;
    Ways? ways;
    readonly ImmutableArray<InfraResource> services;
    readonly ImmutableArray<InfraResource> composed;
    readonly ImmutableArray<(PipelineStep Step, string By)> deploys;

    public RuntimeHomes(Sources sources, App known)
    {
        this.sources = sources;
        this.known = known;
        var runtimes = known.InfraResources.Where(one => one.Kind is InfraKind.Runtime && one.IsInProduction).ToList();
        composed = [.. runtimes.Where(one => one.Tool is InfraTool.Compose)];
        services = [.. runtimes.Where(one => one.Tool is not InfraTool.Compose)];
        deploys =
        [
            .. known
                .Pipelines.SelectMany(pipeline =>
                    pipeline.Jobs.SelectMany(job => job.Steps.Where(step => !DeploySteps.IsForTrial(pipeline, job, step)))
                )
                .Select(step => (step, DeploySteps.MechanismOf(step)))
                .Where(pair => pair.Item2 is not null)
                .Select(pair => (pair.step, pair.Item2!)),
        ];
    }

    /// <summary>Whether no file says where any server of the app runs.</summary>
    public bool AreNowhere =>
        services.IsEmpty
        && composed.IsEmpty
        && deploys.IsEmpty
        && known.Deployables.Where(part => part.Stack is not Stack.Static).All(part => part.Hosting is Hosting.Unknown);

    /// <summary>A need for each part of the app, and one for the machine below them.</summary>
    public IEnumerable<NeededResource> Needs()
    {
        var parts = known.Deployables.Where(part => part.Serves is not Serves.Nothing).ToList();
        var unhosted = parts.Where(part => Host(part) is null).ToList();
        var onMachine = new List<Location>();
        foreach (var part in parts)
            yield return Of(part, unhosted, onMachine);
        foreach (var machine in onMachine.Take(1))
            yield return Machine(machine);
    }

    NeededResource Of(Deployable part, List<Deployable> unhosted, List<Location> onMachine)
    {
        if (Host(part) is { } host)
            return Need(part, NeedStanding.Declared, $"runs on {host}, which builds it from this repository");
        if (services.FirstOrDefault(one => IsFor(one, part)) is { } named)
            return Declared(part, named, onMachine);
        // What a single app runs as needs no name; among several, the name alone tells which is which.
        if (unhosted.Count == 1 && services is [var first, ..])
            return Declared(part, first, onMachine);
        if ((composed.FirstOrDefault(one => IsFor(one, part)) ?? composed.FirstOrDefault()) is { } service)
            return Composed(part, service, onMachine);
        if (deploys.Select(deploy => Deployed(part, deploy.Step, deploy.By)).FirstOrDefault(need => need is not null) is { } deployed)
            return deployed;
        if (
            OwnRunners.Starts(
                known.Pipelines,
                Folders.NameOf(part.Folder),
                known.Deployables.Count(one => one.Serves is not Serves.Nothing)
            ) is
            { } started
        )
            return known.InfraResources.Any(one => one is { Kind: InfraKind.Machine, IsInProduction: true })
                ? Need(part, NeedStanding.Declared, "is started with docker run on a machine that is declared here") with
                {
                    DeclaredAt = started,
                }
                : Need(part, NeedStanding.HomeMadeByHand, "is started with docker run on a machine that is declared nowhere") with
                {
                    At = started,
                };
        if (OnMachineByHand(part) is { } typed)
            return typed;
        return services.IsEmpty
            ? Need(part, NeedStanding.Unknown, "runs on a host that no file here names")
            : Need(part, NeedStanding.Unknown, "is none of the services that are declared here, as far as their names show");
    }

    /// <summary>What a person changes in place runs on a machine, whose declaration would be here.</summary>
    NeededResource? OnMachineByHand(Deployable part)
    {
        ways ??= new(sources, known, WaysOfDeployables.InScope(known));
        return part.Serves is Serves.Files || !ways.ByHandInPlace(part) ? null
            : known.InfraResources.Any(one => one is { Kind: InfraKind.Machine, IsInProduction: true })
                ? Need(part, NeedStanding.Declared, "is deployed by hand to a machine that is declared here")
            : Need(part, NeedStanding.HomeMadeByHand, "is deployed by hand to a machine that is declared nowhere") with
            {
                At = ways.Of(part).At,
            };
    }

    NeededResource Declared(Deployable part, InfraResource service, List<Location> onMachine)
    {
        if (service.Provider is "kamal")
            onMachine.Add(service.At);
        return Need(part, NeedStanding.Declared, $"is declared as {service.Type} in {service.At.Path}") with { DeclaredAt = service.At };
    }

    static NeededResource Composed(Deployable part, InfraResource service, List<Location> onMachine)
    {
        onMachine.Add(Location.At(service.At.Path, 1));
        return Need(part, NeedStanding.Declared, $"is declared as a service in {service.At.Path}") with { DeclaredAt = service.At };
    }

    /// <summary>A command that makes the service where there is none declares it; one that only puts a new version into it does not.</summary>
    static NeededResource? Deployed(Deployable part, PipelineStep step, string by) =>
        Makes().IsMatch(by) ? Need(part, NeedStanding.Declared, $"is made by {by}") with { DeclaredAt = step.At }
        : Updates().IsMatch(by)
            ? Need(part, NeedStanding.MadeInCloudByHand, $"is deployed with {by} into a service that is declared nowhere") with
            {
                At = step.At,
            }
        : OnMachines().IsMatch(by)
            ? Need(part, NeedStanding.HomeMadeByHand, $"is deployed with {by.Split(' ')[0]} to a machine that is declared nowhere") with
            {
                At = step.At,
            }
        : null;

    NeededResource Machine(Location at) =>
        known.InfraResources.FirstOrDefault(one => one is { Kind: InfraKind.Machine, IsInProduction: true }) is { } machine
            ? new(at, InfraKind.Machine, "a machine to run on")
            {
                Standing = NeedStanding.Declared,
                Because = $"is declared in {machine.At.Path}",
                DeclaredAt = machine.At,
            }
            : new(at, InfraKind.Machine, "a machine to run on") { Standing = NeedStanding.HomeMadeByHand, Because = "is declared nowhere" };

    static NeededResource Need(Deployable part, NeedStanding standing, string because) =>
        new(part.At, InfraKind.Runtime, $"the app {part.Name}") { Standing = standing, Because = because };

    static bool IsFor(InfraResource service, Deployable part)
    {
        var name = Folders.NameOf(part.Folder);
        if (part.Folder.Length > 0 && IsCalled(service, name))
            return true;
        // Projects of .NET are called by what they are too: Orders.Api is the service orders.
        if (name.Contains('.') && Kind().Replace(name, "") is { Length: > 3 } plain && plain != name && IsCalled(service, plain))
            return true;
        var build = service.Settings["build"];
        var context = build["context"].Literal ?? build.Literal;
        return part.Folder.Length > 0
            && context is not null
            && Paths.Within(Paths.FolderOf(service.At.Path), context) is { } folder
            && folder == part.Folder;
    }

    static bool IsCalled(InfraResource service, string name) =>
        Same(service.Name, name)
        || Same(service.Address, name)
        || (service.Tool is InfraTool.Aspire ? service.Key.Equals(name, StringComparison.OrdinalIgnoreCase) : Same(service.Key, name));

    static bool Same(string text, string name) =>
        name.Length > 2 && text.Split('.', '-', '_', '/').Any(word => word.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The host that the part's own files name (rubric D2); null when none does.</summary>
    string? Host(Deployable part) =>
        part.Hosting switch
        {
            Hosting.Unknown => HostOfPackages(sources.Tree, part),
            Hosting.Vercel => "Vercel",
            Hosting.Netlify => "Netlify",
            Hosting.Cloudflare => "Cloudflare",
            Hosting.Firebase => "Firebase",
            Hosting.Supabase => "Supabase",
            Hosting.Lovable => "Lovable",
            Hosting.Replit => "Replit",
            Hosting.Fly => "Fly",
            Hosting.Render => "Render",
            Hosting.Railway => "Railway",
            Hosting.Heroku => "Heroku",
            Hosting.Aws => "Amazon Web Services",
            Hosting.GoogleCloud => "Google Cloud",
            Hosting.Azure => "Azure",
            Hosting.Kubernetes or Hosting.Compose => null,
        };

    /// <summary>The host that is the only one to use a package of the part; null when none is.</summary>
    public static string? HostOfPackages(SourceTree tree, Deployable part)
    {
        foreach (var folder in Paths.UpFrom(part.Folder))
            if (
                tree.Find(Paths.Below(folder, "package.json")) is { } manifest
                && HostPackages().Match(manifest.Text) is { Success: true } match
            )
                return match.Groups["name"].Value switch
                {
                    "lovable-tagger" => "Lovable",
                    var name when name.Contains("netlify", StringComparison.Ordinal) => "Netlify",
                    var name when name.Contains("cloudflare", StringComparison.Ordinal) => "Cloudflare",
                    _ => "Vercel",
                };
        return null;
    }

    [GeneratedRegex(@"\.(?:Api|Web|Server|Service|App|Worker|Host)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Kind();

    [GeneratedRegex(
        @"""(?<name>lovable-tagger|@netlify/functions|@cloudflare/workers-types|@opennextjs/cloudflare|@sveltejs/adapter-(?:vercel|netlify|cloudflare)|@astrojs/(?:vercel|netlify|cloudflare)|@vercel/(?:blob|functions|edge-config|cron))""\s*:",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HostPackages();

    [GeneratedRegex(
        @"^(?:gcloud (?:run|app|functions) deploy|vercel|netlify|wrangler|fly|railway|firebase|supabase|(?:sam|cdk|sst|serverless|sls) deploy|pulumi|terraform|azd|az containerapp up|kamal|fastapi|amondnet|nwtgck|cloudflare|superfly|google-github-actions/deploy-|FirebaseExtended|digitalocean|johnbeynon|bervProject|helm|argocd)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Makes();

    [GeneratedRegex(
        @"^(?:aws |az |gcloud run services|kubectl|aws-actions/|azure/|Azure/|akhileshns|heroku|git push)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Updates();

    [GeneratedRegex(
        @"^(?:ssh|scp|rsync|docker stack|appleboy/|easingthemes/|SamKirkland/|cap |dep )",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OnMachines();
}
