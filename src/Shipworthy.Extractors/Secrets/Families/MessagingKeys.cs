using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys for mail, chat and text messages. Whoever has one speaks in the app's name.</summary>
sealed class MessagingKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("resend-key", "a Resend key", "re_", Run(Base62, 8), "_", Run(Base62, 24)),
            Live("sendgrid-key", "a SendGrid key", "SG.", Run(UrlSafe, 22), ".", Run(UrlSafe, 43)),
            Live("mailgun-key", "a Mailgun key", "key-", Run(Hex, 32)),
            .. Enumerable
                .Range(1, 9)
                .Select(digit => Live("mailchimp-key", "a Mailchimp key", Run(Hex, 32), $"-us{digit}", Run(Digits, 0, 1))),
            Live("brevo-key", "a Brevo key", "xkeysib-", Run(Hex, 64), "-", Run(Base62, 16)),
            .. new[] { "xoxb-", "xoxp-", "xoxe-", "xoxa-", "xoxr-", "xoxs-" }.Select(prefix =>
                Live("slack-token", "a Slack token", prefix, Run(UrlSafe, 24, 260)) with
                {
                    Read = candidate => candidate.Value.Any(char.IsAsciiDigit) ? new(SecretClass.Live, OfflineProof.Shape) : null,
                }
            ),
            Live("slack-refresh-token", "a Slack token", "xoxe.xox", Run(Unreserved, 60, 260)),
            Live("slack-app-token", "a Slack app token", "xapp-1-", Run(UrlSafe, 40, 160)),
            Live(
                "slack-webhook",
                "a Slack webhook",
                "hooks.slack.com/services/T",
                Run(Base62, 7, 12),
                "/B",
                Run(Base62, 7, 12),
                "/",
                Run(Base62, 23, 25)
            ),
            Live("discord-webhook", "a Discord webhook", "discord.com/api/webhooks/", Run(Digits, 17, 20), "/", Run(UrlSafe, 60, 72)),
            Live(
                "discord-webhook-old-address",
                "a Discord webhook",
                "discordapp.com/api/webhooks/",
                Run(Digits, 17, 20),
                "/",
                Run(UrlSafe, 60, 72)
            ),
            Live("teams-webhook", "a Teams webhook", ".webhook.office.com/webhookb2/", Run(Composite, 80, 300)) with
            {
                Read = candidate =>
                    candidate.Value.Contains("IncomingWebhook/", StringComparison.Ordinal)
                        ? new(SecretClass.Live, OfflineProof.Shape)
                        : null,
            },
            Live("telegram-bot-token", "a Telegram bot token", Run(Digits, 8, 10), ":AA", Run(UrlSafe, 33)),
        ];
}
