using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys of payment vendors. Stripe and several sign-in vendors share prefixes; names and lengths tell them apart.</summary>
sealed class PaymentKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("stripe-or-clerk-live-key", "a Stripe key", "sk_live_", Run(Base62, 24, 200)) with
            {
                Read = Named(SecretClass.Live),
            },
            Live("stripe-restricted-key", "a Stripe restricted key", "rk_live_", Run(Base62, 24, 200)),
            Live("stripe-or-clerk-test-key", "a Stripe test key", "sk_test_", Run(Base62, 24, 200)) with
            {
                Read = Named(SecretClass.TestMode),
            },
            ForTests("stripe-restricted-test-key", "a Stripe test key", "rk_test_", Run(Base62, 24, 200)),
            ForEverybody("stripe-or-clerk-publishable-key", "a publishable key", "pk_live_", Run(UrlSafe, 20, 200)),
            ForEverybody("stripe-or-clerk-publishable-test-key", "a publishable key", "pk_test_", Run(UrlSafe, 20, 200)),
            Live("webhook-signing-secret", "a webhook signing secret", "whsec_", Run(Base64, 24, 80)) with
            {
                Read = WebhookSecret,
            },
            Live("square-token", "a Square token", "EAAA", Run(UrlSafe, 60)),
            Live("square-secret", "a Square secret", "sq0csp-", Run(UrlSafe, 43)),
            Live("square-access-token", "a Square token", "sq0atp-", Run(UrlSafe, 22)),
            ForTests("square-sandbox-secret", "a Square sandbox secret", "sandbox-sq0csb-", Run(UrlSafe, 43)),
            Live("paypal-braintree-token", "a Braintree token", "access_token$production$", Run(Base62, 16), "$", Run(Hex, 32)),
            ForTests(
                "paypal-braintree-sandbox-token",
                "a Braintree sandbox token",
                "access_token$sandbox$",
                Run(Base62, 16),
                "$",
                Run(Hex, 32)
            ),
            Live("paddle-key", "a Paddle key", "pdl_live_", Run(UrlSafe, 30, 100)),
            ForTests("paddle-sandbox-key", "a Paddle sandbox key", "pdl_sdbx_", Run(UrlSafe, 30, 100)),
            Live("polar-token", "a Polar token", "polar_oat_", Run(UrlSafe, 40, 60)),
            Live("flutterwave-key", "a Flutterwave key", "FLWSECK-", Run(UrlSafe, 34, 50)),
            ForTests("flutterwave-test-key", "a Flutterwave test key", "FLWSECK_TEST-", Run(UrlSafe, 30, 50)),
            Live("shippo-key", "a Shippo key", "shippo_live_", Run(Hex, 40)),
            ForTests("shippo-test-key", "a Shippo test key", "shippo_test_", Run(Hex, 40)),
        ];

    /// <summary>Stripe's keys go on with 51 or are short; Clerk's have 42 characters, WorkOS's around 60, and Paystack's are hexadecimal.</summary>
    static Func<Candidate, Reading?> Named(SecretClass secretClass) =>
        key =>
        {
            var body = key.Value[8..];
            var vendor =
                key.Near(0, "clerk") ? "a Clerk"
                : key.Near(0, "workos") ? "a WorkOS"
                : key.Near(0, "paystack") || (body.Length == 40 && Randomness.IsHex(body)) ? "a Paystack"
                : key.Near(0, "stripe") || body.StartsWith("51", StringComparison.Ordinal) || body.Length == 24 ? "a Stripe"
                : body.Length == 42 ? "a Clerk"
                : "a Stripe";
            return new(secretClass, OfflineProof.Shape)
            {
                Noun = secretClass is SecretClass.TestMode ? $"{vendor} test key" : $"{vendor} key",
            };
        };

    /// <summary>The listener on a developer's machine prints 64 hexadecimal digits; what it protects ends with the listener.</summary>
    static Reading? WebhookSecret(Candidate secret) =>
        secret.Length == "whsec_".Length + 64 && Randomness.IsHex(secret.Value.AsSpan("whsec_".Length))
            ? new(SecretClass.Local, OfflineProof.Shape, "belongs to the webhook listener of one machine")
            : new(SecretClass.Live, OfflineProof.Shape);
}
