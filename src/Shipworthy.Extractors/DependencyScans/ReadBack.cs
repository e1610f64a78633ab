using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>
/// Whether a pipeline looks at what a scan has written that does not stop by itself: <c>grep</c> over its output and <c>exit 1</c>, a file of findings that a
/// later line reads.
/// </summary>
static partial class ReadBack
{
    /// <summary>What becomes of the output.</summary>
    public enum Fate
    {
        /// <summary>Nobody reads it.</summary>
        Unread,

        /// <summary>Another program reads it, and may stop the job.</summary>
        HandedOn,

        /// <summary>A hit in it stops the job.</summary>
        Stops,
    }

    /// <summary>The fate of what a scan writes.</summary>
    public static Fate Of(PackageScan scan)
    {
        if (scan.Words.IsEmpty)
            return Fate.Unread;
        var (first, own, later) = Around(scan);
        var names = Output().Matches(first).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value).ToList();
        var reading = later.Prepend(own).Where(text => names.Exists(name => text.Contains(name, StringComparison.Ordinal))).ToList();
        if (reading.Count > 0)
            return reading.Exists(Fails().IsMatch) ? Fate.Stops
                : reading.Exists(Programs().IsMatch) ? Fate.HandedOn
                : Fate.Unread;
        var mayStop = MayStop(scan.Run.Step, scan.Run.Job);
        return mayStop && Tested().IsMatch(first) && (Fails().IsMatch(first + own) || first.TrimStart().StartsWith('!'))
            ? Fate.Stops
            : Fate.Unread;
    }

    /// <summary>
    /// The line that holds the scan, what its step runs behind it, and each later step of the job. A step whose failure stops nothing counts as empty.
    /// </summary>
    static (string Line, string Own, IEnumerable<string> Later) Around(PackageScan scan)
    {
        var (step, job) = (scan.Run.Step, scan.Run.Job);
        var run = step.Run.Replace("\\\n", " ", StringComparison.Ordinal);
        var at = scan
            .Words.Take(3)
            .Select(word => run.IndexOf(word, StringComparison.Ordinal))
            .Where(found => found >= 0)
            .DefaultIfEmpty(0)
            .Min();
        var from = at == 0 ? 0 : run.LastIndexOf('\n', at - 1) + 1;
        var to = run.IndexOf('\n', at) is >= 0 and var end ? end : run.Length;
        var later = job
            .Steps.SkipWhile(one => !ReferenceEquals(one, step))
            .Skip(1)
            .Where(one => MayStop(one, job))
            .Select(one => $"{one.Run}\n{one.With.GetValueOrDefault("script", "")}");
        return (run[from..to], MayStop(step, job) ? run[to..] : "", later);
    }

    static bool MayStop(PipelineStep step, PipelineJob job) =>
        step.Swallowing is not { On: Occasions.All } && job.Swallowing is not { On: Occasions.All };

    [GeneratedRegex(
        @"(?:[^2&]>{1,2}|--output[= ]|--output-file[= ]|\s-o[= ]|\btee (?:-a )?)\s*[""']?(?!/dev/)([\w./-]+)|(\w+)=[""']?\$\(|\$(\w+)\s*=\s*(?:dotnet|npm)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Output();

    [GeneratedRegex(
        @"\bexit (?:[1-9]|\$)|\bthrow\b|setFailed|process\.exit\((?!0)|sys\.exit\((?!0)|\bfalse$|raise SystemExit",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Fails();

    [GeneratedRegex(@"\b(?:node|python3?|ruby|php|tsx|ts-node|deno|bun)\s+\S+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Programs();

    [GeneratedRegex(@"\|\s*(?:tee \S+ \| )?(?:e?grep|Select-String|findstr|jq|awk)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tested();
}
