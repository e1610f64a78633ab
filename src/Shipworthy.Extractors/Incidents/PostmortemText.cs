using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.Incidents;

/// <summary>Reads a document that looks back at an incident: its day, its parts, its open actions.</summary>
static partial class PostmortemText
{
    static readonly WordList Impact = new(
        "impact, customer impact, user impact, affected, summary, what happened, effect*, severity",
        "impacto, que paso, o que aconteceu, resumen, resumo, auswirkung*, was ist passiert, zusammenfassung, impatto, cosa e successo, wplyw, co sie stalo, etki, ne oldu, 影响, 影響, 概要, 发生了什么"
    );

    static readonly WordList Timeline = new(
        "timeline, chronology, time line, sequence of events",
        "cronologia, linea de tiempo, linha do tempo, chronologie, zeitlicher ablauf, zeitleiste, ablauf, os czasu, przebieg, zaman cizelgesi, 时间线, 経緯, タイムライン"
    );

    static readonly WordList Cause = new(
        "cause, causes, root cause, root causes, contributing factor*, why it happened, how did this happen, how did it happen, how it happened, how this happened, why did, what went wrong, 5 whys, five whys",
        "causa, causa raiz, causas, cause racine, cause premiere, ursache*, grundursache, przyczyn*, kok neden, 根本原因, 原因"
    );

    static readonly WordList Actions = new(
        "action*, action items, follow-up*, follow up*, next steps, remediation, prevention, preventive*, what we are doing, what we will do, what we're doing, corrective*, improvements, how we will prevent, lessons",
        "acciones, medidas, acoes, proximos passos, massnahme*, nachste schritte, azioni, misure, dzialania, aksiyon*, onlem*, mesures, 行动, 改进, 対策, 再発防止"
    );

    /// <summary>Whether a document is meant to look back at an incident, by its name, its place or its title.</summary>
    public static bool IsNamed(Document document) =>
        document.Kind is not (DocumentKind.AgentNotes or DocumentKind.Contribution or DocumentKind.Changes)
        && (Name().IsMatch(document.At.Path) || Title().IsMatch(document.Title))
        && !Form().IsMatch(document.At.Path)
        && document.Kind is not DocumentKind.Form;

    /// <summary>The document as a postmortem; null when it is a form, a list of others, or speaks of incidents in general.</summary>
    public static Postmortem? Of(Document document, DateOnly? newest)
    {
        var parts = new (PostmortemPart Part, bool Has)[]
        {
            (
                PostmortemPart.Impact,
                Has(document, Impact)
                    || document.Lines.Any(line => line.Kind is LineKind.Prose or LineKind.Item && Hit().IsMatch(line.Text))
            ),
            (PostmortemPart.Timeline, Has(document, Timeline) || document.Lines.Count(line => Moment().IsMatch(line.Text)) >= 3),
            (PostmortemPart.Cause, Has(document, Cause)),
            (PostmortemPart.Actions, Has(document, Actions)),
        }
            .Where(part => part.Has)
            .Select(part => part.Part)
            .ToImmutableArray();
        var day = DayOf(document);
        if (
            parts.Length < 2
            || IsToFillIn(document)
            || (day is null && !Single().IsMatch(document.At.Path) && !Title().IsMatch(document.Title))
        )
            return null;
        return new(document.Line(1))
        {
            Readable = Readable.Here,
            Day = day,
            Parts = parts,
            OpenActions = document.Lines.Count(line => line.Kind is LineKind.OpenItem),
            Age = day is { } known && newest is { } end && end > known ? end.DayNumber - known.DayNumber : 0,
        };
    }

