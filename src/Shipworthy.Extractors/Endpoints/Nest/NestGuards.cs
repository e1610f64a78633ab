using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Nest;

/// <summary>
/// Tells what a guard does for a route: one of a library by its name, one of the app by its <c>canActivate</c>, unless the route's metadata make it let everybody pass.
/// </summary>
sealed class NestGuards(CodeBase code, PathReader reader, NestThrottling throttling)
{
    const int MostSteps = 6;

    /// <summary>The steps that a guard is for a route.</summary>
    public IEnumerable<Step> Steps(Code guard, IReadOnlyList<NestWord> words)
    {
        var declared = ClassOf(guard, MostSteps);
        return declared.Exists ? OfTheApp(guard, declared, words) : OfLibrary(guard, guard, words);
    }

    /// <summary>The class of the app that a guard is an instance of; no node when it is one of a library.</summary>
    Code ClassOf(Code guard, int steps)
    {
        if (!guard.Exists || steps <= 0)
            return default;
        switch (guard.Kind)
        {
            case CodeKind.Class:
                return guard;
            case CodeKind.Name or CodeKind.Member or CodeKind.Type:
                return code.Definition(guard) switch
                {
                    { Kind: CodeKind.Class } own => own,
                    { Kind: CodeKind.Variable } held => ClassOf(held[Part.Value], steps - 1),
                    _ => default,
                };
            case CodeKind.New:
                return ClassOf(guard.Callee, steps - 1);
            case CodeKind.Call when guard.Callee.Name is "get" or "resolve" && guard.Callee.Kind is CodeKind.Member:
                return ClassOf(guard.ArgumentAt(0), steps - 1);
            // A function that makes a class: UseGuards(RoleGuard("admin")).
            case CodeKind.Call when code.Target(guard) is { Kind: CodeKind.Function } mixin:
                return mixin.Descendants(CodeKind.Class).FirstOrDefault();
            case CodeKind.Await or CodeKind.Argument:
                return ClassOf(guard[Part.Value], steps - 1);
            default:
                return default;
        }
    }

    IEnumerable<Step> OfTheApp(Code guard, Code declared, IReadOnlyList<NestWord> words)
    {
        var bases = Bases(declared).ToList();
        var asks = bases.Select(one => one.Property("canActivate")).FirstOrDefault(one => one.Exists);
        var handles = bases.Select(one => one.Property("handleRequest")).FirstOrDefault(one => one.Exists);
        var metadata = new NestMetadata(code, words);
        if (asks.Exists && metadata.Opens(asks))
            return [];
        var library = bases.SelectMany(one => one.All(Part.Base)).FirstOrDefault(one => code.OriginOf(Applied(one)).Exists);
        if (code.OriginOf(Applied(library)) is { Package: "@nestjs/throttler" })
            return throttling.Limits(guard, declared, words);
        var leansOnLibrary =
            library.Exists && (!asks.Exists || asks.Descendants().Any(one => one is { Kind: CodeKind.Name, Name: "super" }));
        if (leansOnLibrary && handles.Exists && IsPassport(Applied(library)))
        {
            // A guard that hands back whatever Passport found, a missing person too, refuses nobody.
            if (
                metadata.Opens(handles)
                || !handles.Descendants().Any(one => one.Kind is CodeKind.Throw || one is { Kind: CodeKind.Name, Name: "super" })
            )
                return [new(guard) { Known = new(ActKind.Attaches, guard, declared.Name) }];
        }
        if (leansOnLibrary)
            return asks.Descendants().Any(one => one.Kind is CodeKind.Try)
                ? [Lost(guard, $"{declared.Name} asks only under a condition that could not be decided")]
                : OfLibrary(guard, Applied(library), words);
        return asks.Exists ? ByItself(guard, declared, asks) : [Lost(guard, $"what {declared.Name} asks for could not be followed")];
    }

    IEnumerable<Step> ByItself(Code guard, Code declared, Code asks)
    {
        // A guard that means one group only refuses no stranger.
        if (asks.Body.Kind is CodeKind.Block && asks.Body.Children.Any(Refusals.LetsOthersPass))
            return [];
        var acts = reader.Of(asks);
        if (
            acts.Any(act =>
                act.Kind is ActKind.ProvesUser or ActKind.ProvesMachine or ActKind.AsksWho or ActKind.NotFollowed or ActKind.Limits
            )
        )
            return [new(asks)];
        return NestMetadataFree(asks) ? [] : [Lost(guard, $"{declared.Name} decides in a way that could not be followed")];
    }

