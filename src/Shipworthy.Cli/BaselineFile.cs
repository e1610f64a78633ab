using System.Text.Json;

namespace Shipworthy.Cli;

/// <summary>Reads the fingerprints of an earlier JSON report.</summary>
static class BaselineFile
{
    /// <summary>The fingerprints of all failing findings; empty without a file.</summary>
    public static (IReadOnlySet<string> Fingerprints, Problem? Problem) Read(string? file)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (file is null)
            return (known, null);
        try
        {
            using var stream = File.OpenRead(file);
            using var report = JsonDocument.Parse(stream);
            foreach (var check in report.RootElement.GetProperty("checks").EnumerateArray())
            foreach (var finding in check.GetProperty("findings").EnumerateArray())
                if (finding.GetProperty("fingerprint").GetString() is { } fingerprint)
                    known.Add(fingerprint);
            return (known, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (
                known,
                new($"the baseline {file} cannot be read: {error.Message}", "Try:    shipworthy scan --format json=baseline.json")
            );
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (
                known,
                new($"the baseline {file} is no JSON report of Shipworthy.", "Try:    shipworthy scan --format json=baseline.json")
            );
        }
    }
}
