using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// Files that code hands to hosts of media. Cloudinary shows what it stores to everybody who knows its address, unless the call says otherwise; at UploadThing a dashboard decides.
/// </summary>
sealed partial class UploadsInMediaHosts(Sources sources)
{
    /// <summary>One store for each call.</summary>
    public IEnumerable<StorageBucket> All() => Cloudinary().Concat(UploadThing());

    IEnumerable<StorageBucket> Cloudinary()
    {
        if (!sources.Code.Imports("cloudinary", "multer-storage-cloudinary"))
            yield break;
        foreach (var call in sources.Code.Calls("upload", "upload_stream", "upload_large", "upload_chunked_stream"))
            if (call.Receiver.Name is "uploader" && IsLive(call))
                yield return Of(call, OptionsOf(call));
        foreach (var made in sources.Code.Calls("CloudinaryStorage"))
            if (IsLive(made))
                yield return Of(made, sources.Code.ObjectOf(sources.Code.Entry(sources.Code.ObjectOf(made.ArgumentAt(0)), "params")));
    }

    /// <summary>The object of options; in Python the call itself, whose arguments have names. Nothing when they cannot be read.</summary>
    Code OptionsOf(Code call)
    {
        if (call.File.Language is Language.Python)
            return call;
        foreach (var argument in call.Arguments)
            if (sources.Code.ObjectOf(argument[Part.Value] is { Exists: true } value ? value : argument) is { Exists: true } options)
                return options;
        return default;
    }

    StorageBucket Of(Code call, Code options)
    {
        var words = WordsOf(options, "folder", "public_id", "asset_folder");
        var content = BucketWords.Of(words);
        var result = new StorageBucket(call.At, "Cloudinary", $"uploads in {call.File.Path}") { Content = content };
        var delivery = NamedIn(options, "type");
        return !options.Exists || IsSpread(options)
                ? result with
                {
                    Unseen = "takes the delivery type of files from a value that could not be followed",
                }
            : delivery.Exists
                ? sources.Code.ValueOf(delivery).AsText switch
                {
                    "private" or "authenticated" => result with { Private = "stores each file so that only signed addresses show it" },
                    "upload" => Open(result, call, options),
                    _ => result with { Unseen = "takes the delivery type of files from a value that could not be followed" },
                }
            : Open(result, call, options);
    }

    StorageBucket Open(StorageBucket bucket, Code call, Code options)
    {
        var kind = NamedIn(options, "resource_type");
        var onlyPictures = !kind.Exists || sources.Code.ValueOf(kind).AsText is "image" or "video";
        return bucket.Content is BucketContent.Unknown && onlyPictures
            ? bucket with
            {
                Unseen = "takes pictures that people upload and hands them to everybody; whether they are meant for everybody is not shown",
            }
            : bucket with
            {
                Doors = [new(BucketAct.Read, call.At, "stores each file for everybody who knows its address")],
            };
    }

    IEnumerable<StorageBucket> UploadThing()
    {
        if (!sources.Code.Imports("uploadthing"))
            yield break;
        foreach (var call in sources.Code.Calls("createUploadthing", "UTApi"))
            if (
                (
                    sources.Code.OriginOf(call.Callee).Package is "uploadthing"
                    || call.File.Text.Contains("\"uploadthing/", StringComparison.Ordinal)
                    || call.File.Text.Contains("'uploadthing/", StringComparison.Ordinal)
                ) && IsLive(call)
            )
                yield return new(call.At, "UploadThing", $"uploads in {call.File.Path}")
                {
                    Unseen = "keeps files at UploadThing, whose dashboard alone knows who may read them",
                };
    }

    bool IsLive(Code call) => sources.IsDeployed(call.File) && sources.RunsInProduction(call);

    static bool IsSpread(Code options) => Spread().IsMatch(options.Text);

    static Code NamedIn(Code options, string name) =>
        !options.Exists ? default
        : options.Kind is CodeKind.Call ? options.ArgumentNamed(name)
        : options.Property(name)[Part.Value];

    static string WordsOf(Code options, params ReadOnlySpan<string> names)
    {
        var words = "";
        foreach (var name in names)
            if (NamedIn(options, name) is { Exists: true } value)
                words = $"{words} {Hole().Replace(value.Text, " ")}";
        return words;
    }

    [GeneratedRegex(@"(?<=[{,(]\s*)(?:\.\.\.|\*\*)\w", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Spread();

    /// <summary>What is put into a text when it runs.</summary>
    [GeneratedRegex(@"\$?\{[^{}]*\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hole();
}
