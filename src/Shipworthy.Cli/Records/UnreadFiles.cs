using System.Globalization;
using Shipworthy.Checks;
using Shipworthy.Extractors;
using Shipworthy.Model;

namespace Shipworthy.Cli.Records;

/// <summary>A source file that nobody is recorded to have read, with what makes it urgent.</summary>
/// <param name="Path">The file.</param>
/// <param name="Blob">Its content, as git names it.</param>
/// <param name="Why">What makes it urgent, as clauses: "decides who gets in", "2 findings".</param>
/// <param name="Findings">What a scan found in it.</param>
sealed record UnreadFile(string Path, string Blob, ImmutableArray<string> Why, ImmutableArray<Finding> Findings)
{
    /// <summary>How urgent it is; only the order has a meaning.</summary>
    public required int Risk { get; init; }
}

/// <summary>Finds the files that nobody has read and puts the riskiest first: what they decide, what was found in them, who can reach them, how long they are.</summary>
static class UnreadFiles
{
    /// <summary>The files written with AI tools; those of which no commit says who wrote them as well, when they are asked for or there are no others.</summary>
    public static ImmutableArray<UnreadFile> Of(ScanInput input, ScanResult scan, bool all)
    {
        var results = Judging.Judge(scan.App, Checklist.Checks.RemoveAll(check => check.Id is "9.1"), (_, _) => { });
        var findings = results
            .SelectMany(result => result.Verdict.Findings)
            .Where(finding => finding.Outcome is Outcome.Fail)
            .ToLookup(finding => finding.At.Path, StringComparer.Ordinal);
        var endpoints = scan.App.Endpoints.ToLookup(endpoint => endpoint.At.Path, StringComparer.Ordinal);
        var written = scan.App.FileOrigins.Where(file => file.ReadBy.Length == 0).ToDictionary(file => file.Path, StringComparer.Ordinal);
        var paths = written.Keys.Concat(all || written.Count == 0 ? scan.App.UnattributedSources.SelectMany(source => source.Unread) : []);
        return
        [
            .. paths
                .Select(path => input.Sources.Tree.Find(path))
                .OfType<Extractors.Reading.SourceFile>()
                .Select(file => Ranked(file, written.GetValueOrDefault(file.Path), [.. findings[file.Path]], endpoints[file.Path].Count()))
                .OrderByDescending(file => file.Risk)
                .ThenBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    static UnreadFile Ranked(Extractors.Reading.SourceFile file, FileOrigin? origin, ImmutableArray<Finding> findings, int endpoints)
    {
        var critical = origin?.Critical ?? "";
        string[] why =
        [
            .. critical.Length > 0 ? [critical] : Array.Empty<string>(),
            .. findings.Length > 0 ? [Counted(findings.Length, "finding")] : Array.Empty<string>(),
            .. endpoints > 0 ? [Counted(endpoints, "endpoint")] : Array.Empty<string>(),
            Counted(file.LineCount, "line"),
        ];
        return new(file.Path, file.Blob, [.. why], findings)
        {
            Risk =
                (critical.Length > 0 ? 1000 : 0)
                + findings.Sum(finding =>
                    finding.Severity is Severity.Blocker ? 300
                    : finding.Severity is Severity.Major ? 100
                    : 30
                )
                + (50 * endpoints)
                + Math.Min(file.LineCount / 10, 200),
        };
    }

    static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
