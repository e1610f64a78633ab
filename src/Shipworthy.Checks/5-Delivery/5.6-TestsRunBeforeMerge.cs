namespace Shipworthy.Checks.Delivery;

public sealed class TestsRunBeforeMerge() : Check("5.6", "CI runs the full test suite before merge")
{
    /// <summary>Below this part of all test cases a suite that is left out weighs little (rubric 5.6, rule 3).</summary>
    const double Few = 0.1;

    /// <summary>From this percentage of commits with a mark on, direct pushes are exceptions (rule 4).</summary>
    const int MostlyReviewed = 80;

    static readonly Rule NothingRuns = new("5.6-1", Blocker, BadLuck)
    {
        Says = "holds tests that no pipeline runs",
        Title = "Break what worked yesterday, and learn it from a customer",
        Consequence = "No test runs by itself before a change is merged. What a change breaks is found by the people who use the app.",
        Fix = "Write one workflow that starts on `pull_request` and runs every suite. Begin with a test of the action that earns money.",
    };

    static readonly Rule AfterMerge = new("5.6-2", Major, BadLuck)
    {
        Says = "runs the tests when the change is merged already",
        Title = "Merge a change that its own tests refuse",
        Consequence =
            "The tests report who broke production after it is broken. Everybody who starts from the main branch starts from the mistake.",
        Fix = "Let the same job start on `pull_request` too, and make its result a condition of the merge.",
    };

    static readonly Rule LeftOut = new("5.6-3", Major, BadLuck)
    {
        Says = "leaves tests out before a merge",
        Title = "Merge a change that a test would have refused, had it run",
        Consequence = "A green tick stands for tests that did not run, or that were not allowed to fail.",
        Fix = "Run the suite whole on every pull request, without a filter, and let a red test stop the job.",
    };

    static readonly Rule AroundReview = new("5.6-4", Major, BadLuck)
    {
        Says = "reaches the default branch without a pull request",
        Title = "Put a change into production past every test",
        Consequence = "Whatever is pushed straight to the main branch is live before a pipeline has seen it.",
        Fix = "Turn on a ruleset for the main branch that asks for a pull request and for green checks, from administrators too.",
    };

    static readonly Rule RedDeploys = new("5.6-5", Minor, BadLuck)
    {
        Says = "deploys to production whatever the tests say",
        Title = "Deploy a commit whose tests are red",
        Consequence = "A change that breaks a test goes live all the same, because nothing between the two waits for the result.",
        Fix = "Give the deploying job `needs: test`, and let the test job fail when a test does.",
    };

    public override string Why => "A suite that runs after the merge only reports who broke production.";

    public override string Fix =>
        """
            Let one workflow run every suite on each pull request, and let no red test through:

            - **GitHub Actions**: `on: pull_request`, one job that calls the test script of the root; then a ruleset that requires it
            - **GitLab**: `rules: - if: $CI_PIPELINE_SOURCE == "merge_request_event"`, and *Pipelines must succeed* in the settings
            - **npm, pnpm, yarn**: `npm test --workspaces`, `pnpm -r test`, `turbo run test`
            - **pytest**: `pytest` without `-k` and `-m`; slow tests in a second job of the same workflow
            - **.NET**: `dotnet test` on the solution that holds every test project
            - **Go**: `go test ./...`
            - **Playwright**: `npx playwright test` against the preview or a stack that the job starts
            - **Any**: no `continue-on-error`, no `|| true`, no pipe without `pipefail` behind the tests
            """;

    public override string SettledBy =>
        """
            The forge knows which checks a merge needs, and whether the last 20 merged requests were green. A screenshot of the
            protection settings counts: `shipworthy attest 5.6`, for 180 days.
            """;

    public override string Counts => "each test suite counts once: a test project, package or configuration of one runner";

    public override string ProvedWhen =>
        "is run whole by a pipeline on every proposed change, may fail it, and commits reach the default branch through review";

    public override string UnprovenWhen => "runs before a merge, but nothing here shows that every commit passes through one";

    public override string? NotApplicableWhen => "there is no code here that runs";

    public override ImmutableArray<Rule> Rules => [NothingRuns, AfterMerge, LeftOut, AroundReview, RedDeploys];

    public override Verdict Judge(App app) =>
        app.TestSuites.Count == 0 && app.SourcePackages.All(package => package.IsLibrary)
            ? Verdict.NotApplicable(
                app.SourcePackages.Count == 0
                    ? "there is no code here that could be tested"
                    : "nothing here runs by itself: it is a library"
            )
            : Suites(app) & Reviews(app) & Deploys(app) & Protections(app);

