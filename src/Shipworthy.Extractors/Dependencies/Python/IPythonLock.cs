using Shipworthy.Extractors.Reading;
using Shipworthy.Generators;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary>Reads the lock file of one package manager for Python. Its file is its registration.</summary>
interface IPythonLock
{
    /// <summary>The package manager, as its makers spell it.</summary>
    string Tool { get; }

    /// <summary>The name of its lock file.</summary>
    string Name { get; }

    /// <summary>What the file says. It never throws.</summary>
    /// <param name="project">The manifest beside it; null when there is none.</param>
    LockReading Read(SourceFile file, PythonProject? project);
}

/// <summary>One instance of every reader.</summary>
[ListsAll<IPythonLock>]
static partial class AllPythonLocks;
