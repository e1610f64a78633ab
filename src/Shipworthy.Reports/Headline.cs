namespace Shipworthy.Reports;

/// <summary>What a report says before anything else; the same words in every format.</summary>
sealed class Headline(Report report)
{
    /// <summary>The name of the app.</summary>
    public string App => report.Target.Name.Length == 0 ? "This app" : report.Target.Name;

    /// <summary>What is said of the app, without its name and with a full stop: "is not ready for production."</summary>
    public string Says =>
        report.Count(VerdictKind.Fail) > 0 ? "is not ready for production."
        : report.IsPartial ? $"was asked {Words.Number(report.Checks.Length)} of the {Report.ChecklistLength} checks."
        : report.Applicable == 0 ? "has nothing that the checklist applies to."
        : report.Ready ? "is ready for production."
        : "is not yet proved ready for production.";

    /// <summary>"5 of 48 proved".</summary>
    public string Proved => $"{report.Count(VerdictKind.Pass)} of {report.Applicable} proved";

    /// <summary>Commit and branch: "e3cb89c with changes on main"; says so when there is no history.</summary>
    public string Commit =>
        report.Target.Commit is not { } commit
            ? "no commit"
            : Words.Short(commit)
                + (report.Target.Dirty ? " with changes" : "")
                + (report.Target.Branch is { } branch ? $" on {branch}" : "");

    /// <summary>Commit, branch and the day of the commit.</summary>
    public string CommitAndDay =>
        report.Target.CommittedOn is { } day && report.Target.Commit is not null ? $"{Commit}, {Words.Day(day)}" : Commit;

    /// <summary>Checks that are unproven.</summary>
    public ImmutableArray<CheckResult> Unproven => [.. report.Checks.Where(result => result.Verdict.Kind is VerdictKind.Unproven)];

    /// <summary>The causes of blockers; without a blocker, those of the worst severity that there is. These are told in full.</summary>
    public ImmutableArray<Cause> Worst { get; } = [.. report.Causes.Where(cause => cause.Severity == report.Causes[0].Severity)];

    /// <summary>The other causes, told in a line each.</summary>
    public ImmutableArray<Cause> Lesser { get; } = [.. report.Causes.Where(cause => cause.Severity != report.Causes[0].Severity)];

    /// <summary>The causes that stand behind a blocker.</summary>
    public int BlockingCauses => report.Causes.Count(cause => cause.Severity is Severity.Blocker);

    /// <summary>Whether anything outside the files and the history was asked.</summary>
    public bool ContactedSomebody =>
        report.Checks.Any(result => result.Verdict.Findings.Any(finding => finding.Proof.Rank == Proof.Probe.Rank));

    /// <summary>Findings that a person accepted, with the checks that they belong to.</summary>
    public ImmutableArray<(string Check, Finding Finding, Waiver Waiver)> Waived =>
        [
            .. report.Checks.SelectMany(result =>
                result
                    .Verdict.Findings.Where(finding => finding.Waiver is not null)
                    .Select(finding => (result.Check.Id, finding, finding.Waiver!))
            ),
        ];

    /// <summary>What the number means, in two sentences or three.</summary>
    public string Lead
    {
        get
        {
            var failing = report.Count(VerdictKind.Fail);
            var strangers = Worst.Count(cause => cause.Rule.Who is Who.Stranger);
            return report.Ready ? "Everything that applies is proved. It stays so while every change is scanned again."
                : report.Blockers > 0
                    ? $"{Words.Capital(Words.Counted(report.Blockers, "blocker"))} {(report.Blockers == 1 ? "stands" : "stand")} in the way. "
                        + $"{(report.Blockers == 1 ? "It comes" : "They come")} from {Words.Counted(BlockingCauses, "cause")}"
                        + (
                            strangers == 0
                                ? "."
                                : $", and a stranger can use {(strangers == BlockingCauses ? strangers == 1 ? "it" : "all of them" : Words.Number(strangers) + " of those")} today."
                        )
                : failing > 0
                    ? $"No blocker stands in the way. {Words.Capital(Words.Counted(failing, "check"))} {(failing == 1 ? "fails" : "fail")}."
                : Unproven.Length > 0
                    ? $"Nothing fails. {Words.Capital(Words.Counted(Unproven.Length, "check"))} {(Unproven.Length == 1 ? "waits" : "wait")} for a person or an experiment."
                : "Nothing fails.";
        }
    }

    /// <summary>What a group of gaps has in common: who can make use of them.</summary>
    public static string WhatCouldHappen(Who who) =>
        who switch
        {
            Who.Stranger => "What a stranger could do today",
            Who.Insider => "What one of your own people could do today",
            Who.BadLuck => "What bad luck could do today",
        };

    /// <summary>The heading over the lesser causes.</summary>
    public string ThenThese
    {
        get
        {
            var count = Words.Number(Lesser.Length);
            return Worst[0].Severity is Severity.Blocker
                ? Lesser.Length == 1
                    ? "Then this one, no blocker"
                    : $"Then these {count}, none of them a blocker"
                : Lesser.Length == 1
                    ? "Then this one, minor"
                    : $"Then these {count}, all minor";
        }
    }
}
