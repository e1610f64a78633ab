using Shipworthy.Extractors;

namespace Shipworthy.Cli;

/// <summary>What a person ought to know about a scan that went on all the same.</summary>
static class Warnings
{
    public static void Write(ScanResult scan, ScanRequest request, TextWriter errors)
    {
        if (request.History && scan.HistoryWarning is { } warning)
            new Problem(warning.What, warning.Details).Write(errors);
    }
}
