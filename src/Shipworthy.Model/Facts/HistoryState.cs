namespace Shipworthy.Model;

/// <summary>How much of the history there is to look at.</summary>
public enum Completeness
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>All commits and all content that any ref reaches.</summary>
    Complete,

    /// <summary>The clone ends somewhere: older commits exist elsewhere.</summary>
    Shallow,

    /// <summary>Some content is missing, because the clone is partial, or because it was lost.</summary>
    MissingObjects,

    /// <summary>Refs or objects are broken.</summary>
    Damaged,

    /// <summary>A repository in which nothing was committed yet.</summary>
    NoCommits,

    /// <summary>The folder belongs to no git repository.</summary>
    NoRepository,

    /// <summary>There is a repository, but no git program on this machine to read it.</summary>
    GitMissing,

    /// <summary>The scan was told not to look.</summary>
    NotLookedAt,
}

/// <summary>The state of the history: there is exactly one.</summary>
/// <param name="Completeness">How much of it there is.</param>
/// <param name="Commits">How many commits all refs reach.</param>
/// <param name="Refs">How many refs there are.</param>
/// <param name="MissingObjects">How many objects are missing, because the clone is partial or they were lost; pictures and archives not counted.</param>
/// <param name="LfsPointers">How many files of the tree stand for content in Git LFS.</param>
/// <param name="NewestCommit">The day of the newest commit of the default branch, at which ages end; null without commits.</param>
/// <param name="Trouble">What git said when it could not go on; null when it did.</param>
public sealed record HistoryState(
    Completeness Completeness,
    int Commits,
    int Refs,
    int MissingObjects,
    int LfsPointers,
    DateOnly? NewestCommit,
    string? Trouble
) : Fact(Location.OutsideRepository("the git history"))
{
    /// <summary>Always the same: there is one history.</summary>
    public override string Identity => "history";

    /// <summary>Read from git.</summary>
    public override Proof Proof => Proof.History;

    /// <summary>How many pictures, fonts, archives and the like are missing. They would not have been read, so the history is complete without them.</summary>
    public int MissingMedia { get; init; }

    /// <summary>Whether everything that any ref reaches could be looked at.</summary>
    public bool IsComplete => Completeness is Completeness.Complete;

    /// <summary>What is incomplete, as a clause: "is a shallow clone, …". For a complete one, that it is.</summary>
    public string Says =>
        Completeness switch
        {
            Completeness.Unknown => "cannot be told to be complete",
            Completeness.Complete =>
                $"is complete, with {Commits} {(Commits == 1 ? "commit" : "commits")}{(MissingMedia == 0 ? "" : $", without {(MissingMedia == 1 ? "a picture or archive" : $"{MissingMedia} pictures or archives")} that this clone lacks")}",
            Completeness.Shallow => "is a shallow clone, so older commits were not seen",
            Completeness.MissingObjects => $"lacks {MissingObjects} {(MissingObjects == 1 ? "object" : "objects")}, as partial clones do",
            Completeness.Damaged => "is damaged, so parts of it were not seen",
            Completeness.NoCommits => "holds no commit yet",
            Completeness.NoRepository => "is not here: the folder belongs to no git repository",
            Completeness.GitMissing => "was not seen, because there is no git program on this machine",
            Completeness.NotLookedAt => "was not looked at, because the scan was told so",
        };
}

public sealed partial class App
{
    /// <summary>The state of the history: one fact.</summary>
    public Facts<HistoryState> History => Of<HistoryState>();
}
