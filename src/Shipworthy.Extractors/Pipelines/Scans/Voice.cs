namespace Shipworthy.Extractors.Pipelines.Scans;

/// <summary>What a hit of a scan does: it stops the job, tells somebody by itself, or neither.</summary>
enum Voice
{
    /// <summary>A file of settings decides.</summary>
    Unknown,

    /// <summary>The step fails.</summary>
    Stops,

    /// <summary>The product behind the scanner tells people: its dashboard, a comment, an alert.</summary>
    Tells,

    /// <summary>The step prints or writes a report, and goes on.</summary>
    Silent,
}
