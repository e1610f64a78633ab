using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Separation;

/// <summary>
/// Finds the hosted projects and servers of data that files name outright, and tells whether all environments have the same one (rubric 4.2, rule 1). The public key of a
/// project is no secret; which project it is is what separates environments.
/// </summary>
sealed partial class HostedProjects
{
    /// <summary>The app's own API, by the setting that tells its clients the address. That it differs shows nothing of the data behind it.</summary>
    const string Api = "API";

    readonly SourceTree tree;
    readonly ImmutableArray<Naming> namings;

    /// <summary>A place that names a project or server.</summary>
    /// <param name="Kind">What it is: <c>Supabase</c>, <c>Firebase</c>, <c>server</c>.</param>
    /// <param name="Id">Its reference, project or host.</param>
    /// <param name="Stage">The environment whose file it is; unknown where all read it.</param>
    public sealed record Naming(SourceFile File, Location At, string Kind, string Id, InfraStage Stage, bool InSource);

    public HostedProjects(SourceTree tree)
    {
        this.tree = tree;
        namings = [.. tree.Files.Where(MayName).SelectMany(Of)];
    }

    /// <summary>The projects, each with whether environments share it.</summary>
    public IEnumerable<StatefulIdentity> Identities()
    {
        foreach (var kind in namings.GroupBy(naming => naming.Kind))
        {
            var ids = kind.Select(naming => naming.Id).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var production = kind.Where(naming => naming.Stage is InfraStage.Production).ToList();
            var others = kind.Where(naming => naming.Stage is InfraStage.Development or InfraStage.Staging).ToList();
            if (others.Find(one => production.Exists(other => Same(one, other))) is { } shared)
                yield return Shared(kind.Key, shared, production, $"names {Named(shared)}, which is production's as well");
            else if (kind.Key is Api)
                continue;
            else if (production.Count > 0 && others.Count > 0)
                yield return new(production[0].At, Called(kind.Key))
                {
                    Sharing = others.Exists(one => one.Stage is InfraStage.Staging) ? Sharing.OwnInEach : Sharing.Unknown,
                    Because = $"names {Named(production[0])}, and {others[0].At.Path} names another one",
                };
            else if (kind.Key is not "server" && ids.Count == 1 && Everywhere(kind) is { } everywhere && !HasLocalStack(kind.Key))
                yield return Shared(
                    kind.Key,
                    everywhere,
                    [.. kind],
                    $"names {Named(everywhere)} for every environment: whoever develops or previews works on production's data"
                );
        }
    }

    /// <summary>The ids of a kind that production has.</summary>
    public IEnumerable<string> OfProduction(string kind) =>
        namings
            .Where(naming => naming.Kind == kind && naming.Stage is InfraStage.Production or InfraStage.Unknown)
            .Select(naming => naming.Id);

    /// <summary>A naming that development and production both read: in the one file of variables without a mode, else in code.</summary>
    static Naming? Everywhere(IEnumerable<Naming> kind) =>
        kind.OrderBy(naming => naming.InSource ? 1 : 0)
            .FirstOrDefault(naming =>
                naming.Stage is InfraStage.Unknown && (naming.InSource || naming.File is { Name: ".env", Tracked: true })
            );

    static StatefulIdentity Shared(string kind, Naming at, IReadOnlyCollection<Naming> all, string because) =>
        new(at.At, Called(kind))
        {
            Sharing = Sharing.Shared,
            Because = because,
            Others = [.. all.Select(one => one.At).Where(place => place != at.At).DistinctBy(place => place.Path).Take(8)],
        };

    static string Called(string kind) =>
        kind is "server" ? "the database server"
        : kind is Api ? "the API"
        : $"the {kind} project";

    static string Named(Naming naming) =>
        naming.Kind is Api ? $"the API at {naming.Id}"
        : naming.Kind is "server" ? $"the database server {naming.Id}"
        : $"the {naming.Kind} project {naming.Id}";

    static bool Same(Naming one, Naming other) => one.Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether scripts or documents start the project's stack on developers' machines.</summary>
    bool HasLocalStack(string kind) =>
        tree.Files.Any(file =>
            file.Role is FileRole.Prod or FileRole.Script or FileRole.Infra or FileRole.Ci or FileRole.Docs
            && file.Text.Length < 300_000
            && (kind is "Supabase" ? SupabaseStack() : FirebaseStack()).IsMatch(file.Text)
        );

