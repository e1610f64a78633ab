using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Customers;

/// <summary>Where a call hands a message to.</summary>
/// <param name="Name">As people call it: "Slack", "a mailbox".</param>
/// <param name="ReachesEngineers">Whether those who can mend things read there.</param>
sealed record MessageEnd(string Name, bool ReachesEngineers);

/// <summary>Tells where calls hand the message of a customer to, and whether it is lost when they fail.</summary>
static partial class MessageEnds
{
    static readonly ImmutableArray<(string Sign, string Name)> Addresses =
    [
        ("api.linear.app", "Linear"),
        ("hooks.slack.com", "a channel in Slack"),
        ("slack.com/api/chat.postMessage", "a channel in Slack"),
        ("discord.com/api/webhooks", "a channel in Discord"),
        ("discordapp.com/api/webhooks", "a channel in Discord"),
        ("webhook.office.com", "a channel in Teams"),
        ("api.app.shortcut.com", "Shortcut"),
        ("core-api.uk.plain.com", "Plain"),
        ("atlassian.net/rest/api", "Jira"),
        ("events.pagerduty.com", "PagerDuty"),
        ("api.opsgenie.com", "Opsgenie"),
    ];

    /// <summary>Where a call hands the message to; null when it hands it nowhere that is known.</summary>
    public static MessageEnd? Of(CodeBase code, Code call)
    {
        var name = call.Callee.Name;
        var package = code.OriginOf(call.Callee).Package;
        if (OfLibrary(name, call.Callee.DottedName, package) is { } tracker)
            return new(tracker, ReachesEngineers: true);
        if (Requests().IsMatch(name))
        {
            var address = AddressOf(code, call);
            foreach (var (sign, place) in Addresses)
                if (address.Contains(sign, StringComparison.OrdinalIgnoreCase))
                    return new(place, ReachesEngineers: true);
            if (IssuesOfForge().IsMatch(address))
                return new("the list of issues", ReachesEngineers: true);
            if (OfVariable(address) is { } room)
                return new(room, ReachesEngineers: true);
            if (MailService().IsMatch(address))
                return new("a mailbox", ReachesEngineers: IsForEngineers(call));
        }
        return
            Sends().IsMatch(name)
            || (name is "send" or "create" && MailPackage().IsMatch(package))
            || Mails().IsMatch(call.Callee.DottedName)
            ? new("a mailbox", ReachesEngineers: IsForEngineers(call))
            : null;
    }

    /// <summary>Whether a call only looks at what it was given, writes a log, or makes the answer.</summary>
    public static bool IsHarmless(Code call) =>
        Harmless().IsMatch(call.Callee.Name)
        || Log().IsMatch(call.Callee.DottedName)
        || call.Kind is CodeKind.New && Answers().IsMatch(call.Callee.Name);

    /// <summary>Whether a call keeps the message, so that a failure to send it loses nothing.</summary>
    public static bool Keeps(Code call) => Store().IsMatch(call.Callee.Name);

    /// <summary>
    /// Whether the failure of a call is caught where it stands, and what catches it neither throws on, nor answers anything, nor does more than write a log.
    /// </summary>
    public static bool IsSwallowed(Code call)
    {
        for (var (node, depth) = (call, 0); node.Exists && depth < 6; node = node.Parent, depth++)
        {
            if (node.Kind is CodeKind.Function)
                break;
            if (
                node.Parent is { Kind: CodeKind.Member, Name: "catch" } member
                && member.Parent is { Kind: CodeKind.Call } caught
                && caught.ArgumentAt(0) is { Kind: CodeKind.Function } handler
            )
                return OnlyLogs(handler);
        }
        var attempt = call.Enclosing(CodeKind.Try);
        if (!attempt.Exists || attempt.Enclosing(CodeKind.Function) != call.Enclosing(CodeKind.Function))
            return false;
        var handlers = attempt.Children.Where(child => child.Kind is CodeKind.Catch).ToList();
        return handlers.Count > 0 && !handlers.Exists(handler => handler.Contains(call)) && handlers.TrueForAll(OnlyLogs);
    }

    static bool OnlyLogs(Code handler)
    {
        foreach (var node in handler.Descendants())
        {
            if (node.Kind is CodeKind.Throw or CodeKind.Return or CodeKind.Assignment or CodeKind.Yield)
                return false;
            if (node.Kind is CodeKind.Call && !Log().IsMatch(node.Callee.DottedName))
                return false;
        }
        return true;
    }

