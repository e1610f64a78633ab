using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>Finds the part of the app that a file belongs to: the nearest folder above it that holds a manifest.</summary>
sealed class Folders
{
    readonly HashSet<string> withManifest;

    /// <summary>Folders that hold a file of one of the names, or with one of the endings where a name begins with a dot.</summary>
    public Folders(SourceTree tree, params ImmutableArray<string> manifests) =>
        withManifest = [
            .. tree.Files.Where(file => Counts(file.Role) && manifests.Any(name => Matches(file.Name, name))).Select(file => file.Folder),
        ];

    /// <summary>Whether the root holds a manifest.</summary>
    public bool HasRoot => withManifest.Contains("");

    /// <summary>The nearest folder at or above the file's that holds a manifest; empty, the root, when there is none.</summary>
    public string Of(string path)
    {
        for (var folder = Above(path); folder.Length > 0; folder = Above(folder))
            if (withManifest.Contains(folder))
                return folder;
        return "";
    }

    /// <summary>Whether code of the role is deployed.</summary>
    public static bool Counts(FileRole role) =>
        role switch
        {
            FileRole.Prod or FileRole.Infra => true,
            FileRole.Vendored
            or FileRole.Generated
            or FileRole.Lock
            or FileRole.Test
            or FileRole.Example
            or FileRole.Docs
            or FileRole.Paste
            or FileRole.Ci
            or FileRole.Migration
            or FileRole.Script => false,
        };

    /// <summary>What people call a part: the name of its package, behind that of its folder where the two differ, since people see folders.</summary>
    public static string NameOf(string folder, string package) =>
        package.Length == 0 ? NameOf(folder)
        : folder.Length == 0 || package[(package.LastIndexOf('/') + 1)..].Equals(NameOf(folder), StringComparison.OrdinalIgnoreCase)
            ? package
        : $"{NameOf(folder)} ({package})";

    /// <summary>What people call a folder: its last name, or the app where it is the root.</summary>
    public static string NameOf(string folder) => folder.Length == 0 ? "app" : folder[(folder.LastIndexOf('/') + 1)..];

    static string Above(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    static bool Matches(string name, string manifest) =>
        manifest.StartsWith('.')
            ? name.EndsWith(manifest, StringComparison.OrdinalIgnoreCase)
            : name.Equals(manifest, StringComparison.OrdinalIgnoreCase);
}
