using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>
/// Decides which documents speak of bad days in production, and which only look as if they did. Names and places are hints; the text decides.
/// </summary>
static partial class Candidates
{
    const int FewestSteps = 3;

    static readonly WordList Reaching = new(
        "contact*, escalation, who to call, contacto*, contato*, kontakt*, ansprechpartner*, contatti, kontakty, iletisim, 联系, 連絡先"
    );

    /// <summary>What a product may restore for its users: their access, their things, the values it was delivered with.</summary>
    static readonly WordList AsAFeature = new(
        "password*, account*, purchase*, subscription*, contrasena*, senha*, mot de passe, passwort*",
        "default, defaults, factory, master data, sample data, demo data, seed data, trash, predeterminad*, padrao, par defaut, standardwert*, predefinit*, domysln*, varsayilan*, 默认, 既定, デフォルト"
    );

    static readonly WordList Breach = new(
        "data breach*, security breach*, breach response, breach procedure*, breach plan, breach policy",
        "brecha de seguridad, brechas de seguridad, violacion de datos, violacao de dados, violation de donnees, fuite de donnees, datenpanne*, datenschutzverletzung*, datenleck*, violazione dei dati, violazione di dati, naruszeni*, veri ihlal*",
        "数据泄露, 数据泄漏, 情報漏えい, 情報漏洩"
    );

    static readonly WordList Workshop = new(
        "ci, ci/cd, cicd, pipeline, github actions, setup, set-up, install*, local, development, build"
    );

    /// <summary>The part of a document that is a runbook, good or bad; or what it is instead; or neither, when it has nothing to do with one.</summary>
    public static (RunbookText? Text, string? Instead) Of(Document document)
    {
        if (
            document.Kind
            is DocumentKind.Contribution
                or DocumentKind.SecurityPolicy
                or DocumentKind.Changes
                or DocumentKind.Legal
                or DocumentKind.AgentNotes
        )
            return (null, null);
        var named = IsNamed(document);
        var chapters = Chapters(document);
        if (!named && chapters.Count == 0)
            return (null, null);
        if (Instead(document) is { } instead)
            return (null, named ? instead : null);
        var text = new RunbookText(document, named ? Enumerable.Range(0, document.Sections.Length) : chapters.Concat(Supporting(document)));
        if (IsAboutLocalWork(text, named) && (named || !chapters.Exists(chapter => AnswersTroubles(document, chapter))))
            return (null, named ? "helps developers with their own set-up" : null);
        return named || IsWorthReading(document, text) ? (text, null) : (null, null);
    }

    /// <summary>Whether the title or the name promises help on a bad day.</summary>
    static bool IsNamed(Document document) =>
        IsAboutTrouble(document) || NamedPath().IsMatch(document.At.Path) || NamesTroubles(document.Title) || NamesTroubles(Name(document));

    static bool IsAboutTrouble(Document document) =>
        SpeaksOfTrouble(document.Title) || SpeaksOfTrouble(Name(document)) || AlertPages.Answers(document) || IsForBreaches(document);

    /// <summary>A policy for the day on which data gets out, as far as it has steps: the text of a contract has none.</summary>
    static bool IsForBreaches(Document document) =>
        (Breach.IsIn(document.Title) || Breach.IsIn(Name(document)))
        && document.Lines.Count(line => line.Kind is LineKind.Item or LineKind.OpenItem or LineKind.Typed) >= FewestSteps;

    static bool SpeaksOfTrouble(string heading) => OpsWords.Trouble.IsIn(heading) || WhenDown().IsMatch(heading);

    static string Name(Document document) => OneOffs.Spaced(System.IO.Path.GetFileNameWithoutExtension(document.At.Path));

    /// <summary>The sections whose headings speak of trouble or of going back, and the troubles that a guide to operating the app answers.</summary>
    static List<int> Chapters(Document document) =>
        [
            .. Enumerable
                .Range(0, document.Sections.Length)
                .Where(index =>
                    document.Sections[index].Heading is { Length: > 0 and < 80 } heading
                    && !IsTitle(document, index)
                    && (
                        ((SpeaksOfTrouble(heading) || OpsWords.WayBack.IsIn(heading)) && !AsAFeature.IsIn(heading))
                        || AnswersTroubles(document, index)
                    )
                ),
        ];