    static IEnumerable<Naming> Of(SourceFile file)
    {
        var stage = StageOf(file);
        var isSource = file.Language is not Language.None;
        // An address of a picture names a project without opening it.
        foreach (Match match in Supabase().Matches(file.Text))
            if ((!isSource || Opens().IsMatch(file.Text)) && !CommentLine.Holds(file.Text, match.Index))
                yield return new(file, file.At(match.Index), "Supabase", match.Groups["id"].Value, stage, isSource);
        foreach (Match match in Firebase().Matches(file.Text))
            if (FirebaseFile().IsMatch(file.Text) && !CommentLine.Holds(file.Text, match.Index))
                yield return new(file, file.At(match.Index), "Firebase", match.Groups["id"].Value, stage, isSource);
        if (file.Tracked && stage is not InfraStage.Unknown && file.Name.StartsWith(".env.", StringComparison.Ordinal))
            foreach (Match match in OwnApi().Matches(file.Text))
                if (!Local().IsMatch(match.Groups["host"].Value) && !Vendor().IsMatch(match.Groups["host"].Value))
                    yield return new(file, file.At(match.Index), Api, match.Groups["id"].Value, stage, false);
        if (!isSource)
            foreach (Match match in Server().Matches(file.Text))
                if (!Local().IsMatch(match.Groups["id"].Value) && !CommentLine.Holds(file.Text, match.Index))
                    yield return new(file, file.At(match.Index), "server", match.Groups["id"].Value, stage, false);
    }

    /// <summary>The environment of a file of settings; a mode of a bundler is one where the file is named after it.</summary>
    static InfraStage StageOf(SourceFile file) =>
        file.Name.StartsWith(".env", StringComparison.Ordinal) || file.Name.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase)
            ? InfraStageNames.OfPath(file.Name)
        : file.Language is Language.None ? InfraStageNames.OfPath(file.Path)
        : InfraStage.Unknown;

    static bool MayName(SourceFile file) =>
        file.Text.Length < 300_000
        && !Sample().IsMatch(file.Name)
        && (
            file.Name.StartsWith(".env", StringComparison.Ordinal)
            || file.Name.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase)
            || file.Name is "config.toml" or "index.html"
            || file.Language is not Language.None
        )
        && Folders.Counts(file.Role)
        && !ProductionScope.LeavesOut(file.Path);

    [GeneratedRegex(@"https://(?<id>[a-z]{20})\.supabase\.co", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Supabase();

    [GeneratedRegex(@"create(?:Client|BrowserClient|ServerClient|_client)\b|SUPABASE_URL", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"authDomain|FIREBASE_PROJECT_ID", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FirebaseFile();

    [GeneratedRegex(
        @"(?:projectId[""']?\s*:\s*|FIREBASE_PROJECT_ID\s*=\s*)[""']?(?<id>[a-z][a-z0-9-]{4,28}[a-z0-9])[""']?\s*(?:,|$)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Firebase();

    /// <summary>A setting whose name says nothing but that it is the address of the API, so that no vendor's is meant.</summary>
    [GeneratedRegex(
        @"^(?:REACT_APP_|VITE_|NEXT_PUBLIC_|NUXT_PUBLIC_|EXPO_PUBLIC_|VUE_APP_|PUBLIC_|GATSBY_)?(?:API|BACKEND|SERVER)_?(?:BASE_?)?(?:URL|HOST|ORIGIN|ENDPOINT|URI)\s*=\s*[""']?https?://(?<id>(?<host>[\w.-]+)(?::\d+)?)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OwnApi();

    /// <summary>Hosts at which everybody's calls arrive.</summary>
    [GeneratedRegex(
        @"(?:^|\.)(?:openai|anthropic|stripe|paypal|googleapis|mapbox|github|gitlab|twilio|sendgrid|openweathermap|themoviedb|spotify|coingecko|jsonplaceholder\.typicode)\.(?:com|org)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Vendor();

    [GeneratedRegex(
        @"(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?)://[^\s""'@/]*@(?<id>[\w.-]+)|(?:Host|Server|Data Source)=(?:tcp:)?(?<id>[\w.-]+\.[a-z]{2,})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Server();

    [GeneratedRegex(
        @"^(?:localhost|127\.|0\.0\.0\.0|host\.docker|\w+$)|\.(?:local|internal|example|test)$|example\.(?:com|org)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Local();

    [GeneratedRegex(@"example|sample|template|\.dist$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Sample();

    [GeneratedRegex(
        @"supabase (?:start|db reset|branches create)|127\.0\.0\.1:54321|localhost:54321|\[remotes\.",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SupabaseStack();

    [GeneratedRegex(
        @"emulators:(?:start|exec)|connect(?:Firestore|Auth|Database|Storage|Functions)Emulator|FIRESTORE_EMULATOR_HOST",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FirebaseStack();
}
