namespace Shipworthy.Model.Tests;

public sealed class PrecedenceTests
{
    [Theory]
    [InlineData(Proof.Drill)]
    [InlineData(Proof.Probe)]
    [InlineData(Proof.Database)]
    [InlineData(Proof.Platform)]
    public void ObservedBeatsRead(Proof observed)
    {
        var verdict = Some.Each(Some.Things(new("cors", Outcome.Fail), new("cors", Outcome.Pass, Source: observed)));
        (verdict.Kind, verdict.Because).ShouldBe((VerdictKind.Pass, "1 of 1"));
        verdict.Proof.ShouldBe(observed);
        verdict.Findings[^1].Says.ShouldEndWith("a stronger source says otherwise");
    }

    [Fact]
    public void ReadBeatsSaid() =>
        Some.Each(Some.Things(new("cors", Outcome.Fail), new("cors", Outcome.Pass, Source: Proof.Attestation)))
            .Kind.ShouldBe(VerdictKind.Fail);

    [Fact]
    public void AFailingCodePathStandsAgainstALuckyObservation() =>
        Some.Things(new("route", Outcome.Fail), new("route", Outcome.Pass, Source: Proof.Probe))
            .JudgeEach(thing => thing.Outcome is Outcome.Fail ? thing.Fails(Some.Rule(holds: true)) : thing.Passes("answered 401"))
            .OrNotApplicable("nothing is there")
            .Kind.ShouldBe(VerdictKind.Fail);

    [Fact]
    public void AnObservationOfOneThingSaysNothingOfAnother() =>
        Some.Each(Some.Things(new("a", Outcome.Fail), new("b", Outcome.Pass, Source: Proof.Drill))).Kind.ShouldBe(VerdictKind.Fail);

    [Fact]
    public void SourcesOfOneRankBothStand() =>
        Some.Each(Some.Things(new("a", Outcome.Fail, Source: Proof.History), new("a", Outcome.Pass))).Because.ShouldBe("1 of 2");
}
