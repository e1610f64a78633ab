using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>Which of several lock files is used, and whether they agree.</summary>
static class NodeLockChoice
{
    static readonly ImmutableArray<(string Tool, string Command)> commands =
    [
        ("pnpm", "pnpm install"),
        ("pnpm", "pnpm i "),
        ("pnpm", "pnpm/action-setup"),
        ("Yarn", "yarn install"),
        ("Yarn", "yarn --frozen-lockfile"),
        ("Bun", "bun install"),
        ("Bun", "oven-sh/setup-bun"),
        ("npm", "npm ci"),
        ("npm", " npm install"),
    ];

    /// <summary>The lock files, the one that is used first: the package manager that the manifest names, else the one that pipelines and images install
    /// with, else the one that holds most of what the manifest names.</summary>
    public static ImmutableArray<NodeLockReading> InOrder(
        ImmutableArray<NodeManifest> manifests,
        List<NodeLockReading> readings,
        SourceTree tree
    )
    {
        if (readings.Count < 2)
            return [.. readings];
        var named = manifests[0].PackageManager;
        var installs = InstallsByTool(tree);
        var asked = NamesOf(manifests);
        return
        [
            .. readings
                .OrderByDescending(one => one.Tool.Equals(named, StringComparison.OrdinalIgnoreCase))
                .ThenByDescending(one => installs.GetValueOrDefault(one.Tool))
                .ThenBy(one => one.Lacking(asked).Length)
                .ThenBy(one => one.Reading.Unread is not null)
                .ThenBy(one => one.Tool is "npm"),
        ];
    }

    /// <summary>What the lock files are worth, with the evidence and its place.</summary>
    public static (LockStanding Standing, string Because, Location? At) Judge(
        ImmutableArray<NodeManifest> manifests,
        ImmutableArray<NodeLockReading> locks,
        SourceTree tree
    )
    {
        var folder = manifests[0].File.Folder;
        if (locks.IsEmpty)
        {
            if (IgnoredNames(folder, tree) is var (ignored, at))
                return (LockStanding.Ignored, ignored, at);
            return (LockStanding.Missing, "has no lock file", null);
        }
        var asked = NamesOf(manifests);
        foreach (var other in locks.Skip(1))
            if (Disagreement(manifests, locks[0], other, asked) is { } because)
                return (LockStanding.Disagreeing, because, Location.At(other.Path, 1));
        var read = locks.FirstOrDefault(one => one.Reading.Unread is null);
        if (read is not null)
            return (LockStanding.Locked, "names every version", Location.File(read.Path));
        return (LockStanding.Unknown, $"{locks[0].Reading.Unread}, and cannot be read", Location.File(locks[0].Path));
    }

    static string? Disagreement(
        ImmutableArray<NodeManifest> manifests,
        NodeLockReading used,
        NodeLockReading other,
        ImmutableArray<string> asked
    )
    {
        var usedName = Paths.FolderOf(used.Path) is { Length: > 0 } folder ? used.Path[(folder.Length + 1)..] : used.Path;
        var lacking = other.Lacking(asked);
        var known = used.Lacking(asked);
        lacking = [.. lacking.Where(name => !known.Contains(name))];
        if (lacking.Length > 0)
            return $"lacks {Few(lacking)}, which {usedName} holds";
        if (used.Reading.Unread is not null || other.Reading.Unread is not null)
            return null;
        var (versions, others) = (VersionsOf(used), VersionsOf(other));
        foreach (var requirement in manifests.SelectMany(manifest => manifest.Runtime))
            if (
                others[requirement.Name].FirstOrDefault() is { } there
                && versions[requirement.Name].FirstOrDefault() is { } here
                && !versions[requirement.Name].Contains(there)
            )
                return $"has {requirement.Name} {there} where {usedName} has {here}";
        return null;
    }

    static ILookup<string, string> VersionsOf(NodeLockReading reading) =>
        reading
            .Reading.Packages.Where(package => package.IsDirect is not false)
            .ToLookup(package => package.Name, package => package.Version);

    /// <summary>An alias has another name in the lock file, and a part of the repository has none.</summary>
    static ImmutableArray<string> NamesOf(ImmutableArray<NodeManifest> manifests) =>
        [
            .. manifests
                .SelectMany(manifest => manifest.Runtime.Concat(manifest.Development))
                .Where(one => !one.IsLocal && !one.Range.StartsWith("npm:", StringComparison.Ordinal))
                .Where(one => one.Range.Length == 0 || !one.Range.Contains(':') && !one.Range.Contains('/'))
                .Select(one => one.Name)
                .Distinct(StringComparer.Ordinal),
        ];

    static string Few(ImmutableArray<string> names) =>
        names.Length switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => $"{names[0]}, {names[1]} and {names.Length - 2} more",
        };

    static (string Because, Location At)? IgnoredNames(string folder, SourceTree tree)
    {
        foreach (var name in AllNodeLocks.All.SelectMany(reader => reader.Names).Append(NodeLockFiles.BunBinary))
            if (IgnoredLocks.Of(folder, name, tree) is { } at)
                return ($"keeps {name} out of the repository", at);
        return null;
    }

    static Dictionary<string, int> InstallsByTool(SourceTree tree)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in tree.Files.Where(file => file.Role is FileRole.Ci or FileRole.Infra))
        foreach (var (tool, command) in commands)
            if (file.Text.Contains(command, StringComparison.Ordinal))
                counts[tool] = counts.GetValueOrDefault(tool) + 1;
        return counts;
    }
}
