using Shipworthy.Generators;

namespace Shipworthy.Extractors.Sinks;

/// <summary>One instance of every finder.</summary>
[ListsAll<ISinkFinder>]
static partial class AllSinkFinders;
