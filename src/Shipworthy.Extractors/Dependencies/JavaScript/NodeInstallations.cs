using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>
/// Finds what npm, pnpm, Yarn and Bun install: one installation for each folder with a lock file, with the members of its workspace, and one for each
/// manifest that no lock file covers.
/// </summary>
sealed class NodeInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree)
    {
        var manifests = tree.Files.Where(IsManifest).Select(NodeManifest.Read).ToList();
        var roots = manifests
            .Select(manifest => (Manifest: manifest, Locks: NodeLockFiles.Beside(manifest.File.Folder, tree)))
            .Where(one => !one.Locks.IsEmpty || one.Manifest.Workspaces.Length > 0 || HasPnpmWorkspace(one.Manifest, tree))
            .OrderBy(one => one.Manifest.File.Folder.Length)
            .ToList();
        var withOwnLock = roots.Where(one => !one.Locks.IsEmpty).Select(one => one.Manifest).ToHashSet();
        var taken = new HashSet<NodeManifest>();
        foreach (var (root, locks) in roots)
        {
            if (!taken.Add(root))
                continue;
            var members = NodeWorkspaces
                .MembersOf(root, manifests, tree)
                .Where(member => !withOwnLock.Contains(member) && !taken.Contains(member))
                .ToList();
            var readings = locks.Select(one => one.Read([root, .. members])).ToList();
            members.AddRange(NamedByLocks(root, readings, manifests).Where(member => !withOwnLock.Contains(member)).Except(members));
            taken.UnionWith(members);
            if (Of([root, .. members], readings, tree) is { } installation)
                yield return installation;
        }
        foreach (var manifest in manifests.Where(manifest => !taken.Contains(manifest)))
            if (Of([manifest], [], tree) is { } installation)
                yield return installation;
    }

    static bool IsManifest(SourceFile file) =>
        file.Name is "package.json" && file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste);

    static bool HasPnpmWorkspace(NodeManifest manifest, SourceTree tree) =>
        tree.Find(Paths.Below(manifest.File.Folder, "pnpm-workspace.yaml")) is not null;

    static IEnumerable<NodeManifest> NamedByLocks(NodeManifest root, List<NodeLockReading> readings, List<NodeManifest> manifests)
    {
        var folders = readings
            .SelectMany(one => one.Reading.Members)
            .Select(member => Paths.Within(root.File.Folder, member))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return manifests.Where(manifest => manifest != root && folders.Contains(manifest.File.Folder));
    }

    static Installation? Of(ImmutableArray<NodeManifest> manifests, List<NodeLockReading> readings, SourceTree tree)
    {
        if (!manifests.Any(manifest => manifest.Foreign.Any()))
            return null;
        var first = manifests.FirstOrDefault(manifest => manifest.Runtime.Any(one => !one.IsLocal)) ?? manifests[0];
        var ordered = NodeLockChoice.InOrder(manifests, readings, tree);
        var (standing, because, at) = NodeLockChoice.Judge(manifests, ordered, tree);
        return new(PackageEcosystem.Npm, manifests[0].File.Folder, first.File.AtLine(first.Line))
        {
            Manifests = [.. manifests.Select(manifest => manifest.File)],
            Locks = [.. ordered.Select(one => new LockFile(one.Path, one.Tool, one.Reading.Unread))],
            Packages = Scoped(
                ordered.FirstOrDefault(one => one.Reading.Unread is null) is { } used ? used.Reading.Packages : Asked(manifests),
                manifests
            ),
            PackagesPath = ordered.FirstOrDefault(one => one.Reading.Unread is null)?.Path ?? manifests[0].File.Path,
            Standing = standing,
            Because = because,
            BecauseAt = at,
            Use = UseOf(manifests, tree),
        };
    }

    /// <summary>Without a lock file, what the manifests ask for; an exact version among it is what gets installed.</summary>
    static ImmutableArray<LockedPackage> Asked(ImmutableArray<NodeManifest> manifests) =>
        [
            .. manifests.SelectMany(manifest =>
                manifest
                    .Runtime.Select(one => Asked(manifest, one, DependencyScope.Runtime))
                    .Concat(manifest.Development.Select(one => Asked(manifest, one, DependencyScope.Development)))
                    .OfType<LockedPackage>()
            ),
        ];

    static LockedPackage? Asked(NodeManifest manifest, Requirement one, DependencyScope scope)
    {
        if (one.IsLocal)
            return null;
        var (name, range) = (one.Name, one.Range);
        if (range.StartsWith("npm:", StringComparison.Ordinal) && range.LastIndexOf('@') is > 4 and var at)
            (name, range) = (range[4..at], range[(at + 1)..]);
        var version = range.TrimStart('^', '~', '=', '>', 'v', ' ');
        var isVersion =
            version.Length > 0
            && char.IsAsciiDigit(version[0])
            && !version.AsSpan().ContainsAny(" |<>*")
            && version.Count(c => c == '.') >= 2;
        return new(name, isVersion ? version : "", one.Line)
        {
            Scope = scope,
            IsDirect = true,
            IsResolved = isVersion && char.IsAsciiDigit(range[0]),
            Path = manifest.File.Path,
        };
    }

    /// <summary>Where everything stands under development and is built into pages or a server, nothing says which packages run in production.</summary>
    static ImmutableArray<LockedPackage> Scoped(ImmutableArray<LockedPackage> packages, ImmutableArray<NodeManifest> manifests) =>
        NeedsNothing(manifests) && manifests.Any(Bundles)
            ? [.. packages.Select(one => one.Scope is DependencyScope.Development ? one with { Scope = DependencyScope.Unknown } : one)]
            : packages;

    static bool NeedsNothing(ImmutableArray<NodeManifest> manifests) => manifests.All(manifest => manifest.Runtime.All(one => one.IsLocal));

    static (ManifestUse, string)? UseOf(ImmutableArray<NodeManifest> manifests, SourceTree tree) =>
        NeedsNothing(manifests) && !manifests.Any(Bundles) ? (ManifestUse.Development, "lists packages for developers only")
        : ManifestUses.OfShapes(manifests.Select(manifest => manifest.File), tree) is { } use ? use
        : null;

    /// <summary>What is made with some frameworks is bundled with whatever it imports, and their templates list everything under development.</summary>
    static bool Bundles(NodeManifest manifest) =>
        manifest.Development.Any(one =>
            one.Name
                is "@sveltejs/kit"
                    or "svelte"
                    or "astro"
                    or "nuxt"
                    or "next"
                    or "react-dom"
                    or "vue"
                    or "solid-js"
                    or "@angular/core"
                    or "preact"
                    or "hono"
                    or "express"
                    or "fastify"
                    or "koa"
                    or "@nestjs/core"
        );
}
