using System.Text.RegularExpressions;

namespace Shipworthy.Checks;

/// <summary>Which tests come to which endpoint, and what they expect there.</summary>
sealed partial class TestsOfEndpoints
{
    readonly App app;
    readonly ILookup<Endpoint, (WrittenTest Test, TestTouch Touch)> byEndpoint;
    readonly ImmutableArray<(WrittenTest Test, TestTouch Touch)> told;

    public TestsOfEndpoints(App app)
    {
        this.app = app;
        var touches = app.WrittenTests.SelectMany(test => test.Touches.Select(touch => (Test: test, Touch: touch))).ToList();
        told = [.. touches.Where(one => one.Touch.Kind is TouchKind.Tells)];
        var endpoints = app
            .Endpoints.Where(endpoint => !endpoint.IsPlatformSurface)
            .Select(endpoint => (Endpoint: endpoint, Parts: PartsOf(endpoint.Route)))
            .ToList();
        var requested = touches
            .Where(one => one.Touch.Kind is TouchKind.Requests or TouchKind.Opens)
            .GroupBy(one => (one.Touch.Method, one.Touch.Text))
            .SelectMany(same =>
                Asked(endpoints, same.Key.Method, same.Key.Text).SelectMany(endpoint => same.Select(one => (endpoint, one)))
            );
        var doors = app.SignInDoors.ToLookup(door => door.Endpoint.Identity, StringComparer.Ordinal);
        var functions = touches
            .Where(one => one.Touch.Function is not null)
            .ToLookup(one => one.Touch.Function!.Path, StringComparer.Ordinal);
        var called = endpoints.SelectMany(one =>
            Places(one.Endpoint, doors[one.Endpoint.Identity])
                .SelectMany(place => functions[place.Path].Where(touch => Holds(touch.Touch.Function!, place)))
                .Concat(
                    one.Endpoint.Credential is CredentialStep.SignIn
                        ? touches.Where(touch =>
                            touch.Touch.Kind is TouchKind.Calls
                            && SignsIn().IsMatch(touch.Touch.Text)
                            && IsOfPart(touch.Touch.Function, one.Endpoint.Deployable)
                        )
                        : []
                )
                .Select(touch => (endpoint: one.Endpoint, one: touch))
        );
        byEndpoint = requested.Concat(called).ToLookup(pair => pair.endpoint, pair => pair.one);
    }

    /// <summary>Whether a test that runs expects the endpoint to refuse, to fail, or to change nothing.</summary>
    public bool Refuse(Endpoint endpoint) => Of(endpoint).Any(one => one.Test.Counts && one.Touch.Refused);

    /// <summary>The files of the tests that expect the endpoint to refuse.</summary>
    public ImmutableHashSet<string> FilesThatRefuse(Endpoint endpoint) =>
        [.. Of(endpoint).Where(one => one.Test.Counts && one.Touch.Refused).Select(one => one.Test.At.Path)];

    /// <summary>Whether a test that runs expects the endpoint to refuse because of who asks.</summary>
    public bool Deny(Endpoint endpoint) =>
        byEndpoint[endpoint].Any(one => one.Test.Counts && one.Touch.Denied && MeetsGuard(endpoint, one.Touch));

    /// <summary>Whether a test that runs expects the endpoint to refuse somebody who is known and lacks a right.</summary>
    public bool Forbid(Endpoint endpoint) =>
        byEndpoint[endpoint]
            .Any(one => one.Test.Counts && one.Touch is { Denied: true, TurnsStrangersAway: false } && MeetsGuard(endpoint, one.Touch));

    /// <summary>Whether a test that runs expects the endpoint to refuse somebody who is not known. Where nothing asks for a right, every denial is of that kind.</summary>
    public bool TurnAway(Endpoint endpoint) =>
        byEndpoint[endpoint]
            .Any(one =>
                one.Test.Counts
                && MeetsGuard(endpoint, one.Touch)
                && (one.Touch.TurnsStrangersAway || (one.Touch.Denied && !endpoint.MayAskForRole))
            );

    /// <summary>Whether the guard of an endpoint runs in a test. ASP.NET Core's stands in the pipeline, which a call of the handler does not go through.</summary>
    static bool MeetsGuard(Endpoint endpoint, TestTouch touch) =>
        touch.Kind is not TouchKind.Calls || endpoint.CallerBecause is not "ASP.NET Core's authorization";

    /// <summary>Whether a function lies in a part of the app, or in none: what several parts share.</summary>
    bool IsOfPart(Location? function, string part) =>
        function is not null
        && app.Deployables.Where(one => one.Holds(function.Path)).ToList() is var parts
        && (parts.Count == 0 || parts.MaxBy(one => one.Folder.Length)!.Name == part);

    /// <summary>Whether a test that runs calls the function at a place, and expects a refusal of it.</summary>
    public bool RefuseAt(Location place) =>
        app.WrittenTests.Any(test =>
            test.Counts && test.Touches.Any(touch => touch is { Refused: true, Function: { } function } && Holds(function, place))
        );

    /// <summary>Whether a test in a browser expects that somebody who has not signed in is sent away.</summary>
    public bool TurnStrangersAway => told.Any(one => one.Test.Counts && one.Touch.TurnsStrangersAway && Stranger().IsMatch(one.Touch.Text));

