namespace Shipworthy.Model;

/// <summary>The statements of a file that change shared rows.</summary>
/// <param name="At">The first of them.</param>
/// <param name="Count">How many there are.</param>
public sealed record SharedWrites(Location At, int Count) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"writes:{At.Path}";
}

public sealed partial class App
{
    /// <summary>The statements that change shared rows, by file.</summary>
    public Facts<SharedWrites> SharedWrites => Of<SharedWrites>();
}
