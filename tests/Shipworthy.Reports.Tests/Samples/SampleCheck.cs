namespace Shipworthy.Reports.Tests.Samples;

/// <summary>A check whose words are given and whose verdict is fixed.</summary>
sealed class SampleCheck(string id, string sentence) : Check(id, sentence)
{
    public string WhyText { get; init; } = "What is not looked after here fails when the first customers arrive.";
    public string FixText { get; init; } =
        "Put it in place, and scan again.\n- **FastAPI**: `app.include(it)`\n- **Express**: `app.use(it())`";
    public string SettledText { get; init; } = "a look at the running app";
    public string? AbsentText { get; init; } = "the app has nothing of the kind";
    public string CountsText { get; init; } = "each place counts once";
    public string ProvedText { get; init; } = "is in place, and was seen to be";
    public string OpenText { get; init; } = "is decided outside the repository";
    public ImmutableArray<Rule> RuleList { get; init; } = [];
    public Verdict Answer { get; init; } = Verdict.NotApplicable("the app has nothing of the kind");

    public override string Why => WhyText;
    public override string Fix => FixText;
    public override string SettledBy => SettledText;
    public override string Counts => CountsText;
    public override string ProvedWhen => ProvedText;
    public override string UnprovenWhen => OpenText;
    public override string? NotApplicableWhen => AbsentText;
    public override ImmutableArray<Rule> Rules => RuleList;

    public override Verdict Judge(App app) => Answer;
}

/// <summary>A fact about which one thing is said.</summary>
sealed record Thing(Location At, string Name) : Fact(At)
{
    public override string Identity => Name;
    public override ImmutableArray<Location> Related => Others;
    public ImmutableArray<Location> Others { get; init; } = [];
    public override bool IsLedTo => Leads;
    public bool Leads { get; init; }
    public required Func<Thing, Finding> Say { get; init; }
}
