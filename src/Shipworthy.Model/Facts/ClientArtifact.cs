namespace Shipworthy.Model;

/// <summary>The form in which something is handed to the people who use the app.</summary>
public enum ClientKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Scripts that a bundler makes for browsers.</summary>
    Bundle,

    /// <summary>Pages, scripts and other files that are served as they lie there.</summary>
    Pages,

    /// <summary>An app for telephones.</summary>
    Mobile,

    /// <summary>An app for desktops.</summary>
    Desktop,

    /// <summary>An extension of a browser.</summary>
    Extension,
}

/// <summary>Something that is shipped to the people who use the app, so that everything in it is public.</summary>
/// <param name="At">The file that shows it: a manifest, a page.</param>
/// <param name="Name">What people call it: the name in its manifest, or its folder.</param>
/// <param name="Folder">The folder that holds it, without a slash at the end; empty for the root.</param>
public sealed record ClientArtifact(Location At, string Name, string Folder) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"client:{Framework}:{Folder}";

    /// <summary>The form in which it is shipped.</summary>
    public required ClientKind Kind { get; init; }

    /// <summary>The framework or bundler, as its makers spell it: "Next.js", "Vite".</summary>
    public required string Framework { get; init; }

    /// <summary>The files that it starts from, in the order of their paths.</summary>
    public ImmutableArray<Location> Entries { get; init; } = [];

    /// <summary>How many files of the app end up in it: modules of a bundle, or files that are shipped as they lie there.</summary>
    public int Modules { get; init; }

    /// <summary>The variables that the build writes into it, by name.</summary>
    public ImmutableArray<string> BuiltIn { get; init; } = [];

    /// <summary>The folder with its built form, where that is in the repository and was searched; empty where it is not.</summary>
    public string BuildOutput { get; init; } = "";

    /// <summary>Why not everything in it is known, as a clause about it: "imports x, which is not in the repository"; null when everything is.</summary>
    public string? NotComplete { get; init; }

    /// <summary>Where the reason of <see cref="NotComplete"/> lies; null when it has no place of its own.</summary>
    public Location? NotCompleteAt { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => NotCompleteAt is null ? [] : [NotCompleteAt];

    /// <summary>That a client is there is no gap that a change mends.</summary>
    public override ImmutableArray<string> Roots => [$"fact:{Identity}"];
}

public sealed partial class App
{
    /// <summary>What is shipped to the people who use the app; a blind spot where it could not be told whether something is.</summary>
    public Facts<ClientArtifact> ClientArtifacts => Of<ClientArtifact>();
}
