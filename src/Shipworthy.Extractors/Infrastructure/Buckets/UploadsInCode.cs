using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// What code says of the files that it puts into stores: ACLs of uploads, the access of Vercel's Blob store, the settings of storage libraries. A bucket that only a variable names
/// is known to nobody here.
/// </summary>
sealed partial class UploadsInCode(Sources sources)
{
    /// <summary>The stores that the code uses. Those that files of infrastructure declare are left out by whoever asks.</summary>
    public IEnumerable<StorageBucket> All() =>
        Amazon()
            .Concat(Blob())
            .Concat(Django())
            .Concat(new StoragesInDjango(sources).All())
            .Concat(Rails())
            .Concat(Google())
            .Concat(new UploadsInMediaHosts(sources).All());

    IEnumerable<StorageBucket> Amazon()
    {
        var calls = sources
            .Code.Calls(
                "PutObjectCommand",
                "putObject",
                "upload",
                "Upload",
                "createPresignedPost",
                "multerS3",
                "put_object",
                "upload_file",
                "upload_fileobj"
            )
            .Where(call => sources.IsDeployed(call.File) && sources.RunsInProduction(call))
            .Where(call => call.Callee.Name is not ("upload" or "Upload" or "multerS3") || SpeaksOfS3().IsMatch(call.File.Text))
            .ToList();
        foreach (var call in calls)
            if (AclOf(call) is { } acl)
                yield return new(acl.At, "Amazon S3", $"uploads in {call.File.Path}")
                {
                    Content = BucketWords.Of(KeyOf(call)),
                    Doors =
                    [
                        new(
                            acl.Text.Contains("write", StringComparison.Ordinal) ? BucketAct.Write : BucketAct.Read,
                            acl.At,
                            "stores each file with a public ACL"
                        ),
                    ],
                };
    }

    Code? AclOf(Code call)
    {
        foreach (var node in call.Descendants())
            if (
                node.Kind is CodeKind.Property or CodeKind.Argument
                && node.Name is "ACL" or "acl"
                && sources.Code.ValueOf(node[Part.Value]).AsText is "public-read" or "public-read-write"
            )
                return node[Part.Value];
        return null;
    }

    /// <summary>The words of the name under which a file is stored, as far as they are written here.</summary>
    static string KeyOf(Code call) =>
        call.Descendants()
            .Where(node => node.Kind is CodeKind.Property or CodeKind.Argument && node.Name is "Key" or "key")
            .Select(node => WordsOf(node[Part.Value]))
            .FirstOrDefault("");

    static string WordsOf(Code name) => string.Join(' ', name.Descendants().Prepend(name).Select(part => part.String).OfType<string>());

    IEnumerable<StorageBucket> Blob()
    {
        if (!sources.Code.Imports("@vercel/blob"))
            yield break;
        foreach (var call in sources.Code.Calls("put", "upload"))
            if (
                sources.Code.OriginOf(call.Callee).Package is "@vercel/blob"
                && sources.IsDeployed(call.File)
                && sources.RunsInProduction(call)
                && sources.Code.ObjectOf(call.ArgumentAt(2)) is { Exists: true } options
            )
            {
                var access = options.Property("access")[Part.Value];
                var named = BucketWords.Of(WordsOf(call.ArgumentAt(0)));
                var result = new StorageBucket(call.At, "Vercel Blob", $"uploads in {call.File.Path}")
                {
                    Content = named is BucketContent.Unknown && IsPicture(call) ? BucketContent.ForEverybody : named,
                };
                yield return sources.Code.ValueOf(access).AsText switch
                {
                    "public" => result with
                    {
                        Doors = [new(BucketAct.Read, access.At, "stores each file for everybody who knows its address")],
                    },
                    "private" => result with { Private = "stores each file privately" },
                    _ => result with { Unseen = "takes the access of files from a value that could not be followed" },
                };
            }
    }

