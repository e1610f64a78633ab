using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Alerts;

/// <summary>How loud an alert says it is, and whether it says what to do.</summary>
static partial class AlertWords
{
    const int ShortestGuide = 60;

    /// <summary>The urgency that a severity, a priority or a name tells.</summary>
    public static AlertUrgency UrgencyOf(string text) =>
        Critical().IsMatch(text) ? AlertUrgency.Critical
        : Warning().IsMatch(text) ? AlertUrgency.Warning
        : Info().IsMatch(text) ? AlertUrgency.Info
        : AlertUrgency.Unknown;

    /// <summary>Whether a text links to a page or says what to do; null when it is not known.</summary>
    public static bool? SaysWhatToDo(InfraValue text) =>
        text.Kind is InfraValueKind.Unknown or InfraValueKind.OneOf ? null : SaysWhatToDo(text.Shown);

    /// <summary>Whether a text links to a page or says what to do.</summary>
    public static bool SaysWhatToDo(string text) => Guide().IsMatch(text) || (text.Length >= ShortestGuide && Deeds().IsMatch(text));

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"critical|\bpage\b|\bpager\b|emergency|fatal|\bsev-?[01]\b|\bp[01]\b|urgent|disaster", Plain, 10_000)]
    private static partial Regex Critical();

    [GeneratedRegex(@"warn|\bticket\b|minor|\bsev-?[2-4]\b|\bp[2-4]\b|\blow\b|\bemail\b|\bslack\b", Plain, 10_000)]
    private static partial Regex Warning();

    [GeneratedRegex(@"\binfo\b|informational|\bnone\b|notice", Plain, 10_000)]
    private static partial Regex Info();

    [GeneratedRegex(@"https?://|runbook|playbook|\bwiki\b|\.md\b", Plain, 10_000)]
    private static partial Regex Guide();

    [GeneratedRegex(
        @"\b(check|restart|roll ?back|scale|look at|see|investigate|contact|call|verify|run|drain|increase|inspect|open)\b",
        Plain,
        10_000
    )]
    private static partial Regex Deeds();
}