    static Verdict Suites(App app)
    {
        var anyRuns = app.SuitesInPipelines.Any(suite => suite.Best is { Standing: not TestRunStanding.Broken });
        return app
            .SuitesInPipelines.JudgeEach(suite => suite.Best is { } run ? Of(suite, run) : NeverRun(suite, anyRuns))
            .OrFail(NothingRuns, "has no test at all", app.SourcePackages.MaxBy(package => package.Files)?.At);
    }

    static Finding Of(SuiteInPipelines suite, TestRun run) =>
        run.Standing switch
        {
            TestRunStanding.Full => suite.Passes($"runs on every proposed change, by {run.At}"),
            TestRunStanding.Unknown => At(run, suite.Unproven($"{run.Because}: {Cases(suite)}")),
            TestRunStanding.Filtered or TestRunStanding.Swallowed or TestRunStanding.Broken => At(
                run,
                suite.Fails(Weighed(LeftOut, suite, run.LeftOut), $"{run.Because}: {Cases(suite)}")
            ),
            TestRunStanding.AfterMerge => At(run, suite.Fails(Weighed(AfterMerge, suite, 1), $"{run.Because}: {Cases(suite)}")),
        };

    static Finding NeverRun(SuiteInPipelines suite, bool anyRuns) =>
        suite.PerhapsElsewhere is { } elsewhere ? suite.Unproven($"{elsewhere}: {Cases(suite)}")
        : anyRuns ? suite.Fails(Weighed(LeftOut, suite, 1), $"is run by no pipeline: {Cases(suite)}")
        : suite.Fails(NothingRuns, $"is run by no pipeline: {Cases(suite)}");

    static Rule Weighed(Rule rule, SuiteInPipelines suite, double part) => suite.Share * part < Few ? rule with { Severity = Minor } : rule;

    static string Cases(SuiteInPipelines suite) => $"{suite.Suite.Name}, {suite.Suite.Cases} {(suite.Suite.Cases == 1 ? "case" : "cases")}";

    /// <summary>The step is the place of the finding, and the suite belongs to it.</summary>
    static Finding At(TestRun run, Finding finding) => finding with { At = run.At, Related = [finding.At] };

    static Verdict Reviews(App app)
    {
        var judged = app.ReviewPaths.JudgeEach(path =>
            path.State switch
            {
                ReviewState.ThroughReview => path.NotCounted($"{path.Marked} of the last {path.Counted} commits came through a request"),
                ReviewState.DirectPushes => path.Fails(
                    path.Percent >= MostlyReviewed ? AroundReview with { Severity = Minor } : AroundReview,
                    path.Direct == 1
                        ? $"is the one commit of the last {path.Counted} that reached the default branch without a request"
                        : $"is one of {path.Direct} commits, of the last {path.Counted}, that reached the default branch without a request"
                ),
                ReviewState.Unknown => path.Unproven($"{path.Because}: whether every change goes through a pull request is open"),
            }
        );
        return app.ReviewPaths.Any(path => path.State is ReviewState.ThroughReview)
            ? judged.OrNotApplicable("commits reach the default branch through review")
            : judged.OrUnproven("no history shows how commits reach the default branch");
    }

    static Verdict Deploys(App app)
    {
        var reviewed = app.ReviewPaths.Any(path => path.State is ReviewState.ThroughReview);
        var pushed =
            app.ReviewPaths.Any(path => path.State is ReviewState.DirectPushes) && !app.BranchProtections.Any(rule => rule.RequiresChecks);
        return app
            .ProductionDeploys.JudgeEach(deploy =>
                deploy.Gate switch
                {
                    TestGate.Stops => deploy.NotCounted($"{deploy.Mechanism} waits for the tests"),
                    TestGate.Swallowed when pushed => deploy.Fails(RedDeploys, $"lets {deploy.Mechanism} go on when a test is red"),
                    TestGate.None when pushed => deploy.Fails(RedDeploys, $"runs {deploy.Mechanism} without waiting for any test"),
                    TestGate.Swallowed or TestGate.None => deploy.NotCounted(
                        reviewed
                            ? $"{deploy.Mechanism} follows a branch that only reviewed commits reach"
                            : $"{deploy.Mechanism} waits for no test"
                    ),
                    TestGate.Unknown => deploy.NotCounted($"nothing shows what {deploy.Mechanism} waits for"),
                }
            )
            .OrNotApplicable("no pipeline deploys to production");
    }

    static Verdict Protections(App app) =>
        app
            .BranchProtections.JudgeEach(rule =>
                rule.NotCounted(
                    rule.RequiresChecks ? "asks for green checks before a merge" : "protects a branch, and asks for no green check"
                )
            )
            .OrNotApplicable("no rule of a branch is kept as code");
}
