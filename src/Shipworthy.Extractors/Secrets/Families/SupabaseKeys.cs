using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys of Supabase, and every other token that is a signed set of claims: what it is worth stands in the claims, which anybody can decode.</summary>
sealed class SupabaseKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("supabase-secret-key", "a Supabase secret key", "sb_secret_", Run(UrlSafe, 20, 60)),
            ForEverybody("supabase-publishable-key", "a Supabase publishable key", "sb_publishable_", Run(UrlSafe, 20, 60)),
            Live("supabase-access-token", "a Supabase access token", "sbp_", Run(Hex, 40)),
            Live("jwt", "a signed token", "eyJ", Run(UrlSafe, 10, 2000), ".eyJ", Run(UrlSafe, 10, 4000), ".", Run(UrlSafe, 20, 1500)) with
            {
                Read = Claims,
                MayLookMade = true,
            },
        ];

    static Reading? Claims(Candidate token)
    {
        if (JwtClaims.Decode(token.Value) is not { } claims)
            return null;
        var reading = claims switch
        {
            { Issuer: "supabase-demo" } => new Reading(
                SecretClass.Local,
                OfflineProof.Claims,
                "is a demo token that every local Supabase accepts"
            ),
            { IsSupabase: true, Role: "service_role" or "supabase_admin" } => new(SecretClass.Live, OfflineProof.Claims)
            {
                Noun = "a Supabase service-role key",
            },
            { IsSupabase: true, Role: "anon" } => new(SecretClass.Public, OfflineProof.Claims) { Noun = "a Supabase anonymous key" },
            { IsSample: true } => null,
            _ when token.Near(2, "lemonsqueezy", "lemon_squeezy", "lemon squeezy") => new(SecretClass.Live, OfflineProof.Claims)
            {
                Noun = "a Lemon Squeezy key",
            },
            _ => new(SecretClass.Live, OfflineProof.Claims) { Kind = SecretKind.Named },
        };
        return reading is null ? null : reading with { Expires = claims.Expires };
    }
}
