using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary>Finds what pip, uv, Poetry, Pipenv and PDM install: one installation for each folder with a manifest or a list of requirements.</summary>
sealed class PythonInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree)
    {
        var byFolder = tree
            .Files.Where(file => file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste))
            .Where(file => file.Name is "pyproject.toml" or "Pipfile" || RequirementFiles.IsOne(file))
            .GroupBy(FolderOf, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, files) in byFolder.OrderBy(one => one.Key.Length).ThenBy(one => one.Key, StringComparer.Ordinal))
            if (!members.Contains(folder) && Of(folder, files, byFolder, members, tree) is { } installation)
                yield return installation;
    }

    /// <summary>A folder of several lists belongs to the folder above.</summary>
    static string FolderOf(SourceFile file) =>
        file.Folder is "requirements" || file.Folder.EndsWith("/requirements", StringComparison.Ordinal)
            ? Paths.FolderOf(file.Folder)
            : file.Folder;

    static Installation? Of(
        string folder,
        List<SourceFile> files,
        Dictionary<string, List<SourceFile>> byFolder,
        HashSet<string> members,
        SourceTree tree
    )
    {
        var projects = files.Where(file => file.Name is "pyproject.toml" or "Pipfile").Select(PythonProject.Read).ToList();
        var lists = files.Where(RequirementFiles.IsOne).ToList();
        var locks = AllPythonLocks
            .All.Select(reader => (Reader: reader, File: tree.Find(Paths.Below(folder, reader.Name))))
            .Where(one => one.File is not null)
            .Select(one =>
                (
                    one.Reader.Tool,
                    File: one.File!,
                    Reading: one.Reader.Read(one.File!, projects.Find(project => Owns(project, one.Reader)) ?? projects.FirstOrDefault())
                )
            )
            .OrderBy(one => one.Reading.Unread is not null)
            .ToList();
        var own = locks
            .SelectMany(one => one.Reading.Members)
            .Select(member => Paths.Within(folder, member))
            .OfType<string>()
            .Where(byFolder.ContainsKey)
            .ToList();
        members.UnionWith(own);
        ImmutableArray<SourceFile> manifests = [.. files, .. own.SelectMany(member => byFolder[member])];
        var read = new RequirementFiles(tree).Read(lists);
        // A name that stands there twice, once for its extras, is held by the line that names its version.
        ImmutableArray<LockedPackage> listed =
        [
            .. read.Where(one => one.IsResolved || !read.Any(other => other.IsResolved && other.Name == one.Name)),
        ];
        var isPinned =
            listed.Any(one => one.Scope is DependencyScope.Runtime)
            && listed.Where(one => one.Scope is DependencyScope.Runtime).All(one => one.IsResolved);
        var asked = projects.SelectMany(project => project.Asked.Select(one => one with { Path = project.File.Path })).ToList();
        ImmutableArray<LockedPackage> packages =
        [
            .. locks.SelectMany(one => one.Reading.Packages.Select(package => package with { Path = one.File.Path })),
            .. locks.Count == 0 || isPinned ? listed : [],
            .. locks.Count == 0 && !listed.Any(one => one.Scope is DependencyScope.Runtime) ? asked : [],
        ];
        if (packages.IsEmpty && locks.All(one => one.Reading.Unread is null))
            return null;
        var at = PlaceOf(projects, lists, own, byFolder);
        var (standing, because, becauseAt) = Judge(
            folder,
            projects,
            locks.ConvertAll(one => (one.File, one.Reading)),
            listed,
            isPinned,
            tree
        );
        return new(PackageEcosystem.PyPi, folder, at)
        {
            Manifests = manifests,
            Locks =
            [
                .. locks.Select(one => new LockFile(one.File.Path, one.Tool, one.Reading.Unread)),
                .. isPinned
                    ? lists.Where(list => !PythonNames.IsDevelopment(list.Name)).Select(list => new LockFile(list.Path, "pip"))
                    : [],
            ],
            Packages = packages,
            Standing = standing,
            Because = because,
            BecauseAt = becauseAt,
            LeftOpen =
                standing is LockStanding.Missing or LockStanding.Ignored
                && listed.Any(one => one.Scope is DependencyScope.Runtime && one.IsResolved)
                    ?
                    [
                        .. listed
                            .Where(one => one.Scope is DependencyScope.Runtime && !one.IsResolved)
                            .Select(one => one.Name)
                            .Distinct(StringComparer.Ordinal),
                    ]
                    : [],
            Use = packages.All(package => package.Scope is DependencyScope.Development)
                ? (ManifestUse.Development, "lists packages for developers only")
                : ManifestUses.OfShapes(manifests, tree),
        };
    }

    static bool Owns(PythonProject project, IPythonLock reader) => (project.File.Name is "Pipfile") == (reader.Name is "Pipfile.lock");

    static Location PlaceOf(
        List<PythonProject> projects,
        List<SourceFile> lists,
        List<string> own,
        Dictionary<string, List<SourceFile>> byFolder
    )
    {
        var asking = projects
            .Concat(own.SelectMany(member => byFolder[member]).Where(file => file.Name is "pyproject.toml").Select(PythonProject.Read))
            .FirstOrDefault(project => project.Asked.Any(one => one.Scope is DependencyScope.Runtime));
        return asking is not null ? asking.File.AtLine(asking.Line)
            : lists.Find(list => !PythonNames.IsDevelopment(list.Name)) is { } list ? list.AtLine(1)
            : lists.Count > 0 ? lists[0].AtLine(1)
            : projects[0].File.AtLine(projects[0].Line);
    }

    static (LockStanding, string, Location?) Judge(
        string folder,
        List<PythonProject> projects,
        List<(SourceFile File, LockReading Reading)> locks,
        ImmutableArray<LockedPackage> listed,
        bool isPinned,
        SourceTree tree
    )
    {
        if (locks.Count > 0)
            return locks[0].Reading.Unread is { } unread
                ? (LockStanding.Unknown, $"{unread}, and cannot be read", Location.File(locks[0].File.Path))
                : (LockStanding.Locked, "names every version", Location.File(locks[0].File.Path));
        if (isPinned)
            return (
                LockStanding.Pinned,
                "names exact versions",
                listed.First(one => one.Scope is DependencyScope.Runtime) is { } first ? Location.At(first.Path!, 1) : null
            );
        foreach (var name in AllPythonLocks.All.Select(reader => reader.Name))
            if (
                projects.Exists(project => (project.File.Name is "Pipfile") == (name is "Pipfile.lock"))
                && IgnoredLocks.Of(folder, name, tree) is { } at
            )
                return (LockStanding.Ignored, $"keeps {name} out of the repository", at);
        var open = listed.FirstOrDefault(one => one.Scope is DependencyScope.Runtime && !one.IsResolved);
        return open is null
            ? (LockStanding.Missing, "has no lock file", null)
            : (
                LockStanding.Missing,
                $"leaves the version of {open.Name} open, and no lock file names it",
                Location.At(open.Path!, open.Line)
            );
    }
}
