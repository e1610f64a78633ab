namespace Shipworthy.Model;

/// <summary>Where the boundaries of an app are written down.</summary>
public enum DescriptionPlace
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>In text of the repository.</summary>
    Here,

    /// <summary>Somewhere to which the repository only links.</summary>
    Elsewhere,

    /// <summary>In a picture or another file that cannot be read as text.</summary>
    Picture,

    /// <summary>Nowhere.</summary>
    Nowhere,
}

/// <summary>What is written about the parts of an app and who owns what: the best page, or set of pages that belong together.</summary>
/// <param name="At">The page; where there is none, the page that a reader would open first.</param>
public sealed record BoundaryDescription(Location At) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => "boundaries";

    /// <summary>Where it is.</summary>
    public required DescriptionPlace Place { get; init; }

    /// <summary>Where else, as an address or a path; empty where it is here or nowhere.</summary>
    public string KeptAt { get; init; } = "";

    /// <summary>Whether it says which part keeps or writes which data.</summary>
    public bool SpeaksOfData { get; init; }

    /// <summary>How many paths it names that the repository would hold.</summary>
    public int Paths { get; init; }

    /// <summary>Those of them that are not there.</summary>
    public ImmutableArray<string> Dead { get; init; } = [];

    /// <summary>Further pages of the set.</summary>
    public ImmutableArray<Location> Pages { get; init; } = [];

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. Pages.Where(page => page != At)];
}

public sealed partial class App
{
    /// <summary>What is written about the parts of the app.</summary>
    public Facts<BoundaryDescription> BoundaryDescriptions => Of<BoundaryDescription>();
}
