using CsCheck;

namespace Shipworthy.Model.Tests;

/// <summary>The algebra of verdicts: what must hold whatever the facts are.</summary>
public sealed class VerdictLaws
{
    static readonly Gen<Thing> AnyThing = Gen.Select(
        Gen.Char['a', 'h'],
        Gen.Enum<Outcome>(),
        Gen.Enum<Severity>(),
        Gen.OneOf([.. new[] { Proof.Attestation, Proof.History, Proof.Code, Proof.Probe, Proof.Drill }.Select(proof => Gen.Const(proof))]),
        (name, outcome, severity, proof) => new Thing(name.ToString(), outcome, severity, proof)
    );

    static readonly Gen<Facts<Thing>> AnyFacts = Gen.Select(
        AnyThing.List[0, 6],
        Gen.Int[0, 2],
        (things, blind) => new Facts<Thing>(things, Enumerable.Range(0, blind).Select(index => Some.BlindSpot($"reason {index}")))
    );

    static readonly Gen<Verdict> AnyVerdict = Gen.Select(
        AnyFacts,
        Gen.Int[0, 3],
        (facts, form) =>
            form switch
            {
                0 => facts.JudgeEach(Some.Judge).OrNotApplicable("nothing is there"),
                1 => facts.JudgeEach(Some.Judge).OrUnproven("nothing was seen"),
                2 => facts.JudgeEach(Some.Judge).OrFail(Some.Rule()),
                _ => facts.JudgeBest(Some.Judge).OrFail(Some.Rule()),
            }
    );

    [Fact]
    public void AnEmptyScopeNeverPasses() =>
        Gen.Int[0, 3]
            .Sample(notes =>
            {
                var facts = new Facts<Thing>(Enumerable.Range(0, notes).Select(index => new Thing($"n{index}", Outcome.Note)));
                facts.JudgeEach(Some.Judge).OrNotApplicable("x").Kind.ShouldBe(VerdictKind.NotApplicable);
                facts.JudgeEach(Some.Judge).OrUnproven("x").Kind.ShouldBe(VerdictKind.Unproven);
                facts.JudgeEach(Some.Judge).OrFail(Some.Rule()).Kind.ShouldBe(VerdictKind.Fail);
                facts.JudgeBest(Some.Judge).OrNotApplicable("x").Kind.ShouldBe(VerdictKind.NotApplicable);
            });

    [Fact]
    public void ABlindSpotNeverPassesAndFilteringKeepsIt() =>
        AnyThing
            .List[0, 5]
            .Sample(things =>
            {
                var facts = new Facts<Thing>(things, [Some.BlindSpot()]).Where(thing => thing.Outcome is Outcome.Pass);
                facts.BlindSpots.Length.ShouldBe(1);
                Some.Each(facts).Kind.ShouldBe(VerdictKind.Unproven);
            });

    [Fact]
    public void JoiningFindingsChangesNoVerdictAndNoCount() =>
        Gen.Select(AnyThing.List[0, 6], Gen.Int[0, 1])
            .Sample(
                (things, blind) =>
                {
                    // Of one kind of source: whether a stronger one decides is asked of each finding by itself.
                    var read = things.Select(thing => thing with { Source = Proof.Code });
                    var facts = new Facts<Thing>(read, Enumerable.Range(0, blind).Select(index => Some.BlindSpot($"reason {index}")));
                    var apart = Some.Each(facts);
                    var joined = facts
                        .JudgeEach(Some.Judge)
                        .Joined(finding => finding.Severity is Severity.Major ? "one limiter" : null, all => all[0])
                        .OrNotApplicable("nothing is there");
                    (joined.Kind, joined.Severity, joined.Total, joined.Passed).ShouldBe(
                        (apart.Kind, apart.Severity, apart.Total, apart.Passed)
                    );
                    joined.Findings.Count(finding => finding.Severity is Severity.Major).ShouldBeLessThanOrEqualTo(1);
                }
            );

    [Fact]
    public void ABlindSpotNeverTurnsIntoAnAbsence() =>
        new Facts<Thing>([], [Some.BlindSpot()]).JudgeBest(Some.Judge).OrFail(Some.Rule()).Kind.ShouldBe(VerdictKind.Unproven);

