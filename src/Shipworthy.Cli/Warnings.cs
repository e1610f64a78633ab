using Shipworthy.Extractors;
using Shipworthy.Model;

namespace Shipworthy.Cli;

/// <summary>What a person ought to know about a scan that went on all the same.</summary>
static class Warnings
{
    const string MayLie = "1.1 and 9.2 can still fail, but cannot be proved: a secret may lie in an older version.";
    const string LeaveOut = "or add --no-history to accept this and leave the warning out.";

    public static void Write(ScanResult scan, ScanRequest request, TextWriter errors)
    {
        if (request.History && scan.App.History.FirstOrDefault() is { } state)
            About(state)?.Write(errors);
    }

    static Problem? About(HistoryState state) =>
        state.Completeness switch
        {
            Completeness.Complete or Completeness.NotLookedAt => null,
            Completeness.NoRepository or Completeness.NoCommits => new(
                "no git history here, so 3 checks are judged from the files alone.",
                MayLie,
                "9.1 stays unproven: without commits, nobody can say who wrote what.",
                "Try:    scan a clone of the repository instead of a copy of its files,",
                $"        {LeaveOut}"
            ),
            Completeness.Shallow => new(
                "this clone is shallow, so 3 checks are judged without the older commits.",
                MayLie,
                "Try:    git fetch --unshallow, then scan again,",
                $"        {LeaveOut}"
            ),
            Completeness.MissingObjects => new(
                $"{state.MissingObjects} objects of the history are not in this clone, so 3 checks are judged without them.",
                MayLie,
                "Try:    git fetch --refetch in a clone without a filter, then scan again,",
                $"        {LeaveOut}"
            ),
            Completeness.GitMissing => new(
                "there is no git program on this machine, so the history was not read.",
                MayLie,
                "Try:    install git, then scan again,",
                $"        {LeaveOut}"
            ),
            Completeness.Damaged or Completeness.Unknown => new(
                $"the git history could not be read to its end{(state.Trouble is null ? "" : $": {state.Trouble}")}.",
                MayLie,
                "Try:    git fsck, and scan a fresh clone,",
                $"        {LeaveOut}"
            ),
        };
}
