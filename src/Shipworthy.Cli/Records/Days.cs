using System.Globalization;

namespace Shipworthy.Cli.Records;

/// <summary>Reads days of the command line.</summary>
static class Days
{
    /// <summary>The day given for an option, the other one when none was given, or what is wrong.</summary>
    public static (DateOnly Day, Problem? Problem) Read(string option, string? given, DateOnly otherwise) =>
        given is null ? (otherwise, null)
        : DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, null)
        : (default, new($"{option} takes a day of the form 2025-12-31, and got {given}.", "Nothing was recorded."));
}