    [Fact]
    public void AddingAFailingFactNeverImprovesAVerdict() =>
        Gen.Select(AnyFacts, AnyThing)
            .Sample(
                (facts, thing) =>
                {
                    // Another source about the same thing is a different law: there the stronger source decides.
                    var failing = thing with
                    {
                        Name = "z",
                        Outcome = Outcome.Fail,
                    };
                    var more = new Facts<Thing>([.. facts, failing], facts.BlindSpots);
                    ((int)Some.Each(more).Kind).ShouldBeGreaterThanOrEqualTo((int)Some.Each(facts).Kind);
                    Some.Each(more).Kind.ShouldBe(VerdictKind.Fail);
                    if (facts.Any(one => one.Outcome is not Outcome.Note) || facts.BlindSpots.Length > 0)
                        ((int)Some.Best(more).Kind).ShouldBeLessThanOrEqualTo((int)Some.Each(more).Kind);
                }
            );

    [Fact]
    public void TheOrderOfFactsDoesNotMatter() =>
        Gen.Select(AnyFacts, Gen.Int)
            .Sample(
                (facts, seed) =>
                {
                    var shuffled = facts.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    var again = new Facts<Thing>(shuffled, facts.BlindSpots.Reverse());
                    ShouldBeSame(Some.Each(again), Some.Each(facts));
                    ShouldBeSame(Some.Best(again), Some.Best(facts));
                }
            );

    [Fact]
    public void JoiningDoesNotDependOnTheOrder() =>
        Gen.Select(AnyVerdict, AnyVerdict, AnyVerdict)
            .Sample(
                (a, b, c) =>
                {
                    ShouldBeSame(a & b, b & a);
                    ShouldBeSame(a & b & c, a & (b & c));
                }
            );

    [Fact]
    public void JoiningTakesTheWorse() =>
        Gen.Select(AnyVerdict, AnyVerdict).Sample((a, b) => (a & b).Kind.ShouldBe(a.Kind > b.Kind ? a.Kind : b.Kind));

    [Fact]
    public void AWaivedFailStillFails() =>
        AnyFacts.Sample(facts =>
        {
            var verdict = Some.Each(facts);
            var waivers = verdict.Findings.Select(finding => new Waiver(
                finding.Fingerprint("1.7"),
                "ann@example.com",
                "known",
                new(2099, 1, 1)
            ));
            var waived = verdict.Waived("1.7", waivers);
            waived.Kind.ShouldBe(verdict.Kind);
            waived.Passed.ShouldBe(verdict.Passed);
            waived.Findings.Where(finding => finding.Outcome is Outcome.Fail).ShouldAllBe(finding => finding.Waiver != null);
        });

    [Fact]
    public void AStatementSettlesOnlyWhatIsUnproven() =>
        AnyVerdict.Sample(verdict =>
        {
            var attested = verdict.Attested(Some.Attestation());
            if (verdict.Kind is VerdictKind.Unproven)
                (attested.Kind, attested.Proof).ShouldBe((VerdictKind.Pass, Proof.Attestation));
            else
                attested.ShouldBeSameAs(verdict);
        });

    [Fact]
    public void AStatementAboutNoPlaceOfTheAppSettlesNothing() =>
        AnyVerdict.Sample(verdict =>
            verdict.Attested(Some.Attestation() with { Scope = ["a-folder-without-findings/"] }).Kind.ShouldBe(verdict.Kind)
        );

    [Fact]
    public void TheCountsAddUp() =>
        AnyVerdict.Sample(verdict =>
        {
            verdict.Total.ShouldBe(verdict.Findings.Count(finding => finding.Outcome is not Outcome.Note));
            verdict.Passed.ShouldBeLessThanOrEqualTo(verdict.Total);
            if (verdict.Kind is VerdictKind.Pass)
                (verdict.Passed, verdict.Total > 0).ShouldBe((verdict.Total, true));
        });

    static void ShouldBeSame(Verdict actual, Verdict expected)
    {
        (actual.Kind, actual.Because).ShouldBe((expected.Kind, expected.Because));
        actual.Findings.Select(finding => finding.ToString()).ShouldBe(expected.Findings.Select(finding => finding.ToString()));
    }
}
