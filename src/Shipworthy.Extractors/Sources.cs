using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors;

/// <summary>Everything that extractors may look at. Immutable after reading.</summary>
public sealed class Sources(SourceTree tree, GitHistory history)
{
    readonly Lazy<CodeBase> code = new(() => CodeReading.Read(tree));

    /// <summary>The files of the working tree that git tracks or would track.</summary>
    public SourceTree Tree => tree;

    /// <summary>Commits, branches and old content.</summary>
    public GitHistory History => history;

    /// <summary>The code in the tree, parsed and linked when it is first asked for. Code that others wrote, and generated code, is not in it.</summary>
    public CodeBase Code => code.Value;

    /// <summary>What earlier scans found out about content that has not changed.</summary>
    public ScanCache Cache { get; init; } = ScanCache.Off;
}
