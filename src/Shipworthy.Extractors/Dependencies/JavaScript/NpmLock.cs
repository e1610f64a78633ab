using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>
/// <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c> of versions 1 to 3 (docs.npmjs.com, "package-lock.json"). Versions 2 and 3 list packages by
/// the path at which they are installed, version 1 nests them; all of them mark what only development needs.
/// </summary>
sealed class NpmLock : INodeLock
{
    const string Installed = "node_modules/";

    public string Tool => "npm";

    public ImmutableArray<string> Names => ["package-lock.json", "npm-shrinkwrap.json"];

    public LockReading Read(SourceFile file, IReadOnlyList<NodeManifest> manifests)
    {
        var flat = new List<Entry>();
        var nested = new List<Entry>();
        var members = ImmutableArray.CreateBuilder<string>();
        var direct = new HashSet<string>(StringComparer.Ordinal);
        var unread = JsonWalk.Read(
            file.Bytes.Span,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var name))
                    if (name is "packages" && walk.Object())
                        ReadFlat(ref walk, flat, members, direct);
                    else if (name is "dependencies" && walk.Object())
                        ReadNested(ref walk, nested, isTop: true);
                    else if (name is not ("packages" or "dependencies"))
                        walk.Pass();
            }
        );
        if (unread is not null)
            return LockReading.Failed(unread);
        if (flat.Count == 0)
            foreach (var requirement in manifests.SelectMany(manifest => manifest.Foreign))
                direct.Add(Installed + requirement.Name);
        return new([.. (flat.Count > 0 ? flat : nested).Where(entry => entry.Version.Length > 0).Select(entry => entry.Package(direct))])
        {
            Members = members.ToImmutable(),
        };
    }

    static void ReadFlat(ref JsonWalk walk, List<Entry> entries, ImmutableArray<string>.Builder members, HashSet<string> direct)
    {
        while (walk.Property(out var path))
        {
            var entry = new Entry { Path = path, Line = walk.Line };
            if (!walk.Object())
                continue;
            var isOwn = !path.Contains(Installed, StringComparison.Ordinal);
            var isLink = false;
            while (walk.Property(out var field))
                switch (field)
                {
                    case "name":
                        entry.Name = walk.Value() ?? "";
                        break;
                    case "link":
                        isLink = walk.Value() is "true";
                        break;
                    case "dependencies" or "devDependencies" or "optionalDependencies" when isOwn:
                        foreach (var name in walk.Names())
                        {
                            direct.Add(Installed + name);
                            direct.Add($"{path}/{Installed}{name}");
                        }
                        break;
                    default:
                        ReadField(ref walk, field, entry);
                        break;
                }
            if (isOwn && path.Length > 0)
                members.Add(path);
            else if (!isOwn && !isLink)
                entries.Add(entry);
        }
    }

    static void ReadNested(ref JsonWalk walk, List<Entry> entries, bool isTop)
    {
        while (walk.Property(out var name))
        {
            var entry = new Entry { Path = isTop ? Installed + name : $"*/{Installed}{name}", Line = walk.Line };
            if (!walk.Object())
                continue;
            entries.Add(entry);
            while (walk.Property(out var field))
                if (field is "dependencies" && walk.Object())
                    ReadNested(ref walk, entries, isTop: false);
                else if (field is not "dependencies")
                    ReadField(ref walk, field, entry);
            // An alias has its own name as the version of another package.
            if (entry.Version.StartsWith("npm:", StringComparison.Ordinal) && entry.Version.LastIndexOf('@') is > 4 and var at)
                (entry.Name, entry.Version) = (entry.Version[4..at], entry.Version[(at + 1)..]);
            else if (entry.Version.Length > 0 && !char.IsAsciiDigit(entry.Version[0]))
                entry.Version = "";
        }
    }

    static void ReadField(ref JsonWalk walk, string field, Entry entry)
    {
        switch (field)
        {
            case "version":
                entry.Version = walk.Value() ?? "";
                break;
            case "dev":
                entry.IsDevelopment = walk.Value() is "true";
                break;
            default:
                walk.Pass();
                break;
        }
    }

    sealed class Entry
    {
        public required string Path { get; init; }
        public required int Line { get; init; }
        public string Name { get; set; } = "";
        public string Version { get; set; } = "";
        public bool IsDevelopment { get; set; }

        /// <summary>An optional package of a runtime dependency that development needs as well ("devOptional") is installed in production.</summary>
        public LockedPackage Package(HashSet<string> direct) =>
            new(Name.Length > 0 ? Name : Path[(Path.LastIndexOf(Installed, StringComparison.Ordinal) + Installed.Length)..], Version, Line)
            {
                Scope = IsDevelopment ? DependencyScope.Development : DependencyScope.Runtime,
                IsDirect = direct.Contains(Path),
            };
    }
}
