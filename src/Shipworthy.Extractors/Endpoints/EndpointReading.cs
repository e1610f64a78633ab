using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.Endpoints.Limits;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>Makes an endpoint of a route and of what happens on its path.</summary>
static partial class EndpointReading
{
    /// <summary>The endpoint that a route is, and the door that it is where people sign in there.</summary>
    public static (Endpoint Endpoint, SignInDoor? Door) Of(
        Sources sources,
        Route route,
        PathReader reader,
        RoleQuestions roles,
        PassportStrategies strategies,
        Deployable? part
    )
    {
        IEnumerable<Act> ActsOf(Step step) =>
            InProduction(reader.Before(step, route), sources.Production.RunsIn(step.What))
                .Where(act =>
                    !step.IsPreparation
                    || act.Kind is ActKind.ProvesUser or ActKind.ProvesMachine or ActKind.Limits
                    || (act.Kind is ActKind.NotFollowed && act.At == step.What)
                );
        var before = route.Before.SelectMany(ActsOf).ToList();
        var work = route.Before.Where(step => step.IsWork).SelectMany(ActsOf).ToList();
        var inside = reader.Handling(route.Handler, route.Method).ToList();
        var fields = FieldsOf(route, reader);
        inside.AddRange(fields.SelectMany(one => one.Acts));
        if (EndsOfSessions.AreAllChanges(inside) && !EndsOfSessions.MaySave(sources.Code, route.Handler))
            inside.RemoveAll(EndsOfSessions.IsEnd);
        List<Act> acts = [.. before, .. inside];
        var (caller, because, at) = CallerOf(route, acts);
        // Where the token that is verified is the one that is given up for a new password or a new token, it proves no earlier sign-in.
        if (
            caller is Caller.User
            && !before.Exists(act => act.Kind is ActKind.ProvesUser)
            && StepOf(route, acts.FindAll(act => act.Credential is not CredentialStep.CodeVerify), reader) is var step
            && step is CredentialStep.ResetComplete or CredentialStep.Refresh or CredentialStep.CodeVerify
            && !(step is CredentialStep.CodeVerify && acts.Exists(act => act.Kind is ActKind.ProvesUser && IsOfSignedIn(act.At)))
        )
            (caller, because, at) = (Caller.Anonymous, "", null);
        var credential = caller is Caller.Anonymous or Caller.Unknown ? StepOf(route, acts, reader) : CredentialStep.Unknown;
        var effects = acts.Where(act => act.Kind is ActKind.Does)
            .GroupBy(act => act.Effect)
            .Select(same =>
                (same.Where(inside.Contains).MinBy(act => act.IsUnderPolicies) ?? same.FirstOrDefault(work.Contains)) is { } own
                    ? new EndpointEffect(same.Key, own.At.At, own.By) { IsUnderPolicies = own.IsUnderPolicies }
                    : new EndpointEffect(same.Key, same.First().At.At, same.First().By) { IsBefore = true }
            )
            .ToImmutableArray();
        var endpoint = new Endpoint(route.At.At, route.Method, route.Path)
        {
            Framework = route.Framework,
            Deployable = part?.Name ?? "",
            Hosting = part?.Hosting ?? Hosting.Unknown,
            HandlerAt = HandlerAt(route),
            OperationAt = reader.Mediators.OperationOf(route.Handler) is { Exists: true } operation ? operation.At : null,
            Caller = credential is not CredentialStep.Unknown && caller is Caller.Anonymous ? Caller.Credential : caller,
            CallerBecause = because,
            CallerAt = at,
            Guards = SharedGuards.Before(sources.Code, route),
            Credential = credential,
            IsOfLibrary =
                !route.Handler.Exists
                && route.Fields.IsEmpty
                && route.Before.Any(step => step.Known is { Kind: ActKind.HandlesCredential or ActKind.ProvesUser })
                && (
                    route.At.Callee.Name is "MapIdentityApi" or "include" or "path" or "re_path"
                    // The admin site of Django is named, and not included: admin.site.urls.
                    || route.At is { Kind: CodeKind.Member, Name: "urls" }
                ),
            TakesIdentityToken =
                caller is Caller.User
                && !before.Exists(act => act.Kind is ActKind.ProvesUser)
                && inside.Exists(act => IsIdentity(act) && !IsOfSignedIn(act.At))
                && reader.GivesToken(route.Handler) is true,
            Effects = effects,
            Limits =
            [
                .. acts.Where(act => act.Limit is not null && (credential is not CredentialStep.Unknown || !IsForOthers(act)))
                    .Select(act => PlatformHeaders.Trusted(act.Limit!, sources, part))
                    .Distinct(),
            ],
            LimitsUnseen = sources.Edges.Of(part),
            IsPlatformSurface = route.IsPlatformSurface,
            NeedsNoLimit = Exemption.Of(route, effects, acts),
            NotRead = NotReadOf(route, inside),
            IsDataAlone =
                route.FieldsNotSeen is null
                && inside
                    .Where(act => act.Kind is ActKind.NotRead)
                    .All(act => act.At.Kind is CodeKind.Call && OfData().IsMatch(act.At.Callee.Name)),
            IsStatementAlone =
                route.FieldsNotSeen is null
                && inside
                    .Where(act => act.Kind is ActKind.NotRead)
                    .All(act =>
                        act.At is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member } rest }
                        && rest.Receiver.Kind is CodeKind.Call
                        && OfStatement().IsMatch(rest.Name)
                    ),
            MayAskForRole = caller is not Caller.User || roles.MayBeAskedOn(route),
            CredentialField =
                credential is CredentialStep.Unknown
                    ? ""
                    : fields.Find(one => one.Acts.Exists(act => act.Credential == credential)).Name ?? "",
        };
        return (endpoint, SignInDoors.Of(sources, route, endpoint, [.. acts, .. strategies.Of(acts, reader)], reader));
    }

    /// <summary>A limit on the passwords that a server tries for others counts no calls of the server itself.</summary>
    static bool IsForOthers(Act act) => act.Limit is { IsVendorDefault: true, Key: LimitKey.Everybody };

    /// <summary>Whether what proves the caller is read from where people who signed in before send it, and not from what they fill in for this step.</summary>
    static bool IsOfSignedIn(Code proof) =>
        proof.Enclosing(CodeKind.Function) is { Exists: true } function
        && function
            .Descendants()
            .Any(one =>
                one.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Literal
                && "authorization".Equals(one.Kind is CodeKind.Literal ? one.String : one.Name, StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>Whether a proof of who is calling is one that another company made for this sign-in.</summary>
    static bool IsIdentity(Act act) =>
        act.Kind is ActKind.ProvesUser
        && act.At.Callee.Name
            is "verifyIdToken"
                or "verify_id_token"
                or "verify_oauth2_token"
                or "verify_firebase_token"
                or "VerifyIdTokenAsync";

    /// <summary>What the fields do that strangers may ask for; a field that asks who is calling is none of them.</summary>
    static List<(string Name, List<Act> Acts)> FieldsOf(Route route, PathReader reader) =>
        [
            .. route
                .Fields.Select(field => (field.Name, Acts: reader.Handling(field.Handler).ToList()))
                .Where(field =>
                    !field.Acts.Exists(act =>
                        act.Kind is ActKind.ProvesUser or ActKind.ProvesMachine or ActKind.AsksWho or ActKind.NotFollowed
                    )
                ),
        ];

    /// <summary>
    /// Why what an endpoint does is not known, as a clause. Of one that only reads, it is its handler that counts; what changes something may do so in every call.
    /// </summary>
    static string? NotReadOf(Route route, List<Act> inside) =>
        route.FieldsNotSeen
        ?? inside.Find(act => act.Kind is ActKind.NotRead && (route.Method is not "GET" || act.At == route.Handler))?.By;

    /// <summary>What runs outside production only guards nothing there; a limit that does so is kept, to say why it does not count.</summary>
    static IEnumerable<Act> InProduction(IEnumerable<Act> acts, RunsIn runsIn) =>
        runsIn.ReachesProduction
            ? acts
            : acts.Where(act => act.Limit is not null).Select(act => act with { Limit = act.Limit! with { RunsIn = runsIn } });

    static Location? HandlerAt(Route route) =>
        route.Handler.Exists && route.Handler.File == route.At.File && route.At.Contains(route.Handler) ? null
        : route.Handler.Exists ? route.Handler.At
        : null;

    static (Caller, string, Location?) CallerOf(Route route, List<Act> acts)
    {
        if (route.IsPlatformSurface && !acts.Exists(act => act.Kind is ActKind.HandlesCredential))
            return (Caller.Unknown, "the rules of its data decide that", null);
        // A word that opens a route takes back every proof before it.
        var opened = acts.FindLastIndex(act => act.Kind is ActKind.OpensToAll);
        var standing = opened < 0 ? acts : acts[(opened + 1)..];
        if (standing.Find(act => act.Kind is ActKind.ProvesUser) is { } user)
            return (Caller.User, user.By, user.At.At);
        if (standing.Find(act => act.Kind is ActKind.ProvesMachine) is { } machine)
            return (Caller.Machine, machine.By, machine.At.At);
        if (route.NotFollowed is { } reason)
            return (Caller.Unknown, reason, null);
        if (standing.Find(act => act.Kind is ActKind.NotFollowed) is { } lost)
            return (Caller.Unknown, lost.By, lost.At.At);
        if (standing.Find(act => act.Kind is ActKind.AsksWho) is { } asks)
            return (Caller.Unknown, $"it asks {asks.By} who is calling, and whether it refuses strangers could not be told", asks.At.At);
        return IsSignedHook(route)
            ? (Caller.Unknown, "its file makes a signature, and whether the caller's is compared with it could not be told", null)
            : (Caller.Anonymous, "", null);
    }

    static CredentialStep StepOf(Route route, List<Act> acts, PathReader reader)
    {
        if (route.Method is "GET" or "HEAD" or "DELETE")
            return CredentialStep.Unknown;
        var named = CredentialNames.Of(route.Path);
        if (named is CredentialStep.Unknown && route.Method is "ACTION")
            named = CredentialNames.Of(route.Handler.Name);
        // A signature that somebody's own key made is nothing that others guess at, whatever the address calls the answer.
        if (named is CredentialStep.SignIn && CredentialNames.NamesAnswerOnly(route.Path) && AsksForSignature(route.Handler))
            named = CredentialStep.Unknown;
        if (named is not CredentialStep.Unknown && route.Method is "ACTION" && HandsOverToProvider(route.Handler, acts))
            named = CredentialStep.Unknown;
        if (route.Before.FirstOrDefault(step => step.Known is { Kind: ActKind.HandlesCredential }).Known is { } known)
            return known.Credential;
        var done = acts.Where(act => act.Credential is not CredentialStep.Unknown).Select(act => act.Credential).ToList();
        return named is not CredentialStep.Unknown ? named
            : CredentialNames.MayBeRefresh(route.Path) && reader.GivesToken(route.Handler) is true ? CredentialStep.Refresh
            : done.Contains(CredentialStep.SignIn) ? CredentialStep.SignIn
            : done.Count > 0 ? done[0]
            : CredentialStep.Unknown;
    }

    /// <summary>Whether a webhook's own file makes the signature that its caller has to send along.</summary>
    static bool IsSignedHook(Route route) =>
        route.Path.Contains("hook", StringComparison.OrdinalIgnoreCase)
        && route.Handler.Exists
        && route.Handler.File.Text.Contains("createHmac(", StringComparison.Ordinal);

    /// <summary>
    /// Whether a handler only sends the caller to another provider, or only changes the password of the session that is there already, so that nothing can be guessed at.
    /// </summary>
    static bool HandsOverToProvider(Code handler, List<Act> acts)
    {
        if (handler.Kind is not CodeKind.Function || acts.Exists(act => act.Credential is not CredentialStep.Unknown))
            return false;
        var called = handler.Descendants(CodeKind.Call).Select(call => call.Callee.DottedName).ToList();
        return called.Exists(name =>
                name.EndsWith("auth.signInWithOAuth", StringComparison.Ordinal)
                || name.EndsWith("auth.signInWithSSO", StringComparison.Ordinal)
                || name.EndsWith("auth.updateUser", StringComparison.Ordinal)
            )
            && !called.Exists(name =>
                name.Contains("verify", StringComparison.OrdinalIgnoreCase) || name.Contains("exchange", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Whether a handler has a signature verified, and speaks of no password.</summary>
    static bool AsksForSignature(Code handler) =>
        handler.Kind is CodeKind.Function
        && handler.Descendants(CodeKind.Call).Any(call => Verifying().IsMatch(call.Callee.Name))
        && !Secret().IsMatch(handler.Text);

    [GeneratedRegex(
        "^(?:create|update|delete|upsert|insert|find)(?:Many|One|All|First|Unique|ById|AndReturn|OrThrow)*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfData();

    [GeneratedRegex(
        "^(?:where|set|values|returning|onConflictDo(?:Update|Nothing)|limit|offset|orderBy|from|leftJoin|innerJoin)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfStatement();

    [GeneratedRegex(
        "^(?:verify|validate|check|recover)\\w*(?:Signature|_signature|Signed|SignedMessage)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Verifying();

    [GeneratedRegex(
        "pass(?:word|wd|phrase|code)|\\bpwd\\b|\\bpin\\b|\\btotp\\b|\\botp\\b|grant_?type|client_?secret",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Secret();
}
