namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What people outside the team see of the app: one fact where it has pages or an app of its own, none otherwise.</summary>
    public Facts<PublicFace> PublicFaces => Of<PublicFace>();
}

/// <summary>The place that everybody who uses the app sees, and whether strangers can become users.</summary>
/// <param name="At">Where a link for everybody would stand: the footer, else the layout, else the first page.</param>
public sealed record PublicFace(Location At) : Fact(At)
{
    /// <summary>Who can become a user, as far as the repository shows.</summary>
    public required Audience Audience { get; init; }

    /// <summary>What shows that strangers can become users, as a clause: "takes new accounts at signup.tsx"; empty where nothing does.</summary>
    public string Because { get; init; } = "";

    /// <inheritdoc/>
    public override string Identity => "public-face";
}

/// <summary>Who can become a user.</summary>
public enum Audience
{
    /// <summary>Nothing shows it: the users may all be people of one company.</summary>
    Unknown,

    /// <summary>Anybody: there is a way to sign up or to buy.</summary>
    Anybody,
}
