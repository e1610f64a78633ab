using Shipworthy.Model;
using Shipworthy.Reports.Comparing;
using Shipworthy.Reports.Terminal;

namespace Shipworthy.Cli.Comparing;

/// <summary>What is compared, and where the answer goes.</summary>
/// <param name="Before">The revision before the change.</param>
/// <param name="After">The revision after it; null for the work tree.</param>
/// <param name="Format">The format, as given.</param>
/// <param name="Output">The file to write to; null for standard output.</param>
sealed record CompareRequest(string Before, string? After, string Format, string? Output);

/// <summary>Carries out <c>shipworthy compare</c>.</summary>
static class CompareRun
{
    static readonly ImmutableArray<string> Formats = ["terminal", "markdown", "json"];

    public static ExitCode Run(CompareRequest asked, ScanRequest request, Surroundings surroundings)
    {
        if (!Formats.Contains(asked.Format))
            return Wrong(new($"a comparison has no format {asked.Format}.", $"Known formats: {string.Join(", ", Formats)}"), surroundings);
        var (plan, problem) = ScanPlan.Make(request, surroundings);
        if (plan is null)
            return Wrong(problem!, surroundings);
        var progress = new Progress(surroundings.Errors, surroundings.ErrorsAreTerminal && !request.Quiet);
        var (before, wrongBefore) = JudgedRevision.Of(
            asked.Before,
            withOtherRefs: asked.After is null,
            plan,
            request,
            surroundings,
            progress
        );
        if (before is null)
            return Wrong(wrongBefore!, surroundings);
        var (after, wrongAfter) = asked.After is null
            ? (new JudgedRevision("the working tree", JudgedApp.Of(plan, request, surroundings, progress.Report)), null)
            : JudgedRevision.Of(asked.After, withOtherRefs: false, plan, request, surroundings, progress);
        progress.Done();
        if (after is null)
            return Wrong(wrongAfter!, surroundings);
        var comparison = new Comparison
        {
            NameBefore = before.Name,
            NameAfter = after.Name,
            Before = before.App.Report,
            After = after.App.Report,
        };
        if (!Written(comparison, asked, request, surroundings))
            return ExitCode.Incomplete;
        var broke = before.App.TellWhatBroke(surroundings.Errors) | after.App.TellWhatBroke(surroundings.Errors);
        return broke ? ExitCode.Incomplete
            : Reached(plan.Threshold, comparison) ? ExitCode.Findings
            : ExitCode.Fine;
    }

    /// <summary>Whether something new reaches the threshold; with the lowest one also a check that was proved and is open now.</summary>
    static bool Reached(Threshold threshold, Comparison comparison) =>
        comparison.Worse.Any(one =>
            Thresholds.Reached(
                threshold is Threshold.Unproven ? Threshold.Minor : threshold,
                new(one.Check, one.After),
                one.After.Findings.Except(one.New).Select(finding => finding.Fingerprint(one.Check.Id)).ToHashSet(StringComparer.Ordinal)
            ) || (threshold is Threshold.Unproven && one.After.Kind is VerdictKind.Unproven)
        );

    static bool Written(Comparison comparison, CompareRequest asked, ScanRequest request, Surroundings surroundings)
    {
        if (asked.Output is null)
        {
            var colours = request.Colours && surroundings.OutIsTerminal && string.IsNullOrEmpty(surroundings.Variable("NO_COLOR"));
            Write(
                asked.Format,
                comparison,
                surroundings.Out,
                surroundings.OutStream,
                new(surroundings.Columns, surroundings.Unicode, colours)
            );
            return true;
        }
        return FileInPlace.Write(
            Path.GetFullPath(asked.Output, surroundings.Folder),
            asked.Output,
            surroundings.Errors,
            (stream, writer) => Write(asked.Format, comparison, writer, () => stream, new())
        );
    }

    static void Write(string format, Comparison comparison, TextWriter text, Func<Stream> stream, TerminalOptions options)
    {
        if (format == "json")
            ComparisonJson.Write(comparison, stream());
        else if (format == "markdown")
            ComparisonMarkdown.Write(comparison, text);
        else
            ComparisonText.Write(comparison, text, options);
    }

    static ExitCode Wrong(Problem problem, Surroundings surroundings)
    {
        problem.Write(surroundings.Errors);
        return ExitCode.Usage;
    }
}
