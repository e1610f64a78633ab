using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>Makes of what happens on a path the door that it is: what is guessed at, and what makes guessing slow.</summary>
static class SignInDoors
{
    /// <summary>The door that an endpoint is; null when nobody signs in there.</summary>
    /// <param name="sources">Everything else.</param>
    /// <param name="route">What it was made of.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="acts">What happens on its path, in the order in which it happens.</param>
    /// <param name="reader">Reads what its handler gives.</param>
    public static SignInDoor? Of(Sources sources, Route route, Endpoint endpoint, List<Act> acts, PathReader reader)
    {
        var step = endpoint.Credential;
        if (step is not (CredentialStep.SignIn or CredentialStep.CodeVerify) || route.IsPlatformSurface)
            return null;
        var compares = acts.FindAll(act => Compares(route, act));
        // A library's word that a password is taken tells less than the comparison itself, where that was seen.
        var compared = compares.Find(act => act.At.Kind is CodeKind.Call && act.By is not "Passport") ?? compares.FirstOrDefault();
        var vendor = compares.Find(act => act.Limit is { IsVendorDefault: true });
        var looked = acts.FindAll(act => act is { Kind: ActKind.Brakes, Part: BrakePart.LookedAt } && Stops(act, compared, route));
        var brakes = BrakesOf(sources.Code, acts, compared, looked).ToImmutableArray();
        var counted = acts.Find(act => act is { Kind: ActKind.Brakes, Part: BrakePart.Counted });
        var factor = DoorFactors.Of(sources, route, acts);
        var person = DoorPersons.Of(route, compared, acts, reader);
        return new(endpoint)
        {
            Guessed = step is CredentialStep.CodeVerify ? "codes" : "passwords",
            ComparedAt = compared?.At.At,
            DecidedAt = compared is null ? null : Asked(sources.Code, compared).At,
            NothingToGuess = compares.TrueForAll(act => Nothing(act) is not null) && compared is not null ? Nothing(compared) : null,
            NotSeen =
                compared is null && !brakes.Any(brake => brake.IsDefault) ? endpoint.NotRead ?? "what it compares was not found" : null,
            BrakesUnseen = Unseen(acts, looked.Count > 0, counted is not null),
            Brakes = brakes,
            CountsOnlyAt = looked.Count > 0 ? null : counted?.At.At,
            AskedByServer = vendor is null ? "" : VendorOf(vendor.By),
            LetsIn = Powers.Of(sources),
            TellsAccountsAt = compared is null ? null : Tells(compared),
            AsksFactorAt = factor.At,
            FactorDoubt = factor.Doubt,
            ProductSetAt = factor.SetAt,
            AdmitsNobody = person.Nobody,
            AdmitsDoubt = person.Doubt,
        };
    }

    /// <summary>
    /// Where a comparison is asked for. A function that compares two values which it is given, <c>Verify(password, hash)</c>, decides about nobody: that is up to its caller.
    /// </summary>
    static Code Asked(CodeBase code, Act compared) =>
        compared.At is { Kind: CodeKind.Call } call
        && compared.Through.FirstOrDefault() is { Exists: true } caller
        && call.Enclosing(CodeKind.Function) is { Exists: true } function
        && call.Arguments.Count() > 1
        && call.Arguments.All(one => code.Definition(one) is { Kind: CodeKind.Parameter } given && function.Contains(given))
            ? caller
            : compared.At;

    /// <summary>What compares something that a person remembers, or a library that does. The library's word about NextAuth says only that the app does so itself.</summary>
    static bool Compares(Route route, Act act) =>
        act is { Kind: ActKind.HandlesCredential, Credential: CredentialStep.SignIn or CredentialStep.CodeVerify }
        && !(route.Framework is "NextAuth" && act.At == route.At)
        && !(act.At.Kind is CodeKind.Call && act.At != route.At && AreKeys(act.At));

    /// <summary>Why nothing can be guessed where something is compared; null when something can. A session that asks for its own password again is no sign-in.</summary>
    static string? Nothing(Act act) =>
        act.NothingToGuess
        ?? (
            act.At.Kind is CodeKind.Call && act.At.Arguments.Any(one => BrakeWords.IsOfSession(one.Text))
                ? "asks whoever is signed in for the own password again"
                : null
        );

