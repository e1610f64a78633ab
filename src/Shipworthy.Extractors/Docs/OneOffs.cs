using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs;

/// <summary>
/// Tells documents that speak of one change, one plan or one past event (rubric D3 b). People and tools write them in great numbers, and they help
/// nobody on a bad day.
/// </summary>
static partial class OneOffs
{
    static readonly WordList Lasting = new(
        "runbook*, run book*, playbook*, incident, incidents, on call, emergency, outage*, disaster, operations"
    );

    static readonly WordList PastIncident = new(
        "postmortem*, post-mortem*, post mortem*, post incident, post-incident, incident report, incident review, incident summary, rca, root cause analysis, retrospective",
        "informe de incidente, relatorio de incidente, rapport d'incident, vorfallbericht, storungsbericht, rapporto di incidente, raport z incydentu, olay raporu, 事故报告, 复盘, 障害報告, 振り返り"
    );

    static readonly WordList Report = new(
        "summary, completed, implementation, implemented, readiness, phase, epic",
        "resumen, informe, relatorio, resumo, resume, rapport, bericht, zusammenfassung, relazione, riepilogo, raport, podsumowanie, rapor, ozet, 总结, 报告, 報告, まとめ"
    );

    static readonly WordList SoftReport = new(
        "complete, status, fix, fixes, fixed, verification, checklist, update, notes, agenda, session, sprint, report, audit, analysis, result, results, progress, resolved"
    );

    static readonly WordList Plan = new(
        "prd, rfc, adr, roadmap, backlog, proposal, implementation plan, migration plan, project plan, test plan, testing plan, rollout plan, rollback plan, deployment plan, upgrade plan, cutover plan, refactoring plan, integration plan, design doc, design document, specification, user story, user stories, requirements"
    );

    static readonly WordList Done = new(
        "what changed, what was fixed, what was changed, what was done, what was wrong, what was implemented, changes made, files modified, files changed, files created, what's fixed, what's been fixed, what is fixed, summary of changes"
    );

    static readonly WordList Timeline = new("timeline, cronologia, chronologie, zeitlicher ablauf, os czasu, 时间线, タイムライン, 経緯");

    static readonly WordList Cause = new(
        "root cause, causa raiz, cause racine, cause premiere, ursache, przyczyn*, impact, impacto, auswirkung*, impatto, wplyw, 根本原因, 影响, 原因, 影響"
    );

    /// <summary>What the document is, as a clause about it; null when it is meant to be used again and again.</summary>
    public static string? Reason(Document document)
    {
        // A README stays, whatever it counts and ticks.
        if (document.Kind is DocumentKind.Readme)
            return null;
        var stem = System.IO.Path.GetFileNameWithoutExtension(document.At.Path);
        var name = Spaced(stem);
        var title = document.Title;
        var lasting = Lasting.IsIn(name) || Lasting.IsIn(title);
        return true switch
        {
            _ when PastIncident.IsIn(name) || PastIncident.IsIn(title) || TellsOfThePast(document) => "tells of one past event",
            _ when Ticket().IsMatch(stem) || Ticket().IsMatch(title) => "is about one ticket",
            _ when Dated().IsMatch(stem) => "is a note of one day",
            _ when Report.IsIn(name) || Report.IsIn(title) => "is a report about one change",
            _ when !lasting && (SoftReport.IsIn(name) || SoftReport.IsIn(title)) => "is a report about one change",
            _ when PlanFolder().IsMatch(document.At.Path) || Plan.IsIn(title) || Plan.IsIn(name) => "is a plan, not a page to work by",
            _ when WhatWasDone(document) => "tells what was changed",
            _ when IsTicked(document) => "is a list of finished work",
            _ => null,
        };
    }

    /// <summary>Headings in the past tense about one piece of work.</summary>
    static bool WhatWasDone(Document document) => document.Sections.Any(section => Done.IsIn(section.Heading));

    static bool TellsOfThePast(Document document) =>
        document.Sections.Any(section => Timeline.IsIn(section.Heading)) && document.Sections.Any(section => Cause.IsIn(section.Heading));

    static bool IsTicked(Document document)
    {
        var ticked = document.Lines.Count(line => line.Kind is LineKind.DoneItem || line.Text.Contains('✅') || line.Text.StartsWith('✓'));
        var items = document.Lines.Count(line =>
            line.Kind is LineKind.Item or LineKind.DoneItem or LineKind.OpenItem or LineKind.Row or LineKind.Heading
        );
        return ticked >= 5 && ticked * 5 >= items * 2;
    }

    /// <summary>A file name as words: <c>EPIC_16-ReadMe</c> becomes <c>EPIC 16 Read Me</c>.</summary>
    public static string Spaced(string stem) => Hump().Replace(stem.Replace('_', ' ').Replace('-', ' '), "$1 $2");

    [GeneratedRegex(@"(\p{Ll})(\p{Lu})", RegexOptions.None, 10_000)]
    private static partial Regex Hump();

    [GeneratedRegex(@"(^|[^A-Z])(?!UTF|SHA|AES|RSA|HTTP|TLS|ISO|SOC|IPV|COVID)[A-Z]{2,6}[-_]\d{1,6}(?!\d)", RegexOptions.None, 10_000)]
    private static partial Regex Ticket();

    [GeneratedRegex(@"20\d\d[-_]?[01]\d[-_]?[0-3]\d", RegexOptions.None, 10_000)]
    private static partial Regex Dated();

    [GeneratedRegex(
        @"(^|/)(plans?|planning|prds?|rfcs?|adrs?|decisions|specs?|designs?|proposals?|tasks?|backlog|sprints?|stories|user-stories|issues|reviews?|internal-notes|archived?|old)/",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex PlanFolder();
}
