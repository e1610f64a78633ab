namespace Shipworthy.Reports.Terminal;

/// <summary>The shape of each verdict in a terminal: solid is settled, hollow is open, crossed is wrong.</summary>
readonly struct Glyphs(bool unicode)
{
    public Run Proved => new(unicode ? "✓" : "+", Tone.Proved);
    public Run Blocker => new("X", Tone.Blocks);
    public Run Fails => new("x", Tone.Fails);
    public Run Unproven => new("?", Tone.Open);
    public Run NotApplicable => new(unicode ? "·" : "-", Tone.Dim);

    public Run Of(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => Proved,
            VerdictKind.Fail => Of(verdict.Severity ?? Severity.Minor),
            VerdictKind.Unproven => Unproven,
            VerdictKind.NotApplicable => NotApplicable,
        };

    public Run Of(Severity severity) => severity is Severity.Blocker ? Blocker : Fails;
}