    static string? OfLibrary(string name, string dotted, string package) =>
        package switch
        {
            "@linear/sdk" when name is "createIssue" or "issueCreate" => "Linear",
            "@octokit/rest"
            or "octokit"
            or "@octokit/core"
            or "@actions/github" when dotted.EndsWith("issues.create", StringComparison.Ordinal) => "the list of issues",
            "@slack/web-api"
            or "@slack/webhook"
            or "@slack/bolt"
            or "slack_sdk" when name is "postMessage" or "send" or "chat_postMessage" => "a channel in Slack",
            "jira.js" or "jira-client" or "jira" when name is "createIssue" or "addNewIssue" or "create_issue" => "Jira",
            "github" when name is "create_issue" => "the list of issues",
            "@team-plain/typescript-sdk" when name is "createThread" => "Plain",
            _ when dotted.EndsWith("issues.create", StringComparison.Ordinal) => "the list of issues",
            _ when dotted.EndsWith("chat.postMessage", StringComparison.Ordinal) => "a channel in Slack",
            _ when name is "createThread" && dotted.StartsWith("plain", StringComparison.OrdinalIgnoreCase) => "Plain",
            _ when name is "createIssue" && dotted.StartsWith("linear", StringComparison.OrdinalIgnoreCase) => "Linear",
            _ => null,
        };

    static string AddressOf(CodeBase code, Code call)
    {
        var first = call.ArgumentNamed("url") is { Exists: true } named ? named : call.ArgumentAt(0);
        return $"{Known(code.ValueOf(first))} {(first.Text.Length < 400 ? first.Text : "")}";
    }

    static string Known(Value value) =>
        value switch
        {
            Value.Text text => text.Content,
            Value.Joined joined => string.Concat(joined.Parts.Select(Known)),
            Value.FromEnvironment variable => $"{variable.Variable} {(variable.Default is { } fallback ? Known(fallback) : "")}",
            Value.EitherOf either => string.Join(' ', either.Choices.Select(Known)),
            _ => "",
        };

    static string? OfVariable(string address) =>
        Room().Match(address) is not { Success: true } room
            ? null
            : room.Groups[1].Value.ToUpperInvariant() switch
            {
                "SLACK" => "a channel in Slack",
                "DISCORD" => "a channel in Discord",
                "TEAMS" => "a channel in Teams",
                "LINEAR" => "Linear",
                _ => "Jira",
            };

    static bool IsForEngineers(Code call) =>
        MailAddresses
            .In(call.Text.Length < 4000 ? call.Text : "")
            .Any(address => Engineers().IsMatch(address.Local) && !MailAddresses.IsMadeUp(address));

    [GeneratedRegex(
        @"^(fetch|post|request|axios|got|ky|urlopen|PostAsync|PostAsJsonAsync|SendAsync|post_json)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Requests();

    [GeneratedRegex(
        @"(SLACK|DISCORD|TEAMS|LINEAR|JIRA)\w*(WEBHOOK|HOOK|URL|API)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Room();

    [GeneratedRegex(@"(api\.github\.com|/api/v4/projects)\S*/issues", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IssuesOfForge();

    [GeneratedRegex(
        @"api\.(resend|sendgrid|brevo|postmarkapp|mailgun|emailjs)\.(com|net)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MailService();

    [GeneratedRegex(
        @"^send_?(e?mail|mails|mailer|email_?message|transactional)\w*$|^deliver_(now|later)$|^SendEmail\w*$|^SendMail\w*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sends();

    [GeneratedRegex(
        @"(emails?|mail|sgMail|mailer|transporter|postmark|mg|ses)\.(send|sendMail|create|sendEmail)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Mails();

    [GeneratedRegex(@"resend|sendgrid|postmark|mailgun|nodemailer|client-ses|brevo|mailersend", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MailPackage();

    [GeneratedRegex(
        @"^(engineering|engineers?|devs?|developers?|tech|bugs?|on-?call|ops|sre|cto)([+._-]|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Engineers();

    [GeneratedRegex(
        @"^(json|text|formData|status|send|sendStatus|end|redirect|parse|safeParse|parseAsync|safeParseAsync|validate\w*|trim|toString|toLowerCase|toISOString|now|get|includes|test|match|String|Number|Boolean|Date|stringify|isArray|keys|header|headers|set|jsonify|get_json|is_valid|ok|error|NextResponse|Response|Ok|BadRequest|min|max|email|object|string|optional|setTimeout|resolve|Promise|delay|sleep)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Harmless();

    [GeneratedRegex(
        @"(^|\.)(console|log|logger|_logger|logging|Log|Sentry)\.\w+$|^(print|println|printf|log|toast(\.\w+)?|alert)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Log();

    [GeneratedRegex(
        @"^(Response|NextResponse|Date|URL|Error|Promise|Headers|\w+Error|\w+Exception)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Answers();

    [GeneratedRegex(
        @"^(insert\w*|create\w*|save\w*|upsert|add\w*|put\w*|write\w*|append\w*|push|enqueue|publish|execute|query|SaveChanges(Async)?)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Store();
}
