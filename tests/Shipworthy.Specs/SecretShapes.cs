using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Asn1;
using System.Text;

namespace Shipworthy.Specs;

/// <summary>
/// Makes values that have the shape of secrets, at test time, so that none is ever written down. Where a vendor's tokens carry a proof, such as a
/// checksum or decodable claims, the value has it. None of them opens anything.
/// </summary>
static class SecretShapes
{
    const string Digits = "0123456789";
    const string Hex = "0123456789abcdef";
    const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const string Base36 = "abcdefghijklmnopqrstuvwxyz0123456789";
    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const string UrlSafe = Base62 + "-_";
    const string Base64 = Base62 + "+/";

    /// <summary>Kinds that are a sequence of fixed texts and random runs, each written as <c>{alphabet:length}</c>.</summary>
    static readonly Dictionary<string, string> Patterns = new(StringComparer.Ordinal)
    {
        ["random-32"] = "{62:32}",
        ["random-43"] = "{url:43}",
        ["hex-32"] = "{hex:32}",
        ["hex-64"] = "{hex:64}",
        ["team-token"] = "kst_{62:32}",
        ["uuid"] = "{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}",
        ["chosen"] = "Kestrel{10:3}!{62:2}",
        ["github-fine"] = "github_pat_{62:22}_{62:59}",
        ["machine"] = "{HEX:64}",
        ["django"] = "django-insecure-{lower:50}",
        ["gitlab"] = "glpat-{url:20}",
        ["pypi"] = "pypi-AgEIcHlwaS5vcmc{url:70}",
        ["rubygems"] = "rubygems_{hex:48}",
        ["docker"] = "dckr_pat_{url:27}",
        ["aws-secret"] = "{64:40}",
        ["google-api"] = "AIza{url:35}",
        ["google-oauth"] = "GOCSPX-{url:28}",
        ["azure-client"] = "{62:3}8Q~{62:34}",
        ["supabase-secret"] = "sb_secret_{url:31}",
        ["supabase-publishable"] = "sb_publishable_{url:31}",
        ["supabase-access"] = "sbp_{hex:40}",
        ["openai"] = "sk-proj-{url:74}T3BlbkFJ{url:74}",
        ["openai-old"] = "sk-{62:20}T3BlbkFJ{62:20}",
        ["anthropic"] = "sk-ant-api03-{url:93}AA",
        ["groq"] = "gsk_{62:52}",
        ["xai"] = "xai-{62:80}",
        ["openrouter"] = "sk-or-v1-{hex:64}",
        ["huggingface"] = "hf_{62:34}",
        ["replicate"] = "r8_{62:37}",
        ["perplexity"] = "pplx-{62:48}",
        ["elevenlabs"] = "sk_{hex:48}",
        ["stripe-live"] = "sk_live_51{62:97}",
        ["stripe-restricted"] = "rk_live_51{62:97}",
        ["stripe-test"] = "sk_test_51{62:97}",
        ["stripe-publishable"] = "pk_live_51{62:97}",
        ["stripe-webhook"] = "whsec_{62:32}",
        ["stripe-listener"] = "whsec_{hex:64}",
        ["clerk-live"] = "sk_live_{62:42}",
        ["square"] = "sq0csp-{url:43}",
        ["paddle"] = "pdl_live_apikey_{62:50}",
        ["polar"] = "polar_oat_{62:43}",
        ["resend"] = "re_{62:8}_{62:24}",
        ["sendgrid"] = "SG.{url:22}.{url:43}",
        ["mailgun"] = "key-{hex:32}",
        ["mailchimp"] = "{hex:32}-us12",
        ["slack-bot"] = "xoxb-{10:12}-{10:12}-{62:24}",
        ["slack-app"] = "xapp-1-A{up:10}-{10:13}-{hex:64}",
        ["slack-webhook"] = "https://hooks.slack.com/services/T{up:8}/B{up:8}/{62:24}",
        ["discord-webhook"] = "https://discord.com/api/webhooks/{10:18}/{url:68}",
        ["telegram"] = "{10:10}:AA{url:33}",
        ["netlify"] = "nfp_{62:36}",
        ["fly"] = "fm2_{64:160}",
        ["render"] = "rnd_{62:32}",
        ["digitalocean"] = "dop_v1_{hex:64}",
        ["doppler"] = "dp.pt.{62:43}",
        ["vault"] = "hvs.{url:90}",
        ["terraform"] = "{62:14}.atlasv1.{url:67}",
        ["pulumi"] = "pul-{hex:40}",
        ["neon-password"] = "npg_{62:12}",
        ["planetscale"] = "pscale_tkn_{url:43}",
        ["notion"] = "ntn_{62:46}",
        ["linear"] = "lin_api_{62:40}",
        ["airtable"] = "pat{62:14}.{hex:64}",
        ["figma"] = "figd_{url:40}",
        ["postman"] = "PMAK-{hex:24}-{hex:34}",
        ["shopify"] = "shpat_{hex:32}",
        ["sentry-user"] = "sntryu_{hex:64}",
        ["posthog-personal"] = "phx_{62:43}",
        ["posthog-project"] = "phc_{62:43}",
        ["newrelic"] = "NRAK-{up:27}",
        ["databricks"] = "dapi{hex:32}",
    };

