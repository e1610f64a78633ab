namespace Shipworthy.Extractors.Pipelines;

/// <summary>Paths below the root of the app, with forward slashes; the root is the empty text.</summary>
static class Paths
{
    /// <summary>Where a relative path leads from a folder; null when it leaves the root or holds what is not known.</summary>
    public static string? Within(string? folder, string path)
    {
        if (folder is null || path.Contains('$') || path.Contains('`'))
            return null;
        var segments = path.StartsWith('/') ? [] : new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var segment in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (segment == "..")
            {
                if (segments.Count == 0)
                    return null;
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".")
                segments.Add(segment);
        return string.Join('/', segments);
    }

    /// <summary>A path below a folder.</summary>
    public static string Below(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>Whether a path is the folder or lies below it.</summary>
    public static bool IsIn(string folder, string path) =>
        folder.Length == 0
        || path == folder
        || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The folder of a path.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>A folder and all folders above it, the nearest first; the root comes last.</summary>
    public static IEnumerable<string> UpFrom(string folder)
    {
        for (var at = folder; at.Length > 0; at = FolderOf(at))
            yield return at;
        yield return "";
    }
}
