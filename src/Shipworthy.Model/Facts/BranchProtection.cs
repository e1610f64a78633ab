namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Rules of the default branch that are kept as code.</summary>
    public Facts<BranchProtection> BranchProtections => Of<BranchProtection>();
}

/// <summary>A rule that the forge enforces on a branch, as far as a file of the repository shows it.</summary>
public sealed record BranchProtection(Location At) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"protection:{At.Path}";

    /// <summary>Whether it asks for green checks before a merge.</summary>
    public bool RequiresChecks { get; init; }
}
