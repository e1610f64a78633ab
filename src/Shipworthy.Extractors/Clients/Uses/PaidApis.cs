using System.Collections.Frozen;

namespace Shipworthy.Extractors.Clients.Uses;

/// <summary>APIs whose keys are secret: hosts, and packages that call them.</summary>
static class PaidApis
{
    /// <summary>Hosts of APIs that take a secret key, with the name that people know.</summary>
    static readonly ImmutableArray<(string Host, string Name)> Hosts =
    [
        ("api.openai.com", "OpenAI"),
        ("openai.azure.com", "Azure OpenAI"),
        ("api.anthropic.com", "Anthropic"),
        ("generativelanguage.googleapis.com", "Gemini"),
        ("aiplatform.googleapis.com", "Vertex AI"),
        ("openrouter.ai", "OpenRouter"),
        ("api.groq.com", "Groq"),
        ("api.mistral.ai", "Mistral"),
        ("api.cohere.", "Cohere"),
        ("api.perplexity.ai", "Perplexity"),
        ("api.deepseek.com", "DeepSeek"),
        ("api.together.xyz", "Together"),
        ("api.fireworks.ai", "Fireworks"),
        ("api.x.ai", "xAI"),
        ("api.replicate.com", "Replicate"),
        ("api.elevenlabs.io", "ElevenLabs"),
        ("api.stability.ai", "Stability AI"),
        ("api-inference.huggingface.co", "Hugging Face"),
        ("router.huggingface.co", "Hugging Face"),
        ("api.assemblyai.com", "AssemblyAI"),
        ("api.deepgram.com", "Deepgram"),
        ("api.tavily.com", "Tavily"),
        ("api.firecrawl.dev", "Firecrawl"),
        ("serpapi.com", "SerpApi"),
        ("api.resend.com", "Resend"),
        ("api.sendgrid.com", "SendGrid"),
        ("api.mailgun.net", "Mailgun"),
        ("api.postmarkapp.com", "Postmark"),
        ("api.brevo.com", "Brevo"),
        ("api.twilio.com", "Twilio"),
        ("api.stripe.com", "Stripe"),
        ("api.paddle.com", "Paddle"),
        ("api.lemonsqueezy.com", "Lemon Squeezy"),
        ("api.notion.com", "Notion"),
        ("api.airtable.com", "Airtable"),
        ("api.github.com", "GitHub"),
        ("api.pinecone.io", "Pinecone"),
        ("api.linear.app", "Linear"),
        ("slack.com/api", "Slack"),
        ("graph.facebook.com", "Meta"),
        ("api.cloudflare.com", "Cloudflare"),
        ("api.vercel.com", "Vercel"),
        ("api.supabase.com", "Supabase"),
        ("api.clerk.com", "Clerk"),
        ("api.hubapi.com", "HubSpot"),
        ("rapidapi.com", "RapidAPI"),
    ];

    /// <summary>Packages that call such an API with a secret key, with the name that people know.</summary>
    static readonly FrozenDictionary<string, string> Packages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["openai"] = "OpenAI",
        ["@ai-sdk/openai"] = "OpenAI",
        ["@langchain/openai"] = "OpenAI",
        ["@azure/openai"] = "Azure OpenAI",
        ["@anthropic-ai/sdk"] = "Anthropic",
        ["@ai-sdk/anthropic"] = "Anthropic",
        ["@langchain/anthropic"] = "Anthropic",
        ["@google/genai"] = "Gemini",
        ["@google/generative-ai"] = "Gemini",
        ["@ai-sdk/google"] = "Gemini",
        ["@langchain/google-genai"] = "Gemini",
        ["groq-sdk"] = "Groq",
        ["@ai-sdk/groq"] = "Groq",
        ["@mistralai/mistralai"] = "Mistral",
        ["@ai-sdk/mistral"] = "Mistral",
        ["cohere-ai"] = "Cohere",
        ["replicate"] = "Replicate",
        ["elevenlabs"] = "ElevenLabs",
        ["@elevenlabs/elevenlabs-js"] = "ElevenLabs",
        ["@huggingface/inference"] = "Hugging Face",
        ["@openrouter/ai-sdk-provider"] = "OpenRouter",
        ["together-ai"] = "Together",
        ["@fal-ai/client"] = "fal",
        ["@fal-ai/serverless-client"] = "fal",
        ["@deepgram/sdk"] = "Deepgram",
        ["assemblyai"] = "AssemblyAI",
        ["@tavily/core"] = "Tavily",
        ["@mendable/firecrawl-js"] = "Firecrawl",
        ["@pinecone-database/pinecone"] = "Pinecone",
        ["resend"] = "Resend",
        ["@sendgrid/mail"] = "SendGrid",
        ["mailgun.js"] = "Mailgun",
        ["postmark"] = "Postmark",
        ["twilio"] = "Twilio",
        ["stripe"] = "Stripe",
        ["@notionhq/client"] = "Notion",
        ["@octokit/rest"] = "GitHub",
        ["octokit"] = "GitHub",
        ["@slack/web-api"] = "Slack",
        ["@hubspot/api-client"] = "HubSpot",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Packages that are made for servers, with what they open.</summary>
    static readonly FrozenDictionary<string, string> ServerPackages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["firebase-admin"] = "the administrator's library of Firebase",
        ["pg"] = "the database",
        ["postgres"] = "the database",
        ["mysql"] = "the database",
        ["mysql2"] = "the database",
        ["mongodb"] = "the database",
        ["mongoose"] = "the database",
        ["@prisma/client"] = "the database",
        ["@neondatabase/serverless"] = "the database",
        ["ioredis"] = "the database",
        ["@upstash/redis"] = "the database",
        ["jsonwebtoken"] = "the signing of tokens",
        ["nodemailer"] = "the sending of mail",
        ["@supabase/supabase-js"] = "the database past its row policies",
        ["@supabase/ssr"] = "the database past its row policies",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The API that a text is an address of; null for other texts.</summary>
    public static string? AtAddress(string text)
    {
        foreach (var (host, name) in Hosts)
            if (text.Contains(host, StringComparison.OrdinalIgnoreCase))
                return name;
        return null;
    }

    /// <summary>The API that a package calls; null for other packages.</summary>
    public static string? OfPackage(string package) => Packages.GetValueOrDefault(package);

    /// <summary>What a package for servers opens; null for other packages.</summary>
    public static string? OfServerPackage(string package) =>
        ServerPackages.GetValueOrDefault(package)
        ?? (package.StartsWith("@aws-sdk/client-", StringComparison.Ordinal) ? "the account at AWS" : null)
        ?? (package.StartsWith("firebase-admin/", StringComparison.Ordinal) ? "the administrator's library of Firebase" : null);
}
