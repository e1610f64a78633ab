using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Where the git repository of a folder lies. Found by looking at files alone: no program is run, and no configuration of the repository is obeyed.
/// </summary>
/// <param name="WorkTree">Top of the work tree; null when the folder itself is a bare repository.</param>
/// <param name="GitFolder">The folder with <c>HEAD</c> and <c>index</c>; of a linked work tree its own.</param>
/// <param name="CommonFolder">The folder with objects and refs, shared by all work trees.</param>
/// <param name="Prefix">Path of the examined folder below the work tree, with a slash at the end; empty when they are the same.</param>
public sealed record Repository(string? WorkTree, string GitFolder, string CommonFolder, string Prefix)
{
    /// <summary>Whether git compares names without case here.</summary>
    internal bool IgnoresCase { get; private init; }

    /// <summary>Whether object names are SHA-256.</summary>
    public bool UsesSha256 { get; private init; }

    /// <summary>The repository that a folder belongs to; null when there is none, or when the repository ignores the folder and tracks nothing in it.</summary>
    public static Repository? Find(string root)
    {
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (IsGitFolder(root))
            return Describe(null, root, "");
        for (var folder = root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (GitFolderOf(folder) is not { } gitFolder)
                continue;
            var found = Describe(folder, gitFolder, folder == root ? "" : Below(folder, root));
            return Owns(found, root) ? found : null;
        }
        return null;
    }

    /// <summary>Whether a folder holds a repository of its own, as git sees it when it walks over it.</summary>
    public static bool IsAt(string folder) => GitFolderOf(folder) is not null;

    internal IgnoreRules Rules() => new(WorkTree!, Path.Combine(CommonFolder, "info", "exclude"), IgnoresCase);

    static string Below(string folder, string root) => Path.GetRelativePath(folder, root).Replace('\\', '/') + "/";

    /// <summary>A folder inside an ignored one (a build's output, a scratch folder) is an app of its own unless something in it is tracked.</summary>
    static bool Owns(Repository found, string root) =>
        found.Prefix.Length == 0
        || !found.Rules().Ignores(found.Prefix.TrimEnd('/'), isFolder: true)
        || (GitIndex.Read(found)?.Entries.Any(entry => entry.Path.StartsWith(found.Prefix, StringComparison.Ordinal)) ?? false);

    static string? GitFolderOf(string folder)
    {
        var path = Path.Combine(folder, ".git");
        return DiskEntry.At(path) switch
        {
            { Kind: EntryKind.Folder } => IsGitFolder(path) ? path : null,
            { Kind: EntryKind.Link } => IsGitFolder(path) ? path : null,
            { Kind: EntryKind.File } file => Pointed(file, folder),
            _ => null,
        };
    }

    /// <summary>Follows <c>gitdir: PATH</c>, as work trees and submodules have it.</summary>
    static string? Pointed(DiskEntry file, string folder)
    {
        if (file.TryRead(4096) is not { } bytes || !bytes.AsSpan().StartsWith("gitdir: "u8))
            return null;
        var target = Encoding.UTF8.GetString(bytes.AsSpan(8)).TrimEnd('\n', '\r');
        if (target.Length == 0 || target.Contains('\0', StringComparison.Ordinal))
            return null;
        var path = Path.GetFullPath(target, folder);
        return IsGitFolder(path) ? path : null;
    }

    static bool IsGitFolder(string path) =>
        File.Exists(Path.Combine(path, "HEAD"))
        && (
            File.Exists(Path.Combine(path, "commondir"))
            || (Directory.Exists(Path.Combine(path, "objects")) && Directory.Exists(Path.Combine(path, "refs")))
        );

    static Repository Describe(string? workTree, string gitFolder, string prefix)
    {
        var common = gitFolder;
        if (DiskEntry.At(Path.Combine(gitFolder, "commondir"))?.TryRead(4096) is { } bytes)
            common = Path.GetFullPath(Encoding.UTF8.GetString(bytes).TrimEnd('\n', '\r'), gitFolder);
        var config = new GitConfig(DiskEntry.At(Path.Combine(common, "config"))?.TryRead(1 << 20) ?? []);
        return new(workTree, gitFolder, common, prefix)
        {
            IgnoresCase = config.IsTrue("core.ignorecase"),
            UsesSha256 = config["extensions.objectformat"] is "sha256",
        };
    }
}
