using Shipworthy.Extractors.Infrastructure.Needs;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>All stores of files of the app: declared ones first, and then those that only the code knows.</summary>
public sealed class BucketsOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(StorageBucket)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var declared = new BucketsOfAmazon(known)
            .All()
            .Concat(new BucketsOfOtherClouds(known).All())
            .Concat(new BucketsInSupabase(sources).All())
            .Concat(BucketsInFirebase.In(sources.Tree))
            .ToList();
        var uploads = new UploadsInCode(sources)
            .All()
            .Concat(new FilesInServedFolders(sources).All())
            .Concat(new MediaOfDjango(sources, known).All())
            .ToList();
        if (!declared.Concat(uploads).Any(bucket => bucket.Platform is "Amazon S3" or "S3" or "Cloudflare R2" or "DigitalOcean Spaces"))
            uploads.AddRange(new AddressesInCode(sources).All());
        foreach (var bucket in declared.Concat(uploads))
            learn.Add(bucket);
        foreach (var (at, because) in FilesBelowWebRoot.In(sources.Tree))
            learn.CannotSee<StorageBucket>(at, because);
        foreach (var use in StoreUses.In(sources, known.Dependencies))
            if (
                use.Kind is InfraKind.Bucket
                && !declared.Exists(bucket => Fits(use, bucket))
                && !uploads.Exists(bucket => Fits(use, bucket))
            )
                learn.Add(
                    new StorageBucket(use.At, PlatformOf(use.Engine), "a bucket")
                    {
                        Unseen = "is declared nowhere, so that only its console knows who may read it",
                    }
                );
    }

    static bool Fits(StoreUse use, StorageBucket bucket) =>
        use.Engine switch
        {
            "s3" => bucket.Platform is "Amazon S3" or "S3" or "Cloudflare R2" or "DigitalOcean Spaces",
            _ => bucket.Platform == PlatformOf(use.Engine),
        };

    static string PlatformOf(string engine) =>
        engine switch
        {
            "gcs" => "Google Cloud Storage",
            "azureblob" => "Azure Blob Storage",
            "vercelblob" => "Vercel Blob",
            _ => "Amazon S3",
        };
}
