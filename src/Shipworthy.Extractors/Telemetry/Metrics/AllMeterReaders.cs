using Shipworthy.Generators;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>One instance of every reader.</summary>
[ListsAll<IMeterReader>]
static partial class AllMeterReaders;
