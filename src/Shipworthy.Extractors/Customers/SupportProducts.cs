using System.Buffers;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds products for talking to customers in a page: windows for messages by the address of their script or their package, help centres by their hosts, communities by
/// their invitations, and forms that a service of others takes. What calls such a product from a server is a feature of the app and none of it.
/// </summary>
static partial class SupportProducts
{
    static readonly ImmutableArray<(string Sign, string Name, IntakeKind Kind)> Products =
    [
        ("widget.intercom.io", "Intercom", IntakeKind.Chat),
        ("@intercom/messenger-js-sdk", "Intercom", IntakeKind.Chat),
        ("react-use-intercom", "Intercom", IntakeKind.Chat),
        ("intercomSettings", "Intercom", IntakeKind.Chat),
        ("client.crisp.chat", "Crisp", IntakeKind.Chat),
        ("crisp-sdk-web", "Crisp", IntakeKind.Chat),
        ("static.zdassets.com/ekr", "Zendesk", IntakeKind.Chat),
        ("react-zendesk", "Zendesk", IntakeKind.Chat),
        ("embed.tawk.to", "tawk.to", IntakeKind.Chat),
        ("@tawk.to/tawk-messenger", "tawk.to", IntakeKind.Chat),
        ("beacon-v2.helpscout.net", "Help Scout", IntakeKind.Chat),
        ("chat-assets.frontapp.com", "Front", IntakeKind.Chat),
        ("chat.cdn-plain.com", "Plain", IntakeKind.Chat),
        ("cdn.livechatinc.com", "LiveChat", IntakeKind.Chat),
        ("@livechat/widget-react", "LiveChat", IntakeKind.Chat),
        ("code.tidio.co", "Tidio", IntakeKind.Chat),
        ("wchat.freshchat.com", "Freshchat", IntakeKind.Chat),
        ("fw-cdn.com", "Freshworks", IntakeKind.Chat),
        ("widget.freshworks.com", "Freshworks", IntakeKind.Chat),
        ("/packs/js/sdk.js", "Chatwoot", IntakeKind.Chat),
        ("chatwootSDK", "Chatwoot", IntakeKind.Chat),
        ("js.hs-scripts.com", "HubSpot", IntakeKind.Chat),
        ("js.driftt.com", "Drift", IntakeKind.Chat),
        ("code.jivosite.com", "Jivo", IntakeKind.Chat),
        ("salesiq.zoho", "Zoho SalesIQ", IntakeKind.Chat),
        ("static.olark.com", "Olark", IntakeKind.Chat),
        ("smartsuppchat.com", "Smartsupp", IntakeKind.Chat),
        ("widget.userback.io", "Userback", IntakeKind.Chat),
        ("@userback/widget", "Userback", IntakeKind.Chat),
        ("widget.usersnap.com", "Usersnap", IntakeKind.Chat),
        ("widget.gleap.io", "Gleap", IntakeKind.Chat),
        ("edge.marker.io", "Marker.io", IntakeKind.Chat),
        ("canny.io/sdk.js", "Canny", IntakeKind.Chat),
        ("do.featurebase.app", "Featurebase", IntakeKind.Chat),
        ("app.papercups.io", "Papercups", IntakeKind.Chat),
        ("formspree.io/f/", "Formspree", IntakeKind.Form),
        ("@formspree/react", "Formspree", IntakeKind.Form),
        ("api.web3forms.com", "Web3Forms", IntakeKind.Form),
        ("formsubmit.co/", "FormSubmit", IntakeKind.Form),
        ("getform.io/f", "Getform", IntakeKind.Form),
        ("@emailjs/browser", "EmailJS", IntakeKind.Form),
        ("data-netlify", "Netlify", IntakeKind.Form),
        ("docs.google.com/forms", "Google Forms", IntakeKind.Form),
        ("forms.gle/", "Google Forms", IntakeKind.Form),
        ("tally.so/r/", "Tally", IntakeKind.Form),
        ("typeform.com/to/", "Typeform", IntakeKind.Form),
        ("discord.gg/", "Discord", IntakeKind.Community),
        ("discord.com/invite/", "Discord", IntakeKind.Community),
        ("join.slack.com/", "Slack", IntakeKind.Community),
        (".zendesk.com/hc", "Zendesk", IntakeKind.HelpDesk),
        (".intercom.help", "Intercom", IntakeKind.HelpDesk),
        (".freshdesk.com/support", "Freshdesk", IntakeKind.HelpDesk),
        (".helpscoutdocs.com", "Help Scout", IntakeKind.HelpDesk),
        (".crisp.help", "Crisp", IntakeKind.HelpDesk),
        (".atlassian.net/servicedesk", "Jira Service Management", IntakeKind.HelpDesk),
        (".canny.io", "Canny", IntakeKind.HelpDesk),
        (".featurebase.app", "Featurebase", IntakeKind.HelpDesk),
        ("wa.me/", "WhatsApp", IntakeKind.Chat),
        ("api.whatsapp.com/send?phone=", "WhatsApp", IntakeKind.Chat),
    ];

