using Shipworthy.Generators;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>One instance of every reader.</summary>
[ListsAll<ITracerReader>]
static partial class AllTracerReaders;
