namespace Shipworthy.Reports.Tests.Samples;

/// <summary>The invented app that most samples show.</summary>
static class Workshop
{
    static readonly DateOnly summer = new(2025, 6, 30);

    public static ImmutableArray<Check> Checks() => [.. Sentences.All.Select(item => Check(item.Id, item.Sentence))];

    static SampleCheck Check(string id, string sentence) =>
        new(id, sentence)
        {
            Answer = Answer(id),
            RuleList = [.. Gaps.All.Where(rule => rule.Check == id)],
            SettledText = Settled(id),
        };

    static Verdict Answer(string id) =>
        id switch
        {
            "1.1" => Some.Judged(
                Some.Fails(Gaps.FixedPassword, "api/auth/sign_in.py:26", null, "README.md:14", "docs/setup.md:31"),
                Some.Fails(Gaps.KnownKey, "compose.yml:10"),
                Some.Passes("api/core/settings.py:13", "reads the mail password from the environment"),
                Some.NotCounted("api/.env.example:2", "a placeholder in an example")
            ),
            "1.2" => Some.Judged(Some.Passes("web/src/main.tsx:1", "ships no key with the bundle")),
            "1.3" => Some.Judged(Endpoints(42).Select(place => Some.Fails(Gaps.NoLimit, place))),
            "1.4" => Some.Judged(
                Some.Fails(Gaps.NoSignInLimit, "api/auth/sign_in.py:28"),
                Some.Fails(Gaps.NoSignInLimit, "api/auth/sign_in.py:17", "takes new accounts as fast as they come"),
                Some.Fails(Gaps.NoSignInLimit, "api/main.py:13", "answers everybody as often as asked")
            ),
            "1.5" => Some.Judged(Some.Fails(Gaps.NoScan, "api/requirements.txt"), Some.Fails(Gaps.NoScan, "web/package.json")),
            "1.6" => Some.Judged(Some.Fails(Gaps.OldImage, "api/Dockerfile:1")),
            "1.7" => Some.Judged(
                Some.Passes("api/main.py:16", "lists two exact origins; no wildcard, no reflection"),
                Some.NotCounted("api/main.py:18", "a star for methods and headers is not a star for origins")
            ),
            "1.8" => Some.Judged(
                Some.Fails(Gaps.NoHeaders, "api/main.py:11"),
                Some.Fails(Gaps.NoHeaders, "web/src/session.ts:8", "lets scripts from anywhere read the session")
            ),
            "2.1" => Some.Judged(
                Some.Fails(
                    Gaps.NoHeaders with
                    {
                        Id = "2.1-F2",
                    },
                    "web/src/session.ts:8",
                    "keeps the refresh token where every script can read it"
                )
            ),
            "2.2" => Some.Judged(Some.Fails(Gaps.NoReset, "")),
            "2.3" => Some.Judged(
                Some.Fails(Gaps.MassAssignment, "api/users/profile.py:175"),
                Some.Passes("api/users/roles.py:40", "asks for the administrator's role")
            ),
            "2.4" => Some.Judged(
                Some.Fails(
                    Gaps.NoSignInLimit with
                    {
                        Id = "2.4-F1",
                        Severity = Severity.Major,
                    },
                    "api/auth/sign_in.py:28",
                    "asks administrators for nothing but a password"
                )
            ),
            "2.5" => Some.Judged(
                Some.Fails(Gaps.NoSignInLimit with { Id = "2.5-F1" }, "api/auth/sign_in.py:28", "tries any number of passwords")
            ),
            "2.6" => Some.Judged(Some.Fails(Gaps.Silent with { Id = "2.6-F1" }, "", "records no change of a role")),
            "3.1" => Some.Judged(Some.Passes("docs/architecture.md:1", "names both services and why there are two")),
            "3.2" => Some.Judged(
                Some.Fails(
                    Gaps.MassAssignment with
                    {
                        Id = "3.2-F1",
                    },
                    "api/users/profile.py:175",
                    "leaves it to the form which fields can be sent"
                )
            ),
            "3.3" => Some.Judged(
                Some.Fails(
                    Gaps.Race with
                    {
                        Id = "3.3-F1",
                        Severity = Severity.Major,
                    },
                    "api/parts/stock.py:320",
                    "bills again when the same request comes again"
                )
            ),
            "3.5" => Some.Judged(
                Some.Fails(Gaps.Race, "api/parts/stock.py:320"),
                Some.Fails(Gaps.Race, "api/tickets/bill.py:74"),
                Some.Fails(Gaps.Race, "api/tickets/bill.py:147"),
                Some.Fails(Gaps.Race, "api/tickets/bill.py:204")
            ),
            "4.1" => Waived(
                id,
                Some.Judged(Some.Fails(Gaps.NotInCode, "compose.yml:1")),
                "One machine under the counter; we move to a host this summer."
            ),
            "4.2" => Some.Judged(
                Some.Fails(
                    Gaps.ByHand with
                    {
                        Id = "4.2-F1",
                        Severity = Severity.Major,
                    },
                    "docs/setup.md:159",
                    "names one machine for everything"
                )
            ),
            "4.5" => Some.Judged(Some.Fails(Gaps.NoBackup, "compose.yml:9")),
            "4.6" => Some.Judged(Some.Fails(Gaps.KnownKey with { Id = "4.6-F1" }, "compose.yml:10", "keeps the key in a tracked file")),
            "5.1" or "5.2" or "5.4" or "5.5" => Some.Judged(
                Some.Fails(Gaps.ByHand with { Id = $"{id}-F1", Severity = Severity.Major }, "docs/setup.md:159")
            ),
            "5.3" => Waived(
                id,
                Some.Judged(
                    Some.Fails(
                        Gaps.ByHand with
                        {
                            Id = "5.3-F1",
                            Severity = Severity.Minor,
                        },
                        "docs/setup.md:159",
                        "builds straight into the only environment"
                    )
                ),
                "Comes with the second machine."
            ),
            "5.6" => Some.Judged(
                Some.Fails(Gaps.ByHand, "docs/setup.md:159"),
                Some.Fails(Gaps.ByHand, "api/tests/test_users.py:1", "is run by nobody but its author")
            ),
            "6.1" or "6.2" or "6.3" or "6.4" => Some.Judged(Some.Fails(Gaps.Silent with { Id = $"{id}-F1" }, "api/main.py:8")),
            "6.5" or "6.6" or "6.7" => Some.Judged(Some.Unproven("", "leaves no trace in a repository")),
            "7.1" => Some.Judged(
                Some.Fails(Gaps.NoIndex, "api/tickets/list.py:84"),
                Some.Fails(Gaps.NoIndex, "api/parts/list.py:33"),
                Some.Unproven("api/reports/query.py:12", "builds its WHERE clause from a setting")
            ),
            "7.2" => Some.Judged(
                Some.Fails(Gaps.NoIndex with { Id = "7.2-F1" }, "api/tickets/list.py:84", "loads the parts of every ticket one by one")
            ),
            "7.5" or "7.6" or "8.1" or "8.5" or "8.6" or "9.1" => Some.Judged(Some.Unproven("", "leaves no trace in a repository")),
            "8.2" => Some.Judged(Some.Passes("docs/when-it-breaks.md:1", "says what to do, step by step")),
            "9.2" => Some.Judged(
                Some.Fails(Gaps.FixedPassword with { Id = "9.2-F1" }, "api/auth/sign_in.py:26", "is the example's password"),
                Some.Fails(Gaps.KnownKey with { Id = "9.2-F2" }, "compose.yml:10", "is the key that a tutorial prints")
            ),
            "9.3" => Some.Judged(
                Some.Fails(
                    Gaps.NoScan with
                    {
                        Id = "9.3-F1",
                        Severity = Severity.Minor,
                    },
                    "web/package.json",
                    "holds two packages that were last released in 2019"
                )
            ),
            "9.4" => Some.Judged(Some.Passes("api/core/database.py:5", "sends every value apart from its statement")),
            "9.6" => Some.Judged(
                Some.Fails(
                    Gaps.MassAssignment with
                    {
                        Id = "9.6-F1",
                        Severity = Severity.Major,
                    },
                    "api/users/profile.py:175",
                    "has tests that never send a role"
                )
            ),
            _ => Verdict.NotApplicable("the app has nothing of the kind"),
        };

