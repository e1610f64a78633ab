using System.Globalization;
using Shipworthy.Checks;
using Shipworthy.Model;
using Shipworthy.Reports;
using Shipworthy.Reports.Explain;
using Shipworthy.Reports.Prompts;

namespace Shipworthy.Cli.Agents;

/// <summary>
/// What a coding agent may ask about one app. All of it reads: an agent can neither state nor waive anything nor mark code as read, since those are the
/// words of people.
/// </summary>
/// <param name="judge">Scans the app as it is now and judges the checks that are named; all when none is.</param>
sealed class AgentTools(Func<ImmutableArray<string>, JudgedApp> judge)
{
    const int most = 100;

    /// <summary>All of them.</summary>
    public ImmutableArray<AgentTool> All =>
        [
            new(
                "scan",
                "Scan the app",
                "Judges the app as its files are now and gives the picture: how many of the 58 checks are proved, fail or are unproven, and the causes of the failures, the worst first. Begin here.",
                [],
                [],
                _ => Scan()
            ),
            new("list_checks", "List the checks", "The 58 checks with the verdict of each in a line.", [], [], _ => List()),
            new(
                "explain",
                "Explain a check",
                "Why a check matters, what makes it fail, what proves it, how to mend it on each stack.",
                [("check", "Id of the check, such as 1.7")],
                ["check"],
                given => Explain(given("check")!)
            ),
            new(
                "findings",
                "List findings",
                "The places at which a check fails or stays open, with the name of each finding.",
                [
                    ("check", "Id of the check, such as 1.7"),
                    ("path", "Only findings in this file or below this folder"),
                    ("offset", "How many to leave out at the beginning; 100 are given at a time"),
                ],
                ["check"],
                given => Findings(given("check")!, given("path"), given("offset"))
            ),
            new(
                "fix_prompt",
                "Task for a gap",
                "A gap as a task: what is wrong and where, what to do, what not to do, and the command that proves it. Without an argument the worst gap.",
                [("target", "Id of a check (1.7) or name of a finding (1.7:0a1b2c3d4e5f)")],
                [],
                given => Prompt(given("target"))
            ),
            new(
                "verify",
                "Verify a mend",
                "Scans again and says whether a finding is gone, and how its check stands now. Call it after every mend.",
                [("finding", "Name of the finding, such as 1.7:0a1b2c3d4e5f")],
                ["finding"],
                given => Verify(given("finding")!)
            ),
        ];

    AgentAnswer Scan()
    {
        var report = judge([]).Report;
        List<string> lines =
        [
            $"{report.Target.Name}: {report.Count(VerdictKind.Pass)} of {report.Applicable} proved, {report.Count(VerdictKind.Fail)} fail, {report.Count(VerdictKind.Unproven)} unproven, {report.Count(VerdictKind.NotApplicable)} do not apply.",
            report.Ready ? "It is ready for production." : "It is not proved ready for production.",
        ];
        if (!report.Causes.IsEmpty)
            lines.Add("Causes, the worst first (each closes the checks that it names):");
        foreach (var (i, cause) in report.Causes.Take(most).Index())
        {
            var (check, finding) = cause.Findings[0];
            var more = cause.Findings.Length > 1 ? $" and {cause.Findings.Length - 1} more" : "";
            var waived = cause.Waived ? ", waived" : "";
            lines.Add(
                $"{i + 1}. [{Level(cause.Severity)}{waived}] {cause.Rule.Title} ({string.Join(", ", cause.Checks)}): {finding.At}, {finding.Fingerprint(check)}{more}"
            );
        }
        return Said(lines);
    }

    AgentAnswer List() => Said(judge([]).Report.Checks.Select(Line));

    static string Line(CheckResult result) =>
        $"{result.Check.Id} {Verdict(result.Verdict)} ({result.Verdict.Because}): {result.Check.Sentence}";

    static AgentAnswer Explain(string id)
    {
        if (Checklist.Find(id) is not { } check)
            return NoCheck(id);
        using var text = new StringWriter { NewLine = "\n" };
        ExplainText.Write(check, null, text, new(100));
        return new(text.ToString());
    }

    AgentAnswer Findings(string id, string? path, string? offset)
    {
        if (Checklist.Find(id) is null)
            return NoCheck(id);
        if (!int.TryParse(offset ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var skipped))
            return new($"offset takes a number from 0, and got {offset}.", IsError: true);
        var result = judge([id]).Report.Checks[0];
        var findings = result
            .Verdict.Findings.Where(finding => finding.Outcome is Outcome.Fail or Outcome.Unproven && IsBelow(finding.At.Path, path))
            .ToList();
        List<string> lines = [Line(result)];
        foreach (var finding in findings.Skip(skipped).Take(most))
        {
            var level = finding.Severity is { } severity ? $"fails, {Level(severity)}" : "unproven";
            var waived = finding.Waiver is { } waiver ? $", waived by {waiver.By}" : "";
            lines.Add($"- {finding.At}: {finding.Says} [{level}{waived}, {finding.Fingerprint(id)}]");
        }
        if (findings.Count > skipped + most)
            lines.Add($"{findings.Count - skipped - most} more: call again with offset {skipped + most}.");
        return Said(lines);
    }

    static bool IsBelow(string path, string? folder) =>
        folder is null
        || path == folder
        || path.StartsWith(folder.TrimEnd('/').Replace("./", "", StringComparison.Ordinal) + "/", StringComparison.Ordinal);

    AgentAnswer Prompt(string? target)
    {
        var id = target?.Split(':')[0];
        if (id is not null && Checklist.Find(id) is null)
            return NoCheck(id);
        var (prompt, trouble) = FixPrompt.For(judge(id is null ? [] : [id]).Report, target);
        return prompt is null ? new(trouble!) : new(prompt);
    }

    AgentAnswer Verify(string name)
    {
        var id = name.Split(':')[0];
        if (Checklist.Find(id) is null)
            return NoCheck(id);
        var result = judge([id]).Report.Checks[0];
        var there = result.Verdict.Findings.FirstOrDefault(finding => finding.Outcome is Outcome.Fail && finding.Fingerprint(id) == name);
        return Said([
            there is null
                ? $"{name} is not found any more. That alone proves nothing: what counts is how the check stands."
                : $"{name} still fails at {there.At}: {there.Says}",
            Line(result),
        ]);
    }

    static AgentAnswer NoCheck(string id) => new($"There is no check {id}. A check is area.position, from 1.1 to 9.6.", IsError: true);

    /// <summary>Text of the app goes to a model: control characters in it do nothing there either.</summary>
    static AgentAnswer Said(IEnumerable<string> lines) => new(string.Join('\n', lines.Select(line => SafeText.Of(line, unicode: true))));

    static string Level(Severity severity) =>
        severity switch
        {
            Severity.Blocker => "blocker",
            Severity.Major => "major",
            Severity.Minor => "minor",
        };

    static string Verdict(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => "proved",
            VerdictKind.Fail => $"fails, {Level(verdict.Severity ?? Severity.Minor)}",
            VerdictKind.Unproven => "unproven",
            VerdictKind.NotApplicable => "does not apply",
        };
}
