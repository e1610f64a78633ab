using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds what customers see about whether the app is up: links to status pages, pages of the app that tell it, texts that merely claim it, and rooms that are named as the
/// place for news of outages.
/// </summary>
public sealed partial class StatusPlacesInPages : IExtractor
{
    const int Around = 220;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(StatusPlace)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in ShownFiles.In(sources.Tree))
        {
            var text = file.Text;
            if (text.Contains("://", StringComparison.Ordinal))
                foreach (var (host, kind, index) in StatusHosts.In(text))
                    if (told.Add($"{kind} {host}"))
                        learn.Add(new StatusPlace(file.AtLine(file.At(index).Line), host) { Kind = kind, IsMet = true });
            if (!ShownFiles.IsMarkup(file.Path))
                continue;
            if (RoomIn(text) is { } room && told.Add($"room {room.Host}"))
                learn.Add(
                    new StatusPlace(file.AtLine(file.At(room.Index).Line), room.Host) { Kind = StatusPlaceKind.Channel, IsMet = true }
                );
            if (OwnPage(file) is { } own)
                learn.Add(own);
        }
    }

    static (string Host, int Index)? RoomIn(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal) || !OutageWords.IsIn(text))
            return null;
        foreach (Match link in StatusHosts.Rooms(text))
        {
            var start = Math.Max(0, link.Index - Around);
            if (OutageWords.IsIn(text[start..Math.Min(text.Length, link.Index + Around)]))
                return (link.Value, link.Index);
        }
        return null;
    }

    /// <summary>A page or a footer of the app that says that its systems work.</summary>
    static StatusPlace? OwnPage(SourceFile file)
    {
        var isFooter = FooterName().IsMatch(file.Name);
        var isPage = !isFooter && PageName().IsMatch(file.Path) && !OtherStatus().IsMatch(file.Path);
        if ((!isFooter && !isPage) || Claim().Match(file.Text) is not { Success: true } claim)
            return null;
        if (isPage && !Trouble().IsMatch(file.Text) && !AllWell().IsMatch(claim.Value))
            return null;
        var asks = Asks().IsMatch(file.Text);
        if (isFooter && (asks || StatusHosts.In(file.Text).Any()))
            return null;
        return new(file.AtLine(file.At(claim.Index).Line), isFooter ? $"the footer {file.Name}" : $"the page {file.Path}")
        {
            Kind = asks ? StatusPlaceKind.ServedByApp : StatusPlaceKind.Claimed,
            IsMet = true,
        };
    }

    [GeneratedRegex(@"^_?[\w-]*footer[\w-]*\.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FooterName();

    [GeneratedRegex(
        @"(^|/)((system|service|server|site|app)[-_]?)?(status|uptime)([-_]?page)?(/(page|index|\+page|route))?\.(\w+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PageName();

    /// <summary>Statuses of orders, jobs and people, and parts of other pages.</summary>
    [GeneratedRegex(
        @"(^|/)(orders?|payments?|applications?|register|jobs?|users?|account|billing|settings|components|admin|license|tasks?|tickets?|shipments?|invoices?|hooks|api|emails?|docs)/",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherStatus();

    [GeneratedRegex(
        @"all (systems?|services?)( are)?( fully)? (operational|normal|online|up|running)|systems? (fully )?operational|\boperational\b|alle systeme (normal|betriebsbereit)|todos (los|os) (sistemas|servi[cç][io]+s) (operativos|operacionais|funcionando)|tous les syst[eè]mes (sont )?op[eé]rationnels|tutti i sistemi (sono )?operativi|wszystkie systemy dzia[lł]aj[aą]|t[uü]m sistemler [cç]al[iı][sş][iı]yor|所有系统.{0,4}正常|全システム.{0,4}正常",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Claim();

    [GeneratedRegex(
        @"^(all|alle|todos|tous|tutti|wszystkie|t[uü]m|systems?|所有|全)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AllWell();

    [GeneratedRegex(
        @"degraded|outage|incident|downtime|uptime|disruption|ausfall|st[oö]rung|caída|panne",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Trouble();

    /// <summary>Signs that what is shown comes from somewhere.</summary>
    [GeneratedRegex(
        @"fetch|axios|useQuery|useSWR|useAsyncData|\bawait\b|\.invoke\(|\bapi\b|/api/|[lL]oader|getServerSideProps|getStaticProps|\bprops\b|@Model|@inject|@foreach|\{%|\{\{|<%|useStatus|useHealth|use[A-Z]\w*Status|defineProps|export let|\$props|trpc|supabase|prisma|EventSource|WebSocket|http\.",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Asks();
}
