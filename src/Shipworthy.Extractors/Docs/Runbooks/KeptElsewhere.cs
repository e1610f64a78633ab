using System.Buffers;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>Finds links and sentences that send the reader to a runbook, or to the team's handbook, outside the repository.</summary>
static partial class KeptElsewhere
{
    static readonly SearchValues<string> Places = SearchValues.Create(
        ["confluence", "notion", "google", "sharepoint", "wiki"],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>The places that a document points to, each with its line.</summary>
    public static IEnumerable<(string Place, int Line)> In(Document document)
    {
        if (document.Kind is DocumentKind.Changes or DocumentKind.Legal or DocumentKind.ProductHelp || document.OneOff is not null)
            yield break;
        foreach (var link in document.Links)
            if (!Placeholders.IsIn(link.Target) && (LeadsToRunbook(document, link) || LeadsToHandbook(link)))
                yield return (HostOf(link.Target), link.Line);
        foreach (var line in document.Lines)
            if (
                line.Kind is LineKind.Prose or LineKind.Item or LineKind.Row
                && NamesPlace(line.Text)
                && Sentence().Match(line.Text) is { Success: true } match
            )
                yield return (match.Groups["place"].Value, line.Number);
    }

    static bool LeadsToRunbook(Document document, Link link)
    {
        if (!Uri.TryCreate(link.Target, UriKind.Absolute, out _) || IsVendorPage(link.Target) || Automation().IsMatch(link.Target))
            return false;
        var lines = document.Lines.Where(line => line.Number == link.Line);
        return Wiki().IsMatch(link.Target)
            ? Page().IsMatch(link.Text) || lines.Any(line => Page().IsMatch(line.Text))
            : (RunbookAddress().IsMatch(link.Target) && (Forge().IsMatch(link.Target) || !PublicPage().IsMatch(link.Target)))
                || (IsOwnPlace(link) && lines.Any(line => SaysRunbook(line.Text)));
    }

    /// <summary>Whether the words of a link call it a runbook or the handbook that holds it, and its address is no page that anybody may read.</summary>
    static bool IsOwnPlace(Link link) =>
        link.Target.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && !PublicPage().IsMatch(link.Target)
        && (SaysRunbook(link.Text) || Handbook().IsMatch(link.Text));

    static bool SaysRunbook(string text) => RunbookWord().IsMatch(text) && !Automation().IsMatch(text);

    static bool LeadsToHandbook(Link link) => Wiki().IsMatch(link.Target) && Handbook().IsMatch(link.Text);

    static bool NamesPlace(string text) => text.AsSpan().ContainsAny(Places);

    static string HostOf(string target) => Uri.TryCreate(target, UriKind.Absolute, out var address) ? address.Host : target;

    [GeneratedRegex(
        @"https?://([\w.-]+\.)?(notion\.(so|site)|atlassian\.net/wiki|confluence\.[\w.-]+|docs\.google\.com|drive\.google\.com|sharepoint\.com|onedrive\.live\.com|coda\.io|slab\.com|gitbook\.(com|io)|getguru\.com|slite\.com|nuclino\.com|getoutline\.com|dropbox\.com|paper\.dropbox\.com|hackmd\.io|basecamp\.com|clickup\.com|linear\.app/[\w-]+/document|wiki\.[\w.-]+|handbooks?\.[\w.-]+|[\w.-]+/wiki(/|$)|github\.com/[\w.-]+/[\w.-]+/wiki|dev\.azure\.com/.+/_wiki)",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Wiki();

    [GeneratedRegex(@"https?://\S*(run-?books?|playbooks?|incident-(response|handbook)|on-?call)\S*", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex RunbookAddress();

    [GeneratedRegex(
        @"^https?://([\w-]+\.)*(docs?|help|support|developer|learn|status)\.|prometheus-operator\.dev|pagerduty\.com|response\.pagerduty|atlassian\.com/|sre\.google|kubernetes-monitoring|postmortems",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex VendorPageByHost();

    /// <summary>Sites where vendors and strangers publish.</summary>
    [GeneratedRegex(
        @"^https?://([\w-]+\.)*(google|amazon|microsoft|azure|vercel|netlify|supabase|heroku|render|railway|fly|cloudflare|stripe|github|gitlab|bitbucket|digitalocean|hashicorp|redhat|datadoghq|grafana|elastic|newrelic|wikipedia|medium|substack|hashnode|youtube|youtu|stackoverflow|reddit|twitter|x|linkedin|npmjs|pypi|rubygems|nuget|hub\.docker|dev\.to|thoughtworks|martinfowler|incident|rootly|firehydrant|squadcast|oreilly)\.[a-z]{2,4}([/?#:]|$)|^https?://[\w-]+\.github\.io",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex PublicPage();

    /// <summary>Public sites where a team may keep a repository of runbooks.</summary>
    [GeneratedRegex(@"^https?://(github|gitlab|bitbucket)\.", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Forge();

    /// <summary>Playbooks and runbooks that a machine runs.</summary>
    [GeneratedRegex(@"ansible|automation runbook|azure automation|galaxy\.", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Automation();

    [GeneratedRegex(
        @"\b(run[-_ ]?books?|playbooks?|(operations?|ops|on[-_ ]?call|incident) (manual|handbook|guide|docs)|manual de (guardia|operaci\w+)|manuel d'exploitation|notfallhandbuch|betriebshandbuch|manuale operativo|instrukcja operacyjna|i[sş]letim k[iı]lavuzu)\b|运维手册|運用手順",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex RunbookWord();

    static bool IsVendorPage(string target) =>
        VendorPageByHost().IsMatch(target) && !target.Contains("docs.google.com", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"\b(run[-_ ]?books?|playbooks?|incidents?|on[-_ ]?call|outages?|operations? (manual|handbook)|disaster recovery|incidencias?|emergencias?|incidentes?|manual de operaci\w+|plant[aã]o|pannes?|astreintes?|notf[aä]lle?|notfall\w*|betriebshandbuch|st[oö]rung\w*|guasti|emergenz[ae]|awari\w+|acil durum\w*|kesinti\w*)\b|运维手册|应急|故障|障害対応|運用手順|緊急時",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Page();

    [GeneratedRegex(
        @"\b(handbook|(internal|team|company|private|engineering) (wiki|docs|documentation|handbook)|our (wiki|handbook|confluence|notion)|wiki (interna|interno|interne)|internes wiki|handbuch)\b|内部文档|社内 ?wiki",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Handbook();

    [GeneratedRegex(
        @"\b(run[-_ ]?books?|incident (procedures?|response|guide)|operations handbook|manual de (guardia|operaciones)|notfallhandbuch|betriebshandbuch)\b.{0,80}\b(?<place>(?:our |the |unser\w* )?(?:confluence|notion|google (?:docs?|drive)|sharepoint|(?:internal |private |company |team |internes? )?wiki)\b(?: space \w+)?)",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Sentence();
}
