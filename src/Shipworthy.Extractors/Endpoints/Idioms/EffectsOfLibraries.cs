using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Libraries whose calls cost money or send something. A client that is only made costs nothing; the call that does the work counts, so each package stands with
/// the names that its makers document for that.
/// </summary>
sealed partial class EffectsOfLibraries : IActIdiom
{
    static readonly Dictionary<string, (EffectKind Effect, string By)> Packages = new(StringComparer.Ordinal)
    {
        ["openai"] = (EffectKind.AsksModel, "OpenAI"),
        ["genkit"] = (EffectKind.AsksModel, "Genkit"),
        ["@anthropic-ai/sdk"] = (EffectKind.AsksModel, "Anthropic"),
        ["anthropic"] = (EffectKind.AsksModel, "Anthropic"),
        ["@google/generative-ai"] = (EffectKind.AsksModel, "Gemini"),
        ["@google/genai"] = (EffectKind.AsksModel, "Gemini"),
        ["google"] = (EffectKind.AsksModel, "Gemini"),
        ["groq-sdk"] = (EffectKind.AsksModel, "Groq"),
        ["groq"] = (EffectKind.AsksModel, "Groq"),
        ["@mistralai/mistralai"] = (EffectKind.AsksModel, "Mistral"),
        ["cohere-ai"] = (EffectKind.AsksModel, "Cohere"),
        ["cohere"] = (EffectKind.AsksModel, "Cohere"),
        ["replicate"] = (EffectKind.AsksModel, "Replicate"),
        ["ai"] = (EffectKind.AsksModel, "the AI SDK"),
        ["litellm"] = (EffectKind.AsksModel, "LiteLLM"),
        ["elevenlabs"] = (EffectKind.AsksModel, "ElevenLabs"),
        ["@aws-sdk/client-bedrock-runtime"] = (EffectKind.AsksModel, "Bedrock"),
        ["langchain_openai"] = (EffectKind.AsksModel, "OpenAI"),
        ["@langchain/openai"] = (EffectKind.AsksModel, "OpenAI"),
        ["langchain_anthropic"] = (EffectKind.AsksModel, "Anthropic"),
        ["@fal-ai/client"] = (EffectKind.AsksModel, "fal"),
        ["together-ai"] = (EffectKind.AsksModel, "Together"),
        ["Microsoft.SemanticKernel"] = (EffectKind.AsksModel, "Semantic Kernel"),
        ["OpenAI"] = (EffectKind.AsksModel, "OpenAI"),
        ["Azure.AI.OpenAI"] = (EffectKind.AsksModel, "OpenAI"),
        ["resend"] = (EffectKind.SendsMail, "Resend"),
        ["nodemailer"] = (EffectKind.SendsMail, "Nodemailer"),
        ["@sendgrid/mail"] = (EffectKind.SendsMail, "SendGrid"),
        ["sendgrid"] = (EffectKind.SendsMail, "SendGrid"),
        ["postmark"] = (EffectKind.SendsMail, "Postmark"),
        ["mailgun.js"] = (EffectKind.SendsMail, "Mailgun"),
        ["@mailchimp/mailchimp_transactional"] = (EffectKind.SendsMail, "Mailchimp"),
        ["@getbrevo/brevo"] = (EffectKind.SendsMail, "Brevo"),
        ["@aws-sdk/client-ses"] = (EffectKind.SendsMail, "Amazon SES"),
        ["@aws-sdk/client-sesv2"] = (EffectKind.SendsMail, "Amazon SES"),
        ["smtplib"] = (EffectKind.SendsMail, "SMTP"),
        ["aiosmtplib"] = (EffectKind.SendsMail, "SMTP"),
        ["fastapi_mail"] = (EffectKind.SendsMail, "FastAPI-Mail"),
        ["flask_mail"] = (EffectKind.SendsMail, "Flask-Mail"),
        ["emails"] = (EffectKind.SendsMail, "SMTP"),
        ["@emailjs/nodejs"] = (EffectKind.SendsMail, "EmailJS"),
        ["loops"] = (EffectKind.SendsMail, "Loops"),
        ["MailKit"] = (EffectKind.SendsMail, "MailKit"),
        ["SendGrid"] = (EffectKind.SendsMail, "SendGrid"),
        ["System.Net.Mail"] = (EffectKind.SendsMail, "SMTP"),
        ["django"] = (EffectKind.SendsMail, "Django's mail"),
        ["twilio"] = (EffectKind.SendsMessage, "Twilio"),
        ["@vonage/server-sdk"] = (EffectKind.SendsMessage, "Vonage"),
        ["messagebird"] = (EffectKind.SendsMessage, "MessageBird"),
        ["@aws-sdk/client-sns"] = (EffectKind.SendsMessage, "Amazon SNS"),
        ["Twilio"] = (EffectKind.SendsMessage, "Twilio"),
        ["stripe"] = (EffectKind.Charges, "Stripe"),
        ["Stripe"] = (EffectKind.Charges, "Stripe"),
        ["razorpay"] = (EffectKind.Charges, "Razorpay"),
        ["square"] = (EffectKind.Charges, "Square"),
        ["@paypal/checkout-server-sdk"] = (EffectKind.Charges, "PayPal"),
        ["@mollie/api-client"] = (EffectKind.Charges, "Mollie"),
        ["@polar-sh/sdk"] = (EffectKind.Charges, "Polar"),
        ["@lemonsqueezy/lemonsqueezy.js"] = (EffectKind.Charges, "Lemon Squeezy"),
        ["puppeteer"] = (EffectKind.MakesDocument, "Puppeteer"),
        ["puppeteer-core"] = (EffectKind.MakesDocument, "Puppeteer"),
        ["playwright"] = (EffectKind.MakesDocument, "Playwright"),
        ["playwright-core"] = (EffectKind.MakesDocument, "Playwright"),
        ["@react-pdf/renderer"] = (EffectKind.MakesDocument, "React-PDF"),
        ["pdfkit"] = (EffectKind.MakesDocument, "PDFKit"),
        ["weasyprint"] = (EffectKind.MakesDocument, "WeasyPrint"),
        ["reportlab"] = (EffectKind.MakesDocument, "ReportLab"),
        ["fluent-ffmpeg"] = (EffectKind.MakesDocument, "FFmpeg"),
        ["QuestPDF"] = (EffectKind.MakesDocument, "QuestPDF"),
    };

