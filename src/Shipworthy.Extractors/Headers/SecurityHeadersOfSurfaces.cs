using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Brings settings and surfaces together: each site has four headers, each API one. What a surface's own code and its host's settings say decides; what they leave out is absent
/// where they would show it, and unknown where somebody else sends the answers.
/// </summary>
sealed class SecurityHeadersOfSurfaces : ICombiner
{
    static readonly ImmutableArray<HeaderKind> OfPages =
    [
        HeaderKind.ContentPolicy,
        HeaderKind.Framing,
        HeaderKind.Https,
        HeaderKind.Referrer,
    ];

    /// <summary>Hosts that send the header by themselves, by their documentation of November 2026.</summary>
    static readonly HashSet<Hosting> SendHttps = [Hosting.Vercel, Hosting.Netlify, Hosting.Firebase];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SecurityHeader)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.Deployables.BlindSpots)
            learn.CannotSee<SecurityHeader>(spot.At, spot.Because);
        var settings = AllHeaderFinders
            .All.SelectMany(finder => finder.Find(sources))
            .Where(one => one.RunsIn.ReachesProduction && one.Since?.IsMissing(one.At.Path, known.Dependencies) is not true)
            .ToList();
        var servers = new ServersOfFiles(sources, known.Deployables);
        var ports = new PortsInCompose(sources.Tree, known.ContainerUses, known.Deployables);
        foreach (var part in known.Deployables.Where(one => one.Serves is not Serves.Nothing && one.Stack is not Stack.SupabaseFunctions))
        {
            if (part.Serves is Serves.Files && servers.Of(part) is { } server && server != part)
                continue;
            var pages = part.Serves is Serves.Pages or Serves.Files || servers.DeliversPages(part);
            var own = settings
                .Where(one =>
                    (!pages || one.ReachesPages)
                    && (
                        Concerns(one, part, known.Deployables)
                        || one.InPage && servers.BundlesOf(part).Any(bundle => Concerns(one, bundle, known.Deployables))
                    )
                )
                .ToList();
            foreach (var kind in pages ? OfPages : [HeaderKind.Https])
                learn.Add(One(sources, part, kind, own, pages, servers, ports.Opens(part)));
        }
    }

    static SecurityHeader One(
        Sources sources,
        Deployable part,
        HeaderKind kind,
        List<HeaderSetting> own,
        bool pages,
        ServersOfFiles servers,
        bool isOpen
    )
    {
        var (state, because, at, also) = Judge(kind, own);
        if (state is not HeaderState.Absent || at is not null)
            return new(at ?? part.At, part.Name, kind)
            {
                State = state,
                Because = because,
                HasPages = pages,
                Also = also,
            };
        if (kind is HeaderKind.Https && SendHttps.Contains(part.Hosting))
            return new(part.At, part.Name, kind)
            {
                State = HeaderState.Sent,
                Because = $"keeps browsers on https, as {part.Hosting} has it by default",
                HasPages = pages,
                ByHost = true,
            };
        var where = Place(sources, part);
        return part.NotSeen is { } reason ? Unknown(reason)
            : sources.Edges.Of(part) is { } edge ? Unknown(edge)
            : kind is HeaderKind.Https && !isOpen && MayKeepHttps(part, servers)
                ? Unknown("whether its host keeps browsers on https by itself is not in the repository")
            : isOpen || Shows(part, servers)
                ? new(where, part.Name, kind)
                {
                    State = HeaderState.Absent,
                    Because = Missing(kind),
                    HasPages = pages,
                }
            : Unknown("who publishes it, and with which headers, is not in the repository");

        SecurityHeader Unknown(string why) =>
            new(where, part.Name, kind)
            {
                State = HeaderState.Unknown,
                Because = why,
                HasPages = pages,
            };
    }

    /// <summary>
    /// Whether a host that no file names may send the header by itself. Where the app's own server delivers the pages, its own code is where headers are set (ruling on 1.8); a
    /// framework that hosts run by themselves has no such server unless an image brings it.
    /// </summary>
    static bool MayKeepHttps(Deployable part, ServersOfFiles servers) =>
        part.Hosting is Hosting.Lovable or Hosting.Replit
        || part.Hosting is Hosting.Unknown
            && !(
                part is { Serves: Serves.Pages, Stack: not Stack.JavaScript }
                || servers.DeliversPages(part)
                || part.Serves is Serves.Pages or Serves.Files && servers.HasOwnServer(part)
            );

    /// <summary>Whether the repository would show the header: the host is known, or the part's own server answers with the pages.</summary>
    static bool Shows(Deployable part, ServersOfFiles servers) =>
        part.Hosting is not (Hosting.Unknown or Hosting.Lovable or Hosting.Replit)
        || part.Serves is Serves.Pages
        || servers.DeliversPages(part)
        || servers.HasOwnServer(part);

    static string Missing(HeaderKind kind) =>
        kind switch
        {
            HeaderKind.ContentPolicy => "sends no content policy",
            HeaderKind.Framing => "lets every site frame its pages",
            HeaderKind.Https => "never tells browsers to keep to https",
            HeaderKind.Referrer => "says nothing about referrers",
            HeaderKind.Unknown => "sends no header",
        };

    /// <summary>The state that the settings of a part give a header, and where; absent without a place when none is about it.</summary>
    static (HeaderState State, string Because, Location? At, ImmutableArray<Location> Also) Judge(HeaderKind kind, List<HeaderSetting> own)
    {
        var name = kind.Name.ToLowerInvariant();
        var about = own.Where(one =>
                one.Name == name
                || (
                    kind is HeaderKind.Framing
                    && one.Name is HeaderNames.Policy
                    && one.Value is { } policy
                    && HeaderValues.ForbidsFraming(policy) is not null
                    && !one.InPage
                )
            )
            .ToList();
        about.RemoveAll(one => one.InPage && kind is HeaderKind.Framing or HeaderKind.Https);
        var standing = about.Where(one => !one.Removes).ToList();
        if (standing.Count == 0)
            return own.Find(one => one.Removes && one.Name == name) is { } removed
                    ? (HeaderState.Absent, $"switches {kind.Name} off", removed.At, [])
                : kind is HeaderKind.ContentPolicy && own.Find(one => one.Name is HeaderNames.ReportOnly) is { } reporting
                    ? (HeaderState.Absent, "only reports against its content policy", reporting.At, [])
                : kind is HeaderKind.Framing
                && own.Find(one => one is { Name: HeaderNames.Policy, Value: null, InPage: false }) is { } computed
                    ? (HeaderState.Unknown, "its content policy is computed, and may keep others from framing its pages", computed.At, [])
                : (HeaderState.Absent, "", null, []);
        var whole = standing
            .Where(one => one.CoversAll)
            .Select(one => (Setting: one, Found: Value(kind, one)))
            .OrderBy(one =>
                one.Found.State is HeaderState.Sent ? 0
                : one.Found.State is HeaderState.Unknown ? 1
                : 2
            )
            .ToList();
        ImmutableArray<Location> others = [.. standing.Select(one => one.At).Distinct().Skip(1).Take(4)];
        if (whole.Count == 0)
            return (HeaderState.Partial, $"is sent for {standing[0].Paths} only", standing[0].At, others);
        var (best, (state, because)) = whole[0];
        return
            state is HeaderState.Sent
            && best.Misses is { } misses
            && !whole.Exists(one => one.Found.State is HeaderState.Sent && one.Setting.Misses is null)
            ? (HeaderState.Partial, misses, best.At, others)
            : (state, because, best.At, [.. others.Where(place => place != best.At)]);
    }

    static (HeaderState State, string Because) Value(HeaderKind kind, HeaderSetting setting) =>
        setting.Switch is { } needed
            ? (HeaderState.Unknown, $"is sent only where {needed} is set, and whether production sets it is not in the repository")
        : setting.Value is not { } value ? (HeaderState.Unknown, "sends it with a value that is computed")
        : kind switch
        {
            HeaderKind.ContentPolicy => HeaderValues.Policy(value),
            HeaderKind.Framing when setting.Name is HeaderNames.Policy => HeaderValues.ForbidsFraming(value) is true
                ? (HeaderState.Sent, "keeps other sites from framing its pages, by its policy")
                : (HeaderState.Weak, "lets other sites frame its pages, by its policy"),
            HeaderKind.Framing => HeaderValues.Framing(value),
            HeaderKind.Https => HeaderValues.Https(value),
            HeaderKind.Referrer => HeaderValues.Referrer(value),
            HeaderKind.Unknown => (HeaderState.Unknown, "sends a header"),
        };

    /// <summary>Whether a setting is about a part: it lies in the part, or in a folder around it that no other part is nearer to.</summary>
    static bool Concerns(HeaderSetting setting, Deployable part, Facts<Deployable> parts)
    {
        if (setting.Folder is { } folder)
            return part.Folder == folder
                || part.Folder.StartsWith(folder + "/", StringComparison.Ordinal)
                || folder.Length == 0
                || folder.StartsWith(part.Folder + "/", StringComparison.Ordinal);
        var path = setting.At.Path;
        var nearest = parts
            .Where(one => one.Holds(path) && one.Serves is not Serves.Nothing)
            .OrderByDescending(one => one.Folder.Length)
            .FirstOrDefault();
        if (nearest is not null && (nearest == part || nearest.Folder == part.Folder))
            return true;
        var home = path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
        // A host's settings at the top of a repository are for what lies below, unless a part has its own there.
        return IsHostFile(path)
            && (home.Length == 0 || part.Folder.StartsWith(home + "/", StringComparison.Ordinal) || part.Folder == home)
            && (
                nearest is null
                || nearest.Serves is Serves.Nothing
                || part.Serves is Serves.Files or Serves.Pages && nearest.Serves is Serves.Answers
            );
    }

    static bool IsHostFile(string path) =>
        path[(path.LastIndexOf('/') + 1)..]
            is "vercel.json"
                or "netlify.toml"
                or "firebase.json"
                or "staticwebapp.config.json"
                or "_headers"
        || path.EndsWith(".conf", StringComparison.Ordinal);

    /// <summary>Where a reader would look for the header: the host's settings, the framework's configuration, or where the part is made.</summary>
    static Location Place(Sources sources, Deployable part)
    {
        foreach (
            var name in (string[])
                [
                    "next.config.ts",
                    "next.config.mjs",
                    "next.config.js",
                    "vercel.json",
                    "netlify.toml",
                    "firebase.json",
                    "staticwebapp.config.json",
                    "nginx.conf",
                ]
        )
            if (sources.Tree.Find(part.Folder.Length == 0 ? name : $"{part.Folder}/{name}") is { } file)
                return file.AtLine(1);
        return part.Serves is Serves.Files && sources.Tree.Find(Paths.Below(part.Folder, "Dockerfile")) is { } image
            ? image.AtLine(StartOf(image))
            : part.At;
    }

    /// <summary>The line on which an image tells what it starts, which is what answers with the files; the first one where it tells nothing.</summary>
    static int StartOf(SourceFile image)
    {
        var lines = image.Text.Split('\n').ToList();
        var start = lines.FindLastIndex(line =>
            line.StartsWith("CMD", StringComparison.OrdinalIgnoreCase) || line.StartsWith("ENTRYPOINT", StringComparison.OrdinalIgnoreCase)
        );
        return start < 0 ? 1 : start + 1;
    }
}
