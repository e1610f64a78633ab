namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Declarations of who is on call: schedules in infrastructure code, and pages that name people.</summary>
    public Facts<OnCallDuty> OnCallDuties => Of<OnCallDuty>();

    /// <summary>The people who changed the code in the last 180 days, each once whatever names and addresses they used.</summary>
    public Facts<HumanAuthor> HumanAuthors => Of<HumanAuthor>();
}

/// <summary>A declaration of who is on call.</summary>
/// <param name="At">The schedule, or the place of the page that matters.</param>
/// <param name="Name">What it is, as a noun: "the schedule primary of PagerDuty", "the page docs/ONCALL.md".</param>
public sealed record OnCallDuty(Location At, string Name) : Fact(At)
{
    /// <summary>What declares it.</summary>
    public required DutyKind Kind { get; init; }

    /// <summary>The people whom it names, in their order.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>Whether the people come from elsewhere, so that they cannot be told from here.</summary>
    public bool PeopleUnknown { get; init; }

    /// <summary>How many fields for people or numbers are still to be filled in.</summary>
    public int FieldsToFillIn { get; init; }

    /// <summary>Whether it tells how to reach them.</summary>
    public bool HasChannel { get; init; }

    /// <summary>Whether it tells the hours that are covered; false as well where only a part of the week is.</summary>
    public bool CoversWeek { get; init; }

    /// <summary>Whether somebody else is called when the first does not answer; null when that is kept elsewhere.</summary>
    public bool? HasStandIn { get; init; }

    /// <summary>How long one person's turn is, in days; null when it does not say.</summary>
    public double? TurnDays { get; init; }

    /// <summary>Days since a page was last changed, or since a calendar ended, at the newest commit; 0 for a schedule and for a calendar that goes on.</summary>
    public int Age { get; init; }

    /// <summary>How the hours of a calendar are shared, who holds most of them first; empty for what tells no hours.</summary>
    public ImmutableArray<DutyShare> Shares { get; init; } = [];

    /// <summary>
    /// How many of the 168 hours after the newest commit's day a calendar leaves to nobody; null where it ends before they do, where no commit says when they begin, and
    /// for what is no calendar.
    /// </summary>
    public int? UncoveredHours { get; init; }

    /// <summary>The last day of a calendar; null for what is none.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>Whether all whom it names have changed code here once, and none of them in the last 180 days.</summary>
    public bool AllHaveLeft { get; init; }

    /// <inheritdoc/>
    public override string Identity => $"on-call:{Name}";

    /// <summary>The people as words.</summary>
    public string PeopleInWords => string.Join(", ", People);
}

/// <summary>What declares who is on call.</summary>
public enum DutyKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A schedule of a paging tool, in infrastructure code.</summary>
    Schedule,

    /// <summary>A page for people.</summary>
    Page,

    /// <summary>Calendars that a paging tool exported.</summary>
    Calendar,
}

/// <summary>The part of the duty that one person has.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="Share">The part of all hours that have somebody, from 0 to 1.</param>
/// <param name="HoursAWeek">Hours in an average week.</param>
/// <param name="NightHoursAWeek">Those of them between 22 and 7 o'clock where the calendar's time zone is; null where it names none.</param>
public sealed record DutyShare(string Person, double Share, double HoursAWeek, double? NightHoursAWeek);

/// <summary>A person who changed the code in the last 180 days.</summary>
/// <param name="Name">The name under which most of the commits stand.</param>
/// <param name="Commits">How many.</param>
public sealed record HumanAuthor(string Name, int Commits) : Fact(Location.OutsideRepository("the git history"))
{
    /// <inheritdoc/>
    public override string Identity => $"author:{Name}";

    /// <inheritdoc/>
    public override Proof Proof => Proof.History;
}
