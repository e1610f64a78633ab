namespace Shipworthy.Syntax.Linking;

/// <summary>Paths below the root of the app, with forward slashes and without a slash at either end; the root itself is empty.</summary>
static class Paths
{
    /// <summary>The folder that holds a path.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>A relative path seen from a folder, with <c>.</c> and <c>..</c> worked out; null when it leaves the root.</summary>
    public static string? Join(string folder, string relative)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count == 0)
                return null;
            else
                parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }

    /// <summary>The folders above a path, the nearest first, the root last.</summary>
    public static IEnumerable<string> Above(string path)
    {
        for (var folder = FolderOf(path); ; folder = FolderOf(folder))
        {
            yield return folder;
            if (folder.Length == 0)
                yield break;
        }
    }

    /// <summary>A path in a folder, which may be the root.</summary>
    public static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
