namespace Shipworthy.Model;

/// <summary>A part of the app that reaches into the inside of another one, rather than through a package that both share (rubric 3.1, rule 4).</summary>
/// <param name="At">The import or reference.</param>
/// <param name="From">The part that reaches.</param>
/// <param name="To">The part that it reaches into.</param>
public sealed record BoundaryCrossing(Location At, string From, string To) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"crossing:{From}:{To}";

    /// <summary>What it takes, as it is written.</summary>
    public required string What { get; init; }

    /// <summary>Further places of the same two parts.</summary>
    public ImmutableArray<Location> Also { get; init; } = [];

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Also;
}

public sealed partial class App
{
    /// <summary>Parts that reach into others; a blind spot where rules about that are declared and were not evaluated.</summary>
    public Facts<BoundaryCrossing> BoundaryCrossings => Of<BoundaryCrossing>();
}
