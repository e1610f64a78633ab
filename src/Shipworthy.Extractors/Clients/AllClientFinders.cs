using Shipworthy.Generators;

namespace Shipworthy.Extractors.Clients;

/// <summary>One instance of every finder.</summary>
[ListsAll<IClientFinder>]
static partial class AllClientFinders;
