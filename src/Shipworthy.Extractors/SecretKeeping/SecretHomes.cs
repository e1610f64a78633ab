using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Infrastructure.Needs;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>The kind of place where a part runs, by how such places give it its secrets.</summary>
enum HomeKind
{
    /// <summary>Nothing shows it.</summary>
    Unknown,

    /// <summary>A host whose variables are kept encrypted, and can come from nowhere else (rubric D2).</summary>
    KeepsVariables,

    /// <summary>A cloud that has a store, and also takes variables in clear.</summary>
    Cloud,

    /// <summary>A cluster of Kubernetes.</summary>
    Cluster,

    /// <summary>A machine with containers or programs on it.</summary>
    Machine,
}

/// <summary>Where a part runs.</summary>
/// <param name="Name">What people call it.</param>
readonly record struct SecretHome(HomeKind Kind, string Name);

/// <summary>Tells where each part runs, by what deploys it, then by files of hosts, then by packages that only one host uses (rulings, G8).</summary>
sealed partial class SecretHomes
{
    readonly Sources sources;
    readonly App known;
    readonly Ways ways;
    readonly ImmutableArray<Deployable> parts;
    readonly bool hasCompose;
    readonly bool hasAspire;

    public SecretHomes(Sources sources, App known, ImmutableArray<Deployable> parts, ComposeInUse compose)
    {
        this.sources = sources;
        this.known = known;
        this.parts = parts;
        ways = new(sources, BranchPipelines.Followed(known, sources.Tree), parts);
        hasCompose = !compose.Files.IsEmpty;
        hasAspire = known.InfraResources.Any(one => one is { Tool: InfraTool.Aspire, IsInProduction: true });
    }

    /// <summary>The deploys of a part to production that work.</summary>
    public IEnumerable<DeployAct> DeploysOf(Deployable part) => ways.ActsOf(part).Where(act => act.Broken is null && !act.Means.IsPreview);

    /// <summary>Whether the repository itself deploys a part, and of code that several share, any of them: then that is where production is (rulings, G8).</summary>
    public bool IsDeployed(Deployable? part) => part is null ? parts.Any(one => DeploysOf(one).Any()) : DeploysOf(part).Any();

    /// <summary>Where code runs that several parts share: the kind of place that all of them have in common.</summary>
    public SecretHome OfAll()
    {
        var homes = parts.Where(part => part.Stack is not Stack.Static).Select(Of).Distinct().ToList();
        return homes.Count > 0 && homes.TrueForAll(home => home.Kind == homes[0].Kind) ? homes[0] : default;
    }

    /// <summary>Where a part runs.</summary>
    public SecretHome Of(Deployable part)
    {
        var acts = DeploysOf(part).ToList();
        var marks = ways.HostsOf(part);
        foreach (var act in acts.Where(act => act.Stage is ForStage.Production || marks.IsEmpty))
            if (Of(act) is { Kind: not HomeKind.Unknown } home)
                return home;
        foreach (var mark in marks)
            if (Of(mark) is { Kind: not HomeKind.Unknown } home)
                return home;
        if (Of(part.Hosting, "") is { Kind: not HomeKind.Unknown } own)
            return own;
        if (RuntimeHomes.HostOfPackages(sources.Tree, part) is { } host)
            return new(HomeKind.KeepsVariables, host);
        if (part.Stack is Stack.SupabaseFunctions)
            return new(HomeKind.KeepsVariables, "Supabase");
        if (hasAspire)
            return new(HomeKind.Cloud, "the target of the Aspire host");
        if (
            known.InfraResources.FirstOrDefault(one =>
                one is { Kind: InfraKind.Runtime, IsInProduction: true, Tool: not InfraTool.Compose }
            ) is
            { } service
        )
            return service.Provider switch
            {
                "kubernetes" => new(HomeKind.Cluster, "Kubernetes"),
                "kamal" => new(HomeKind.Machine, "a machine that Kamal prepares"),
                "aws" => new(HomeKind.Cloud, "Amazon Web Services"),
                "google" => new(HomeKind.Cloud, "Google Cloud"),
                "azure" => new(HomeKind.Cloud, "Azure"),
                "digitalocean" or "caprover" => new(HomeKind.KeepsVariables, service.Provider is "caprover" ? "CapRover" : "DigitalOcean"),
                _ => default,
            };
        return hasCompose || acts.Exists(act => act.Means.Manner is Manner.InPlace or Manner.Ftp)
            ? new(HomeKind.Machine, "a machine of its own")
            : default;
    }

    static SecretHome Of(DeployAct act) =>
        KeepingProducts().Match($"{act.Means.Name}\n{act.Line}\n{act.Run?.Step.Uses}") is { Success: true } product
            ? new(HomeKind.KeepsVariables, ProductName(product.Value))
        : act.Means.Manner is Manner.InPlace or Manner.Ftp ? new(HomeKind.Machine, "a machine of its own")
        : Of(act.Means.Host, "");

    static SecretHome Of(HostMark mark) =>
        mark.Name is "DigitalOcean" or "CapRover" ? new(HomeKind.KeepsVariables, mark.Name) : Of(mark.Host, mark.Name);

    static SecretHome Of(Hosting host, string name) =>
        host switch
        {
            Hosting.Vercel => new(HomeKind.KeepsVariables, "Vercel"),
            Hosting.Netlify => new(HomeKind.KeepsVariables, "Netlify"),
            Hosting.Cloudflare => new(HomeKind.KeepsVariables, "Cloudflare"),
            Hosting.Supabase => new(HomeKind.KeepsVariables, "Supabase"),
            Hosting.Lovable => new(HomeKind.KeepsVariables, "Lovable"),
            Hosting.Replit => new(HomeKind.KeepsVariables, "Replit"),
            Hosting.Fly => new(HomeKind.KeepsVariables, "Fly.io"),
            Hosting.Render => new(HomeKind.KeepsVariables, "Render"),
            Hosting.Railway => new(HomeKind.KeepsVariables, "Railway"),
            Hosting.Heroku => new(HomeKind.KeepsVariables, "Heroku"),
            Hosting.Firebase => name is "Firebase App Hosting" ? new(HomeKind.KeepsVariables, name) : new(HomeKind.Cloud, "Firebase"),
            Hosting.Aws => new(HomeKind.Cloud, "Amazon Web Services"),
            Hosting.GoogleCloud => new(HomeKind.Cloud, "Google Cloud"),
            Hosting.Azure => new(HomeKind.Cloud, "Azure"),
            Hosting.Kubernetes => new(HomeKind.Cluster, "Kubernetes"),
            Hosting.Compose => new(HomeKind.Machine, "a machine of its own"),
            Hosting.Unknown => default,
        };

    static string ProductName(string found) =>
        found.ToLowerInvariant() switch
        {
            var one when one.StartsWith("fastapi", StringComparison.Ordinal) => "FastAPI Cloud",
            var one when one.StartsWith("deno", StringComparison.Ordinal) => "Deno Deploy",
            [var first, .. var rest] => $"{char.ToUpperInvariant(first)}{rest.Split(' ')[0]}",
            _ => "its host",
        };

    /// <summary>Products that keep the variables of what they run in a store of their own.</summary>
    [GeneratedRegex(
        @"\b(?:fastapi deploy|koyeb|northflank|zeabur|gigalixir|clever deploy|deno deploy|deployctl|coolify|dokploy|caprover|dokku|piku|scalingo|convex deploy|modal deploy)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex KeepingProducts();
}
