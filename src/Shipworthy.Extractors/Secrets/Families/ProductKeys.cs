using System.Buffers.Binary;
using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys of other products, and those of their keys that everybody may see.</summary>
sealed class ProductKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("notion-token", "a Notion token", "ntn_", Run(Base62, 40, 60)),
            Live("notion-integration-secret", "a Notion token", "secret_", Run(Base62, 43)) with
            {
                Read = candidate => Randomness.ClassesOf(candidate.Value[7..]) == 3 ? new(SecretClass.Live, OfflineProof.Shape) : null,
            },
            Live("linear-key", "a Linear key", "lin_api_", Run(Base62, 40)),
            Live("airtable-token", "an Airtable token", "pat", Run(Base62, 14), ".", Run(Hex, 64)),
            Live("figma-token", "a Figma token", "figd_", Run(UrlSafe, 38, 60)),
            Live("postman-key", "a Postman key", "PMAK-", Run(Hex, 24), "-", Run(Hex, 34)),
            .. new[] { "shpat_", "shpss_", "shpca_", "shppa_" }.Select(prefix =>
                Live("shopify-token", "a Shopify token", prefix, Run(Hex, 32))
            ),
            Live("sentry-token", "a Sentry token", "sntrys_", Run(Composite, 60, 300)),
            Live("sentry-user-token", "a Sentry token", "sntryu_", Run(Hex, 64)),
            Live("posthog-personal-key", "a PostHog personal key", "phx_", Run(Base62, 40, 60)),
            ForEverybody("posthog-project-key", "a PostHog project key", "phc_", Run(Base62, 40, 60)),
            Live("newrelic-key", "a New Relic key", "NRAK-", Run(Upper, 27)),
            Live("grafana-token", "a Grafana token", "glsa_", Run(Base62, 32), "_", Run(Hex, 8)) with
            {
                Read = candidate => HasGrafanaSum(candidate.Value) ? new(SecretClass.Live, OfflineProof.Checksum) : null,
            },
            Live("grafana-cloud-token", "a Grafana Cloud token", "glc_eyJ", Run(Base64, 60, 400)),
            Live("databricks-token", "a Databricks token", "dapi", Run(Hex, 32)),
            Live("mapbox-secret-token", "a Mapbox secret token", "sk.eyJ", Run(UrlSafe, 20, 200), ".", Run(UrlSafe, 20, 40)),
            ForEverybody("mapbox-public-token", "a Mapbox public token", "pk.eyJ", Run(UrlSafe, 20, 200), ".", Run(UrlSafe, 20, 40)),
            .. new[] { "na1", "na2", "eu1", "ap1" }.Select(region =>
                Live("hubspot-token", "a HubSpot token", $"pat-{region}-", Run(UrlSafe, 36))
            ),
            Live("contentful-token", "a Contentful token", "CFPAT-", Run(UrlSafe, 43)),
            Live("typeform-token", "a Typeform token", "tfp_", Run(UrlSafe, 40, 60)),
            Live("dropbox-token", "a Dropbox token", "sl.", Run(UrlSafe, 130, 1500)),
            ForEverybody("revenuecat-apple-key", "a RevenueCat key", "appl_", Run(Base62, 20, 48)),
            ForEverybody("revenuecat-google-key", "a RevenueCat key", "goog_", Run(Base62, 20, 48)),
            Live("clickup-token", "a ClickUp token", "pk_", Run(Digits, 7, 9), "_", Run(Upper, 32)),
        ];

    /// <summary>The last eight digits are the CRC-32 of what stands in front of the underscore, its lowest byte first.</summary>
    static bool HasGrafanaSum(string token)
    {
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Checksums.Crc32(token[..^9]));
        return Convert.ToHexStringLower(sum) == token[^8..];
    }
}
