using Shipworthy.Generators;

namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>One instance of every reader.</summary>
[ListsAll<ILogReader>]
static partial class AllLogReaders;