    static string Settled(string id) =>
        id switch
        {
            "6.5" => "`shipworthy attest 6.5`: one test alert, who answered, and after how many minutes",
            "6.6" => "`shipworthy attest 6.6`: the alerts of the last 30 days, each marked real or false",
            "6.7" =>
                "`shipworthy attest 6.7`: the steps of the outside check and where it reports, or a statement that the app cannot be reached from outside",
            "7.5" => "`shipworthy drill load`: the load test of 7.6, or the statistics of the database",
            "7.6" => "`shipworthy drill load`: a load test of five minutes against a copy",
            "8.1" => "`shipworthy attest 8.1`: a name, the hours covered, the telephone and a stand-in",
            "8.5" => "`shipworthy attest 8.5`: a list of incidents with their postmortems, or the date since which there were none",
            "8.6" => "`shipworthy attest 8.6`: a second name that can answer, and who covers holidays",
            "9.1" => "a reader's name for each critical file, the riskiest first",
            _ => $"`shipworthy attest {id}`: who looked, at what, and when",
        };

    /// <summary>Places of endpoints in four files.</summary>
    static IEnumerable<string> Endpoints(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i =>
                $"api/{(i % 7 < 3 ? "tickets" : i % 7 < 5 ? "parts" : i % 7 == 5 ? "customers" : "users")}/routes.py:{20 + i * 11}"
            );

    static Verdict Waived(string id, Verdict verdict, string reason) =>
        verdict.Waived(id, verdict.Findings.Select(finding => new Waiver(finding.Fingerprint(id), "owner@example.com", reason, summer)));
}