    /// <summary>A comparison of random keys: <c>bcrypt.compare(refreshToken, row.tokenHash)</c>.</summary>
    static bool AreKeys(Code call) =>
        call.Arguments.ToList() is { Count: > 1 } arguments && arguments.TrueForAll(one => BrakeWords.IsRandom(one.Text));

    /// <summary>
    /// Whether what looks at a lock keeps the comparison from being made: it stands in the function that compares or answers, or throws. What another function merely gives back
    /// may be forgotten by whoever called it.
    /// </summary>
    static bool Stops(Act looked, Act? compared, Route route)
    {
        var function = looked.At.Enclosing(CodeKind.Function);
        return !function.Exists
            || function == route.Handler
            || route.Handler.Contains(function)
            || (compared is not null && compared.Within(function).Exists)
            || looked.At.Descendants(CodeKind.Throw).Any();
    }

    static bool IsOfDjango(AccountBrake brake) => brake.By.StartsWith("django-", StringComparison.Ordinal);

    /// <summary>Whether a comparison is made by Django's own function, which its packages for locks stand behind.</summary>
    static bool GoesThroughDjango(Act? compared) =>
        compared is not null
        && (
            compared.By is not "a password"
            || (compared.At.Kind is CodeKind.Call && compared.At.Callee.Name is "authenticate" or "AuthenticationForm")
        );

    static string VendorOf(string by) => by.Split('\'')[0];

    static string? Unseen(List<Act> acts, bool looked, bool counted) =>
        acts.Find(act => act is { Kind: ActKind.Brakes, Part: BrakePart.NotFollowed }) is { } lost ? lost.By
        : looked && !counted ? "it looks at a lock, and what counts failures was not found"
        : null;

    static IEnumerable<AccountBrake> BrakesOf(CodeBase code, List<Act> acts, Act? compared, List<Act> looked)
    {
        foreach (var act in acts)
            if (act is { Brake: { } whole, Part: BrakePart.Whole } && !(IsOfDjango(whole) && !GoesThroughDjango(compared)))
                yield return whole;
        var counted = acts.FindAll(act => act is { Kind: ActKind.Brakes, Part: BrakePart.Counted });
        if (looked.Count == 0 || counted.Count == 0)
            yield break;
        var count = counted[0].Brake!;
        var failures =
            looked.Select(act => act.Brake!.Failures).FirstOrDefault(one => one is not null) ?? Threshold(code, counted) ?? count.Failures;
        foreach (var act in looked)
        {
            var order = Orders.Of(act, compared, acts);
            yield return act.Brake! with
            {
                Kind = count.Kind,
                KeyFrom = count.KeyFrom,
                Store = count.Store,
                Failures = failures,
                IsDefault = count.IsDefault,
                Seconds = act.Brake!.Seconds ?? count.Seconds,
                Order = order.Order,
                TellsAccounts = order.TellsAccounts,
            };
        }
    }

    /// <summary>The number that stands beside the counting: <c>if (user.failedAttempts >= 5) user.lockedUntil = …</c>.</summary>
    static double? Threshold(CodeBase code, List<Act> counted) =>
        counted
            .Select(act => act.At.Enclosing(CodeKind.Function))
            .Where(function => function.Exists)
            .Select(function => Thresholds.Of(code, function.Body, byName: true))
            .FirstOrDefault(one => one is not null);

    /// <summary>Where an unknown account gets other words than a wrong password.</summary>
    static Location? Tells(Act compared)
    {
        foreach (var function in compared.Through.Prepend(compared.At).Select(call => call.Enclosing(CodeKind.Function)))
            if (function.Exists && Orders.Decision(compared, function) is { Exists: true } decision && In(function, decision) is { } at)
                return at;
        return null;
    }

    static Location? In(Code function, Code decision)
    {
        var wrong = Refusing.Words(decision);
        if (wrong.Length == 0)
            return null;
        return function
            .Descendants(CodeKind.Branch)
            .Where(one => one.Start < decision.Start && Orders.IsAboutMissing(one[Part.Condition]) && Refusing.Leaves(one))
            .Where(one => Refusing.Words(one) is { Length: > 0 } words && words != wrong)
            .Select(one => (Location?)one.At)
            .FirstOrDefault();
    }
}
