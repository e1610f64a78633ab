using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds ways to write to the makers in what people read beside the app: the README, help, legal pages, and the page that says where to write, what is urgent, who answers
/// and how soon.
/// </summary>
public sealed partial class IntakesOfDocuments : ICombiner
{
    static readonly WordList Urgent = new(
        "urgent, urgency, critical, emergency, outage*, severity, sev1, p1, down, escalat*",
        "urgente, urgencia, critico, dringend, notfall, urgence, urgenza, pilne, acil, 紧急, 緊急"
    );

    static readonly WordList Soon = new(
        "minutes, hour, hours, business day*, working day*, same day, within, response time*, sla",
        "horas, dias, minutos, stunden, werktag*, heures, jours, ore, giorni, godzin*, dni, saat, 小时, 時間, 営業日"
    );

    static readonly WordList Mender = new(
        "engineer*, developer*, on call, on-call, oncall, cto, founder*, maintainer*, tech lead, dev team",
        "ingenier*, desarrollador*, engenheir*, entwickler*, ingenieur*, developpeur*, sviluppator*, programist*, muhendis*, 工程师, エンジニア, 開発"
    );

    static readonly WordList Help = new(
        "support, help, contact*, feedback, questions, community, get in touch",
        "soporte, ayuda, contacto, suporte, ajuda, contato, hilfe, kontakt, aide, assistenza, contatti, pomoc, destek, iletisim, 支持, 联系, サポート, お問い合わせ"
    );

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SupportIntake)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var names = new ProductNames(sources.Tree);
        var seen = known.SupportIntakes.Select(intake => intake.Name).ToHashSet(StringComparer.Ordinal);
        var isOpenSource = sources.Tree.Files.Any(file => file.Folder.Length == 0 && License().IsMatch(file.Name));
        var shown = new Lazy<ILookup<string, string>>(() => NamedInPages(sources));
        foreach (var document in known.Documents.Where(document => IsRead(document) || IsShown(document, shown)))
        {
            foreach (var line in document.Lines)
            foreach (var address in MailAddresses.In(line.Text))
                if (!seen.Contains(address.Text) && Intake(document, line, address, names) is { } intake && seen.Add(address.Text))
                    learn.Add(intake);
            foreach (var link in document.Links)
                if (Room(document, link, isOpenSource) is { } room && seen.Add(room.Name))
                    learn.Add(room);
        }
        foreach (var page in known.Documents.Where(IsSupportPage))
            if (Working(page) is { } intake)
                learn.Add(intake);
    }

    /// <summary>Documents that people who use the app read.</summary>
    static bool IsRead(Document document) =>
        document.OneOff is null
        && document.Kind switch
        {
            DocumentKind.Readme => !document.At.Path.Contains('/'),
            DocumentKind.ProductHelp => true,
            DocumentKind.Legal => Policy().IsMatch(document.At.Path),
            DocumentKind.Unknown => IsSupportPage(document),
            DocumentKind.Deployment
            or DocumentKind.Operations
            or DocumentKind.Contribution
            or DocumentKind.SecurityPolicy
            or DocumentKind.Changes
            or DocumentKind.AgentNotes
            or DocumentKind.Form => false,
        };

    /// <summary>Whether code of the app names a document by its file and its folder, so that a page shows it: <c>path.join(process.cwd(), "docs", "guide.md")</c>.</summary>
    static bool IsShown(Document document, Lazy<ILookup<string, string>> named) =>
        document.Kind is not (DocumentKind.AgentNotes or DocumentKind.Changes or DocumentKind.SecurityPolicy)
        && document.At.Path.Split('/') is [.., var folder, var name]
        && named.Value[name].Any(text => text.Contains(folder, StringComparison.Ordinal));

    /// <summary>The code that names documents, by their names.</summary>
    static ILookup<string, string> NamedInPages(Sources sources) =>
        sources
            .Code.Files.Where(file => sources.IsDeployed(file) && file.Text.Contains(".md", StringComparison.Ordinal))
            .SelectMany(file => Markdown().Matches(file.Text).Select(match => (Name: match.Groups[1].Value, file.Text)))
            .ToLookup(one => one.Name, one => one.Text, StringComparer.Ordinal);

    [GeneratedRegex(@"[""'`/]([\w.-]+\.mdx?)[""'`]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Markdown();

    static bool IsSupportPage(Document document) => document.OneOff is null && SupportName().IsMatch(document.At.Path);

    static SupportIntake? Intake(Document document, DocumentLine line, MailAddress address, ProductNames names)
    {
        if (
            line.Kind is LineKind.Typed or LineKind.Shown
            || DomainNames.IsVendor(address.Host)
            || MailAddresses.IsForOthers(address)
            || MailAddresses.IsMadeUp(address)
        )
            return null;
        var isForHelp = document.Kind is DocumentKind.Legal || Help.IsIn(line.Text) || Help.IsIn(document.Sections[line.Section].Heading);
        if (!isForHelp && !(MailAddresses.IsForQuestions(address) && names.Own(address.Domain)))
            return null;
        return new(document.Line(line.Number), address.Text)
        {
            Kind = IntakeKind.Address,
            End = IntakeEnd.Unknown,
            SupportDomain = MailAddresses.IsSupportDesk(address) && !DomainNames.IsForAnybody(address.Host) ? address.Domain : "",
        };
    }

    /// <summary>A community, or the public list of issues of an open-source product where its README sends people with questions there.</summary>
    static SupportIntake? Room(Document document, Link link, bool isOpenSource)
    {
        var name =
            Community().Match(link.Target) is { Success: true } room ? $"the community on {(room.Groups[1].Success ? "Discord" : "Slack")}"
            : isOpenSource && Issues().IsMatch(link.Target) && Help.IsIn(document.SectionOf(link.Line).Heading)
                ? "the public list of issues"
            : null;
        return name is null || document.Kind is not (DocumentKind.Readme or DocumentKind.ProductHelp or DocumentKind.Unknown)
            ? null
            : new(document.Line(link.Line), name) { Kind = IntakeKind.Community, End = IntakeEnd.Unknown };
    }

    /// <summary>A page that can be worked by (rubric 8.3): where customers write, what is urgent, which engineer is told, and how soon somebody answers.</summary>
    static SupportIntake? Working(Document page)
    {
        var text = page.Lines.Where(line => line.Kind is not (LineKind.Typed or LineKind.Shown)).ToList();
        var open = text.Count(line => Placeholders.IsIn(line.Text));
        var contacts = text.SelectMany(line => MailAddresses.In(line.Text).Where(one => !MailAddresses.IsMadeUp(one)).Select(_ => line))
            .ToList();
        var mender = text.Find(line => Mender.IsIn(line.Text) && IsReachable(line.Text));
        if (
            open > 0
            || contacts.Count == 0
            || mender is null
            || !text.Exists(line => Urgent.IsIn(line.Text))
            || !text.Exists(line => Soon.IsIn(line.Text) && line.Text.Any(char.IsDigit))
        )
            return null;
        return new(page.Line(1), $"the page {page.At.Path}")
        {
            Kind = IntakeKind.Document,
            End = IntakeEnd.Engineers,
            EndsAt = page.Line(mender.Number),
            Because = "names where to write, what is urgent, the engineer, and how soon somebody answers",
        };
    }

    static bool IsReachable(string text) =>
        MailAddresses.In(text).Any(address => !MailAddresses.IsMadeUp(address)) || Reach().IsMatch(text);

    [GeneratedRegex(@"^(licen[cs]e|copying)(\.\w+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex License();

    [GeneratedRegex(
        @"privacy|terms|tos|imprint|impressum|datenschutz|legal",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Policy();

    [GeneratedRegex(
        @"(^|/)((customer[-_]?)?support|help|contact|escalation|soporte|suporte|hilfe)([-_](guide|policy|process|escalation|path|handbook))?\.\w+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SupportName();

    [GeneratedRegex(
        @"^https?://(?:(?:www\.)?(discord)(?:\.gg|\.com/invite)/(?!supabase|stripe|your)[\w-]{2,}|join\.slack\.com/\w+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Community();

    [GeneratedRegex(
        @"^https?://(github|gitlab)\.com/[\w.-]+/[\w.-]+/(-/)?(issues|discussions)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Issues();

    [GeneratedRegex(
        @"(^|[\s(|,:`""'])#[a-z][a-z0-9_-]{2,}\b|\+\d[\d ()./-]{7,20}\d|pagerduty|opsgenie|@[a-z][\w-]{2,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reach();
}
