using Shipworthy.Generators;

namespace Shipworthy.Extractors;

/// <summary>One instance of every extractor of this assembly.</summary>
[ListsAll<IExtractor>]
public static partial class AllExtractors;

/// <summary>One instance of every combiner of this assembly.</summary>
[ListsAll<ICombiner>]
public static partial class AllCombiners;
