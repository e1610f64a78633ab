namespace Shipworthy.Extractors.Endpoints;

/// <summary>Sign-in services that limit tries by themselves (rubric L, "BaaS"): what is on without anybody's doing counts as evidence.</summary>
static class Vendors
{
    /// <summary>
    /// The same step where a server asks the service on somebody's behalf: the service sees the server's address, and so has one count for all of its callers, unless the server
    /// hands on theirs (Supabase, "IP address forwarding": <c>Sb-Forwarded-For</c>).
    /// </summary>
    public static Act SignsInForOthers(Code at, string by, CredentialStep step) =>
        SignsIn(at, by, step) is var act && at.File.Text.Contains("sb-forwarded-for", StringComparison.OrdinalIgnoreCase)
            ? act
            : act with
            {
                Limit = act.Limit! with { Key = LimitKey.Everybody },
            };

    /// <summary>A step of signing in that a service takes over, with its limit.</summary>
    public static Act SignsIn(Code at, string by, CredentialStep step) =>
        new(ActKind.HandlesCredential, at, by)
        {
            Credential = step,
            Limit = new(at.At, by)
            {
                Key = LimitKey.Address,
                Store = LimitStore.Edge,
                IsVendorDefault = true,
            },
        };
}
