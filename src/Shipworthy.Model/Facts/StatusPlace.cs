namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Places that tell people whether the app is up, and links to them.</summary>
    public Facts<StatusPlace> StatusPlaces => Of<StatusPlace>();
}

/// <summary>A place that tells people whether the app is up, or a link to one.</summary>
/// <param name="At">The link, the declaration, or the page.</param>
/// <param name="Name">What it is, as a noun: the host of an address, "the page /status".</param>
public sealed record StatusPlace(Location At, string Name) : Fact(At)
{
    /// <summary>What kind of place.</summary>
    public required StatusPlaceKind Kind { get; init; }

    /// <summary>Whether people who use the app meet it: in its pages, its mails, its help or its README.</summary>
    public bool IsMet { get; init; }

    /// <inheritdoc/>
    public override string Identity => $"status-place:{Kind}:{Name}";
}

/// <summary>Kinds of places that tell whether the app is up.</summary>
public enum StatusPlaceKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>An address of a status page.</summary>
    Link,

    /// <summary>A status page that a file of the repository sets up on other hosting than the app.</summary>
    Declared,

    /// <summary>A public account, room or list that a text names as the place for news of outages.</summary>
    Channel,

    /// <summary>A page that the app itself serves.</summary>
    ServedByApp,

    /// <summary>A text that says that everything works, and asks nothing.</summary>
    Claimed,

    /// <summary>An address that was made up, to be filled in.</summary>
    MadeUp,

    /// <summary>The status page of another company.</summary>
    Foreign,
}
