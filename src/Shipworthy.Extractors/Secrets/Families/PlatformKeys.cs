using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys of hosts, databases as a service, secret stores and tools that change infrastructure.</summary>
sealed class PlatformKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("netlify-token", "a Netlify token", "nfp_", Run(Base62, 36, 60)),
            Live("vercel-token", "a Vercel token", "vcp_", Run(Base62, 24, 80)),
            Live("fly-organization-token", "a Fly token", "fo1_", Run(UrlSafe, 43)),
            Live("fly-token", "a Fly token", "fm1_", Run(Base64, 100, 1000)),
            Live("fly-token-2", "a Fly token", "fm2_", Run(Base64, 100, 1000)),
            Live("render-key", "a Render key", "rnd_", Run(Base62, 32)),
            Live("digitalocean-token", "a DigitalOcean token", "dop_v1_", Run(Hex, 64)),
            Live("digitalocean-access-token", "a DigitalOcean token", "doo_v1_", Run(Hex, 64)),
            Live("digitalocean-refresh-token", "a DigitalOcean token", "dor_v1_", Run(Hex, 64)),
            Live("heroku-key", "a Heroku key", "HRKU-", Run(UrlSafe, 36, 70)),
            Live("doppler-token", "a Doppler token", "dp.pt.", Run(Base62, 40, 44)),
            Live("doppler-service-token", "a Doppler token", "dp.st.", Run(Unreserved, 40, 80)),
            Live("vault-token", "a Vault token", "hvs.", Run(UrlSafe, 24, 200)),
            Live("vault-batch-token", "a Vault token", "hvb.", Run(UrlSafe, 90, 300)),
            Live("terraform-token", "a Terraform Cloud token", Run(Base62, 14), ".atlasv1.", Run(UrlSafe, 60, 70)),
            Live("pulumi-token", "a Pulumi token", "pul-", Run(Hex, 40)),
            Live("onepassword-token", "a 1Password token", "ops_eyJ", Run(Base64, 200, 2000)),
            Live("neon-key", "a Neon key", "napi_", Run(Base62, 60, 70)),
            Live("neon-password", "a Neon database password", "npg_", Run(Base62, 12, 24)),
            Live("planetscale-token", "a PlanetScale token", "pscale_tkn_", Run(Unreserved, 32, 64)),
            Live("planetscale-password", "a PlanetScale password", "pscale_pw_", Run(Unreserved, 32, 64)),
            Live("planetscale-login", "a PlanetScale token", "pscale_oauth_", Run(Unreserved, 32, 64)),
            Live("tailscale-key", "a Tailscale key", "tskey-", Run(UrlSafe, 20, 90)),
            Live("age-key", "an age key", "AGE-SECRET-KEY-1", Run(Upper, 58)),
            Live("cloudflare-origin-key", "a Cloudflare origin key", "v1.0-", Run(Hex, 24), "-", Run(Hex, 146)),
            Live("buildkite-token", "a Buildkite token", "bkua_", Run(Hex, 40)),
        ];
}
