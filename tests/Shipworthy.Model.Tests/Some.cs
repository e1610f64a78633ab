namespace Shipworthy.Model.Tests;

/// <summary>A fact for tests, with the outcome that it is to get.</summary>
sealed record Thing(string Name, Outcome Outcome, Severity Severity = Severity.Major, Proof Source = Proof.Code)
    : Fact(Location.At("app.js", 1 + (Name.Length > 0 ? Name[0] : 0)))
{
    public override string Identity => Name;

    public override Proof Proof => Source;
}

/// <summary>Test data by name.</summary>
static class Some
{
    public static Rule Rule(Severity severity = Severity.Major, string id = "1.7-F2", bool holds = false) =>
        new(id, severity, Who.Stranger)
        {
            Says = "lets every website read its answers",
            Title = "Read answers from any website",
            Consequence = "Any page can read what the visitor may read.",
            Fix = "Name the origins.",
            HoldsAgainstObservation = holds,
        };

    public static Facts<Thing> Things(params Thing[] things) => new(things);

    public static BlindSpot BlindSpot(string because = "builds its routes at run time") => new(Location.File("routes.js"), because);

    public static Finding Judge(Thing thing) =>
        thing.Outcome switch
        {
            Outcome.Pass => thing.Passes("is sound"),
            Outcome.Fail => thing.Fails(Rule(thing.Severity)),
            Outcome.Unproven => thing.Unproven("cannot be seen"),
            Outcome.Note => thing.NotCounted("is a near miss"),
        };

    public static Verdict Each(Facts<Thing> things) => things.JudgeEach(Judge).OrNotApplicable("nothing is there");

    public static Verdict Best(Facts<Thing> things) => things.JudgeBest(Judge).OrUnproven("nothing was seen");

    public static Attestation Attestation(string check = "8.1") =>
        new(check, "ann@example.com", "Ann and Bob are on call", "https://example.com/rota", new(2025, 1, 1), new(2025, 6, 30));
}
