namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The environments that the repository describes: production, what comes before it, previews.</summary>
    public Facts<DeployedEnvironment> DeployedEnvironments => Of<DeployedEnvironment>();

    /// <summary>What keeps data or reaches the world, each with whether production shares it with other environments.</summary>
    public Facts<StatefulIdentity> StatefulIdentities => Of<StatefulIdentity>();

    /// <summary>Places where something outside production gets at production.</summary>
    public Facts<EnvironmentLeak> EnvironmentLeaks => Of<EnvironmentLeak>();
}

/// <summary>An environment that something brings the app to.</summary>
/// <param name="At">What brings it there, or declares it.</param>
/// <param name="Stage">Which one it is.</param>
/// <param name="Because">What shows it, as a clause about the place.</param>
public sealed record DeployedEnvironment(Location At, EnvironmentStage Stage, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"environment:{Stage}:{At.Path}";
}

/// <summary>Environments of an app.</summary>
public enum EnvironmentStage
{
    /// <summary>It could not be told, as when a person names it for each deploy.</summary>
    Unknown,

    /// <summary>Production.</summary>
    Production,

    /// <summary>One before production: staging, a test system.</summary>
    Trial,

    /// <summary>Previews that the host makes by itself, or can make.</summary>
    Previews,
}

/// <summary>Something that keeps data or reaches the world: a database, a store of files, a payment or mail account.</summary>
/// <param name="At">Where it is named, or opened.</param>
/// <param name="Name">What people call it, with its article.</param>
public sealed record StatefulIdentity(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"identity:{Name}";

    /// <summary>Whether production has one of its own.</summary>
    public required Sharing Sharing { get; init; }

    /// <summary>What shows it, as a clause about the place.</summary>
    public required string Because { get; init; }

    /// <summary>Further places that name the same one.</summary>
    public ImmutableArray<Location> Others { get; init; } = [];

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Others;
}

/// <summary>Whether environments share something.</summary>
public enum Sharing
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>Each environment has its own.</summary>
    OwnInEach,

    /// <summary>Production and another environment have the same one.</summary>
    Shared,
}

/// <summary>A place where something outside production gets at production.</summary>
/// <param name="At">The line.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Because">How, as a clause about the place.</param>
public sealed record EnvironmentLeak(Location At, EnvironmentLeakKind Kind, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"environment-leak:{Kind}:{At.Path}:{Because}";
}

/// <summary>Ways in which something outside production gets at production.</summary>
public enum EnvironmentLeakKind
{
    Unknown,

    /// <summary>Two environments get the same store by the same credential.</summary>
    SharedStore,

    /// <summary>A run for a request gets credentials of production.</summary>
    RequestWithProduction,

    /// <summary>Tests, seeds or load go to a host of production.</summary>
    TestsOnProduction,

    /// <summary>A live key of a payment or mail account stands in settings for developers or tests.</summary>
    LiveKeyOutside,
}
