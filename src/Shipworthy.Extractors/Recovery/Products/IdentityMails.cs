using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// How ASP.NET Core Identity sends the mail of its reset: by the <c>IEmailSender</c> that the app registers. The default one does nothing (documentation of .NET 10, "Account confirmation
/// and password recovery"; source <c>NoOpEmailSender</c>, <c>DefaultMessageEmailSender</c>).
/// </summary>
static class IdentityMails
{
    /// <summary>The flow with what the registered sender does.</summary>
    public static ResetFlow Of(RecoverySources sources, ResetFlow flow)
    {
        var sound = flow with { TokenSound = "takes the token of ASP.NET Core Identity, which ends after a day and with the old password" };
        var sender = sources
            .Code.All(CodeKind.Class)
            .Where(one =>
                one.File.Language is Language.CSharp
                && sources.Sources.IsDeployed(one.File)
                && one.All(Part.Base).Any(ancestor => ancestor.Name is "IEmailSender")
            )
            .ToList();
        if (sender.Count == 0)
            return
                sources
                    .Calls("AddSingleton", "AddScoped", "AddTransient")
                    .FirstOrDefault(call => call.Callee.Text.Contains("IEmailSender", StringComparison.Ordinal))
                    is { Exists: true } registered
                ? sound with
                {
                    Mail = ResetMail.Unknown,
                    MailBecause = "registers a sender of mail from elsewhere",
                    MailAt = registered.At,
                }
                : sound with
                {
                    Mail = ResetMail.NeverSent,
                    MailBecause = "registers no sender of mail, and the default one sends nothing",
                };
        var registration = sources
            .Calls("AddSingleton", "AddScoped", "AddTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient")
            .FirstOrDefault(call => call.Callee.Text.Contains("IEmailSender", StringComparison.Ordinal));
        var named = sender.Find(one => registration.Exists && registration.Text.Contains(one.Name, StringComparison.Ordinal));
        if (!named.Exists && sender.Count > 1)
            return sound with { Mail = ResetMail.Unknown, MailBecause = "has several senders of mail" };
        var used = named.Exists ? named : sender[0];
        if (!registration.Exists)
            return sound with
            {
                Mail = ResetMail.Unknown,
                MailBecause = $"has {used.Name}, and where it is registered could not be seen",
                MailAt = used.At,
            };
        var send = used.All(Part.Element)
            .FirstOrDefault(one =>
                one.Kind is CodeKind.Function
                && one.Name is "SendPasswordResetLinkAsync" or "SendPasswordResetCodeAsync" or "SendEmailAsync"
            );
        var functions = sources.Reached.From(send);
        var (mail, because, at) = functions.IsEmpty
            ? (ResetMail.Unknown, $"sends by {used.Name}, which could not be read", (Location?)used.At)
            : MailsOfRequests.Of(sources, functions);
        return sound with
        {
            Mail = mail,
            MailBecause = mail is ResetMail.NeverSent ? $"registers {used.Name}, which sends nothing" : because,
            MailAt = mail is ResetMail.NeverSent ? send.At : at,
        };
    }
}
