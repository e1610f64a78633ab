using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>The manifests and lock files of the app, and which of them a look meets.</summary>
sealed class PackageIndex
{
    readonly SourceTree tree;
    readonly ImmutableArray<string> paths;
    readonly Dictionary<string, NamePattern> patterns = new(StringComparer.Ordinal);

    /// <summary>Finds them all.</summary>
    public PackageIndex(SourceTree tree)
    {
        this.tree = tree;
        var all = PackageFiles
            .All.Add("importmap.rb")
            .AddRange(PackageFiles.Osv)
            .AddRange(PackageFiles.Trivy)
            .Distinct()
            .ToImmutableArray();
        paths =
        [
            .. tree
                .Files.Where(file => file.Role is not FileRole.Vendored)
                .Select(file => file.Path)
                .Concat(tree.Unread.Select(file => file.Path))
                .Where(path => IsNamed(path, all))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<string> All => paths;

    /// <summary>What a look meets when it is made in a folder; null when a folder of it is not known.</summary>
    /// <param name="look">The look.</param>
    /// <param name="directory">The folder of the call; null when it is not known.</param>
    /// <param name="installed">The folders whose packages were installed on the machine before, where it looks at those.</param>
    public ImmutableArray<string>? Met(Look look, string? directory, IEnumerable<string> installed)
    {
        if (!look.Only.IsEmpty)
        {
            var named = look.Only.Select(file => Paths.Within(directory, file)).ToList();
            if (named.TrueForAll(file => file is not null && tree.Contains(file)))
                return [.. named.Select(file => file!)];
            // A list that is made on the way stands for the folder that it is made from.
        }
        ImmutableArray<string?> told = look.Only.IsEmpty
            ? [.. look.MoreFolders.Prepend(look.Folder).Select(folder => Paths.Within(directory, folder))]
            : [Paths.Within(directory, "")];
        if (told.Contains(null))
            return null;
        ImmutableArray<string> folders = [.. installed];
        if (folders.IsEmpty)
            folders = [.. told.OfType<string>()];
        ImmutableArray<string> met = [.. paths.Where(path => IsNamed(path, look.Reads) && folders.Any(one => Reaches(look, one, path)))];
        return look.TakesFirst ? First(met) : met;
    }

    /// <summary>All files that a look would understand, wherever it is made.</summary>
    public ImmutableArray<string> Understood(Look look) => [.. paths.Where(path => IsNamed(path, look.Reads))];

    /// <summary>What belongs to the first language of which there is anything.</summary>
    ImmutableArray<string> First(ImmutableArray<string> met) =>
        PackageFiles
            .InOrder.Select(names => met.Where(path => IsNamed(path, names)).ToImmutableArray())
            .FirstOrDefault(files => !files.IsEmpty, met);

    /// <summary>All files of some names.</summary>
    public ImmutableArray<string> Named(ImmutableArray<string> names) => [.. paths.Where(path => IsNamed(path, names))];

    bool Reaches(Look look, string folder, string path) =>
        look.Reach switch
        {
            Reach.Here => IsIn(folder, path),
            Reach.Below => Paths.IsIn(folder, path) && !look.Skips.Any(skip => IsSkipped(folder, skip, path)),
            Reach.Above => Paths.UpFrom(folder).FirstOrDefault(one => paths.Any(other => IsIn(one, other) && IsNamed(other, look.Reads)))
                is { } nearest
                && IsIn(nearest, path),
        };

    /// <summary>Lists of requirements often have a folder of their own.</summary>
    static bool IsIn(string folder, string path) =>
        Paths.FolderOf(path) == folder
        || Paths.FolderOf(path) == Paths.Below(folder, "requirements")
        || path == Paths.Below(folder, "config/importmap.rb");

    bool IsSkipped(string folder, string skip, string path) =>
        Paths.Within(folder, skip) is { } below && (Paths.IsIn(below, path) || Pattern($"{below}/**").Matches(path));

    bool IsNamed(string path, ImmutableArray<string> names)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var wanted in names)
            if (wanted == name || (wanted.Contains('*') && Pattern(wanted).Matches(wanted.Contains('/') ? LastTwo(path) : name)))
                return true;
        return false;
    }

    static string LastTwo(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? path : path[(path.LastIndexOf('/', slash - 1) + 1)..];
    }

    NamePattern Pattern(string text)
    {
        if (!patterns.TryGetValue(text, out var pattern))
            patterns[text] = pattern = new(text);
        return pattern;
    }
}
