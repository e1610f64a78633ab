using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>Ecosystems with one manifest and one lock file, side by side.</summary>
/// <param name="Ecosystem">Whose packages.</param>
/// <param name="Tool">Who writes the lock file.</param>
/// <param name="Manifests">Names of the manifest; the first one that is there counts.</param>
/// <param name="Locks">Names of the lock file, in the same order.</param>
/// <param name="Read">Reads the lock file, together with the manifest.</param>
/// <param name="Asks">Whether a manifest asks for packages of others at all, with the line where it begins to.</param>
sealed record PlainInstallation(
    PackageEcosystem Ecosystem,
    string Tool,
    ImmutableArray<string> Manifests,
    ImmutableArray<string> Locks,
    Func<SourceFile, SourceFile?, LockReading> Read,
    Func<SourceFile, int> Asks
)
{
    /// <summary>Whether manifests below a lock file belong to it.</summary>
    public bool LocksWorkspaces { get; init; }

    /// <summary>All installations in a tree.</summary>
    public IEnumerable<Installation> Find(SourceTree tree)
    {
        var folders = tree
            .Files.Where(file =>
                file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste)
                && (Manifests.Contains(file.Name) || Locks.Contains(file.Name))
            )
            .GroupBy(file => file.Folder, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var (folder, files) in folders.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var locked = files.Find(file => Locks.Contains(file.Name));
            if (
                locked is null
                && LocksWorkspaces
                && Paths
                    .UpFrom(folder)
                    .Skip(1)
                    .Any(at => folders.TryGetValue(at, out var above) && above.Exists(file => Locks.Contains(file.Name)))
            )
                continue;
            var manifest = files.Where(file => Manifests.Contains(file.Name)).MinBy(file => Manifests.IndexOf(file.Name));
            if (manifest is not null && Of(folder, manifest, locked, MembersOf(folder, folders), tree) is { } installation)
                yield return installation;
        }
    }

    IEnumerable<SourceFile> MembersOf(string folder, Dictionary<string, List<SourceFile>> folders) =>
        LocksWorkspaces
            ? folders
                .Where(one => one.Key != folder && Paths.IsIn(folder, one.Key) && !one.Value.Exists(file => Locks.Contains(file.Name)))
                .SelectMany(one => one.Value.Where(file => Manifests.Contains(file.Name)))
            : [];

    Installation? Of(string folder, SourceFile manifest, SourceFile? locked, IEnumerable<SourceFile> members, SourceTree tree)
    {
        var reading = locked is null ? null : Read(locked, manifest);
        var asks = Asks(manifest);
        if (asks == 0 && reading is null or { Packages: [], Unread: null })
            return null;
        var name = Locks[Math.Min(Manifests.IndexOf(manifest.Name), Locks.Length - 1)];
        var ignored = locked is null ? IgnoredLocks.Of(folder, name, tree) : null;
        return new(Ecosystem, folder, manifest.AtLine(Math.Max(1, asks)))
        {
            Manifests = [manifest, .. members],
            Locks = locked is null ? [] : [new(locked.Path, Tool, reading!.Unread)],
            Packages = reading?.Packages ?? [],
            PackagesPath = locked?.Path ?? manifest.Path,
            Standing =
                reading is { Unread: null } ? LockStanding.Locked
                : reading is not null ? LockStanding.Unknown
                : ignored is not null ? LockStanding.Ignored
                : LockStanding.Missing,
            Because =
                reading is { Unread: null } ? "names every version"
                : reading is not null ? $"{reading.Unread}, and cannot be read"
                : ignored is not null ? $"keeps {name} out of the repository"
                : "has no lock file",
            BecauseAt = locked is not null ? Location.File(locked.Path) : ignored,
            Use =
                reading is { Packages.IsEmpty: false } && reading.Packages.All(package => package.Scope is DependencyScope.Development)
                    ? (ManifestUse.Development, "lists packages for developers only")
                    : ManifestUses.OfShapes([manifest], tree),
        };
    }
}
