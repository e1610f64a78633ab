namespace Shipworthy.Checks.AiCode;

public sealed class TestsProveBehaviour() : Check("9.6", "AI-generated tests actually test the intended behaviour, not just the happy path")
{
    /// <summary>Of a hundred cases so many may expect nothing: smoke tests.</summary>
    const int FewEmpty = 5;

    /// <summary>Of a hundred cases so many may be skipped without a reason.</summary>
    const int FewSkipped = 2;

    /// <summary>Of a hundred cases so many may only compare with a recorded output.</summary>
    const int FewSnapshots = 20;

    /// <summary>Of a hundred endpoints that change something so many are refused by some test.</summary>
    const int MostRefused = 60;

    static readonly Rule NoTests = new("9.6-1", Major, BadLuck)
    {
        Says = "has no test of what the app does",
        Title = "Break anything, and nothing here notices",
        Consequence = "No test runs the code of the app, so nothing says whether it does what was intended. Your customers find out.",
        Fix = "Write a first test of sign-in and one of the action that earns money, each with the case that must be refused.",
    };

    static readonly Rule NeverRefused = new("9.6-2", Major, BadLuck)
    {
        Says = "is never refused by a test",
        Title = "Remove the check at the door, and every test stays green",
        Consequence = "No test expects this to say no. Whoever or whatever removes the check that protects it sees a green suite.",
        Fix = "Add a test that must be refused: not signed in, the wrong person, a wrong password or signature, a second time.",
    };

    static readonly Rule Empty = new("9.6-3", Major, BadLuck)
    {
        Says = "shows nothing when it is green",
        Title = "Trust a green suite that tests nothing",
        Consequence = "These tests stay green whatever the app does. They count as coverage and hide that nobody looks.",
        Fix = "Let each of them expect a result of the app: a status, a stored row, a text on the page. Delete those that cannot.",
    };

    static readonly Rule OwnCopy = new("9.6-4", Major, BadLuck)
    {
        Says = "tests what the test itself wrote, and no code of the app",
        Title = "Change the app in any way, and these tests stay green",
        Consequence = "The tests call their own mocks or their own copy of the code. The app can do anything and they stay green.",
        Fix = "Import the function of the app, call it, and replace only the services of others by doubles.",
    };

    static readonly Rule Focused = new("9.6-5", Major, BadLuck)
    {
        Says = "switches off all other tests of its file",
        Title = "Run one test, and believe that all of them ran",
        Consequence = "A focus that somebody left behind keeps every other test from running, and the suite is green.",
        Fix = "Remove `.only`, and let the linter refuse it: `no-focused-tests`, or `forbidOnly` in the settings of Playwright.",
    };

    static readonly Rule Skipped = new("9.6-6", Minor, BadLuck)
    {
        Says = "does not run, and nothing says why",
        Title = "Rely on tests that do not run",
        Consequence = "Tests that nobody runs rot, and what they once protected is unprotected without anybody knowing.",
        Fix = "Mend or delete each skipped test, or write the number of the issue that will bring it back beside it.",
    };

    static readonly Rule Recorded = new("9.6-7", Minor, BadLuck)
    {
        Says = "does nothing but compare with a recorded output",
        Title = "Accept any change with one keystroke",
        Consequence = "Recorded outputs are renewed without being read, so a wrong result becomes the expected one.",
        Fix = "Expect the one value that matters, and keep recorded outputs for what is looked at as a whole.",
    };

    public override string Why =>
        """
            A suite that would stay green with the login check removed is worse than none, because you trust it. Assistants
            write tests that pass; it takes intent to write one that refuses.
            """;

    public override string Fix =>
        """
            Add three tests for each critical behaviour: not signed in, the wrong person, and bad or repeated input, each
            refused and nothing changed:

            - **Vitest, Jest**: `expect((await request(app).get("/orders/1")).status).toBe(401)`
            - **Playwright**: `await page.goto("/admin"); await expect(page).toHaveURL(/sign-in/);`
            - **pytest**: `assert client.get(f"/orders/{theirs.id}", headers=mine).status_code == 404`
            - **xUnit**: `Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync("/users/1")).StatusCode)`
            - **Rails**: `delete user_path(other)`, then `assert_response :forbidden`
            - **Laravel**: `$this->actingAs($user)->delete("/users/{$other->id}")->assertForbidden()`
            - **Go**: `if res.Code != http.StatusForbidden { t.Fatalf("got %d", res.Code) }`
            - **Database policies**: `select throws_ok(...)` of pgTAP, or `assertFails(...)` of `@firebase/rules-unit-testing`
            - **Proof**: `npx stryker run --mutate "src/auth/**/*.ts"`, `dotnet stryker` or `mutmut run` on sign-in and billing only
            """;

