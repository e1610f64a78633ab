namespace Shipworthy.Reports.Html;

/// <summary>The shape of each verdict as an SVG symbol, drawn once and used by reference.</summary>
static class Symbols
{
    /// <summary>The drawings. Strokes keep their width at every size; the style sheet sets it.</summary>
    public static Markup Definitions { get; } =
        new(
            """
            <svg class="defs" aria-hidden="true">
            <symbol id="g-pass" viewBox="0 0 16 16"><circle class="solid" cx="8" cy="8" r="7"/><path class="ko" d="M4.8 8.3l2.3 2.3 4.2-4.9"/></symbol>
            <symbol id="g-blocker" viewBox="0 0 16 16"><rect class="solid" x="1" y="1" width="14" height="14" rx="1"/><path class="ko" d="M4.9 4.9l6.2 6.2M11.1 4.9l-6.2 6.2"/></symbol>
            <symbol id="g-major" viewBox="0 0 16 16"><rect class="box" x="1.4" y="1.4" width="13.2" height="13.2" rx=".6"/><path d="M4.9 4.9l6.2 6.2M11.1 4.9l-6.2 6.2"/></symbol>
            <symbol id="g-minor" viewBox="0 0 16 16"><path d="M4.9 4.9l6.2 6.2M11.1 4.9l-6.2 6.2"/></symbol>
            <symbol id="g-unproven" viewBox="0 0 16 16"><circle class="dash" cx="8" cy="8" r="6.6"/><path d="M6.2 6.5a1.85 1.85 0 1 1 2.7 1.65c-.6.32-.9.65-.9 1.25"/><circle class="dot" cx="8" cy="11.3" r=".85"/></symbol>
            <symbol id="g-na" viewBox="0 0 16 16"><path d="M4.5 8h7"/></symbol>
            <symbol id="mark" viewBox="0 0 20 20"><circle cx="10" cy="10" r="6.5"/><path d="M1 10h18"/></symbol>
            </svg>

            """
        );

    public static Markup Mark { get; } = new("""<svg aria-hidden="true"><use href="#mark"/></svg>""");
    public static Markup Proved { get; } = Glyph("pass", "pass");
    public static Markup Unproven { get; } = Glyph("unproven", "unproven");
    public static Markup NotApplicable { get; } = Glyph("na", "na");

    public static Markup Of(Severity severity) =>
        severity switch
        {
            Severity.Blocker => Glyph("fail", "blocker"),
            Severity.Major => Glyph("fail", "major"),
            Severity.Minor => Glyph("fail", "minor"),
        };

    public static Markup Of(Verdict verdict) =>
        verdict.Kind switch
        {
            VerdictKind.Pass => Proved,
            VerdictKind.Fail => Of(verdict.Severity ?? Severity.Minor),
            VerdictKind.Unproven => Unproven,
            VerdictKind.NotApplicable => NotApplicable,
        };

    static Markup Glyph(string colour, string symbol) =>
        Markup.Of($"""<svg class="g {colour}" viewBox="0 0 16 16" aria-hidden="true"><use href="#g-{symbol}"/></svg>""");
}