    /// <summary>A fresh value of the given kind.</summary>
    /// <exception cref="FormatException">The kind is not known here.</exception>
    public static string Make(string kind, Random random) =>
        kind switch
        {
            _ when Patterns.TryGetValue(kind, out var pattern) => Fill(pattern, random),
            "github-pat" => WithCrc("ghp_", random),
            "github-miscounted" => Miscounted(random),
            "github-pat-base64" => Convert.ToBase64String(Encoding.ASCII.GetBytes(WithCrc("ghp_", random))),
            "basic" => Convert.ToBase64String(Encoding.ASCII.GetBytes(Fill("deploy:{62:24}", random))),
            "npm" => WithCrc("npm_", random),
            "nuget" => "oy2" + Fill("{62:43}", random).ToLowerInvariant(),
            "aws-id" => AwsId(random),
            "aws-session-id" => "ASIA" + AwsId(random)[4..],
            "aws-example-id" => "AKIA" + Fill("{32:9}", random) + "EXAMPLE",
            "grafana" => Grafana(random),
            "discord-bot" =>
                $"M{Convert.ToBase64String(Encoding.ASCII.GetBytes("2" + Fill("{10:17}", random)))[1..].TrimEnd('=')}.{Fill("{62:6}.{url:38}", random)}",
            // The storage emulator's own key: every installation has it, and its documents print it.
            "azurite" => "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
            "azure-account-key" => Convert.ToBase64String(BytesOf(random, 64)),
            "laravel-key" => "base64:" + Convert.ToBase64String(BytesOf(random, 32)),
            "bcrypt" => "$2b$10$" + Fill("{62:53}", random),
            "jwt-anon" => Jwt("""{"iss":"supabase","ref":"REF","role":"anon","iat":1700000000,"exp":2015000000}""", random),
            "jwt-service-role" => Jwt("""{"iss":"supabase","ref":"REF","role":"service_role","iat":1700000000,"exp":2015000000}""", random),
            "jwt-service-role-expired" => Jwt(
                """{"iss":"supabase","ref":"REF","role":"service_role","iat":1600000000,"exp":1650000000}""",
                random
            ),
            "jwt-demo" => Jwt("""{"iss":"supabase-demo","role":"service_role","exp":1983812996}""", random),
            "jwt-other" => Jwt("""{"sub":"REF","iat":1700000000}""", random),
            "pem" => Pem("RSA PRIVATE KEY", "\n", random),
            "pem-escaped" => Pem("PRIVATE KEY", "\\n", random),
            "pem-base64" => Convert.ToBase64String(Encoding.ASCII.GetBytes(Pem("PRIVATE KEY", "\n", random))),
            "pem-certificate" => Pem("CERTIFICATE", "\n", random),
            "pem-encrypted" => Pem("ENCRYPTED PRIVATE KEY", "\n", random),
            _ => throw new FormatException($"no secret of kind {kind} can be made; add it to SecretShapes"),
        };

