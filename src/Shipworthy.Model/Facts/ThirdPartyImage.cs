namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Images of others that run in production.</summary>
    public Facts<ThirdPartyImage> ThirdPartyImages => Of<ThirdPartyImage>();
}

/// <summary>An image that the team runs in production and does not build here.</summary>
/// <param name="At">Where it is named.</param>
/// <param name="Container">What the file calls the container.</param>
public sealed record ThirdPartyImage(Location At, string Container) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"third-party:{At.Path}:{Container}";

    /// <summary>The image; null when it is not known.</summary>
    public ImageReference? Image { get; init; }

    /// <summary>Why it cannot be judged, as a clause: "is built in another repository"; null when it can.</summary>
    public string? Unknown { get; init; }

    /// <summary>Why it does not run in production, as a clause; null when it does.</summary>
    public string? NotProduction { get; init; }

    /// <summary>The part of it whose support has ended or will end; null when none is known.</summary>
    public EndOfSupport? Support { get; init; }

    /// <summary>The bot that proposes newer versions at least once a month; null without one.</summary>
    public UpdateBot? Bot { get; init; }
}