    static readonly Dictionary<EffectKind, ImmutableHashSet<string>> Working = new()
    {
        [EffectKind.AsksModel] =
        [
            "create",
            "stream",
            "parse",
            "generate",
            "generateStream",
            "generateText",
            "streamText",
            "generateObject",
            "streamObject",
            "generateImage",
            "embed",
            "embedMany",
            "generateContent",
            "generateContentStream",
            "generate_content",
            "generate_content_async",
            "generate_images",
            "sendMessage",
            "send_message",
            "sendMessageStream",
            "chat",
            "complete",
            "completion",
            "acompletion",
            "run",
            "invoke",
            "ainvoke",
            "astream",
            "batch",
            "subscribe",
            "send",
            "convert",
            "edit",
            "transcribe",
            "embedContent",
            "embed_content",
            "InvokePromptAsync",
            "InvokeAsync",
            "GetChatMessageContentAsync",
            "GetStreamingChatMessageContentsAsync",
            "CompleteChatAsync",
            "CompleteChat",
            "CompleteChatStreamingAsync",
            "experimental_generateSpeech",
            "experimental_transcribe",
            "generateSpeech",
        ],
        [EffectKind.SendsMail] =
        [
            "send",
            "sendMail",
            "sendEmail",
            "sendEmailWithTemplate",
            "sendTransactionalEmail",
            "sendTransacEmail",
            "sendMultiple",
            "create",
            "sendmail",
            "send_message",
            "send_mail",
            "send_mass_mail",
            "mail_admins",
            "SendAsync",
            "SendEmailAsync",
            "SendMailAsync",
            "Send",
            "batch",
        ],
        [EffectKind.SendsMessage] = ["create", "send", "sendSms", "CreateAsync", "Create", "publish"],
        [EffectKind.Charges] =
        [
            "create",
            "confirm",
            "capture",
            "pay",
            "CreateAsync",
            "Create",
            "ConfirmAsync",
            "CaptureAsync",
            "execute",
            "createCheckout",
            "createPayment",
        ],
        [EffectKind.MakesDocument] =
        [
            "pdf",
            "screenshot",
            "launch",
            "newPage",
            "renderToBuffer",
            "renderToStream",
            "renderToFile",
            "toBuffer",
            "toBlob",
            "toStream",
            "write_pdf",
            "save",
            "build",
            "end",
            "run",
            "GeneratePdf",
            "connect",
        ],
    };

    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.IsCalled
        && site.Origin.Exists
        && Packages.TryGetValue(site.Origin.Package, out var known)
        && Working[known.Effect].Contains(site.Name)
        && Counts(site)
            ? site.Does(known.Effect, known.By)
        : ChargesByStripeNet(site) ? site.Does(EffectKind.Charges, "Stripe")
        : null;