    public override string SettledBy =>
        """
            The sabotage drill on a scratch copy: one guard removed, one condition turned, one amount changed at a time; the
            tests must notice four of five, and every one in sign-in, permission, payment and webhooks. Intended results
            that a person wrote down beforehand: `shipworthy attest 9.6`, for 180 days.
            """;

    public override string Counts =>
        "each test counts once for asserting something; each critical behaviour and each other endpoint that writes counts once for a refusal";

    public override string ProvedWhen => "asserts what the app did; of a behaviour: is refused by at least one test that reaches it";

    public override string UnprovenWhen =>
        "is tested in a language that was not read, or by tests that the same AI commits wrote, and nothing shows that they notice a change";

    public override string? NotApplicableWhen => "there is no code here that does anything";

    public override ImmutableArray<Rule> Rules => [NoTests, NeverRefused, Empty, OwnCopy, Focused, Skipped, Recorded];

    public override Verdict Judge(App app)
    {
        if (app.TestSuites.Count == 0 && app.TestSuites.BlindSpots.IsEmpty)
            return app.SourcePackages.Count == 0
                ? Verdict.NotApplicable("there is no code here that could be tested")
                : app
                    .WrittenTests.JudgeEach(test => test.NotCounted(""))
                    .OrFail(NoTests, "has no test at all", app.SourcePackages.MaxBy(package => package.Files)?.At);
        var tests = new TestsOfEndpoints(app);
        var worth = new TestsByWorth(app);
        var critical = CriticalBehaviours.Of(app);
        return Cases(worth)
            & Few(worth.Recorded.Length * 100 > worth.Counted.Count * FewSnapshots ? worth.Recorded : [], Recorded, worth.Counted.Count)
            & worth.Imports()
            & Each(worth.Copies, OwnCopy)
            & Each(worth.Focused, Focused)
            & Skips(worth, tests, critical)
            & Doors(app, worth, tests, critical)
            & TestedGuards.Of(app, worth, tests, NeverRefused)
            & Others(app, worth, tests, critical)
            & SameAuthor(app, tests, critical);
    }

    /// <summary>Every case counts once: for what it shows where more than a few show nothing, and as a note where it is one of a few.</summary>
    static Verdict Cases(TestsByWorth worth)
    {
        var counted = worth.Counted;
        if (counted is { Count: 0, BlindSpots: [] } && !worth.Broken.IsEmpty)
            return Verdict.NotApplicable("no case here runs as it stands");
        if (counted is { Count: 0, BlindSpots: [] })
            return One(
                worth.All,
                test =>
                    test.Fails(
                        NoTests,
                        test.IsStarter
                            ? "is the example that every new app comes with, and no other test runs"
                            : "is switched off, and no other test runs"
                    )
            );
        if (worth.ReachesNothing)
            return One(
                counted,
                test => test.Fails(NoTests, $"comes to no code of the app, and neither does any other of {counted.Count} cases")
            );
        var many = worth.Empty.Length * 100 > counted.Count * FewEmpty;
        var empty = new Facts<WrittenTest>(worth.Empty, counted.BlindSpots)
            .JudgeEach(test => many ? test.Fails(Empty, test.WorthBecause) : test.NotCounted(test.WorthBecause))
            .Joined(
                _ => "empty",
                findings => TestsByWorth.Sum(findings, $"{findings[0].Says}, as do {findings.Length - 1} more of {counted.Count} cases")
            )
            .OrNotApplicable("every case expects a result");
        var sound = counted.Where(test => !TestsByWorth.ShowsNothing(test)).GroupBy(test => test.Suite).ToList();
        return empty
            & new Facts<TestSuite>(sound.Select(suite => suite.Key))
                .JudgeEach(suite =>
                {
                    var cases = sound.First(one => one.Key == suite).Count();
                    return suite.Passes(
                        $"expects a result in {cases} of {counted.Count(test => test.Suite == suite)} cases: {suite.Name}"
                    ) with
                    {
                        Items = cases,
                    };
                })
                .OrNotApplicable("no case expects a result");
    }

    static Verdict One(Facts<WrittenTest> tests, Func<WrittenTest, Finding> judge) =>
        new Facts<WrittenTest>(tests.Take(1)).JudgeEach(judge).OrUnproven("no case was found in the suites");

