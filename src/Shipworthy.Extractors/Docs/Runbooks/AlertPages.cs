namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>
/// Recognizes pages that say for each alert what to do. Alerts are often named in one word, <c>HighErrorRate</c>, and named by what is measured rather than by
/// what is broken. A page that only lists thresholds and receivers answers none.
/// </summary>
static class AlertPages
{
    const int LongestName = 140;
    const int LeastAlerts = 2;

    static readonly WordList Alerts = new(
        "alert, alerts, alerting, alarm, alarms, alerta, alertas, alarma, alarmas, alarme, alarmes, alerte, alertes, alarmierung*, warnmeldung*, allarme, allarmi, alarmy, alarmow, alarmlar, uyari, uyarilar",
        "告警, 报警, アラート, アラーム"
    );

    static readonly WordList Symptoms = new(
        "high, low, rate, latency, lag, usage, missing, absent, drop, drops, saturation, growing, old, stale",
        "alto, alta, altos, altas, bajo, baja, baixo, baixa, latencia, eleve, elevee, latence, hohe, hoher, hohes, latenz, fehlend*, elevato, elevata, latenza, wysoki*, brak, yuksek, dusuk, gecikme",
        "过高, 过低, 延迟, 高い, 低い, 遅延"
    );

    static readonly WordList WhatToDo = new(
        "what to do, action, actions, response, reaction, runbook, steps, first steps, fix, remedy, mitigation",
        "que hacer, accion, acciones, o que fazer, acao, acoes, que faire, was tun, massnahme*, maßnahme*, cosa fare, azione, azioni, co robic, dzialani*, ne yapmali, eylem*",
        "处理, 措施, 操作, 対応, 対処"
    );

    /// <summary>Whether a document is about alerts, and says what to do for at least two of them.</summary>
    public static bool Answers(Document document) =>
        IsOne(document)
        && new RunbookText(document, Enumerable.Range(0, document.Sections.Length)) is var text
        && text.Lines.Where(line => Answers(text, line)).Take(LeastAlerts).Count() == LeastAlerts;

    /// <summary>Whether a line of a page about alerts names one that is answered beside or below it, by a command or a way back to life.</summary>
    public static bool Answers(RunbookText text, DocumentLine line) =>
        IsOne(text.Document)
        && line.Kind switch
        {
            LineKind.Heading => IsName(line.Text)
                && text.Document.Sections[line.Section].Level > 1
                && text.Under(line.Section).Any(one => IsStep(text, one)),
            LineKind.Row => line.Cells.Length >= 2 && IsName(line.Cells[0]) && SaysWhatToDo(text, line) && IsStep(text, line),
            LineKind.Item
            or LineKind.OpenItem
            or LineKind.DoneItem
            or LineKind.Prose
            or LineKind.TableHead
            or LineKind.Typed
            or LineKind.Shown => false,
        };

    static bool IsOne(Document document) =>
        Alerts.IsIn(document.Title) || Alerts.IsIn(OneOffs.Spaced(System.IO.Path.GetFileNameWithoutExtension(document.At.Path)));

    static bool IsName(string text)
    {
        var name = OneOffs.Spaced(text);
        return name.Length <= LongestName && (OpsWords.Failure.IsIn(name) || Symptoms.IsIn(name)) && !LocalWork.IsIn(name);
    }

    static bool SaysWhatToDo(RunbookText text, DocumentLine row) =>
        text.Lines.LastOrDefault(line => line.Kind is LineKind.TableHead && line.Section == row.Section && line.Number < row.Number)
            is { } head
        && head.Cells.Any(WhatToDo.IsIn);

    static bool IsStep(RunbookText text, DocumentLine line) =>
        RunbookParts.Remedy.IsIn(line.Text)
        || text.Commands.Any(command =>
            command.Line == line.Number
            && (OpsCommands.Looks(command.Text) || OpsCommands.Mends(command.Text) || OpsCommands.Acts(command.Text))
        );
}
