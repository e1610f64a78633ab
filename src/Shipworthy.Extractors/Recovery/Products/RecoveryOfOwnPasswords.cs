using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// Endpoints by which an app takes passwords itself, in whatever framework, and those by which it resets them. An endpoint signs in when its name or work says so and a password is
/// compared on its path; what asks for an earlier sign-in (a change of the password, an administrator's reset) is no way back in.
/// </summary>
sealed class RecoveryOfOwnPasswords : IRecoveryFinder
{
    static readonly ImmutableArray<string> Comparing =
    [
        "compare",
        "compareSync",
        "verify",
        "verify_and_update",
        "checkpw",
        "check_password_hash",
        "check_password",
        "authenticate",
        "PasswordSignInAsync",
        "CheckPasswordSignInAsync",
        "CheckPasswordAsync",
        "VerifyHashedPassword",
        "EnhancedVerify",
        "Verify",
        "timingSafeEqual",
        "compare_digest",
        "VerifyPassword",
        "FixedTimeEquals",
    ];

    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        var comparing = PlacesThatCompare(sources).ToList();
        var signIns = sources
            .Routes.Where(route => route.Method is not ("GET" or "HEAD" or "DELETE") && IsSignIn(sources, route, comparing))
            .ToList();
        if (signIns.Count == 0)
            return [];
        var steps = Steps(sources).ToList();
        return signIns
            .GroupBy(route => sources.PartOf(route.At.File), StringComparer.Ordinal)
            .Select(group => Flow(sources, group.Key, group.First(), steps));
    }

    /// <summary>Where deployed code compares a password with its hash, or makes the hash of one; no node when nowhere.</summary>
    public static Code AnyPassword(RecoverySources sources) =>
        PlacesThatCompare(sources)
            .Concat(
                sources
                    .Calls("hash", "hashSync", "hashpw", "generate_password_hash", "make_password", "HashPassword", "EnhancedHashPassword")
                    .Where(call => Credentials.Hashes(new(sources.Sources, call, sources.Code.OriginOf(call.Callee))))
            )
            .FirstOrDefault();

    static IEnumerable<Code> PlacesThatCompare(RecoverySources sources) =>
        Comparing
            .SelectMany(name => sources.Calls(name))
            .Where(call =>
                new Endpoints.Steps.Site(sources.Sources, call, sources.Code.OriginOf(call.Callee)) is var site
                && (
                    call.Callee.Name is "timingSafeEqual" or "compare_digest" or "FixedTimeEquals"
                        ? PasswordHashes.AreCompared(site)
                        : Credentials.Compares(site) || call.Callee.Name is "VerifyPassword"
                )
            );

    static bool IsSignIn(RecoverySources sources, Route route, List<Code> comparing)
    {
        if (KnownStep(route) is CredentialStep.SignIn)
            return route.Framework switch
            {
                "Better Auth" => false,
                "NextAuth" => Compares(sources, route, comparing),
                _ => !route.Path.Contains("admin", StringComparison.OrdinalIgnoreCase),
            };
        return Compares(sources, route, comparing)
            && sources.EndpointOf(route)
                is { Credential: CredentialStep.SignIn, Caller: Caller.Credential or Caller.Anonymous or Caller.Unknown };
    }

    static bool Compares(RecoverySources sources, Route route, List<Code> comparing) =>
        comparing.Count > 0 && sources.Reached.From(route.Handler).Any(function => comparing.Exists(function.Contains));

    static CredentialStep KnownStep(Route route) =>
        route.Before.FirstOrDefault(step => step.Known is { Kind: ActKind.HandlesCredential }).Known?.Credential ?? CredentialStep.Unknown;

    /// <summary>A route that strangers can reach and that belongs to a reset.</summary>
    sealed record Step(Route Route, CredentialStep Kind, string Part);

    static IEnumerable<Step> Steps(RecoverySources sources)
    {
        foreach (var route in sources.Routes.Where(one => one.Method is not ("HEAD" or "DELETE" or "GET")))
        {
            var known = KnownStep(route);
            var named =
                known is not CredentialStep.Unknown ? known
                : CredentialNames.Of(route.Path) is var byPath && IsReset(byPath) ? byPath
                : HandlerName(sources, route) is { Length: > 0 } name ? CredentialNames.Of(name)
                : CredentialStep.Unknown;
            if (!IsReset(named) || (known is CredentialStep.Unknown && sources.EndpointOf(route).Caller is Caller.User or Caller.Machine))
                continue;
            yield return new(route, known is CredentialStep.Unknown ? ByWork(sources, route, named) : named, sources.PartOf(route.At.File));
        }
    }

    static bool IsReset(CredentialStep step) => step is CredentialStep.ResetRequest or CredentialStep.ResetComplete;

    static string HandlerName(RecoverySources sources, Route route) =>
        route.Handler.Kind is CodeKind.Function or CodeKind.Name or CodeKind.Member
            ? route.Handler.Name
            : sources.Code.FunctionOf(route.Handler).Name;

    /// <summary>The name alone does not tell one from the other: <c>POST /reset-password</c> asks for a mail in one app and sets the password in another.</summary>
    static CredentialStep ByWork(RecoverySources sources, Route route, CredentialStep named)
    {
        var functions = sources.Reached.From(route.Handler);
        if (functions.IsEmpty)
            return named;
        var sets = Tokens.Completions.SetPassword(sources, functions);
        var sends = MailsOfRequests.Of(sources, functions).Mail is ResetMail.Sent;
        return named is CredentialStep.ResetComplete && !sets && sends ? CredentialStep.ResetRequest
            : named is CredentialStep.ResetRequest && sets && !sends ? CredentialStep.ResetComplete
            : named;
    }

    static ResetFlow Flow(RecoverySources sources, string part, Route signIn, List<Step> steps)
    {
        var mine = steps.Where(one => one.Part == part).ToList() is { Count: > 0 } own ? own : steps;
        var request = mine.Find(one => one.Kind is CredentialStep.ResetRequest)?.Route;
        var completion = mine.Find(one => one.Kind is CredentialStep.ResetComplete)?.Route;
        var (way, because) = (request, completion) switch
        {
            ({ } asks, { } sets) => (ResetWay.Whole, $"by {Name(asks)} and {Name(sets)}"),
            ({ } asks, null) => Missing(sources, ResetWay.NoCompletion, $"{Name(asks)} leads to no place where a new password is set"),
            (null, { } sets) => Missing(
                sources,
                ResetWay.NoRequest,
                $"{Name(sets)} sets a new password, and nothing sends the token for it"
            ),
            (null, null) => Missing(sources, ResetWay.NoRequest, $"{Name(signIn)} takes passwords, and nobody can ask for a new one"),
        };
        var flow = new ResetFlow(PlaceOf(signIn), signIn.Framework is "Django" ? "Django" : "the app itself")
        {
            Part = part,
            Owner = ResetOwner.App,
            Way = way,
            WayBecause = because,
            RequestAt = request is null ? null : PlaceOf(request),
            CompletionAt = completion is null ? null : PlaceOf(completion),
        };
        if ((request ?? completion) is not { } step)
            return flow;
        if (KnownStep(step) is not CredentialStep.Unknown)
            return ByLibrary(sources, flow, step);
        var read = FlowReading.Read(flow, sources, request?.Handler ?? default, completion?.Handler ?? default);
        return request is null && read.Weaknesses.Any(one => one.Gap is ResetGap.NoToken)
            ? read with
            {
                Way = ResetWay.Whole,
                WayBecause = $"by {Name(step)} alone",
            }
            : read;
    }

    static Location PlaceOf(Route route) => route.At.At;

    static string Name(Route route) =>
        route.Method is "ACTION" ? route.Path[(route.Path.LastIndexOf('#') + 1)..] : $"{route.Method} {route.Path}";

    /// <summary>
    /// An absence is proved only when all routes were read, and when no function is named for what is missing: it may be reached in a way that was not seen.
    /// </summary>
    static (ResetWay, string) Missing(RecoverySources sources, ResetWay way, string because)
    {
        if (sources.Sources.Routes.Unseen is [var spot, ..])
            return (ResetWay.Unknown, $"{because}, unless it is at {spot.At}, which could not be read");
        var named = sources
            .Code.All(CodeKind.Function)
            .FirstOrDefault(one =>
                ResetWords.SpeakOfReset(one.Name)
                && sources.Sources.IsDeployed(one.File)
                && !sources.Routes.Any(route => sources.EndpointIsFor(route, one))
            );
        if (named.Exists)
            return (ResetWay.Unknown, $"{because}, unless {named.Name} in {named.File.Path} is reached in a way that could not be seen");
        return
            sources.Routes.FirstOrDefault(route => route.Framework is "NextAuth" && KnownStep(route) is CredentialStep.CodeSend) is { } mail
            ? (ResetWay.Unknown, $"{because}; a link by mail at {mail.At.File.Path} may be the way back in")
            : (way, because);
    }

    /// <summary>A flow of a library: its token is bound to the present password and ends; its mail goes out by the app's settings.</summary>
    static ResetFlow ByLibrary(RecoverySources sources, ResetFlow flow, Route step) =>
        step.Framework switch
        {
            "Django" => DjangoMails.Of(sources, flow),
            "ASP.NET Core" => IdentityMails.Of(sources, flow),
            _ => flow with { Mail = ResetMail.Unknown, MailBecause = "leaves the mail to a library" },
        };
}
