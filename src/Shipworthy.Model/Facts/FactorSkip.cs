namespace Shipworthy.Model;

/// <summary>A way around the verification of a second factor: a code that always fits, a code in the logs, a switch.</summary>
/// <param name="At">Where it is.</param>
/// <param name="Says">What it does, as the rest of a sentence about the place: "takes the fixed code that is written there".</param>
public sealed record FactorSkip(Location At, string Says) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"factor-skip:{At.Path}:{Says}";

    /// <summary>Why it may not be active in production, as a clause; null when it is.</summary>
    public string? Doubt { get; init; }
}

public sealed partial class App
{
    /// <summary>Ways around the verification of a second factor.</summary>
    public Facts<FactorSkip> FactorSkips => Of<FactorSkip>();
}
