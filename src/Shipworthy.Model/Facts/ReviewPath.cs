namespace Shipworthy.Model;

/// <summary>How commits reach the default branch (rubric D5).</summary>
public enum ReviewState
{
    /// <summary>It leaves too few traces to tell.</summary>
    Unknown,

    /// <summary>Nine of ten come with the mark of a pull or merge request.</summary>
    ThroughReview,

    /// <summary>Marks are usual here and too many commits have none, or agents and local merges put commits there without one.</summary>
    DirectPushes,
}

/// <summary>
/// How the last commits reached the default branch: at most a hundred along first parents that change production source, without those of maintenance bots.
/// </summary>
/// <param name="Branch">The default branch; empty when it has no name.</param>
/// <param name="State">What follows.</param>
/// <param name="Counted">How many commits were counted.</param>
/// <param name="Marked">How many of them carry the mark of a request.</param>
/// <param name="ByAiBuilders">How many of the others an AI builder or agent committed.</param>
/// <param name="LocalMerges">How many of the others are merges made on somebody's machine.</param>
/// <param name="BotsSkipped">How many commits of maintenance bots stand between them.</param>
/// <param name="MarksInHistory">How many marks the whole first-parent history holds.</param>
/// <param name="Because">Why the state is unknown, as a clause; empty otherwise.</param>
/// <param name="Unmarked">The newest commits without a mark, at most ten.</param>
public sealed record ReviewPath(
    string Branch,
    ReviewState State,
    int Counted,
    int Marked,
    int ByAiBuilders,
    int LocalMerges,
    int BotsSkipped,
    int MarksInHistory,
    string Because,
    ImmutableArray<Location> Unmarked
) : Fact(Unmarked.IsEmpty ? Location.WholeApp : Unmarked[0])
{
    /// <summary>There is one default branch.</summary>
    public override string Identity => "review-path";

    /// <summary>Read from git.</summary>
    public override Proof Proof => Proof.History;

    /// <summary>The newest commits without a mark.</summary>
    public override ImmutableArray<Location> Related => Unmarked.IsEmpty ? [] : Unmarked[1..];

    /// <summary>How many of the counted commits have no mark.</summary>
    public int Direct => Counted - Marked;

    /// <summary>Share of marked commits, from 0 to 100, rounded down; 0 when none was counted.</summary>
    public int Percent => Counted == 0 ? 0 : Marked * 100 / Counted;
}

public sealed partial class App
{
    /// <summary>How commits reach the default branch: one fact.</summary>
    public Facts<ReviewPath> ReviewPaths => Of<ReviewPath>();
}
