using Shipworthy.Generators;

namespace Shipworthy.Extractors.Dependencies;

/// <summary>One instance of every finder.</summary>
[ListsAll<IInstallationFinder>]
static partial class AllInstallationFinders;
