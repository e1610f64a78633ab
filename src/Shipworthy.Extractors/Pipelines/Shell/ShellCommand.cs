namespace Shipworthy.Extractors.Pipelines.Shell;

/// <summary>One program that a script starts.</summary>
/// <param name="Line">The line of the script, from 1.</param>
/// <param name="Words">Program and arguments, quotes removed and known variables replaced.</param>
/// <param name="Directory">The folder that it runs in; null when a <c>cd</c> before it could not be followed.</param>
/// <param name="Swallowed">Why its failure does not fail the script, as a clause; null when it does.</param>
sealed record ShellCommand(int Line, ImmutableArray<string> Words, string? Directory, string? Swallowed)
{
    /// <summary>Variables set in front of it and before it.</summary>
    public required ImmutableDictionary<string, string> Env { get; init; }
}

/// <summary>How a shell is started: what a failing line does.</summary>
/// <param name="StopsOnError">Whether a failing command ends the script (<c>-e</c>).</param>
/// <param name="PipeFail">Whether every part of a pipe counts, and not its last alone.</param>
/// <param name="Continuation">The character that joins a line with the next.</param>
readonly record struct ShellOptions(bool StopsOnError, bool PipeFail, char Continuation = '\\')
{
    /// <summary>What <c>sh -c</c> does.</summary>
    public static ShellOptions Plain { get; } = new(StopsOnError: false, PipeFail: false);

    /// <summary><c>bash -e</c>.</summary>
    public static ShellOptions Strict { get; } = new(StopsOnError: true, PipeFail: false);

    /// <summary><c>bash -eo pipefail</c>.</summary>
    public static ShellOptions Strictest { get; } = new(StopsOnError: true, PipeFail: true);

    /// <summary>PowerShell as runners start it: the exit code of the last program is the script's.</summary>
    public static ShellOptions PowerShell { get; } = new(StopsOnError: false, PipeFail: true, '`');
}