    /// <summary>
    /// Whether a section of a deployment guide says what to do when things are broken (ruling on area 8): at least two failures with their answers,
    /// and no more of a developer's own machine. The guide's subject is the app where it runs, so its lines need not say so again.
    /// </summary>
    static bool AnswersTroubles(Document document, int section)
    {
        if (document.Kind is not (DocumentKind.Deployment or DocumentKind.Operations) || !NamesTroubles(document.Sections[section].Heading))
            return false;
        var text = new RunbookText(document, [section]);
        var cases = RunbookParts.Cases(text).Count();
        return cases >= 2 && cases >= text.Lines.Count(line => line.Kind is LineKind.Heading && LocalWork.IsIn(line.Text));
    }

    static bool NamesTroubles(string heading) => OpsWords.Troubleshooting.IsIn(heading) || TroublesOfAPlatform().IsMatch(heading);

    static bool IsTitle(Document document, int index) =>
        document.Sections[index].Level == 1 && document.Sections[index].Heading == document.Title;

    /// <summary>Sections that complete a runbook's chapters where they stand beside them: what to watch, whom to call, what fails.</summary>
    static IEnumerable<int> Supporting(Document document) =>
        Enumerable
            .Range(0, document.Sections.Length)
            .Where(index =>
                !IsTitle(document, index)
                && document.Sections[index].Heading is { Length: > 0 } heading
                && (OpsWords.Watching.IsIn(heading) || Reaching.IsIn(heading) || (NamesTroubles(heading) && IsAboutLive(document, index)))
            );

    /// <summary>Whether a section, with its parts, speaks less of a developer's machine than of what runs for customers.</summary>
    static bool IsAboutLive(Document document, int section)
    {
        var lines = new RunbookText(document, [section]).Lines;
        return lines.Count(line => LocalWork.IsIn(line.Text)) <= lines.Count(line => LocalWork.IsLive(line.Text));
    }

    static string? Instead(Document document)
    {
        if (document.Kind is DocumentKind.Form)
            return "is a form to be copied";
        if (document.Kind is DocumentKind.ProductHelp)
            return "is written for the people who use the product";
        if (document.OneOff is { } oneOff)
            return oneOff;
        if (IsAboutTheProduct(document))
            return "describes incidents as a feature of the product";
        return null;
    }

    /// <summary>Text that tells people which button to click in the product, and nothing to type (rubric D7).</summary>
    static bool IsAboutTheProduct(Document document)
    {
        var clicks = document.Lines.Count(line => Screen().IsMatch(line.Text));
        return clicks >= 3 && document.Commands.All(command => !OpsCommands.Looks(command.Text) && !OpsCommands.Mends(command.Text));
    }

    /// <summary>
    /// Set-up troubles (ruling on area 8): more lines about a developer's machine than about what runs for customers. A page whose title speaks of
    /// trouble in production, and chapters that do, are given the benefit of the doubt; a troubleshooting page has to show that it is about production.
    /// </summary>
    static bool IsAboutLocalWork(RunbookText text, bool named)
    {
        var local = text.Lines.Count(line => LocalWork.IsIn(line.Text));
        var live = text.Lines.Count(line => LocalWork.IsLive(line.Text));
        if (!named || IsAboutTrouble(text.Document) || NamedPath().IsMatch(text.Document.At.Path))
            return local > 2 && local > live * 4;
        return live < 2
            || local > live
            || Workshop.IsIn(text.Document.Title)
            || !text.Commands.Any(command => OpsCommands.Mends(command.Text));
    }

    /// <summary>
    /// Chapters in a README, a deployment guide or an operations page count once they hold anything to work with. In any other document they count
    /// when they can work as a runbook, since every plan has a paragraph on going back.
    /// </summary>
    static bool IsWorthReading(Document document, RunbookText text)
    {
        var parts = RunbookParts.Of(text).Length;
        return document.Kind is DocumentKind.Readme or DocumentKind.Deployment or DocumentKind.Operations
            ? parts > 0 || WaysBack.In(text).State is not WayBack.Sound
            : parts >= 3;
    }

    [GeneratedRegex(@"\bcommon\b( [\w.-]+){1,3} (issues|problems|errors|failures)\b", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex TroublesOfAPlatform();

    [GeneratedRegex(@"\b(when|if)\b.{1,30}\b((is|are|goes|go) (down|broken|wrong|offline)|breaks?)\b", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex WhenDown();

    [GeneratedRegex(@"(^|/)(runbooks?|playbooks?|incidents?|on-?call|disaster-recovery)/|rollback", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex NamedPath();

    [GeneratedRegex(
        @"\b(click|tap|press|select|choose)\b.{0,60}\b(button|tab|menu|icon|page|screen|incident)|\b(incidents?|tickets?) (list|page|module|table|form|screen)\b|\b(create|open|assign|close|log) (an?|the|new) (incident|ticket)\b",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Screen();
}
