using Shipworthy.Extractors.Reading;
using Shipworthy.Generators;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>Reads the lock file of one package manager for JavaScript. Its file is its registration.</summary>
interface INodeLock
{
    /// <summary>The package manager, as its makers spell it.</summary>
    string Tool { get; }

    /// <summary>The names of its lock files.</summary>
    ImmutableArray<string> Names { get; }

    /// <summary>What the file says. It never throws.</summary>
    /// <param name="manifests">The manifest beside the file, and those of its workspace, as far as patterns tell them.</param>
    LockReading Read(SourceFile file, IReadOnlyList<NodeManifest> manifests);
}

/// <summary>One instance of every reader.</summary>
[ListsAll<INodeLock>]
static partial class AllNodeLocks;
