using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// Plain addresses of objects that code puts together beside its uploads and hands on. Only a public bucket answers them: where the app opens them as they are, it works
/// because strangers may read.
/// </summary>
sealed partial class AddressesInCode(Sources sources)
{
    /// <summary>One store for each file that does.</summary>
    public IEnumerable<StorageBucket> All()
    {
        var signed = sources
            .Code.Calls("getSignedUrl", "generate_presigned_url", "getSignedUrlPromise")
            .FirstOrDefault(call => sources.IsDeployed(call.File));
        foreach (
            var call in sources
                .Code.Calls("PutObjectCommand", "putObject", "put_object", "upload_file", "upload_fileobj", "Upload")
                .Where(call => sources.IsDeployed(call.File) && sources.RunsInProduction(call))
                .DistinctBy(call => call.File.Path)
        )
            if (Address().Match(call.File.Text) is { Success: true } address && sources.Tree.Find(call.File.Path) is { } file)
            {
                var at = file.At(address.Index);
                var result = new StorageBucket(at, "Amazon S3", $"uploads in {call.File.Path}");
                yield return signed.Exists
                    ? result with
                    {
                        Unseen =
                            $"is read through plain addresses beside signed ones ({signed.At}); only a public bucket answers the plain ones, and whether it is public its console knows",
                    }
                    : result with
                    {
                        Doors = [new(BucketAct.Read, at, "is read through plain addresses, which only a public bucket answers")],
                    };
            }
    }

    /// <summary>An address whose bucket is computed. One that is written out may be another company's.</summary>
    [GeneratedRegex(
        @"(?:return|=|:)\s*f?[`""']https://(?:[$%]?\{[^}\n]*\}\.s3[^`""'\n]*amazonaws\.com/|s3[^`""'\n/]*amazonaws\.com/\$?\{)[^`""'\n]*[`""']",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Address();
}
