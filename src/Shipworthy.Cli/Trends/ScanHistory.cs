using System.Security.Cryptography;
using System.Text;
using Shipworthy.Model;

namespace Shipworthy.Cli.Trends;

/// <summary>
/// The kept scans of one app: a file with a line a scan. It lies in the data folder of whoever scans (<c>$XDG_DATA_HOME/shipworthy</c> or
/// <c>~/.local/share/shipworthy</c>), or in the app where its settings say so. Nothing is kept unless the person who scans asks for it.
/// </summary>
/// <param name="Place">The file in full; null when this machine has no place for it.</param>
/// <param name="App">The folder of the app when the file lies in it.</param>
sealed record ScanHistory(string? Place, string? App)
{
    /// <summary>The file in an app that keeps its own.</summary>
    public const string Inside = ".shipworthy/history.jsonl";

    /// <summary>The variable that asks for keeping every scan.</summary>
    public const string Variable = "SHIPWORTHY_KEEP";

    const int MostScans = 2_000;
    const long LargestFile = 8 << 20;

    /// <summary>The history of an app.</summary>
    /// <param name="app">Its folder, in full.</param>
    /// <param name="inside">Whether its settings say that the file lies in it.</param>
    public static ScanHistory Of(string app, bool inside, Func<string, string?> variable)
    {
        app = Path.TrimEndingDirectorySeparator(app);
        if (inside)
            return new(Path.Combine(app, Inside), app);
        if (DataFolder(variable) is not { } folder)
            return new(null, null);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(app)))[..24];
        return new(Path.Combine(folder, "history", $"{name}.jsonl"), null);
    }

    static string? DataFolder(Func<string, string?> variable)
    {
        if (variable("XDG_DATA_HOME") is { Length: > 0 } given && Path.IsPathFullyQualified(given))
            return Path.Combine(given, "shipworthy");
        var home = variable(OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "HOME");
        return string.IsNullOrEmpty(home) || !Path.IsPathFullyQualified(home)
            ? null
            : Path.Combine(home, OperatingSystem.IsWindows() ? "shipworthy" : ".local/share/shipworthy");
    }

    /// <summary>The scans in it, the oldest first, and what is wrong with the file.</summary>
    public (ImmutableArray<PastScan> Scans, Problem? Problem) Read()
    {
        var (lines, problem) = Lines();
        var scans = lines.Select(KeptLine.In).OfType<PastScan>().ToImmutableArray();
        return (
            [.. scans.OrderBy(scan => scan.On)],
            problem
                ?? (
                    scans.Length == lines.Length
                        ? null
                        : new(
                            $"{lines.Length - scans.Length} of the {lines.Length} lines of {Place} cannot be read, and are left out.",
                            "The trend shows the others. Keeping a scan leaves such lines as they are."
                        )
                )
        );
    }

    /// <summary>Keeps a scan, in the place of the last one when that found the same. Gives what went wrong, or null.</summary>
    public Problem? Keep(PastScan scan)
    {
        if (Place is null)
            return new(
                "the scan was not kept: this machine has no place for it.",
                "Try:    set HOME or XDG_DATA_HOME to a folder of yours"
            );
        var (lines, problem) = Lines();
        if (problem is not null)
            return problem with { Details = [.. problem.Details, "The scan was not kept."] };
        if (lines.LastOrDefault() is { } last && KeptLine.In(last) is { } before && before.SaysTheSameAs(scan))
            lines = lines.RemoveAt(lines.Length - 1);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
            var beside = $"{Place}.{Guid.NewGuid():N}.tmp";
            try
            {
                File.WriteAllText(beside, string.Concat(lines.Append(KeptLine.Of(scan)).TakeLast(MostScans).Select(line => line + "\n")));
                File.Move(beside, Place, overwrite: true);
            }
            finally
            {
                File.Delete(beside);
            }
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new($"the scan was not kept in {Place}: {error.Message}");
        }
    }

    (ImmutableArray<string> Lines, Problem? Problem) Lines()
    {
        if (Place is null)
            return ([], null);
        try
        {
            if (App is not null && LinkOnTheWay() is { } link)
                return ([], new($"{link} is a link, and a link is not followed.", "The history of scans was left alone."));
            var file = new FileInfo(Place);
            if (!file.Exists)
                return ([], null);
            return file.Length > LargestFile
                ? ([], new($"{Place} is larger than any history of scans, and was left alone."))
                : ([.. File.ReadAllText(Place).Split('\n', StringSplitOptions.RemoveEmptyEntries)], null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ([], new($"the history of scans in {Place} cannot be read: {error.Message}"));
        }
    }

    /// <summary>A link in an app could make the file lie anywhere.</summary>
    string? LinkOnTheWay() =>
        new DirectoryInfo(Path.GetDirectoryName(Place)!).LinkTarget is not null ? ".shipworthy"
        : new FileInfo(Place!).LinkTarget is not null ? Inside
        : null;
}
