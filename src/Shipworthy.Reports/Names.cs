namespace Shipworthy.Reports;

/// <summary>The names that machines read; the same in every format.</summary>
static class Names
{
    public static string Of(VerdictKind kind) =>
        kind switch
        {
            VerdictKind.Pass => "pass",
            VerdictKind.Fail => "fail",
            VerdictKind.Unproven => "unproven",
            VerdictKind.NotApplicable => "not-applicable",
        };

    public static string Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Pass => "pass",
            Outcome.Fail => "fail",
            Outcome.Unproven => "unproven",
            Outcome.Note => "note",
        };

    public static string Of(Severity severity) =>
        severity switch
        {
            Severity.Blocker => "blocker",
            Severity.Major => "major",
            Severity.Minor => "minor",
        };

    public static string Of(Who who) =>
        who switch
        {
            Who.Stranger => "stranger",
            Who.Insider => "insider",
            Who.BadLuck => "bad-luck",
        };

    public static string Of(Proof proof) =>
        proof switch
        {
            Proof.None => "none",
            Proof.Attestation => "attestation",
            Proof.History => "history",
            Proof.Code => "code",
            Proof.Platform => "platform",
            Proof.Database => "database",
            Proof.Probe => "probe",
            Proof.Drill => "drill",
        };
}
