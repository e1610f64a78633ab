namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The source of which no commit says whether an AI tool wrote it: one fact where there is any.</summary>
    public Facts<UnattributedSource> UnattributedSources => Of<UnattributedSource>();
}

/// <summary>Source files of which no commit names an AI tool. That does not show that none wrote them: marks are easily switched off.</summary>
/// <param name="Unread">Their paths, without those that the review ledger names at their present content.</param>
/// <param name="Read">How many the ledger names.</param>
public sealed record UnattributedSource(ImmutableArray<string> Unread, int Read) : Fact(Location.WholeApp)
{
    /// <inheritdoc/>
    public override string Identity => "unattributed-source";

    /// <inheritdoc/>
    public override Proof Proof => Proof.History;
}
