namespace Shipworthy.Checks;

/// <summary>Whether tests expect the guards of an app to refuse: those that ask who calls, and those that ask for a privileged role.</summary>
static class TestedGuards
{
    /// <summary>Each guard, once, whichever endpoints use it.</summary>
    public static Verdict Of(App app, TestsByWorth worth, TestsOfEndpoints tests, Rule neverRefused) =>
        OfCallers(app, worth, tests, neverRefused) & OfRights(app, worth, tests, neverRefused);

    /// <summary>Each way in which callers are told counts once, whichever endpoints use it.</summary>
    static Verdict OfCallers(App app, TestsByWorth worth, TestsOfEndpoints tests, Rule neverRefused)
    {
        var guards = CriticalBehaviours.Guards(app);
        return new Facts<Endpoint>(guards.Select(guard => guard[0]))
            .JudgeEach(first =>
            {
                var guarded = guards.First(guard => guard[0] == first);
                var what = $"guards {guarded.Length} endpoints by {first.CallerBecause}";
                var isUser = first.Caller is Caller.User;
                var refused =
                    guarded.Any(isUser ? tests.TurnAway : tests.Deny)
                    || guarded.Select(endpoint => endpoint.CallerAt!).Distinct().Any(tests.RefuseAt)
                    || (isUser && guards.Count(guard => guard[0].Caller is Caller.User) == 1 && tests.TurnStrangersAway);
                var finding =
                    refused ? first.Passes($"{what}, and a test expects that others are refused")
                    : isUser && (guarded.Any(tests.Deny) || tests.TurnStrangersAway)
                        ? first.Unproven($"{what}, and whether a test that expects a refusal is about a stranger there is open")
                    : worth.AreMore ? first.Unproven($"{what}, and whether a test that was not read expects a refusal is open")
                    : first.Fails(neverRefused, $"{what}, and no test expects that others are refused");
                return finding with { At = first.CallerAt!, Identity = $"guard:{first.Deployable}:{first.CallerBecause}", Related = [] };
            })
            .OrNotApplicable("no guard stands before several endpoints");
    }

    /// <summary>Each function or policy that asks for a right on behalf of several places counts once. One that also tells who calls was counted with the callers.</summary>
    static Verdict OfRights(App app, TestsByWorth worth, TestsOfEndpoints tests, Rule neverRefused)
    {
        var callers = app.Endpoints.Select(endpoint => endpoint.CallerAt).OfType<Location>().Distinct().ToList();
        return new Facts<RightsGuard>(
            All(app)
                .Where(guard => guard.Places.Length > 1 && !callers.Exists(at => Holds(guard.At, at)))
                .OrderBy(guard => guard.Identity, StringComparer.Ordinal)
        )
            .JudgeEach(guard =>
            {
                var what =
                    guard.Named.Length > 1
                        ? $"guards {guard.Named.Length} endpoints by {guard.Name}"
                        : $"guards {guard.Places.Length} files by {guard.Name}";
                return guard.Endpoints.Any(tests.Forbid) || tests.RefuseAt(guard.At)
                        ? guard.Passes($"{what}, and a test expects that people without that right are refused")
                    : worth.AreMore ? guard.Unproven($"{what}, and whether a test that was not read expects a refusal is open")
                    : guard.Endpoints.Any(tests.Deny) || tests.TurnStrangersAway
                        ? guard.Unproven($"{what}, and whether a test that expects a refusal is about people without that right is open")
                    : guard.Fails(neverRefused, $"{what}, and no test expects that people without that right are refused");
            })
            .Joined(finding => finding.At.Path.EndsWith(".cs", StringComparison.Ordinal) ? finding.At.Path : null, SumOfPolicies)
            .OrNotApplicable("no guard asks for a right at several places");
    }

    /// <summary>The policies of one file, which one test for each kind of person refuses.</summary>
    static Finding SumOfPolicies(ImmutableArray<Finding> findings) =>
        findings is [var only]
            ? only
            : findings[0] with
            {
                Says =
                    $"{findings[0].Says}; the same goes for {findings.Length - 1} more {(findings.Length == 2 ? "policy" : "policies")} of this file",
                Related = [.. findings.Skip(1).Select(finding => finding.At).Where(place => place != findings[0].At).Distinct()],
            };

    /// <summary>The guards that endpoints name, and those that pages and other code of the server call.</summary>
    static List<RightsGuard> All(App app)
    {
        var all = new List<RightsGuard>();
        var roles = app
            .PrivilegedRoles.Where(role => role is { Guard: RoleGuard.Server, AskedBy: not null })
            .ToLookup(role => role.AskedBy!);
        var named = app
            .Endpoints.Where(endpoint => endpoint.Caller is Caller.User)
            .SelectMany(endpoint => endpoint.Guards.Select(guard => (guard.At, guard.Name, Endpoint: endpoint)))
            .ToLookup(one => one.At);
        foreach (var at in roles.Select(role => role.Key).Union(named.Select(one => one.Key)))
        {
            var files = roles[at].Select(role => role.At.Path).ToHashSet(StringComparer.Ordinal);
            var endpoints = named[at]
                .Select(one => one.Endpoint)
                .Union(
                    app.Endpoints.Where(endpoint =>
                        files.Contains(endpoint.At.Path) || (endpoint.HandlerAt is { } handler && files.Contains(handler.Path))
                    )
                )
                .ToImmutableArray();
            all.Add(
                new(
                    at,
                    named[at].Select(one => one.Name).Concat(roles[at].Select(role => role.Name)).First(),
                    named[at].Count() > 1 ? [.. named[at].Select(one => one.Endpoint)] : [],
                    endpoints,
                    named[at].Count() > 1 ? [.. named[at].Select(one => one.Endpoint.At)] : [.. roles[at].Select(role => role.At)]
                )
            );
        }
        return all;
    }

    static bool Holds(Location function, Location place) =>
        function.Path == place.Path && function.Line <= place.Line && place.Line <= function.EndLine;

    /// <summary>What asks for a right on behalf of several places.</summary>
    /// <param name="At">Where it is declared.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Named">The endpoints that name it.</param>
    /// <param name="Endpoints">Those that may come through it, the named ones among them.</param>
    /// <param name="Places">Where it is asked.</param>
    sealed record RightsGuard(
        Location At,
        string Name,
        ImmutableArray<Endpoint> Named,
        ImmutableArray<Endpoint> Endpoints,
        ImmutableArray<Location> Places
    ) : Fact(At)
    {
        public override string Identity => $"rights-guard:{At.Path}:{Name}";

        public override ImmutableArray<Location> Related => [.. Places.Take(50)];
    }
}
