using System.Text.RegularExpressions;
using Shipworthy.Extractors.Customers;

namespace Shipworthy.Extractors.Alerts;

/// <summary>Tells by an address, or by the kind of a receiver, whether somebody is woken.</summary>
static partial class Receivers
{
    /// <summary>What lies behind an address on the web.</summary>
    public static AlertReach OfAddress(string address) =>
        PagingTool().IsMatch(address) ? AlertReach.Page
        : ChatTool().IsMatch(address) ? AlertReach.Chat
        : AlertReach.Unknown;

    /// <summary>What lies behind a mail address, with a clause about the rule. Paging tools take mails at addresses of their own.</summary>
    public static (AlertReach Reach, string Says) OfMail(string address) =>
        PagingTool().IsMatch(address) ? (AlertReach.Page, "ends at a paging tool by its mail address")
        : MailAddresses.In(address).ToList() is { Count: > 0 } mails && mails.TrueForAll(MailAddresses.IsMadeUp)
            ? (AlertReach.Nobody, $"mails {mails[0].Text}, which is made up")
        : (AlertReach.Mail, "ends in e-mail");

    /// <summary>What the word for a kind of receiver means, as Grafana, Alertmanager, Google, New Relic, Checkly and their kin write it.</summary>
    public static AlertReach OfKind(string kind) =>
        kind.ToLowerInvariant() switch
        {
            var word when Calls().IsMatch(word) => AlertReach.Page,
            var word when Rooms().IsMatch(word) => AlertReach.Chat,
            var word when word.Contains("mail", StringComparison.Ordinal) => AlertReach.Mail,
            _ => AlertReach.Unknown,
        };

    /// <summary>The end of a chain in words, as a clause about its rule.</summary>
    public static string Words(AlertReach reach, string where) =>
        reach switch
        {
            AlertReach.Page => $"ends at {where}, which calls people",
            AlertReach.Chat => $"ends in {where}, which wakes nobody",
            AlertReach.Mail => "ends in e-mail",
            AlertReach.Nobody => $"ends at {where}, which tells nobody",
            AlertReach.OfItself => "is sent by the app that it watches",
            AlertReach.Unknown => $"goes to {where}; whom that tells is kept elsewhere",
        };

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"pagerduty|opsgenie|victorops|splunk[-_.]?oncall|squadcast|zenduty|ilert|incident\.io|rootly|betterstack|betteruptime|grafana.{0,20}oncall|/oncall/|oncall[-.]|ssm-incidents|ssm-contacts|xmatters|signl4|firehydrant",
        Plain,
        10_000
    )]
    private static partial Regex PagingTool();

    [GeneratedRegex(
        @"hooks\.slack\.com|slack|discord|webhook\.office\.com|teams\.microsoft|msteams|chat\.googleapis|mattermost|rocket\.?chat|webex|chatbot",
        Plain,
        10_000
    )]
    private static partial Regex ChatTool();

    [GeneratedRegex(
        @"pagerduty|opsgenie|victorops|splunk_?oncall|^oncall$|squadcast|zenduty|ilert|incidentio|^sms|^call$|phone|voice|service_notification_pagerduty|jsm",
        Plain,
        10_000
    )]
    private static partial Regex Calls();

    [GeneratedRegex(
        @"slack|discord|teams|googlechat|google_chat|hangouts|mattermost|rocketchat|webex|wechat|^line$|dingding|campfire",
        Plain,
        10_000
    )]
    private static partial Regex Rooms();
}
