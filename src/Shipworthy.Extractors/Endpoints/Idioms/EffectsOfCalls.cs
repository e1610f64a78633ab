using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Requests that code makes itself to addresses that are known to cost money, and other requests as calls to somebody else.</summary>
sealed class EffectsOfCalls : IActIdiom
{
    static readonly ImmutableArray<(string Host, EffectKind Effect, string By)> Hosts =
    [
        ("api.openai.com", EffectKind.AsksModel, "OpenAI"),
        ("api.anthropic.com", EffectKind.AsksModel, "Anthropic"),
        ("generativelanguage.googleapis.com", EffectKind.AsksModel, "Gemini"),
        ("aiplatform.googleapis.com", EffectKind.AsksModel, "Vertex AI"),
        ("ai.gateway.lovable.dev", EffectKind.AsksModel, "Lovable AI"),
        ("openrouter.ai", EffectKind.AsksModel, "OpenRouter"),
        ("api.groq.com", EffectKind.AsksModel, "Groq"),
        ("api.mistral.ai", EffectKind.AsksModel, "Mistral"),
        ("api.deepseek.com", EffectKind.AsksModel, "DeepSeek"),
        ("api.perplexity.ai", EffectKind.AsksModel, "Perplexity"),
        ("api.x.ai", EffectKind.AsksModel, "xAI"),
        ("api.replicate.com", EffectKind.AsksModel, "Replicate"),
        ("api.elevenlabs.io", EffectKind.AsksModel, "ElevenLabs"),
        ("api.together.xyz", EffectKind.AsksModel, "Together"),
        ("api-inference.huggingface.co", EffectKind.AsksModel, "Hugging Face"),
        ("fal.run", EffectKind.AsksModel, "fal"),
        // What speaks as OpenAI does is paid for as well, whatever its host.
        ("/v1/chat/completions", EffectKind.AsksModel, "a model's API"),
        ("api.resend.com", EffectKind.SendsMail, "Resend"),
        ("api.sendgrid.com", EffectKind.SendsMail, "SendGrid"),
        ("api.brevo.com", EffectKind.SendsMail, "Brevo"),
        ("api.mailgun.net", EffectKind.SendsMail, "Mailgun"),
        ("api.postmarkapp.com", EffectKind.SendsMail, "Postmark"),
        ("api.emailjs.com", EffectKind.SendsMail, "EmailJS"),
        ("api.twilio.com", EffectKind.SendsMessage, "Twilio"),
        ("verify.twilio.com", EffectKind.SendsMessage, "Twilio"),
        ("graph.facebook.com", EffectKind.CallsOut, "Meta"),
        ("api.stripe.com", EffectKind.Charges, "Stripe"),
        ("safaricom.co.ke", EffectKind.Charges, "M-Pesa"),
        ("api.paystack.co", EffectKind.Charges, "Paystack"),
        ("api.flutterwave.com", EffectKind.Charges, "Flutterwave"),
        ("api.mercadopago.com", EffectKind.Charges, "Mercado Pago"),
        ("api.razorpay.com", EffectKind.Charges, "Razorpay"),
        ("api.mollie.com", EffectKind.Charges, "Mollie"),
        ("api.xendit.co", EffectKind.Charges, "Xendit"),
        ("api.midtrans.com", EffectKind.Charges, "Midtrans"),
        ("api.pdfshift.io", EffectKind.MakesDocument, "PDFShift"),
        ("api.browserless.io", EffectKind.MakesDocument, "Browserless"),
    ];

    /// <inheritdoc/>
    public Act? Of(Site site)
    {
        if (!site.IsCalled || !Requests(site))
            return null;
        var address = AddressOf(site);
        foreach (var (host, effect, by) in Hosts)
            if (address.Contains(host, StringComparison.OrdinalIgnoreCase))
                // Who asks how a payment went starts none.
                return site.Does(effect is EffectKind.Charges && site.Name is "get" or "GetAsync" ? EffectKind.CallsOut : effect, by);
        return site.Does(EffectKind.CallsOut, "a request");
    }

    static bool Requests(Site site) =>
        site.Name is "fetch" && site.Node.Callee.Kind is CodeKind.Name
        || (
            site.Origin.Package
                is "axios"
                    or "got"
                    or "ky"
                    or "node-fetch"
                    or "undici"
                    or "ofetch"
                    or "superagent"
                    or "httpx"
                    or "requests"
                    or "aiohttp"
                    or "urllib3"
            && site.Name
                is "get"
                    or "post"
                    or "put"
                    or "patch"
                    or "delete"
                    or "request"
                    or "fetch"
                    or "axios"
                    or "got"
                    or "ky"
                    or "default"
                    or "stream"
                    or "extend"
        )
        || site.Name is "PostAsync" or "PostAsJsonAsync" or "GetAsync" or "GetFromJsonAsync" or "SendAsync"
            && site.Origin.Package.StartsWith("System.Net.Http", StringComparison.Ordinal);

    /// <summary>The parts of the address that are known, from the first argument, or the literal inside an object of options.</summary>
    static string AddressOf(Site site)
    {
        var first = site.Node.ArgumentNamed("url") is { Exists: true } named ? named : site.Node.ArgumentAt(0);
        var text = Known(site.Sources.Code.ValueOf(first)) is { Length: > 0 } known ? known : first.Text;
        return $"{InFields(site.Sources.Code, first)}{text}";
    }

    /// <summary>What the fields of a class hold from the start that an address is made of: <c>`${this.base}/v1/messages`</c>.</summary>
    static string InFields(CodeBase code, Code address) =>
        string.Concat(
            address
                .Descendants(CodeKind.Member)
                .Prepend(address)
                .Where(one => one.Kind is CodeKind.Member)
                .Take(4)
                .Select(one => code.Definition(one))
                .Where(one => one.Kind is CodeKind.Property or CodeKind.Variable or CodeKind.Assignment)
                .Select(one => Known(code.ValueOf(one[Part.Value])))
        );

    static string Known(Value value) =>
        value switch
        {
            Value.Text text => text.Content,
            Value.Joined joined => string.Concat(joined.Parts.Select(Known)),
            Value.FromEnvironment { Default: { } fallback } => Known(fallback),
            Value.EitherOf either => string.Join(' ', either.Choices.Select(Known)),
            _ => "",
        };
}
