using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>How Django sends the mail of its own reset (documentation of Django 5.2, "Email backends"), and what its token is worth ("PASSWORD_RESET_TIMEOUT").</summary>
static class DjangoMails
{
    /// <summary>The flow with what the settings of production say.</summary>
    public static ResetFlow Of(RecoverySources sources, ResetFlow flow)
    {
        var sound = flow with { TokenSound = "takes Django's token, which ends after three days and with the old password" };
        var settings = DjangoSettings.Of(sources.Sources).FirstOrDefault();
        if (settings is null)
            return sound with { Mail = ResetMail.Unknown, MailBecause = "sends by settings that could not be found" };
        var backend = settings.Setting("EMAIL_BACKEND");
        if (!backend.Exists)
            return settings.Setting("EMAIL_HOST") is { Exists: true } host
                ? sound with
                {
                    Mail = ResetMail.Sent,
                    MailBecause = "SMTP, which its settings name",
                    MailAt = host.At,
                }
                : sound with
                {
                    Mail = ResetMail.Unknown,
                    MailBecause = "sends by SMTP to localhost, since no setting names a server",
                };
        var possible = Texts(sources.Code.ValueOf(backend)).ToList();
        var silent = possible.FindAll(IsSilent);
        return possible.Count > 0 && silent.Count == possible.Count
                ? sound with
                {
                    Mail = ResetMail.NeverSent,
                    MailBecause = $"names {silent[0]} in production, which sends nothing",
                    MailAt = backend.At,
                }
            : possible.Count > 0 && silent.Count == 0 && sources.Code.ValueOf(backend) is Value.Text
                ? sound with
                {
                    Mail = ResetMail.Sent,
                    MailBecause = possible[0],
                    MailAt = backend.At,
                }
            : sound with { Mail = ResetMail.Unknown, MailBecause = "sends by a backend that a variable names", MailAt = backend.At };
    }

    static IEnumerable<string> Texts(Value value) =>
        value switch
        {
            Value.Text text => [text.Content],
            Value.EitherOf either => either.Choices.SelectMany(Texts),
            _ => [],
        };

    static bool IsSilent(string backend) =>
        backend.EndsWith("console.EmailBackend", StringComparison.Ordinal)
        || backend.EndsWith("filebased.EmailBackend", StringComparison.Ordinal)
        || backend.EndsWith("locmem.EmailBackend", StringComparison.Ordinal)
        || backend.EndsWith("dummy.EmailBackend", StringComparison.Ordinal);
}