    static readonly SearchValues<string> Signs = SearchValues.Create(
        [.. Products.Select(product => product.Sign)],
        StringComparison.Ordinal
    );

    /// <summary>The products that a page shows, each once.</summary>
    public static IEnumerable<SupportIntake> In(SourceFile file)
    {
        if (IsSettings().IsMatch(file.Path))
            yield break;
        var text = file.Text;
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAny(Signs);
            if (next < 0)
                yield break;
            at += next;
            if (ProductAt(text, at) is var (sign, name, kind) && Counts(file, at, sign, kind) && told.Add(name))
                yield return new(file.AtLine(file.At(at).Line), Noun(kind, name))
                {
                    Kind = kind,
                    End = Placeholders.IsIn(IntakesInPages.LineAt(text, at)) ? IntakeEnd.MadeUp : IntakeEnd.Unknown,
                };
        }
    }

    static (string Sign, string Name, IntakeKind Kind)? ProductAt(string text, int at)
    {
        foreach (var product in Products)
            if (text.AsSpan(at).StartsWith(product.Sign, StringComparison.Ordinal))
                return product;
        return null;
    }

    /// <summary>A form or a number counts where the page around it is about help or contact; a number has to be one.</summary>
    static bool Counts(SourceFile file, int at, string sign, IntakeKind kind) =>
        kind switch
        {
            IntakeKind.Form => ShownFiles.IsPlaceForHelp(file.Path)
                || AboutHelp().IsMatch(file.Text[Math.Max(0, at - 600)..Math.Min(file.Text.Length, at + 600)]),
            IntakeKind.Chat when sign is "wa.me/" or "api.whatsapp.com/send?phone=" => Number().Match(file.Text, at + sign.Length)
                is { Success: true } number
                && !MadeUpNumber().IsMatch(number.Value),
            IntakeKind.Community => Invitation()
                .IsMatch(file.Text.AsSpan(at + sign.Length, Math.Min(40, file.Text.Length - at - sign.Length))),
            IntakeKind.HelpDesk => at > 0 && char.IsAsciiLetterOrDigit(file.Text[at - 1]),
            IntakeKind.Chat or IntakeKind.Unknown or IntakeKind.Address or IntakeKind.Document => true,
        };

    static string Noun(IntakeKind kind, string name) =>
        kind switch
        {
            IntakeKind.Chat => $"the chat of {name}",
            IntakeKind.Form => $"the form of {name}",
            IntakeKind.Community => $"the community on {name}",
            IntakeKind.HelpDesk => $"the help centre of {name}",
            IntakeKind.Unknown or IntakeKind.Address or IntakeKind.Document => name,
        };

    /// <summary>Files that allow hosts, and say nothing of what is shown.</summary>
    [GeneratedRegex(
        @"(^|[/._-])(csp|content-?security|helmet|security-?headers|proxy|middleware|next\.config|nuxt\.config|vite\.config)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex IsSettings();

    [GeneratedRegex(
        @"\b(contact|support|help|feedback|bug|problem|question|contacto|contato|kontakt|soporte|suporte|ayuda|ajuda|hilfe|aide)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AboutHelp();

    [GeneratedRegex(@"\G\+?\d{7,15}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Number();

    [GeneratedRegex(@"0000|1234567|9876543|(\d)\1{5}|555\d{4}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MadeUpNumber();

    [GeneratedRegex(@"^[\w/-]{2,}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Invitation();
}
