using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors;

/// <summary>Everything that extractors may look at. Immutable after reading.</summary>
public sealed class Sources(SourceTree tree, GitHistory history)
{
    /// <summary>The files of the working tree that git tracks or would track.</summary>
    public SourceTree Tree => tree;

    /// <summary>Commits, branches and old content.</summary>
    public GitHistory History => history;
}
