namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Packages of others that code loads and no manifest names.</summary>
    public Facts<UndeclaredImport> UndeclaredImports => Of<UndeclaredImport>();
}

/// <summary>What brings a package that code loads and no manifest names.</summary>
public enum BroughtBy
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Nothing that the repository shows.</summary>
    Nothing,

    /// <summary>Another package, which the lock file names as well.</summary>
    AnotherPackage,
}

/// <summary>A package of others that code loads and no manifest that covers the code names (rubric 9.3).</summary>
/// <param name="At">The first import.</param>
/// <param name="Ecosystem">Whose package it is.</param>
/// <param name="Name">The name by which it is loaded.</param>
public sealed record UndeclaredImport(Location At, PackageEcosystem Ecosystem, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"undeclared:{Ecosystem}:{Directory}:{Name}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Also;

    /// <summary>The folder of the manifest that covers the code; empty for the root.</summary>
    public string Directory { get; init; } = "";

    /// <summary>What brings it.</summary>
    public required BroughtBy By { get; init; }

    /// <summary>Whether only types of it are taken, which are gone when the code runs.</summary>
    public bool IsTypesOnly { get; init; }

    /// <summary>Whether any part of the app loads the code.</summary>
    public bool IsReached { get; init; } = true;

    /// <summary>Further imports.</summary>
    public ImmutableArray<Location> Also { get; init; } = [];
}