    /// <summary>Whether the address of what is put goes nowhere but to pictures that strangers see by nature: those of link previews, logos, avatars.</summary>
    bool IsPicture(Code call)
    {
        var put = call.Parent.Kind is CodeKind.Await ? call.Parent.Parent : call.Parent;
        if (put.Kind is not CodeKind.Variable || put.Name.Length == 0)
            return false;
        var uses = sources.Code.Names(put.Name).Where(use => use.File == put.File && sources.Code.Definition(use) == put).ToList();
        return uses.Count > 0 && uses.TrueForAll(use => Picture().IsMatch(TakerOf(use.Parent)));
    }

    /// <summary>The name of what takes an address; empty where something else is done with it.</summary>
    static string TakerOf(Code address) =>
        address.Kind is not CodeKind.Member || address.Name is not "url" ? ""
        : address.Parent.Kind is CodeKind.Assignment ? address.Parent[Part.Target].Name
        : address.Parent.Kind is CodeKind.Property or CodeKind.Variable ? address.Parent.Name
        : "";

    IEnumerable<StorageBucket> Django()
    {
        foreach (var file in sources.Code.Files)
            if (
                file.Language is Language.Python
                && file.Text.Contains("AWS_STORAGE_BUCKET_NAME", StringComparison.Ordinal)
                && sources.IsDeployed(file)
                && sources.Tree.Find(file.Path) is { } source
            )
            {
                var result = new StorageBucket(
                    source.At(file.Text.IndexOf("AWS_STORAGE_BUCKET_NAME", StringComparison.Ordinal)),
                    "Amazon S3",
                    "bucket of django-storages"
                );
                yield return DjangoPublic().Match(file.Text) is { Success: true } open
                    ? result with
                    {
                        Doors =
                        [
                            new(BucketAct.Read, source.At(open.Index), $"sets {open.Value.Split('=')[0].Trim()} so that files are public"),
                        ],
                    }
                    : result with
                    {
                        Unseen = "is known by the name of a variable only",
                    };
            }
    }

    IEnumerable<StorageBucket> Rails()
    {
        foreach (var file in sources.Tree.Files)
            if (file.Path.EndsWith("config/storage.yml", StringComparison.Ordinal) && Folders.Counts(file.Role))
                foreach (var service in Yaml.YamlFile.Read(file).Root.Entries)
                    if (service.Value["service"].Text is "S3" or "GCS" or "AzureStorage")
                    {
                        var result = new StorageBucket(service.At, service.Value["service"].Text, service.Key)
                        {
                            Content = BucketWords.Of($"{service.Key} {service.Value["bucket"].Text}"),
                        };
                        yield return service.Value["public"] is { Truth: true } open
                            ? result with
                            {
                                Doors = [new(BucketAct.Read, open.At, "hands files out without signed links")],
                            }
                            : result with
                            {
                                Unseen = "is known by its name only: who else may read it is set elsewhere",
                            };
                    }
    }

    IEnumerable<StorageBucket> Google()
    {
        if (!sources.Code.Imports("@google-cloud/storage", "google"))
            yield break;
        foreach (var call in sources.Code.Calls("makePublic", "make_public").Where(call => sources.IsDeployed(call.File)))
            yield return new(call.At, "Google Cloud Storage", $"uploads in {call.File.Path}")
            {
                Doors = [new(BucketAct.Read, call.At, "makes each file public")],
            };
    }

    [GeneratedRegex(
        "(?:meta|og|social|preview|share)_?image|favicon|logo(?!n|ut)|avatar",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Picture();

    [GeneratedRegex(@"@aws-sdk|aws-sdk|multer-s3|boto3|S3Client", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SpeaksOfS3();

    [GeneratedRegex(
        @"^\s*AWS_DEFAULT_ACL\s*=\s*[""']public-read[""']|^\s*AWS_QUERYSTRING_AUTH\s*=\s*False",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DjangoPublic();
}