    /// <summary>Skipped tests that come to the endpoint.</summary>
    public IEnumerable<WrittenTest> Skipped(Endpoint endpoint) =>
        Of(endpoint).Where(one => one.Test.Standing is TestStanding.Skipped).Select(one => one.Test).Distinct();

    IEnumerable<(WrittenTest Test, TestTouch Touch)> Of(Endpoint endpoint) =>
        StoryOf(endpoint.Credential) is { } story
            ? byEndpoint[endpoint].Concat(told.Where(one => story.IsMatch(one.Touch.Text)))
            : byEndpoint[endpoint];

    static Regex? StoryOf(CredentialStep step) =>
        step switch
        {
            CredentialStep.SignIn => SignIn(),
            CredentialStep.SignUp => SignUp(),
            CredentialStep.ResetRequest or CredentialStep.ResetComplete => Reset(),
            CredentialStep.Unknown or CredentialStep.CodeSend or CredentialStep.CodeVerify or CredentialStep.Refresh => null,
        };

    /// <summary>The places by which a function shows that it is what an endpoint does.</summary>
    static IEnumerable<Location> Places(Endpoint endpoint, IEnumerable<SignInDoor> doors) =>
        new[] { endpoint.At, endpoint.HandlerAt, endpoint.OperationAt }
            .Concat(doors.Select(door => door.DecidedAt))
            .Concat(
                endpoint
                    .Effects.Where(effect =>
                        // What a webhook changes, others change too: a test of that says nothing about who may send it.
                        endpoint.Credential
                            is not (CredentialStep.SignIn or CredentialStep.Refresh)
                        && !CriticalBehaviours.IsWebhook(endpoint)
                        && effect.Kind is EffectKind.WritesData or EffectKind.Charges or EffectKind.SendsMail
                    )
                    .Select(effect => effect.At)
            )
            .OfType<Location>()
            .Distinct();

    static bool Holds(Location function, Location place) =>
        function.Path == place.Path && function.Line <= place.Line && place.Line <= function.EndLine;

    /// <summary>
    /// The endpoints that a request is for: those whose address is the same; without one, those whose address ends like it or that it ends like, since a test may put routes at
    /// another place. Of several the one with most fixed parts in common counts.
    /// </summary>
    static IEnumerable<Endpoint> Asked(List<(Endpoint Endpoint, string[] Parts)> endpoints, string method, string address)
    {
        var open = address.StartsWith("{}", StringComparison.Ordinal);
        var asked = PartsOf(
            !open ? address
            : address.IndexOf('/') is var slash and >= 0 ? address[slash..]
            : ""
        );
        if (asked.Length == 0 || !asked.Any(IsFixed))
            return [];
        var fitting = endpoints
            .Where(one => method.Length == 0 || one.Endpoint.Method is "ANY" or "" || one.Endpoint.Method == method)
            .Select(one => (one.Endpoint, Same: Same(one.Parts, asked, open)))
            .Where(one => one.Same > 0)
            .ToList();
        var best = fitting.Select(one => one.Same).DefaultIfEmpty().Max();
        return fitting.Where(one => one.Same == best).Select(one => one.Endpoint);
    }

    /// <summary>How well an address fits a route: the fixed parts that they share, and more for one that is the same from beginning to end. 0 when it does not fit.</summary>
    static int Same(string[] route, string[] asked, bool open)
    {
        var shorter = Math.Min(route.Length, asked.Length);
        var shared = 0;
        for (var i = 1; i <= shorter; i++)
        {
            var (one, other) = (route[^i], asked[^i]);
            if (IsFixed(one) && IsFixed(other))
            {
                if (!one.Equals(other, StringComparison.OrdinalIgnoreCase))
                    return 0;
                shared++;
            }
            // A fixed part of a request may stand for a parameter; what is not known in a request may be any parameter, and no fixed part.
            else if (IsFixed(one) && i > 1 && !open)
                return 0;
        }
        if (shared == 0)
            return 0;
        var whole = route.Length == asked.Length;
        return whole ? shared * 2 + 100
            : open || asked.Length < route.Length || route.Length > 1 ? shared * 2
            : 0;
    }

    static bool IsFixed(string part) => !part.Contains('{') && part[0] is not (':' or '[' or '*' or '$' or '<');

    static string[] PartsOf(string route) => route.Split('/', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(
        "^(?:authenticate|log_?in|sign_?in|(?:validate|verify|check)_?(?:user|credentials))(?:_?user)?(?:_?async)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignsIn();

    [GeneratedRegex(
        @"log(?:ging|ged)?[-_ ]?in\b|sign(?:ing|ed)?[-_ ]?in\b|connexion|anmeld|iniciar sesi[oó]n|entrar",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignIn();

    [GeneratedRegex(
        @"sign(?:ing|ed)?[-_ ]?up|regist(?:er|ration|rier)|create (?:an )?account|inscription|cadastr",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignUp();

    [GeneratedRegex(
        @"(?:reset|forgot|recover|new)\w*[-_ ]?(?:your |the |my )?password|password[-_ ]?(?:reset|recover)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reset();

    [GeneratedRegex(
        @"redirect|not (?:signed|logged)|logged[- ]out|signed[- ]out|unauth|protected|without|denied|forbidden|token|anonymous|guest|requires?|cannot|can't|private",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Stranger();
}