    /// <summary>Cases that are counted elsewhere, each with a finding of its own.</summary>
    static Verdict Each(IEnumerable<WrittenTest> tests, Rule rule) =>
        new Facts<WrittenTest>(tests).JudgeEach(test => test.Fails(rule) with { Items = 0 }).OrNotApplicable("no case is of this kind");

    /// <summary>Cases that are counted elsewhere, all in one finding.</summary>
    static Verdict Few(ImmutableArray<WrittenTest> tests, Rule rule, int of) =>
        new Facts<WrittenTest>(tests.Take(1))
            .JudgeEach(test =>
                test.Fails(rule, tests.Length == 1 ? rule.Says : $"{rule.Says}, as do {tests.Length - 1} more of {of} cases") with
                {
                    Items = 0,
                    Related = [.. tests.Skip(1).Take(50).Select(other => other.At)],
                }
            )
            .OrNotApplicable("no case is of this kind");

    static Verdict Skips(TestsByWorth worth, TestsOfEndpoints tests, ImmutableArray<Endpoint> critical) =>
        worth.Skipped.Length * 100 > worth.All.Count * FewSkipped
            ? Few(worth.Skipped, Skipped, worth.All.Count)
            : Each(critical.SelectMany(tests.Skipped).Where(test => !test.HasReason).Distinct(), Skipped);

    static Verdict Doors(App app, TestsByWorth worth, TestsOfEndpoints tests, ImmutableArray<Endpoint> critical) =>
        new Facts<Endpoint>(critical, app.Endpoints.BlindSpots)
            .JudgeEach(endpoint =>
            {
                var what = CriticalBehaviours.Says(endpoint, app);
                // Who sends a webhook is told by one function, and a test of that function says whom it refuses.
                var refused =
                    tests.Refuse(endpoint)
                    || CriticalBehaviours.IsWebhook(endpoint) && endpoint.CallerAt is { } teller && tests.RefuseAt(teller);
                return CriticalBehaviours.Placed(
                    refused ? endpoint.Passes($"{what}, and a test expects it to refuse")
                        : worth.AreMore ? endpoint.Unproven($"{what}, and whether a test that was not read expects it to refuse is open")
                        : endpoint.Fails(NeverRefused, $"{what}, and no test expects it to refuse"),
                    endpoint
                );
            })
            .OrNotApplicable("no endpoint signs people in or takes money");

    static Verdict Others(App app, TestsByWorth worth, TestsOfEndpoints tests, ImmutableArray<Endpoint> critical)
    {
        var others = new Facts<Endpoint>(CriticalBehaviours.Others(app, critical));
        var refused = others.Count(tests.Refuse);
        var enough = refused * 100 >= others.Count * MostRefused;
        return others
            .JudgeEach(endpoint =>
                tests.Refuse(endpoint) ? endpoint.Passes("is refused by a test")
                : enough ? endpoint.NotCounted($"{endpoint.Name} changes something, and no test expects it to refuse")
                : worth.AreMore
                    ? endpoint.Unproven($"{endpoint.Name} changes something, and whether a test that was not read refuses it is open")
                : endpoint.Fails(
                    NeverRefused with
                    {
                        Severity = Minor,
                    },
                    $"{endpoint.Name} changes something, and no test expects it to refuse"
                )
            )
            .Joined(
                _ => "others",
                findings =>
                    TestsByWorth.Sum(
                        findings,
                        $"{findings[0].Says}, as for {findings.Length - 1} more of {others.Count} endpoints that change something"
                    )
            )
            .OrNotApplicable("no other endpoint changes anything");
    }

    /// <summary>Code and tests that the same commit of an AI tool brought agree with each other, whether or not they do what was meant.</summary>
    static Verdict SameAuthor(App app, TestsOfEndpoints tests, ImmutableArray<Endpoint> critical)
    {
        var made = app
            .FileOrigins.Where(file => file is { First: not null, ReadBy: "" })
            .ToDictionary(file => file.Path, file => file.First, StringComparer.Ordinal);
        return new Facts<Endpoint>(
            critical.Where(endpoint =>
                made.TryGetValue(endpoint.At.Path, out var first)
                && tests.FilesThatRefuse(endpoint) is { Count: > 0 } files
                && files.All(file => made.GetValueOrDefault(file) == first)
            )
        )
            .JudgeEach(endpoint =>
                endpoint.Unproven(
                    $"{endpoint.Name} came with the only tests that refuse it, in one commit of an AI tool: whether they say what was meant is open"
                ) with
                {
                    Items = 0,
                }
            )
            .OrNotApplicable("code and tests come from different commits");
    }
}
