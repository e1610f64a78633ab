namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What the app needs to run, each with where it is declared, or that it is not.</summary>
    public Facts<NeededResource> NeededResources => Of<NeededResource>();
}

/// <summary>One thing that the app needs to run: a service of its own, a database, a cache, a queue, a store of files, the machine below it.</summary>
/// <param name="At">The line that uses it.</param>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Name">What people call it, with its article: "a Postgres database", "the app shop-api".</param>
public sealed record NeededResource(Location At, InfraKind Kind, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"needed:{Kind}:{Name}";

    /// <summary>Whether the repository declares it.</summary>
    public required NeedStanding Standing { get; init; }

    /// <summary>What shows it, as a clause about the thing: "is declared by render.yaml", "is declared nowhere".</summary>
    public required string Because { get; init; }

    /// <summary>Where it is declared; null where it is not, or by a file as a whole.</summary>
    public Location? DeclaredAt { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => DeclaredAt is { } declared && declared != At ? [declared] : [];
}

/// <summary>Whether the repository declares what the app needs.</summary>
public enum NeedStanding
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>It is declared.</summary>
    Declared,

    /// <summary>It is a resource of a cloud that no file declares.</summary>
    MadeInCloudByHand,

    /// <summary>It is a managed service that was clicked together.</summary>
    MadeByHand,

    /// <summary>It runs on a machine that nothing declares.</summary>
    HomeMadeByHand,
}
