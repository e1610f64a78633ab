using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.OnCall;

/// <summary>
/// Finds pages, and sections of pages, that say who is called when the app is down: the people, how they are reached, the hours, and who stands in. A person is somebody
/// who wrote commits here, or a name beside a telephone number; roles are not people.
/// </summary>
public sealed partial class DutiesOfDocuments : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(OnCallDuty), typeof(HumanAuthor)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var people = new People(known.Commits);
        foreach (var author in people.Lately)
            learn.Add(author);
        foreach (var document in known.Documents.Where(Counts))
            if (Read(document, LinesOf(document), people) is { } duty)
                learn.Add(duty with { Age = duty.People.IsEmpty ? 0 : AgeOf(sources, document.At.Path) });
    }

    static bool Counts(Document document) =>
        document.OneOff is null
        && document.Kind switch
        {
            DocumentKind.Readme or DocumentKind.Deployment or DocumentKind.Operations => true,
            DocumentKind.Unknown => PageName().IsMatch(document.At.Path),
            DocumentKind.Contribution
            or DocumentKind.SecurityPolicy
            or DocumentKind.Changes
            or DocumentKind.Legal
            or DocumentKind.AgentNotes
            or DocumentKind.Form
            or DocumentKind.ProductHelp => false,
        };

    /// <summary>The lines about duty: all of a page that is named so, and the sections that are.</summary>
    static List<DocumentLine> LinesOf(Document document)
    {
        if (PageName().IsMatch(document.At.Path) || Duty().IsMatch(document.Title))
            return [.. document.Lines];
        var sections = new HashSet<int>();
        for (var i = 0; i < document.Sections.Length; i++)
            if (Duty().IsMatch(document.Sections[i].Heading) || sections.Contains(document.Sections[i].Parent))
                sections.Add(i);
        return [.. document.Lines.Where(line => sections.Contains(line.Section))];
    }

    static OnCallDuty? Read(Document document, List<DocumentLine> lines, People people)
    {
        var fields = lines.FindAll(line => line.Kind is LineKind.Row or LineKind.Item or LineKind.OpenItem or LineKind.Prose);
        if (fields.Count == 0)
            return null;
        var named = fields.SelectMany(line => Named(line.Text, people)).Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        var open = fields.FindAll(line => Placeholders.IsIn(line.Text));
        var isReachable = fields.Exists(line => !Placeholders.IsIn(line.Text) && IsReachable(line.Text));
        var roles = fields.FindAll(line =>
            line.Kind is LineKind.Row or LineKind.Item && Role().IsMatch(line.Text) && !Named(line.Text, people).Any()
        );
        if (named.IsEmpty && (isReachable || (open.Count == 0 && roles.Count < 2)))
            return null;
        var place = named.IsEmpty ? (open.Count > 0 ? open : roles)[0].Number : lines[0].Number;
        return new(document.Line(place), $"the page {document.At.Path}")
        {
            Kind = DutyKind.Page,
            People = named,
            FieldsToFillIn = open.Count,
            HasChannel = isReachable,
            CoversWeek = fields.Exists(line => Hours().IsMatch(line.Text)),
            HasStandIn = named.Length > 1 && lines.Exists(line => StandIn().IsMatch(line.Text)),
            AllHaveLeft = !named.IsEmpty && named.All(people.HasLeft),
        };
    }

    static IEnumerable<string> Named(string text, People people)
    {
        foreach (var name in people.FullNames)
            if (text.Contains(name, StringComparison.OrdinalIgnoreCase))
                yield return name;
        if (!Telephone().Matches(text).Any(IsNumber))
            yield break;
        foreach (Match name in FullName().Matches(text))
            if (!Role().IsMatch(name.Value) && !NoName().IsMatch(name.Value))
                yield return name.Value;
    }

    static bool IsNumber(Match number) =>
        number.Value.Count(char.IsDigit) >= 7 && !Placeholders.IsIn(number.Value) && !MadeUpNumber().IsMatch(number.Value);

    static bool IsReachable(string text) =>
        Telephone().Matches(text).Any(IsNumber)
        || Tool().IsMatch(text)
        || Customers
            .MailAddresses.In(text)
            .Any(address => !Customers.MailAddresses.IsMadeUp(address) && !Customers.DomainNames.IsVendor(address.Host));

    static int AgeOf(Sources sources, string path)
    {
        DateTimeOffset? newest = null;
        foreach (var (commit, paths) in sources.History.ReadDefaultBranchWithPaths())
        {
            newest ??= commit.When;
            if (paths.Contains(path))
                return (newest.Value - commit.When).Days;
        }
        return 0;
    }

    [GeneratedRegex(
        @"(^|/)[^/]*(on-?_?call|rota|duty-?roster|bereitschaft|guardia|plantao|astreinte|nobet)[^/]*\.\w+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PageName();

    [GeneratedRegex(
        @"\bon[- ]?call\b|\bescalation( path| contacts?| matrix| policy)?\b|\bemergency contacts?\b|\bwho to call\b|\brota\b|\bduty roster\b|bereitschaft|\bguardias?\b|\bplant[aã]o\b|\bastreintes?\b|reperibilit|\bdy[zż]ur|\bn[oö]bet|值班|当番|オンコール",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Duty();

    [GeneratedRegex(
        @"\b(engineers?|leads?|managers?|devops|sre|admins?|administrator|developers?|dev team|tech team|support team|team|cto|ceo|vp|director|commander|officer|owner|dba|ingenier\w+|entwickler\w*|d[eé]veloppeur\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Role();

    [GeneratedRegex(@"\p{Lu}\p{Ll}+(?:[- ]\p{Lu}\p{Ll}+){1,2}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FullName();

    [GeneratedRegex(
        @"\b(on|call|primary|secondary|backup|first|second|production|emergency|status|slack|phone|mobile|email|hours|name|monday|tuesday|wednesday|thursday|friday|saturday|sunday|support|contact|customer|service|hot|line|help|desk|vercel|supabase|amazon|aws|google|azure|stripe)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoName();

    [GeneratedRegex(
        @"\+\d[\d ()./-]{6,20}\d|\(?\b0\d{2,5}\)?[ /-]?\d[\d -]{4,14}\d|\b\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Telephone();

    [GeneratedRegex(@"\b555[- ]?\d|0000|12345|(\d)\1{5}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MadeUpNumber();

    [GeneratedRegex(
        @"(^|[\s(|,:`""'])#[a-z][a-z0-9_-]{2,}\b|pager ?duty|ops ?genie|incident\.io|better ?stack|grafana on-?call|squadcast|rootly|victorops|splunk on-call|slack\.com/archives|\bt\.me/\w|\bwa\.me/\d|signal group|whatsapp group",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Tool();

    [GeneratedRegex(
        @"24\s?[/x×]\s?7|\baround the clock\b|\bday and night\b|\bat all (times|hours)\b|\b\d{1,2}(:\d\d)?\s?(am|pm)?\s?(-|–|to|until|bis|a)\s?\d{1,2}(:\d\d)?\s?(am|pm|h|uhr)?\b|rund um die uhr",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hours();

    [GeneratedRegex(
        @"\b(backup|back-up|stand-?in|secondary|second|deputy|escalat\w*|if (nobody|no one|there is no answer|unanswered)|then call|vertretung|suplente|remplaçant\w*|substitut\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex StandIn();
}
