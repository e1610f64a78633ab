using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Infrastructure;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>Tells how a secret of a part is kept: what the deployment names it beside, else what follows from the host.</summary>
sealed class KeepingOfSecrets(Sources sources, App known, SecretHomes homes, ComposeInUse compose)
{
    readonly SecretStores stores = new(sources, known);
    readonly MachineScripts scripts = new(sources.Tree);
    readonly ServerFiles files = new(sources.Tree, compose);
    readonly Dictionary<Deployable, (SecretHome Home, Kept? All, ImmutableHashSet<string> Given)> seen = [];

    /// <summary>How a secret is kept that a part reads; a part that is not known may run anywhere.</summary>
    public Kept Of(string name, Deployable? part)
    {
        if (stores.Of(name) is { } named)
            return named.Because == SecretStores.OfRender && !homes.IsDeployed(part) ? OfVariant(name) ?? named : named;
        if (part is null)
            return homes.OfAll() is { Kind: HomeKind.KeepsVariables } common
                ? (homes.IsDeployed(null) ? null : OfVariant(name)) ?? OfHost(name, common)
                : Aspire(name) ?? new(Keeping.Unknown, "a host that no file here names", null);
        var (home, all, given) = Seen(part);
        if (given.Contains(name))
            return new(Keeping.Forge, "the encrypted secrets of the forge, which the deploy hands over", null);
        if (home.Kind is HomeKind.KeepsVariables)
            return (homes.IsDeployed(part) ? null : OfVariant(name)) ?? OfScript(part) ?? OfHost(name, home);
        if (all is { Keeping: not Keeping.Unknown } filled)
            return filled;
        if (home.Kind is HomeKind.Machine && files.Of(part, homes.DeploysOf(part)) is { } file)
            return new(Keeping.ServerFile, $"{file.Name}, a file on the server that anybody who gets in can read", file.At);
        if (Aspire(name) is { } host)
            return host;
        if (all is { } maybe)
            return maybe;
        if (home.Kind is HomeKind.Machine or HomeKind.Unknown && FilesToldOfServers.PathOf(known, part) is { } told)
            return new(Keeping.ServerFile, $"{told.Name}, a file on the server that anybody who gets in can read", told.At);
        return new(
            Keeping.Unknown,
            home.Kind switch
            {
                HomeKind.Machine => "the surroundings on its machine, and no file shows what keeps them there",
                HomeKind.Cluster => "a secret of the cluster that nothing here makes",
                HomeKind.Cloud => $"{home.Name}, and no file shows which store keeps them there",
                HomeKind.Unknown or HomeKind.KeepsVariables => "a host that no file here names",
            },
            null
        );
    }

    /// <summary>A host keeps a variable by elimination: nothing else can give it its value. Where git has one that works, that does not follow.</summary>
    Kept OfHost(string name, SecretHome home) =>
        known.Secrets.FirstOrDefault(secret => IsWritten(secret, name)) is { } written
            ? new(
                Keeping.Unknown,
                $"{home.Name}, which keeps variables encrypted, while {written.At.Path} holds {written.Noun} in clear that may be the same",
                written.At
            )
            : new(Keeping.Host, $"{home.Name}, which keeps variables encrypted and outside git", null);

    /// <summary>
    /// Where only files of a host name it, and the team describes the same app on a machine of one's own as well, that is a variant of production, and what keeps the
    /// secret there is open (rulings, G9).
    /// </summary>
    Kept? OfVariant(string name) =>
        files.HandedOver(name) is { } at
            ? new(
                Keeping.Unknown,
                $"the surroundings on the machine that {at.Path} describes beside the host, and no file shows what keeps them there",
                at
            )
            : null;

    /// <summary>A script of the team that puts the same part onto a machine is such a variant as well.</summary>
    Kept? OfScript(Deployable part) =>
        homes.DeploysOf(part).All(act => act.Run is null) && scripts.HandOverTo(part) is { } at
            ? new(
                Keeping.Unknown,
                $"the host, or from the surroundings on the machine that {at.Path} sets up beside it, and no file shows what keeps them there",
                at
            )
            : null;

    static bool IsWritten(Secret secret, string name) =>
        secret
            is {
                Class: SecretClass.Live,
                AtHead: true,
                Kind: not SecretKind.Login,
                Role: PlaceRole.Production
                    or PlaceRole.Infra
                    or PlaceRole.Script
                    or PlaceRole.Ci
                    or PlaceRole.Migration
                    or PlaceRole.Unknown,
            }
        && (secret.Name == name || OpensStore(secret) && IsAddressOfStore(name));

    static bool OpensStore(Secret secret) =>
        secret.Noun.Contains("database", StringComparison.OrdinalIgnoreCase)
        || secret.Noun.Contains("connection", StringComparison.OrdinalIgnoreCase);

    static bool IsAddressOfStore(string name) =>
        name.StartsWith("ConnectionStrings:", StringComparison.Ordinal)
        || BuildSecrets.SecretNames.IsReadAsSecret(name)
            && (
                name.EndsWith("URL", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith("URI", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith("DSN", StringComparison.OrdinalIgnoreCase)
            );

    (SecretHome Home, Kept? All, ImmutableHashSet<string> Given) Seen(Deployable part) =>
        seen.TryGetValue(part, out var found) ? found : seen[part] = (homes.Of(part), stores.OfEverything(part.Folder), Given(part));

    /// <summary>The secrets of the forge that the jobs hand over which deploy the part.</summary>
    ImmutableHashSet<string> Given(Deployable part) =>
        [
            .. homes
                .DeploysOf(part)
                .Select(act => act.Run?.Job)
                .OfType<PipelineJob>()
                .SelectMany(job => job.Steps)
                .SelectMany(step => step.Secrets)
                .SelectMany(use => (string[])[use.Name, use.As])
                .Where(name => name.Length > 0),
        ];

    /// <summary>A host of Aspire that is published keeps what it declares as secret in the store of its target. What it does not name, it does not hand over.</summary>
    Kept? Aspire(string name)
    {
        if (known.InfraResources.FirstOrDefault(one => one is { Tool: InfraTool.Aspire, IsInProduction: true }) is not { } host)
            return null;
        if (
            sources.Tree.Find(host.Root) is not { } file
            || !((string[])[name, name.Replace(":", "__", StringComparison.Ordinal), name[(name.LastIndexOf(':') + 1)..]]).Any(spelling =>
                file.Text.Contains(spelling, StringComparison.OrdinalIgnoreCase)
            )
        )
            return null;
        foreach (var call in sources.Code.Calls("AddParameter", "AddAzureKeyVault"))
            if (
                call.File.Path == host.Root
                && (
                    call.Callee.Name is "AddAzureKeyVault"
                    || call.Arguments.Any(argument =>
                        sources.Code.ValueOf(argument.Kind is CodeKind.Argument ? argument[Part.Value] : argument).AsTruth is true
                    )
                )
            )
                return new(Keeping.Store, "the target of the Aspire host, which keeps its secret parameters in a store", call.At);
        return null;
    }
}
