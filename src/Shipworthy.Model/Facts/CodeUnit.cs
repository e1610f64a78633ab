namespace Shipworthy.Model;

/// <summary>A part of the app that a page about its boundaries names: what runs by itself, or a larger folder of it (rubric 3.1, scope).</summary>
/// <param name="At">Where it is made, or its first file.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Folder">Its folder, without a slash at the end; empty for the root.</param>
public sealed record CodeUnit(Location At, string Name, string Folder) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"unit:{(RunsByItself ? "part" : "module")}:{Folder}:{Name}";

    /// <summary>Whether it runs by itself.</summary>
    public bool RunsByItself { get; init; }

    /// <summary>Where the best page says what it is for; null where no page does.</summary>
    public Location? DescribedAt { get; init; }

    /// <summary>How many files of code it holds.</summary>
    public int Files { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => DescribedAt is { } page ? [page] : [];

    /// <summary>That a part is there is no gap that a change mends.</summary>
    public override ImmutableArray<string> Roots => [$"fact:{Identity}"];
}

public sealed partial class App
{
    /// <summary>The parts that run by themselves, and their larger folders.</summary>
    public Facts<CodeUnit> CodeUnits => Of<CodeUnit>();
}
