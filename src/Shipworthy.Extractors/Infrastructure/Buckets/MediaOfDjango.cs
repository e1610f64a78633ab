using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Images.Uses;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// The folder into which an app on Django writes what people upload, where something hands it out in production: a proxy, or a view. Django's own addresses for it work
/// while debugging alone.
/// </summary>
sealed partial class MediaOfDjango(Sources sources, App known)
{
    /// <summary>The folder, where it is handed out.</summary>
    public IEnumerable<StorageBucket> All()
    {
        var code = sources.Code.Files.Where(file => file.Language is Language.Python && sources.IsDeployed(file)).ToList();
        if (!code.Exists(file => Root().IsMatch(file.Text)) || code.Exists(file => Elsewhere().IsMatch(file.Text)))
            yield break;
        var fields = sources
            .Code.Calls("FileField", "ImageField")
            .Where(call => call.ArgumentNamed("upload_to").Exists && sources.IsDeployed(call.File))
            .ToList();
        if (fields.Count == 0)
            yield break;
        var papers = fields.Where(field => field.Callee.Name is "FileField" && !IsForEverybody(field)).ToList();
        var result = new StorageBucket((papers is [var first, ..] ? first : fields[0]).At, "a folder of the server", "MEDIA_ROOT");
        if (Door() is { } door)
            yield return papers.Count == 0
                ? result with
                {
                    Unseen =
                        "takes pictures that people upload and hands them to everybody; whether they are meant for everybody is not shown",
                }
                : result with
                {
                    Doors = [new(BucketAct.Read, door, "is handed out to everybody, with what people upload into it")],
                };
        else if (Proxy() is { } proxy)
            yield return result with
            {
                Unseen = $"takes what people upload, and {proxy} has the folder as well; whom that lets in is in no file here",
            };
    }

    bool IsForEverybody(Code field) =>
        BucketWords.Of(sources.Code.ValueOf(field.ArgumentNamed("upload_to")).AsText ?? "") is BucketContent.ForEverybody;

    /// <summary>Where a server of files or a view hands the folder out without asking anybody.</summary>
    Location? Door()
    {
        foreach (
            var file in sources.Tree.Files.Where(file => Folders.Counts(file.Role) && file.Name.EndsWith(".conf", StringComparison.Ordinal))
        )
            if (Served().Match(file.Text) is { Success: true } location && !Guarded().IsMatch(location.Value))
                return file.At(location.Index);
        return null;
    }

    /// <summary>A proxy of a compose file of production that mounts the folder, and whose settings lie elsewhere.</summary>
    string? Proxy()
    {
        foreach (
            var use in known.ContainerUses.Where(use =>
                use is { By: ContainerHost.Compose, NotProduction: null, Image: { } image } && Proxies().IsMatch(image.Name)
            )
        )
            if (
                sources.Tree.Find(use.At.Path) is { } file
                && ContainersInCompose.IsCompose(file)
                && YamlFile.Read(file).Root["services"][use.Name]["volumes"].Each().Any(volume => Media().IsMatch(volume.Text))
            )
                return $"{use.Name} of {file.Path}";
        return null;
    }

    [GeneratedRegex(@"^MEDIA_ROOT\s*=", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Root();

    [GeneratedRegex(
        @"^\s*DEFAULT_FILE_STORAGE\s*=|AWS_STORAGE_BUCKET_NAME|[""']BACKEND[""']\s*:\s*[""'](?:storages|cloudinary)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"location\s+(?:[~^=*]+\s+)?/?\^?/media/?\s*\{[^}]*\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Served();

    [GeneratedRegex(@"\binternal\s*;|auth_request|auth_basic|deny\s+all|proxy_pass|secure_link", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Guarded();

    [GeneratedRegex(@"^(?:nginx|caddy|httpd|openresty|traefik|lighttpd)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Proxies();

    [GeneratedRegex(@"(?:^|[/_-])media(?:[/_:-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Media();
}
