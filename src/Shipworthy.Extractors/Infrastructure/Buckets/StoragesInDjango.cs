using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>The stores that Django's <c>STORAGES</c> names by the classes of django-storages, with the options that stand beside them.</summary>
sealed partial class StoragesInDjango(Sources sources)
{
    /// <summary>One store for each entry.</summary>
    public IEnumerable<StorageBucket> All()
    {
        foreach (var entry in sources.Code.All(CodeKind.Property))
            if (
                entry is { Name: "BACKEND", File.Language: Language.Python }
                && sources.Code.ValueOf(entry[Part.Value]).AsText is { } backend
                && Backend().Match(backend) is { Success: true } found
                && sources.IsDeployed(entry.File)
                && sources.RunsInProduction(entry)
            )
                yield return Of(entry, PlatformOf(found.Groups["store"].Value));
    }

    StorageBucket Of(Code entry, string platform)
    {
        var alias = entry.Parent.Parent.Name;
        var options = entry.Parent.Property("OPTIONS")[Part.Value];
        var result = new StorageBucket(entry.At, platform, alias.Length > 0 ? $"storage {alias} of Django" : "storage of Django")
        {
            Content = alias is "staticfiles" ? BucketContent.ForEverybody : BucketContent.Unknown,
        };
        foreach (var option in options.Exists ? options.Descendants(CodeKind.Property) : [])
            if (IsOpen(option))
                return result with { Doors = [new(BucketAct.Read, option.At, $"sets {option.Name} so that files are public")] };
        return result with { Unseen = "is known by its settings only: who else may read it is set elsewhere" };
    }

    bool IsOpen(Code option) =>
        option.Name switch
        {
            "default_acl" => sources.Code.ValueOf(option[Part.Value]).AsText is "public-read" or "public-read-write" or "publicRead",
            "querystring_auth" => sources.Code.ValueOf(option[Part.Value]) is Value.Truth { Holds: false },
            _ => false,
        };

    static string PlatformOf(string store) =>
        store switch
        {
            "gcloud" => "Google Cloud Storage",
            "azure_storage" => "Azure Blob Storage",
            _ => "Amazon S3",
        };

    [GeneratedRegex(@"^storages\.backends\.(?<store>s3\w*|gcloud|azure_storage)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Backend();
}
