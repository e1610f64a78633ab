namespace Shipworthy.Model.Tests;

public sealed class CausesTests
{
    [Fact]
    public void FindingsOfTwoChecksOnOneLineAreOneCause()
    {
        var causes = Causes.Of([Result("1.1", ["line:a.py:13"]), Result("9.2", ["line:a.py:13", "fact:x"])]);
        causes.Length.ShouldBe(1);
        causes[0].Checks.ShouldBe(["1.1", "9.2"]);
        causes[0].Rule.Id.ShouldBe("1.1-F1");
    }

    [Fact]
    public void FindingsWithoutACommonRootAreTwoCauses() =>
        Causes.Of([Result("1.1", ["line:a.py:13"]), Result("9.2", ["line:b.py:13"])]).Length.ShouldBe(2);

    [Fact]
    public void OneRuleInSeveralPlacesIsToldOnce()
    {
        var causes = Causes.Of([Result("1.3", ["fact:a"], ["fact:b"], ["fact:c"])]);
        (causes.Length, causes[0].Findings.Length).ShouldBe((1, 3));
    }

    [Fact]
    public void TheWorstComesFirst() =>
        Causes
            .Of([Result("1.1", Severity.Minor, ["a"]), Result("5.6", Severity.Blocker, ["b"]), Result("8.2", Severity.Major, ["c"])])
            .Select(cause => cause.Rule.Check)
            .ShouldBe(["5.6", "8.2", "1.1"]);

    [Fact]
    public void NothingFailsWithoutFailingFindings() => Causes.Of([]).ShouldBeEmpty();

    static CheckResult Result(string check, params string[][] roots) => Result(check, Severity.Blocker, roots);

    static CheckResult Result(string check, Severity severity, params string[][] roots)
    {
        var facts = new Facts<Rooted>(roots.Select((some, index) => new Rooted($"{check} {index}", [.. some])));
        return new(new Named(check), facts.JudgeEach(fact => fact.Fails(Some.Rule(severity, $"{check}-F1"))).OrNotApplicable("x"));
    }

    sealed record Rooted(string Name, ImmutableArray<string> Given) : Fact(Location.File(Name))
    {
        public override string Identity => Name;

        public override ImmutableArray<string> Roots => Given;
    }

    sealed class Named(string id) : Check(id, "a sentence")
    {
        public override string Why => "";
        public override string Fix => "";
        public override string SettledBy => "";
        public override string Counts => "";
        public override string ProvedWhen => "";
        public override string UnprovenWhen => "";
        public override string? NotApplicableWhen => null;

        public override Verdict Judge(App app) => throw new NotSupportedException("the results are given");
    }
}
