namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>The declarations by which buckets are judged.</summary>
static class BucketScope
{
    /// <summary>What production has; where everything bears the mark of another environment, all there is.</summary>
    public static ImmutableArray<InfraResource> Of(App known)
    {
        var made = known.InfraResources.Where(one => one.NotMade is null && !one.IsLookup).ToImmutableArray();
        var inProduction = made.Where(one => one.IsInProduction && one.Tool is not (InfraTool.Compose or InfraTool.Platform))
            .ToImmutableArray();
        return inProduction.IsEmpty ? made : [.. made.Where(one => one.IsInProduction)];
    }
}
