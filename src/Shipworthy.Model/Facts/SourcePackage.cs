namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Parts of the app that have a manifest of their own, with the code that they hold.</summary>
    public Facts<SourcePackage> SourcePackages => Of<SourcePackage>();
}

/// <summary>Production code under one manifest: a package, project or module.</summary>
/// <param name="At">The manifest, at its scripts where it has any; without a manifest the first file of code.</param>
/// <param name="Directory">The folder; empty for the root.</param>
public sealed record SourcePackage(Location At, string Directory) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"package:{Directory}";

    /// <summary>How many files of code it holds.</summary>
    public int Files { get; init; }

    /// <summary>Whether it is made to be published for other programs, and nothing in it runs by itself.</summary>
    public bool IsLibrary { get; init; }
}