    /// <summary>Whether a guard says yes to everybody.</summary>
    static bool NestMetadataFree(Code asks) =>
        asks.Body.Kind is CodeKind.Block
        && asks.Body.Children.ToList() is [{ Kind: CodeKind.Return } only]
        && only[Part.Value] is { Kind: CodeKind.Literal, Operator: "true" };

    IEnumerable<Code> Bases(Code declared)
    {
        var at = declared;
        for (var steps = 0; steps < MostSteps && at.Exists; steps++)
        {
            yield return at;
            at = at.All(Part.Base)
                .Select(one => code.Definition(one))
                .FirstOrDefault(one => one is { Kind: CodeKind.Class, Operator: "class" } && one != declared);
        }
    }

    static Code Applied(Code ancestor) =>
        ancestor.Kind is CodeKind.Type && ancestor[Part.Value] is { Exists: true } value ? value : ancestor;

    bool IsPassport(Code guard) => code.OriginOf(guard.Kind is CodeKind.Call ? guard.Callee : guard).Package is "@nestjs/passport";

    /// <summary>What guards of libraries do.</summary>
    IEnumerable<Step> OfLibrary(Code at, Code guard, IReadOnlyList<NestWord> words)
    {
        // A guard that a class or variable stands for: const JwtGuard = AuthGuard("jwt").
        for (
            var steps = 0;
            steps < MostSteps && guard.Kind is CodeKind.Name && code.Definition(guard) is { Kind: CodeKind.Variable } held;
            steps++
        )
            guard = held[Part.Value];
        var origin = code.OriginOf(guard.Kind is CodeKind.Call or CodeKind.New ? guard.Callee : guard);
        return origin.Package switch
        {
            "@nestjs/throttler" => throttling.Limits(at, default, words),
            "@nestjs/passport" => Passport(at, guard),
            "nest-keycloak-connect" when guard.Name is "AuthGuard" || guard.Callee.Name is "AuthGuard" => words.Any(word =>
                word.Name is "Public" or "Unprotected"
            )
                ? []
                : [Proves(at, "Keycloak")],
            "@thallesp/nestjs-better-auth" => words.Any(word => word.Name is "AllowAnonymous" or "Public" or "OptionalAuth" or "Optional")
                ? []
                : [Proves(at, "Better Auth")],
            "" => [Lost(at, $"{(guard.Name.Length > 0 ? guard.Name : guard.Callee.Name)} could not be followed")],
            var package => [Lost(at, $"its guard is one of {package}, which is not in the repository")],
        };
    }

    /// <summary>A strategy that takes a password is the sign-in itself, and one of another site leads there; the others want the proof of an earlier one.</summary>
    IEnumerable<Step> Passport(Code at, Code guard)
    {
        var first = guard.ArgumentAt(0);
        var strategies = (first.Kind is CodeKind.Array ? first.Children.AsEnumerable() : [first])
            .Select(one => code.ValueOf(one).AsText ?? "")
            .ToList();
        if (strategies.Exists(one => one is "anonymous"))
            return [new(at) { Known = new(ActKind.Attaches, at, "Passport") }];
        if (strategies.Exists(one => one.Contains("local", StringComparison.OrdinalIgnoreCase) || one is "ldapauth" or "login"))
            return [new(at) { Known = new(ActKind.HandlesCredential, at, "Passport") { Credential = CredentialStep.SignIn } }];
        if (strategies.Exists(one => Sites.Contains(one.ToLowerInvariant())))
            return [];
        return [Proves(at, "Passport")];
    }

    static readonly HashSet<string> Sites =
    [
        "google",
        "github",
        "facebook",
        "twitter",
        "discord",
        "apple",
        "linkedin",
        "microsoft",
        "gitlab",
        "slack",
        "spotify",
        "azuread-openidconnect",
        "saml",
        "oauth2",
        "openidconnect",
        "oidc",
        "kakao",
        "naver",
        "line",
        "twitch",
        "42",
        "magic-link",
        "magiclogin",
    ];

    static Step Proves(Code at, string by) => new(at) { Known = new(ActKind.ProvesUser, at, by) };

    static Step Lost(Code at, string because) => new(at) { Known = new(ActKind.NotFollowed, at, because) };
}
