using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys of the vendors of language models and of what is built around them. Whoever has one spends its owner's money.</summary>
sealed class ModelVendorKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("openai-key", "an OpenAI key", Run(UrlSafe, 23, 190), "T3BlbkFJ", Run(UrlSafe, 20, 150)) with
            {
                Read = OpenAi,
            },
            Live("anthropic-key", "an Anthropic key", "sk-ant-api03-", Run(UrlSafe, 95)),
            Live("anthropic-admin-key", "an Anthropic admin key", "sk-ant-admin01-", Run(UrlSafe, 95)),
            Live("anthropic-login", "an Anthropic login", "sk-ant-oat01-", Run(UrlSafe, 90, 120)),
            Live("groq-key", "a Groq key", "gsk_", Run(Base62, 52)),
            Live("xai-key", "an xAI key", "xai-", Run(Base62, 80)),
            Live("openrouter-key", "an OpenRouter key", "sk-or-v1-", Run(Hex, 64)),
            Live("huggingface-token", "a Hugging Face token", "hf_", Run(Base62, 34)),
            Live("replicate-token", "a Replicate token", "r8_", Run(Base62, 37)),
            Live("perplexity-key", "a Perplexity key", "pplx-", Run(Base62, 48)),
            Live("elevenlabs-key", "an ElevenLabs key", "sk_", Run(Hex, 48)),
            Live("cerebras-key", "a Cerebras key", "csk-", Run(Base62, 48)),
            Live("together-key", "a Together key", "tgp_v1_", Run(UrlSafe, 43)),
            Live("langfuse-key", "a Langfuse key", "sk-lf-", Run(UrlSafe, 36)),
            Live("langsmith-key", "a LangSmith key", "lsv2_pt_", Run(Hex, 32), "_", Run(Hex, 10)),
            Live("langsmith-service-key", "a LangSmith key", "lsv2_sk_", Run(Hex, 32), "_", Run(Hex, 10)),
            Live("tavily-key", "a Tavily key", "tvly-", Run(UrlSafe, 32, 50)),
            Live("pinecone-key", "a Pinecone key", "pcsk_", Run(UrlSafe, 50, 80)),
            Live("deepseek-key", "a DeepSeek key", "sk-", Run(Hex, 32)) with
            {
                Read = candidate =>
                    new(SecretClass.Live, OfflineProof.Shape) { Noun = candidate.Near(1, "deepseek") ? null : "a model vendor's key" },
            },
            Live("firecrawl-key", "a Firecrawl key", "fc-", Run(Hex, 32)) with
            {
                Read = candidate => candidate.Near(1, "firecrawl") ? new(SecretClass.Live, OfflineProof.Shape) : null,
            },
        ];

    /// <summary>The mark stands in the middle, so the letters of an escape in front of the key are taken for a part of it at first.</summary>
    static Reading? OpenAi(Candidate candidate) =>
        candidate.Value.IndexOf("sk-", StringComparison.Ordinal) is >= 0 and var at
            ? new(SecretClass.Live, OfflineProof.Shape) { Part = (candidate.Start + at, candidate.Length - at) }
            : null;
}
