namespace Shipworthy.Cli;

/// <summary>What the process says to the shell.</summary>
enum ExitCode
{
    /// <summary>Nothing at or above the threshold.</summary>
    Fine = 0,

    /// <summary>Findings at or above the threshold.</summary>
    Findings = 1,

    /// <summary>The command, its input or its settings are wrong; nothing was scanned.</summary>
    Usage = 2,

    /// <summary>The scan could not be completed: a check or an extractor stopped with an error, or a report could not be written.</summary>
    Incomplete = 3,
}
