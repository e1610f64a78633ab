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
        if (!Uri.TryCreate(link.Target, UriKind.Absolute, out _) || IsVendorPage(link.Target))
            return false;
        return Wiki().IsMatch(link.Target)
            ? Page().IsMatch(link.Text) || document.Lines.Any(line => line.Number == link.Line && Page().IsMatch(line.Text))
            : RunbookAddress().IsMatch(link.Target);
    }

    static bool LeadsToHandbook(Link link) => Wiki().IsMatch(link.Target) && Handbook().IsMatch(link.Text);

    static bool NamesPlace(string text) => text.AsSpan().ContainsAny(Places);

    static string HostOf(string target) => Uri.TryCreate(target, UriKind.Absolute, out var address) ? address.Host : target;

    [GeneratedRegex(
        @"https?://([\w.-]+\.)?(notion\.(so|site)|atlassian\.net/wiki|confluence\.[\w.-]+|docs\.google\.com|drive\.google\.com|sharepoint\.com|onedrive\.live\.com|coda\.io|slab\.com|gitbook\.(com|io)|getguru\.com|slite\.com|nuclino\.com|getoutline\.com|dropbox\.com|paper\.dropbox\.com|hackmd\.io|basecamp\.com|clickup\.com|linear\.app/[\w-]+/document|wiki\.[\w.-]+|handbook\.[\w.-]+|[\w.-]+/wiki(/|$)|github\.com/[\w.-]+/[\w.-]+/wiki|dev\.azure\.com/.+/_wiki)",
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
