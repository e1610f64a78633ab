namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What the repository's packages and projects are, one fact for each that shows it.</summary>
    public Facts<AppShape> AppShapes => Of<AppShape>();

    /// <summary>
    /// True only when every package shows that it is a library or a tool for the command line, and nothing shows that something is served. What is not
    /// known counts as an app.
    /// </summary>
    public bool IsLibraryOrTool =>
        AppShapes is { Count: > 0, BlindSpots: [] } shapes && shapes.All(shape => shape.Kind is ShapeKind.Library or ShapeKind.CommandLine);
}

/// <summary>What one package, project or platform file shows about the kind of thing that is built here.</summary>
/// <param name="At">The line that shows it.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Because">The evidence as a clause about the place: "depends on express".</param>
public sealed record AppShape(Location At, ShapeKind Kind, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"shape:{At.Path}:{Kind}";
}

/// <summary>Kinds of things that are built.</summary>
public enum ShapeKind
{
    /// <summary>A package that does not say what it is.</summary>
    Unknown,

    /// <summary>Answers requests over the network.</summary>
    Server,

    /// <summary>Pages or screens that people use.</summary>
    FrontEnd,

    /// <summary>Runs in the background of something that is deployed.</summary>
    Worker,

    /// <summary>Something is deployed; what it is, is not known.</summary>
    Deployed,

    /// <summary>Code for other people's programs.</summary>
    Library,

    /// <summary>A program that people start by hand on their own machine.</summary>
    CommandLine,
}
