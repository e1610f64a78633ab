using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Exposures;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints;

namespace Shipworthy.Extractors.Sessions;

/// <summary>What finders of sessions share: the app, its clients, and where their findings go.</summary>
sealed partial class SessionReading(Sources sources, Facts<Deployable> parts, Learner learn)
{
    readonly PartsOfTheApp owners = new(parts);
    readonly HashSet<string> told = new(StringComparer.Ordinal);
    readonly List<SessionCredential> credentials = [];
    readonly Dictionary<string, bool> bearers = new(StringComparer.Ordinal);
    readonly Dictionary<string, bool> signIns = new(StringComparer.Ordinal);
    readonly Lazy<Folders> packages = new(() => new(sources.Tree, ["package.json", ".csproj"]));

    /// <summary>The app.</summary>
    public Sources Sources => sources;

    /// <summary>Its code.</summary>
    public CodeBase Code => sources.Code;

    /// <summary>The credentials so far.</summary>
    public IReadOnlyList<SessionCredential> Credentials => credentials;

    /// <summary>The part of the app that a file belongs to; empty when none does.</summary>
    public string PartOf(string path) => owners.Of(path)?.Name ?? "";

    /// <summary>The clients that hold a file.</summary>
    public IEnumerable<BuiltClient> ClientsOf(CodeFile file) =>
        sources.Clients.Where(client => client.Files.Contains(file) || client.Shipped.Contains(file.Path));

    /// <summary>Whether a file ends up in a client.</summary>
    public bool IsInClient(CodeFile file) => ClientsOf(file).Any();

    /// <summary>Whether a file of a package with a bundle is in none of its bundles: nothing loads it there.</summary>
    public bool IsLeftOut(CodeFile file) =>
        !IsInClient(file)
        && sources.Clients.Any(client =>
            client.App.Kind is not ClientKind.Pages && client.Files.Count > 1 && PackageOf(client.App.At.Path) == PackageOf(file.Path)
        );

    /// <summary>Whether production runs a node. What ends up in a client counts whatever its folder is called.</summary>
    public bool Counts(Code node) =>
        (sources.IsDeployed(node.File) || (sources.Tree.Find(node.File.Path)?.Role is Reading.FileRole.Script && IsInClient(node.File)))
        && sources.RunsInProduction(node);

    /// <summary>Whether a node is of a language of scripts.</summary>
    public static bool IsScript(Code node) => node.File.Language is Language.JavaScript or Language.TypeScript or Language.Tsx;

    /// <summary>The folder of the package that a file belongs to.</summary>
    public string PackageOf(string path) => packages.Value.Of(path);

    /// <summary>Whether code of the package sends a token of its own accord, as a header.</summary>
    public bool SendsBearer(string path)
    {
        var folder = PackageOf(path);
        if (!bearers.TryGetValue(folder, out var sends))
            bearers[folder] = sends = sources.Code.Files.Any(file =>
                sources.IsDeployed(file) && PackageOf(file.Path) == folder && Bearer().IsMatch(file.Text)
            );
        return sends;
    }

    /// <summary>Whether code of the part of the app that a file belongs to signs people in.</summary>
    public bool SignsPeopleIn(string path)
    {
        var part = owners.Of(path);
        var key = part?.Identity ?? "";
        if (!signIns.TryGetValue(key, out var signs))
            signIns[key] = signs = sources.Tree.Files.Any(file =>
                Folders.Counts(file.Role)
                && file.Language is not Language.None
                && (part is null || part.Holds(file.Path))
                && SignIn().IsMatch(file.Text)
            );
        return signs;
    }

    /// <summary>Takes a credential.</summary>
    public void Add(SessionCredential credential)
    {
        if (credential.Deployable.Length == 0)
            credential = credential with { Deployable = PartOf(credential.At.Path) };
        for (var suffix = 2; !told.Add(credential.Identity); suffix++)
            credential = credential with { Suffix = $"#{suffix}" };
        credentials.Add(credential);
        learn.Add(credential);
    }

    /// <summary>Takes what was found about a token's end.</summary>
    public void AddEnd(SessionToken token)
    {
        if (token.Deployable.Length == 0)
            token = token with { Deployable = PartOf(token.At.Path) };
        for (var suffix = 2; !told.Add(token.Identity); suffix++)
            token = token with { Suffix = $"#{suffix}" };
        learn.Add(token);
    }

    /// <summary>Takes what is wrong with how sessions are kept.</summary>
    public void AddFlaw(SessionKeeping keeping)
    {
        if (told.Add(keeping.Identity))
            learn.Add(keeping);
    }

    /// <summary>Takes a credential of which only this is known.</summary>
    public void Doubt(Code at, string name, string because) => Add(new(at.At, name) { Store = CredentialStore.Unknown, Because = because });

    [GeneratedRegex(@"\bBearer\b|\b[Aa]uthorization\b|x-(?:access|auth)-token|accessTokenFactory", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Bearer();

    [GeneratedRegex(
        @"\bpassport\b|log_?in|sign_?in|password|authenticate|\buserId\b|\buser_id\b|OpenIdConnect|AddAuthentication",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SignIn();
}
