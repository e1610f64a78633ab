namespace Shipworthy.Checks.Data;

public sealed class LoadTested() : Check("7.6", "A realistic load test has been run against staging")
{
    static readonly Rule Ignored = new("7.6-2", Minor, BadLuck)
    {
        Says = "runs a load test whose result stops nothing",
        Title = "Meet the limit of the app on launch day",
        Consequence = "The job stays green however slow the app has become.",
        Fix = "Give the run thresholds, and let the step fail when one is missed.",
    };

    public override string Why =>
        """
            Without it, launch day is the first time that a hundred people use the app at once. A run against staging finds
            the limit while nobody is waiting.
            """;

    public override string Fix =>
        """
            Write one script that signs in, lists, opens and creates, run it against staging with production-sized data, and
            commit its result:

            - **k6**: `stages: [{ duration: "2m", target: 100 }, { duration: "5m", target: 100 }]`, `thresholds: { http_req_failed: ["rate<0.01"], http_req_duration: ["p(95)<1000"] }`, and `export const handleSummary = (data) => ({ "load/result.json": JSON.stringify(data) });`
            - **Locust**: `locust -f load.py --headless -u 100 -r 10 -t 7m --host "$STAGING_URL" --csv load/result`
            - **Artillery**: `artillery run --target "$STAGING_URL" --output load/result.json load.yml`
            - **JMeter**: `jmeter -n -t load.jmx -l load/result.jtl`
            - **Gatling**: `constantConcurrentUsers(100).during(Duration.ofMinutes(5))`, and commit its `stats.json`
            - **NBomber**: `Simulation.KeepConstant(copies: 100, during: TimeSpan.FromMinutes(5))`
            """;

    public override string SettledBy =>
        """
            A run, not a script: five minutes against staging with sign-in, reading and writing, its result as the tool
            wrote it. The link, peak, response times and errors of a run at an outside service: `shipworthy attest 7.6`, for
            180 days.
            """;

    public override string Counts => "only the latest recorded run counts";

    public override string ProvedWhen =>
        "used a real flow with sign-in and writing, at twice the expected peak, for five minutes, on staging, within 180 days, and stayed fast and without errors";

    public override string UnprovenWhen =>
        "is a script without a result, a run on a laptop or of the start page only, or older than 180 days";

    public override string? NotApplicableWhen => "there is no server side of its own, only a static site";

    public override ImmutableArray<Rule> Rules => [Ignored];

    public override Verdict Judge(App app)
    {
        if (app.IsLibraryOrTool)
            return Verdict.NotApplicable("nothing here is served: it is a library or a command-line tool");
        if (
            app.Deployables.Count > 0
            && app.Deployables.All(part => part.Stack is Stack.Static || part.Serves is Serves.Files)
            && app.DataStores.Count == 0
            && app.DataStores.BlindSpots.IsEmpty
        )
            return Verdict.NotApplicable("there is no server side of its own, only a static site");
        return app.LoadTests.JudgeEach(Of).OrUnproven("no run of a load test is recorded here");
    }

    static Finding Of(LoadTest test) =>
        test.Kind switch
        {
            LoadTestKind.IgnoredRun => test.Fails(Ignored, test.Because),
            LoadTestKind.Script => test.Unproven(test.Because),
            // What a record is worth (target, flow, load, age) is not read yet, so it proves nothing by itself.
            LoadTestKind.Record => test.Unproven($"{test.Because}; whether it was realistic, on staging and recent was not judged"),
            LoadTestKind.Unknown => test.Unproven(test.Because),
        };
}
