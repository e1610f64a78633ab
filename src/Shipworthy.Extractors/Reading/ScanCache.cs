using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// What earlier scans found out about content that has not changed. It lies outside the scanned tree, in <c>$XDG_CACHE_HOME/shipworthy</c> or
/// <c>~/.cache/shipworthy</c>, with one folder a format. Losing it costs time and nothing else: what is broken, foreign or unreadable is passed over, and
/// what cannot be written is not written.
/// </summary>
public sealed class ScanCache
{
    /// <summary>Part of the path: a newer format never meets files of an older one.</summary>
    const string Format = "1";

    /// <summary>All packs together; beyond it, those that were not written for the longest time go.</summary>
    const long LargestSize = 1L << 30;

    readonly string? folder;
    readonly string app;
    readonly string build;

    ScanCache(string? folder, string app, string build)
    {
        this.folder = folder;
        this.app = app;
        this.build = build;
    }

    /// <summary>Remembers nothing.</summary>
    public static ScanCache Off { get; } = new(null, "", "");

    /// <summary>The cache for an app; one that remembers nothing when it would lie in the app itself or this machine has no place for it.</summary>
    /// <param name="root">The examined folder.</param>
    /// <param name="place">Where all caches lie, as <see cref="PlaceOf"/> gives it; null when nothing is to be kept.</param>
    /// <param name="build">The build of Shipworthy that remembers; null for the one that is running.</param>
    public static ScanCache Of(string root, string? place, string? build = null)
    {
        if (place is null)
            return Off;
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;
        place = Path.GetFullPath(place);
        return (place + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal)
            ? Off
            : new(Path.Combine(place, Format), root, build ?? BuildOfShipworthy.Name);
    }

    /// <summary>Results of one kind for the files of this app, by the content they were made from.</summary>
    /// <param name="kind">What they are: <c>code</c>, <c>secrets</c>.</param>
    public CachePack Pack(string kind) => new(PathOf(kind), Trim);

    /// <summary>The blobs of this app's history in which an earlier search found nothing.</summary>
    public SearchedBlobs SearchedBlobs() => new(PathOf("history"), Trim);

    string? PathOf(string kind) =>
        folder is null
            ? null
            : Path.Combine(folder, $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{build}\0{app}")))[..24]}");

    /// <summary>Where the caches of a person lie; null when this machine has no place for them.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string? PlaceOf(Func<string, string?> variable)
    {
        var given = variable("XDG_CACHE_HOME");
        if (!string.IsNullOrEmpty(given) && Path.IsPathRooted(given))
            return Path.Combine(given, "shipworthy");
        var home = variable(OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "HOME");
        return string.IsNullOrEmpty(home) || !Path.IsPathRooted(home)
            ? null
            : Path.Combine(home, OperatingSystem.IsWindows() ? "shipworthy" : ".cache/shipworthy");
    }

    void Trim()
    {
        try
        {
            var size = 0L;
            foreach (var pack in new DirectoryInfo(folder!).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).ToList())
                if ((size += pack.Length) > LargestSize)
                    pack.Delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another scan is at it, or the folder is not ours.
        }
    }
}