    /// <summary>Words that tell for whom something was broken.</summary>
    [GeneratedRegex(
        @"\b(?:users?|customers?|clients?|everybody|everyone|anyone|people|apps?)\b[^.]{0,80}\b(?:affected|impacted|exposed|unable|lost|could not|couldn't|vulnerable)\b|\b(?:affected|impacted|exposed)\b[^.]{0,80}\b(?:users?|customers?|clients?|everybody|everyone|anyone|people|apps?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hit();

    static bool Has(Document document, WordList words) =>
        document.Sections.Any(section => section.Level > 1 && words.IsIn(section.Heading) && Holds(document, section))
        || document.Lines.Any(line =>
            line.Kind is LineKind.Prose or LineKind.Item or LineKind.Row
            && Label().Match(line.Text) is { Success: true } label
            && words.IsIn(label.Groups[1].Value)
        );

    /// <summary>Whether anything stands under a heading.</summary>
    static bool Holds(Document document, Section section) =>
        document.Lines.Any(line =>
            line.Number > section.Line
            && line.Kind is not LineKind.Heading
            && line.Number <= EndOf(document, section)
            && !Placeholders.IsIn(line.Text)
        );

    /// <summary>The last line of a section with its parts.</summary>
    static int EndOf(Document document, Section section) =>
        document
            .Sections.Where(one => one.Line > section.Line && one.Level <= section.Level)
            .Select(one => one.Line - 1)
            .DefaultIfEmpty(int.MaxValue)
            .Min();

    static bool IsToFillIn(Document document)
    {
        var lines = document.Lines.Where(line => line.Kind is not LineKind.Heading).ToList();
        return lines.Count == 0 || lines.Count(line => Placeholders.IsIn(line.Text) || Gap().IsMatch(line.Text)) * 5 > lines.Count;
    }

    static DateOnly? DayOf(Document document) =>
        Date(document.At.Path)
        ?? Date(document.Title)
        ?? document.Lines.Take(25).Select(line => Date(line.Text)).FirstOrDefault(day => day is not null);

    static DateOnly? Date(string text)
    {
        if (Day().Match(text) is { Success: true } match)
            return DateOnly.TryParseExact(
                $"{match.Groups[1].Value}-{match.Groups[2].Value}-{match.Groups[3].Value}",
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
                ? day
                : null;
        if (Written().Match(text) is not { Success: true } words)
            return null;
        string[] forms = ["MMMM d yyyy", "MMM d yyyy", "d MMMM yyyy", "d MMM yyyy"];
        var plain = words.Value.Replace(",", "", StringComparison.Ordinal);
        return DateOnly.TryParseExact(plain, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) ? written : null;
    }

    [GeneratedRegex(
        @"(^|/)(post-?mortems?|incident-?reports?|incident-?reviews?|rcas?|retros?/incidents?|incidents?/20\d\d)[^/]*(/[^/]+)?\.\w+$|(^|[/_-])post-?mortem[^/]*\.\w+$|(^|/)INCIDENT[-_]?(REPORT[-_]?)?20\d\d[^/]*\.\w+$|(^|/)incidents?/[^/]*20\d\d[^/]*\.\w+$|incident-report|vorfallbericht|informe-de-incidente|relatorio-de-incidente|rapport-d-?incident|事故报告|障害報告",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^\W*(post-?\s?mortem|incident (report|review|postmortem)|root cause analysis|RCA)\b|\b(post-?\s?mortem|incident report)\s*$|vorfallbericht|informe de incidente|relat[oó]rio de incidente|rapport d'incident|事故报告|障害報告",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Title();

    [GeneratedRegex(
        @"template|vorlage|plantilla|modelo|mod[eè]le|readme|index\.\w+$|example",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Form();

    [GeneratedRegex(@"post-?mortem|incident-?report", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Single();

    [GeneratedRegex(@"(20\d\d)[-_./](\d\d)[-_./](\d\d)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Day();

    [GeneratedRegex(
        @"\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2},? 20\d\d\b|\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 20\d\d\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Written();

    [GeneratedRegex(@"^\W*\d{1,2}:\d{2}\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^\W*([^:：|]{3,40}?)\s*[:：|]\s*\S.{5,}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\W*<[^>]+>\W*$|^\W*\[[^\]]*\]\W*$|YYYY|HH:MM", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Gap();
}