    /// <summary>Every kind that <see cref="Make"/> knows by a pattern of its own.</summary>
    public static IEnumerable<string> PatternKinds => Patterns.Keys;

    static string Fill(string pattern, Random random)
    {
        var text = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] != '{')
            {
                text.Append(pattern[at]);
                continue;
            }
            var end = pattern.IndexOf('}', at);
            var parts = pattern[(at + 1)..end].Split(':');
            text.Append(random.GetItems<char>(Alphabet(parts[0]), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
            at = end;
        }
        return text.ToString();
    }

    static string Alphabet(string name) =>
        name switch
        {
            "10" => Digits,
            "hex" => Hex,
            "HEX" => Hex.ToUpperInvariant(),
            "up" => Upper,
            "32" => Base32,
            "62" => Base62,
            "64" => Base64,
            "url" => UrlSafe,
            "lower" => Base36,
            _ => throw new FormatException($"no alphabet {name}"),
        };

    static string WithCrc(string prefix, Random random)
    {
        var body = Fill("{62:30}", random);
        return prefix + body + InBase62(Crc32(body));
    }

    static string Miscounted(Random random)
    {
        var token = WithCrc("ghp_", random);
        return token[..^1] + (token[^1] == 'a' ? 'b' : 'a');
    }

    /// <summary>
    /// An id whose account has twelve digits, as Amazon's have: below the highest of 48 bits lie 40 of the account and 7 others, and base 32 takes five
    /// bits a letter.
    /// </summary>
    static string AwsId(Random random)
    {
        var bits = (1UL << 47 | (ulong)random.NextInt64(100_000_000_000, 999_999_999_999) << 7 | (uint)random.Next(128)) << 2;
        var letters = Enumerable.Range(0, 10).Select(i => Base32[(int)(bits >> (45 - 5 * i) & 31)]);
        return $"AKIA{string.Concat(letters)}{Fill("{32:6}", random)}";
    }

    static string Grafana(Random random)
    {
        var start = "glsa_" + Fill("{62:32}", random);
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Crc32(start));
        return $"{start}_{Convert.ToHexStringLower(sum)}";
    }

    static string Jwt(string claims, Random random)
    {
        var reference = Fill("{62:20}", random).ToLowerInvariant();
        return string.Join(
            '.',
            Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8),
            Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.Replace("REF", reference, StringComparison.Ordinal))),
            Base64Url.EncodeToString(BytesOf(random, 32))
        );
    }

    /// <summary>Numbers in the order of RFC 8017, as random as those of a key and not a key.</summary>
    static string Pem(string label, string lineEnd, Random random)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            foreach (var bytes in new[] { 256, 3, 256, 128, 128, 128, 128, 128 })
                writer.WriteIntegerUnsigned([0x7F, .. BytesOf(random, bytes - 1)]);
        }
        var lines = Convert.ToBase64String(writer.Encode()).Chunk(64).Select(chunk => new string(chunk));
        return string.Join(lineEnd, [$"-----BEGIN {label}-----", .. lines, $"-----END {label}-----"]);
    }

    static byte[] BytesOf(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    static string InBase62(uint number)
    {
        var text = "";
        for (var i = 0; i < 6; i++, number /= 62)
            text = Base62[(int)(number % 62)] + text;
        return text;
    }

    static uint Crc32(string text)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var one in Encoding.ASCII.GetBytes(text))
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? sum >> 1 ^ 0xEDB88320u : sum >> 1;
        }
        return ~sum;
    }
}
