using Shipworthy.Checks;
using Shipworthy.Cli.Settings;
using Shipworthy.Model;

namespace Shipworthy.Cli;

/// <summary>A scan whose options have been understood: everything that can be wrong before looking at the app has been ruled out.</summary>
sealed record ScanPlan
{
    public required string Path { get; init; }
    public required ImmutableArray<ReportFile> Reports { get; init; }
    public required ImmutableArray<Check> Checks { get; init; }
    public required Threshold Threshold { get; init; }
    public required IReadOnlySet<string> Baseline { get; init; }
    public required AppSettings Settings { get; init; }
    public required int Jobs { get; init; }

    /// <summary>Understands a request, or says what is wrong with it.</summary>
    public static (ScanPlan? Plan, Problem? Problem) Make(ScanRequest request, Surroundings surroundings)
    {
        var path = System.IO.Path.GetFullPath(request.Path, surroundings.Folder);
        if (!Directory.Exists(path))
            return (null, NothingToScan(request.Path, path));
        var (reports, wrongFormat) = ReportFile.Read(request.Formats, request.Output);
        if (wrongFormat is not null)
            return (null, wrongFormat);
        var (checks, unknownCheck) = Selected(request.Only);
        if (unknownCheck is not null)
            return (null, unknownCheck);
        if (request.Jobs is < 1)
            return (null, new($"--jobs takes a number from 1, and got {request.Jobs}."));
        var (settings, wrongSettings) = SettingsFile.Read(
            request.Config is null ? null : System.IO.Path.GetFullPath(request.Config, surroundings.Folder),
            path
        );
        if (wrongSettings is not null)
            return (null, wrongSettings);
        var named = request.FailOn ?? settings!.FailOn ?? "minor";
        if (Thresholds.Named(named) is not { } threshold)
            return (null, new($"--fail-on takes one of {string.Join(", ", Thresholds.Names)}, and got {named}."));
        var (baseline, wrongBaseline) = BaselineFile.Read(
            request.Baseline is null ? null : System.IO.Path.GetFullPath(request.Baseline, surroundings.Folder)
        );
        if (wrongBaseline is not null)
            return (null, wrongBaseline);
        return (
            new()
            {
                Path = path,
                Reports = reports,
                Checks = checks,
                Threshold = threshold,
                Baseline = baseline,
                Settings = settings!,
                Jobs = request.Jobs ?? Environment.ProcessorCount,
            },
            null
        );
    }

    static (ImmutableArray<Check> Checks, Problem? Problem) Selected(ImmutableArray<string> only)
    {
        var wanted = only.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToList();
        if (wanted.Count == 0)
            return (Checklist.Checks, null);
        if (wanted.Find(one => !Checklist.Checks.Any(check => Matches(check, one))) is { } unknown)
            return (
                [],
                new(
                    $"there is no check or area {unknown}.",
                    "An area is 1 to 9, a check is area.position: 1.7",
                    "Try:    shipworthy checklist"
                )
            );
        return ([.. Checklist.Checks.Where(check => wanted.Exists(one => Matches(check, one)))], null);
    }

    static bool Matches(Check check, string wanted) => check.Id == wanted || check.Id.StartsWith(wanted + ".", StringComparison.Ordinal);

    static Problem NothingToScan(string given, string path)
    {
        if (File.Exists(path))
            return new(
                $"nothing to scan at {given}: it is a file, and a scan takes the folder of an app.",
                $"Try:    shipworthy scan {Folder(given)}"
            );
        var parent = System.IO.Path.GetDirectoryName(path);
        var siblings =
            parent is not null && Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Select(System.IO.Path.GetFileName) : [];
        var nearest = Nearest.To(System.IO.Path.GetFileName(path), siblings.OfType<string>());
        var near = nearest is null ? null : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(given) ?? "", nearest);
        if (near is not null && given.StartsWith("./", StringComparison.Ordinal) && !near.StartsWith("./", StringComparison.Ordinal))
            near = "./" + near;
        return new(
            $"nothing to scan at {given}: there is no such folder.",
            near is null
                ? ["Try:    shipworthy scan PATH, with the folder of your app"]
                : [$"Nearby: {near}", $"Try:    shipworthy scan {near}"]
        );
    }

    static string Folder(string file) => System.IO.Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".";
}
