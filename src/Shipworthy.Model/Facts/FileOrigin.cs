namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Who wrote each file that an AI tool had a part in, by the commits that touched it.</summary>
    public Facts<FileOrigin> FileOrigins => Of<FileOrigin>();
}

/// <summary>How much of a person's part the history of a file shows.</summary>
public enum Authorship
{
    /// <summary>No commit says that an AI tool wrote in it; whether one did is not known.</summary>
    Unknown,

    /// <summary>An AI tool had a part in at least one commit, and a person made or merged at least one.</summary>
    WithPeople,

    /// <summary>Every commit was made by an AI tool itself, straight onto the default branch.</summary>
    ToolsAlone,
}

/// <summary>Who wrote a source file, and whether the history records that a person read it.</summary>
/// <param name="Path">The file as it stands now.</param>
public sealed record FileOrigin(string Path) : Fact(Location.File(Path))
{
    /// <inheritdoc/>
    public override string Identity => $"origin:{Path}";

    /// <inheritdoc/>
    public override Proof Proof => Proof.History;

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => First is null ? [] : [First];

    /// <summary>How it came about.</summary>
    public Authorship Authorship { get; init; }

    /// <summary>The AI tools that the commits name, each once.</summary>
    public ImmutableArray<string> Tools { get; init; } = [];

    /// <summary>The oldest commit by an AI tool; null when there is none.</summary>
    public Location? First { get; init; }

    /// <summary>How many commits of AI tools touched it.</summary>
    public int Commits { get; init; }

    /// <summary>Why a mistake in it would be worse than elsewhere, as the rest of a sentence: "signs people in"; empty for ordinary files.</summary>
    public string Critical { get; init; } = "";

    /// <summary>Who is recorded to have read it: as it stands now, or every commit of AI tools that touched it; empty without a record.</summary>
    public string ReadBy { get; init; } = "";
}
