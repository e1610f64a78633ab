using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Ways in which a program proves itself: signatures of webhooks, and comparisons that take the same time for every guess.</summary>
sealed class Signatures : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.Name switch
        {
            "constructEvent" or "constructEventAsync" or "construct_event" or "ConstructEvent" => site.Act(
                ActKind.ProvesMachine,
                "Stripe's signature"
            ),
            "verify" when site.Origin.Package is "svix" or "standardwebhooks" => site.Act(ActKind.ProvesMachine, "the webhook's signature"),
            "unmarshal" when site.EndsIn("webhooks.unmarshal") => site.Act(ActKind.ProvesMachine, "Paddle's signature"),
            "verifyWebhook" when site.Origin.Package.StartsWith("@clerk/", StringComparison.Ordinal) => site.Act(
                ActKind.ProvesMachine,
                "Clerk's signature"
            ),
            "verifySignatureAppRouter" or "verifySignature" or "verifySignatureEdge" when site.Origin.Package is "@upstash/qstash" =>
                site.Act(ActKind.ProvesMachine, "QStash's signature"),
            "verify" when site.Origin.Package is "@upstash/qstash" => site.Act(ActKind.ProvesMachine, "QStash's signature"),
            "serve" when site.Origin.Package is "inngest" or "@upstash/workflow" => site.Act(
                ActKind.ProvesMachine,
                "the sender's signature"
            ),
            "verify" or "verifyAndReceive" when site.Origin.Package is "@octokit/webhooks" or "@octokit/webhooks-methods" => site.Act(
                ActKind.AsksMachine,
                "GitHub's signature"
            ),
            "validateRequest" or "webhook" when site.Origin.Package is "twilio" => site.Act(ActKind.AsksMachine, "Twilio's signature"),
            "timingSafeEqual" or "compare_digest" or "FixedTimeEquals" or "constant_time_compare" or "safeCompare" or "tsscmp" =>
                PasswordHashes.AreCompared(site)
                    ? site.Act(ActKind.HandlesCredential, "a password") with
                    {
                        Credential = CredentialStep.SignIn,
                    }
                    : site.Act(ActKind.AsksMachine, "a secret or signature"),
            _ => null,
        };
}
