namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What shows that programs outside this deployment depend on the app's API.</summary>
    public Facts<OutsideConsumer> OutsideConsumers => Of<OutsideConsumer>();
}

/// <summary>The kind of a consumer that is not deployed together with the API.</summary>
public enum ConsumerKind
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>Programs of customers that call with keys given out by the app.</summary>
    KeyHolders,

    /// <summary>Other companies' apps that sign people in through this one.</summary>
    OAuthClients,

    /// <summary>Programs of customers that the app calls when something happens.</summary>
    WebhookReceivers,

    /// <summary>Agents that use the app's tools.</summary>
    Agents,

    /// <summary>Programs that use a library which the team publishes.</summary>
    LibraryUsers,

    /// <summary>Partners, for whom there are routes of their own.</summary>
    Partners,

    /// <summary>Programs of the app itself that people install, and that stay as they are until people update them.</summary>
    InstalledPrograms,
}

/// <summary>A sign of a consumer outside.</summary>
/// <param name="At">What shows it.</param>
/// <param name="Kind">Which kind it is.</param>
/// <param name="Because">The evidence as a clause about the place: "keeps keys that customers call with".</param>
public sealed record OutsideConsumer(Location At, ConsumerKind Kind, string Because) : Fact(At)
{
    /// <summary>Whether the contract names its version; null where that was not read.</summary>
    public bool? HasVersion { get; init; }

    /// <inheritdoc/>
    public override string Identity => $"consumer:{Kind}:{At.Path}";
}
