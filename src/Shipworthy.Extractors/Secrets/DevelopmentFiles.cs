using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets;

/// <summary>Files of settings that their name gives to development or tests, and that no image, deploy or pipeline names: production reads others.</summary>
sealed class DevelopmentFiles(SourceTree tree)
{
    readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>Whether a path is one of them.</summary>
    public bool Include(string path) => known.TryGetValue(path, out var before) ? before : known[path] = Are(path);

    bool Are(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return IsSettings(name)
            && name.Split(['.', '-', '_']).Any(word => word.ToLowerInvariant() is "dev" or "development" or "test" or "testing")
            && !tree.Files.Any(file =>
                file.Role is FileRole.Infra or FileRole.Ci or FileRole.Script && file.Path != path && NamesIt(file, name)
            );
    }

    static bool IsSettings(string name) =>
        name.StartsWith(".env", StringComparison.Ordinal)
        || name.StartsWith("appsettings.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("application-", StringComparison.Ordinal);

    /// <summary>Whether a file names another in what it runs. A list of what an image leaves out takes nothing in.</summary>
    static bool NamesIt(SourceFile file, string name) =>
        !file.Name.EndsWith("ignore", StringComparison.Ordinal) && file.Text.Contains(name, StringComparison.Ordinal);
}