    /// <summary>
    /// Services of Stripe's library for .NET, which are made where they are needed or come in from outside; many files write their whole name: <c>new
    /// Stripe.Checkout.SessionService()</c>.
    /// </summary>
    static bool ChargesByStripeNet(Site site)
    {
        if (
            !site.IsCalled
            || site.Node.File.Language is not Language.CSharp
            || site.Name is not ("Create" or "CreateAsync" or "Confirm" or "ConfirmAsync" or "Capture" or "CaptureAsync")
            || !site.Node.File.Text.Contains("Stripe", StringComparison.Ordinal)
        )
            return false;
        var held = site.Sources.Code.Definition(site.Node.Receiver);
        var type =
            site.Made(site.Node.Receiver) is { Kind: CodeKind.New } made ? made.Callee.Text
            : held.Exists ? held[Part.Type].Text
            : "";
        return (type.StartsWith("Stripe.", StringComparison.Ordinal) || UsesStripe().IsMatch(site.Node.File.Text))
            && type[(type.LastIndexOf('.') + 1)..]
                is "SessionService"
                    or "PaymentIntentService"
                    or "SubscriptionService"
                    or "InvoiceService"
                    or "ChargeService"
                    or "PaymentLinkService"
                    or "TransferService"
                    or "PayoutService"
                    or "RefundService";
    }

    [GeneratedRegex(@"(?m)^\s*using\s+Stripe(?:\.Checkout)?\s*;", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex UsesStripe();

    /// <summary>Of packages that do much besides, only the part that costs counts.</summary>
    static bool Counts(Site site) =>
        site.Origin.Package switch
        {
            "django" => site.Origin.Module.StartsWith("django.core.mail", StringComparison.Ordinal),
            "google" => site.Origin.Module.Contains("genai", StringComparison.Ordinal)
                || site.Origin.Module.Contains("generativeai", StringComparison.Ordinal),
            "stripe" or "Stripe" => !site.Way.Contains("webhook", StringComparison.OrdinalIgnoreCase)
                && !site.Way.Contains("customers", StringComparison.Ordinal)
                && !site.Way.Contains("billingPortal", StringComparison.Ordinal),
            "twilio" => site.Way.Contains("messages", StringComparison.Ordinal)
                || site.Way.Contains("calls", StringComparison.Ordinal)
                || site.Way.Contains("verifications", StringComparison.Ordinal),
            "@aws-sdk/client-sns" or "@aws-sdk/client-bedrock-runtime" or "@aws-sdk/client-ses" or "@aws-sdk/client-sesv2" => site.Name
                is "send",
            _ => true,
        };
}
