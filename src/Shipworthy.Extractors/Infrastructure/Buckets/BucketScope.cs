namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>The declarations by which buckets are judged.</summary>
static class BucketScope
{
    /// <summary>What production has; where only other environments have buckets, all there is: theirs are then the ones that the app uses.</summary>
    public static ImmutableArray<InfraResource> Of(App known)
    {
        var made = known.InfraResources.Where(one => one.NotMade is null && !one.IsLookup).ToImmutableArray();
        var inProduction = made.Where(one => one.IsInProduction).ToImmutableArray();
        return inProduction.Any(one => one.Kind is InfraKind.Bucket && one.Tool is not InfraTool.Compose) ? inProduction : made;
    }
}
