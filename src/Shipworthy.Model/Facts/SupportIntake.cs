namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The ways in which people who use the app can write to its makers.</summary>
    public Facts<SupportIntake> SupportIntakes => Of<SupportIntake>();
}

/// <summary>One way in which people who use the app can write to its makers.</summary>
/// <param name="At">Where they meet it.</param>
/// <param name="Name">What it is, as a noun: an address, "a chat of Crisp", "the form of POST /api/support".</param>
public sealed record SupportIntake(Location At, string Name) : Fact(At)
{
    /// <summary>What kind of way.</summary>
    public required IntakeKind Kind { get; init; }

    /// <summary>Where a message ends.</summary>
    public required IntakeEnd End { get; init; }

    /// <summary>Where a message ends, as the rest of a sentence about it: "opens an issue in Linear"; empty where nothing more is known.</summary>
    public string Because { get; init; } = "";

    /// <summary>Of an address that calls itself support: the domain that somebody had to buy for it. Empty for all others.</summary>
    public string SupportDomain { get; init; } = "";

    /// <summary>Where a message is lost or where it is handed on; null when that is where people meet it.</summary>
    public Location? EndsAt { get; init; }

    /// <inheritdoc/>
    public override string Identity => $"intake:{Name}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => EndsAt is null || EndsAt == At ? [] : [EndsAt];
}

/// <summary>Kinds of ways to write to the makers of an app.</summary>
public enum IntakeKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A mail address.</summary>
    Address,

    /// <summary>A window for messages inside the app, of a product made for it.</summary>
    Chat,

    /// <summary>A form.</summary>
    Form,

    /// <summary>A room that many share: a community, a public list of issues.</summary>
    Community,

    /// <summary>A help centre or a desk for tickets, of a product made for it.</summary>
    HelpDesk,

    /// <summary>A page that says where to write, what is urgent, and who answers.</summary>
    Document,
}

/// <summary>Where a message of a customer ends.</summary>
public enum IntakeEnd
{
    /// <summary>The repository does not show it.</summary>
    Unknown,

    /// <summary>Somebody who can mend things gets it.</summary>
    Engineers,

    /// <summary>Nobody gets it: it is dropped.</summary>
    Nowhere,

    /// <summary>It is dropped when sending fails, and the customer is told that it was sent.</summary>
    LostOnFailure,

    /// <summary>The address was made up, to be filled in.</summary>
    MadeUp,

    /// <summary>It is a link to a page that is not there.</summary>
    NoPage,
}
