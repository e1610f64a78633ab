namespace Shipworthy.Reports.Tests.Samples;

static partial class Some
{
    /// <summary>One check with very many findings.</summary>
    public static Report Large(int findings) =>
        Of([
            .. Workshop
                .Checks()
                .Select(check =>
                    check.Id == "1.3"
                        ? new SampleCheck(check.Id, check.Sentence)
                        {
                            Answer = Judged(
                                Enumerable.Range(1, findings).Select(i => Fails(Gaps.NoLimit, $"api/part{i % 40}/routes.py:{i}"))
                            ),
                        }
                        : check
                ),
        ]);

    /// <summary>A report in which every text that comes from the app is the given one.</summary>
    public static Report Hostile(string text) =>
        Of(
            [
                new SampleCheck("1.1", "No secrets in source code or git history")
                {
                    Answer = Judged(
                        new Thing(Location.At(text, 12), text)
                        {
                            Say = thing => thing.Fails(Gaps.KnownKey, text),
                            Others = [Location.File(text)],
                        },
                        new Thing(Location.File(text), text + "2") { Say = thing => thing.Unproven(text) },
                        new Thing(Location.OutsideRepository(text), text + "3") { Say = thing => thing.NotCounted(text) }
                    ),
                },
                new SampleCheck("1.2", "No service-role or admin keys exposed in client bundles") { Answer = Verdict.NotApplicable(text) },
                new SampleCheck("1.3", "Rate limits on every authenticated endpoint") { Answer = Judged(Unproven(text, text)) },
            ],
            name: text,
            attestations: [new("1.3", text, text, text, new(2025, 1, 1), new(2026, 1, 1))]
        ) with
        {
            Skipped = [new(text, text)],
            NotLookedAt = [text],
        };

    /// <summary>Every failure is waived.</summary>
    public static Report AllWaived() =>
        Of([
            .. Workshop
                .Checks()
                .OfType<SampleCheck>()
                .Select(check => new SampleCheck(check.Id, check.Sentence)
                {
                    Answer = check.Answer.Waived(
                        check.Id,
                        check.Answer.Findings.Select(finding => new Waiver(
                            finding.Fingerprint(check.Id),
                            "owner@example.com",
                            "we know",
                            new(2025, 6, 30)
                        ))
                    ),
                }),
        ]);
}
