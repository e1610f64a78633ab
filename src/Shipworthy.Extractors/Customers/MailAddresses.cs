using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Customers;

/// <summary>A mail address in a text.</summary>
/// <param name="Text">In lower case.</param>
/// <param name="Index">Where it begins.</param>
/// <param name="IsLink">Whether a link to it begins there.</param>
readonly record struct MailAddress(string Text, int Index, bool IsLink)
{
    /// <summary>What stands before the sign.</summary>
    public string Local => Text[..Text.IndexOf('@', StringComparison.Ordinal)];

    /// <summary>The name of the machine.</summary>
    public string Host => Text[(Text.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The domain that somebody had to buy.</summary>
    public string Domain => DomainNames.Bought(Host);
}

/// <summary>Finds mail addresses, and tells by their names who reads them.</summary>
static partial class MailAddresses
{
    const int LongestEnding = 12;

    /// <summary>The addresses of a text in their order. Pictures for fine screens and versions of packages look alike and are none.</summary>
    public static IEnumerable<MailAddress> In(string text)
    {
        for (var sign = text.IndexOf('@', StringComparison.Ordinal); sign >= 0; sign = text.IndexOf('@', sign + 1))
        {
            var (start, end) = (sign, sign + 1);
            while (start > 0 && IsLocal(text[start - 1]))
                start--;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '.'))
                end++;
            var host = text[(sign + 1)..end].TrimEnd('.', '-');
            if (start == sign || !IsHost(host) || (start >= 3 && text.AsSpan(start - 3, 3) is "://"))
                continue;
            yield return new(
                $"{text[start..sign]}@{host}".ToLowerInvariant(),
                start,
                text.AsSpan(0, start).EndsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            );
        }
    }

    /// <summary>Whether the name says that people with questions write there.</summary>
    public static bool IsForQuestions(MailAddress address) => Questions().IsMatch(address.Local);

    /// <summary>Whether the name says support itself, so that two of them on two domains contradict each other.</summary>
    public static bool IsSupportDesk(MailAddress address) => Desk().IsMatch(address.Local);

    /// <summary>Whether the name says that it is for something else than help: sales, press, reports of weaknesses, mails that nobody answers.</summary>
    public static bool IsForOthers(MailAddress address) => Others().IsMatch(address.Local);

    /// <summary>Whether the address was made up.</summary>
    public static bool IsMadeUp(MailAddress address) => Docs.Placeholders.IsIn(address.Text) || MadeUpHost().IsMatch(address.Host);

    static bool IsLocal(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '+' or '-';

    static bool IsHost(string host)
    {
        var ending = host[(host.LastIndexOf('.') + 1)..];
        return ending.Length is >= 2 and <= LongestEnding
            && ending.Length + 1 < host.Length
            && ending.All(char.IsAsciiLetter)
            && char.IsAsciiLetterOrDigit(host[0])
            && !FileEnding().IsMatch(ending);
    }

    [GeneratedRegex(
        @"^(support|help|help-?desk|customer[-.]?(care|service|support|success)|care|service|contact|contact-?us|hello|hi|hey|hola|info|team|feedback|bugs?|issues?|admin|office|ask|questions|soporte|ayuda|atencion|contacto|contato|suporte|ajuda|atendimento|aide|assistance|kontakt|hilfe|kundenservice|supporto|assistenza|contatti|pomoc|biuro|destek|iletisim)([+._-].*)?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Questions();

    [GeneratedRegex(
        @"^(support|help|help-?desk|customer[-.]?(care|service|support)|soporte|ayuda|suporte|ajuda|aide|assistance|hilfe|kundenservice|supporto|assistenza|pomoc|destek)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Desk();

    [GeneratedRegex(
        @"^(sales|partners?|partnerships?|press|media|jobs|careers?|hr|invest(ors?)?|marketing|newsletter|no-?_?reply|do-?not-?reply|notifications?|alerts?|bounces?|security|abuse|postmaster|webmaster|hostmaster|mailer|system|bot|git|dev|root|user(name)?|you|your[\w.-]*|name|email|someone|somebody|john(\.doe)?|jane(\.doe)?|test(er)?|demo|foo|alice|bob)([+._-].*)?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Others();

    [GeneratedRegex(
        @"^((your-?|my-?|our-?|the-?)?(company|business|brand|startup|app|site|website|product|saas|organi[sz]ation|agency|domain|email|server|host|customer|client|creator|member|user|acme|test|foo|bar|sample|demo)|company-?name|.*\byour-?(company|domain|app|site).*)\.(com|org|net|io|co|app|dev|example)$|\.(test|example|invalid|localhost|local)$|^acme\.|@?localhost",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MadeUpHost();

    [GeneratedRegex(
        @"^(png|jpe?g|gif|svg|webp|avif|ico|js|mjs|cjs|jsx|ts|tsx|css|scss|html?|json|md|map|woff|ttf|vue|svelte|ya?ml|lock|py|rb|cs|php|next|latest|beta)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FileEnding();
}
