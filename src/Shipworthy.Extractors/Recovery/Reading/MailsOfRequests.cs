using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Recovery.Reading;

/// <summary>What a request makes of its message: it is sent, it surely is not, or something that could not be followed may send it.</summary>
static partial class MailsOfRequests
{
    /// <summary>What becomes of the message when these functions run.</summary>
    public static (ResetMail Mail, string Because, Location? At) Of(RecoverySources sources, ImmutableArray<Code> functions)
    {
        var calls = functions
            .SelectMany(one => one.Descendants())
            .Where(one => IsCall(one) && sources.Sources.RunsInProduction(one))
            .ToList();
        var acts = calls.Select(call => (Call: call, Act: sources.ActOf(call))).ToList();
        if (acts.Find(one => one.Act is { Effect: EffectKind.SendsMail or EffectKind.SendsMessage }) is { Act: { } sends } sent)
            return sends.Effect is EffectKind.SendsMessage || IsSetUp(sources.Sources.Tree, sent.Call)
                ? (ResetMail.Sent, sends.By, sent.Call.At)
                : (
                    ResetMail.Unknown,
                    $"hands the mail to {sends.By}, which variables set up that no file of a deployment names",
                    sent.Call.At
                );
        if (calls.Find(call => SendsByClient(sources.Code, call)) is { Exists: true } client)
            return IsSetUp(sources.Sources.Tree, client)
                ? (ResetMail.Sent, "SMTP", client.At)
                : (ResetMail.Unknown, "hands the mail to SMTP, which settings set up that no file of a deployment names", client.At);
        if (calls.Find(call => call.Callee.Name is "email_user") is { Exists: true } django)
            return (ResetMail.Sent, "Django's mail", django.At);
        if (acts.Find(one => one.Act is { Effect: EffectKind.CallsOut }) is { Act: not null } outside)
            return (ResetMail.Unknown, "asks another service, which may send the mail", outside.Call.At);
        if (calls.Find(call => MaySend(sources, call)) is { Exists: true } unknown)
            return (ResetMail.Unknown, $"calls {unknown.Callee.Name}, which could not be followed", unknown.At);
        var written = calls.Find(call =>
            LogCalls.Is(call)
            && call.Arguments.SelectMany(one => one.Descendants().Prepend(one))
                .Any(one => one.Kind is CodeKind.Name or CodeKind.Member && IsLink(one.Name))
        );
        return written.Exists
            ? (ResetMail.NeverSent, "writes the link to the log, and no mail is sent", written.At)
            : (ResetMail.NeverSent, "makes a way to a new password, and no mail is sent", null);
    }

    static bool IsCall(Code one) => one.Kind is CodeKind.Call or CodeKind.New;

    /// <summary>A client of SMTP in .NET, of MailKit or of the framework: which of the two the name stands for makes no difference here.</summary>
    static bool SendsByClient(CodeBase code, Code call) =>
        call.File.Language is Language.CSharp
        && call.Callee.Name is "SendAsync" or "SendMailAsync" or "Send"
        && code.Definition(call.Callee.Receiver) is { Kind: CodeKind.Variable } held
        && held[Part.Value] is { Kind: CodeKind.New, Callee.Name: "SmtpClient" };

    static bool IsLink(string name) => ResetWords.IsToken(name) || name is "url" or "link";

    /// <summary>Whether a call that leads outside what was read may send something. The answer to the request, and what a language brings along, sends no mail.</summary>
    static bool MaySend(RecoverySources sources, Code call) =>
        !LogCalls.Is(call)
        && !sources.Reached.Follows(call)
        && !(sources.Code.Target(call) is { Kind: CodeKind.Function, Body.Exists: true })
        && call.Kind is CodeKind.Call
        && !LooksUp().IsMatch(call.Callee.Name)
        && (Sends().IsMatch(call.Callee.Name) || Sender().IsMatch(call.Callee.Receiver.Text is { Length: < 100 } receiver ? receiver : ""))
        && !Answers().IsMatch(call.Callee.Receiver.Text is { Length: < 100 } answer ? answer : "")
        && call.Callee.Name
            is not ("json" or "status" or "includes" or "trim" or "toLowerCase" or "lower" or "strip" or "split" or "findByEmail");

    /// <summary>Whether a file of the deployment names the variables of a mail service; a service of the platform itself needs none.</summary>
    static bool IsSetUp(SourceTree tree, Code call) =>
        call.File.Text.Contains("client-ses", StringComparison.Ordinal)
        || tree.Files.Any(file =>
            file.Role is FileRole.Infra or FileRole.Ci or FileRole.Prod
            && Deploys().IsMatch(file.Name)
            && !ElsewhereOnly().IsMatch(file.Path)
            && (file.Role is not FileRole.Ci || file.Text.Contains("deploy", StringComparison.OrdinalIgnoreCase))
            && MailVariable().IsMatch(file.Text)
        );

    [GeneratedRegex(
        @"mail|^send|notif|queue|publish|dispatch|emit|trigger|invoke|enqueue|produce|perform|deliver|schedule|^fetch$|^delay$|^apply_async$|^add_task$|^execute_?async$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sends();

    [GeneratedRegex(
        @"mail|sms|notif|queue|smtp|inngest|producer|bus$|jobs?$|mediator|sender|celery|broker|supabase|firebase|axios|http",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sender();

    [GeneratedRegex(
        @"^(?:res|response|reply|ctx|c|context|NextResponse|Response|h|results?|request|req|email|body\.email|user\.email)$|\.status\(|\bemail$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Answers();

    [GeneratedRegex(
        @"by_?e?mail|^(?:find|get|lookup|is|has|valid|normali|check|exists|verify|where|select|load|parse|mask|redact)|lower|email_?(?:exists|field|address|schema)|^e?mail$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex LooksUp();

    [GeneratedRegex(
        @"\.(?:ya?ml|tf|toml|bicep)$|^(?:appsettings\.Production|vercel|app)\.json$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Deploys();

    [GeneratedRegex(@"override|\bdev|local|test|pyproject", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ElsewhereOnly();

    [GeneratedRegex(
        @"\b\w*(?:SMTP|MAIL|RESEND|SENDGRID|POSTMARK|BREVO|MAILGUN)\w*\b|""(?:Smtp|SendGrid|Email|Mail)\w*""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MailVariable();
}
