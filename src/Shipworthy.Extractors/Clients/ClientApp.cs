using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients;

/// <summary>A client as a finder hands it over: where it starts, what its build puts into it, what is shipped beside its code.</summary>
/// <param name="At">The file that shows it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Folder">Its folder.</param>
sealed record ClientApp(Location At, string Name, string Folder)
{
    /// <summary>The framework, as its makers spell it.</summary>
    public required string Framework { get; init; }

    /// <summary>The form in which it is shipped.</summary>
    public required ClientKind Kind { get; init; }

    /// <summary>The modules that it starts from.</summary>
    public ImmutableArray<ClientRoot> Roots { get; init; } = [];

    /// <summary>Which variables its build writes into it.</summary>
    public Inlining Inlining { get; init; } = Inlining.Nothing;

    /// <summary>Whether a module never gets into it.</summary>
    public Func<CodeFile, bool> Stops { get; init; } = _ => false;

    /// <summary>Files that are served or packed as they are.</summary>
    public ImmutableArray<SourceFile> Shipped { get; init; } = [];

    /// <summary>Values that a server puts into the page: expressions, each evaluated where it stands.</summary>
    public ImmutableArray<Code> HandedOver { get; init; } = [];

    /// <summary>Names of settings and variables whose values are put into it by other ways: templates, public sections of settings, native resources.</summary>
    public ImmutableArray<(string Name, Location At)> HandedNames { get; init; } = [];

    /// <summary>Where its build publishes maps of its source; null when it does not.</summary>
    public Location? PublishesMaps { get; init; }

    /// <summary>Why not everything of it can be seen, each with its place.</summary>
    public ImmutableArray<(Location At, string Because)> NotSeen { get; init; } = [];
}

/// <summary>Finds the clients of one framework. One file a framework; its file is its registration.</summary>
interface IClientFinder
{
    /// <summary>All clients of the framework.</summary>
    IEnumerable<ClientApp> Find(Sources sources, ModuleNames names);
}
