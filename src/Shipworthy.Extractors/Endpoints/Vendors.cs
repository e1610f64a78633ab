namespace Shipworthy.Extractors.Endpoints;

/// <summary>Sign-in services that limit tries by themselves (rubric L, "BaaS"): what is on without anybody's doing counts as evidence.</summary>
static class Vendors
{
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
