using System.Xml.Linq;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Manifests;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.DotNet;

/// <summary>A project of .NET with the packages that it refers to, after the shared files above it and the central list of versions.</summary>
sealed class DotNetProject
{
    static readonly ImmutableArray<string> forTests =
    [
        "Microsoft.NET.Test.Sdk",
        "xunit",
        "xunit.v3",
        "NUnit",
        "MSTest.TestFramework",
        "MSTest",
        "TUnit",
    ];

    DotNetProject(SourceFile file, ImmutableArray<LockedPackage> packages, bool isForDevelopers, string reason, int line)
    {
        File = file;
        Packages = packages;
        IsForDevelopers = isForDevelopers;
        Reason = reason;
        Line = line;
    }

    /// <summary>The project file.</summary>
    public SourceFile File { get; }

    /// <summary>The packages that it names.</summary>
    public ImmutableArray<LockedPackage> Packages { get; }

    /// <summary>Whether it is for tests, or starts the app on a developer's machine only.</summary>
    public bool IsForDevelopers { get; }

    /// <summary>Why it is for developers, as a clause.</summary>
    public string Reason { get; }

    /// <summary>The line of its first reference to a package; 1 when it has none.</summary>
    public int Line { get; }

    /// <summary>Reads a project.</summary>
    /// <param name="shared">Gives the shared files above a folder, the farthest first.</param>
    public static DotNetProject? Read(SourceFile file, DotNetSharedFiles shared)
    {
        if (XmlTree.Read(file) is not { } root)
            return null;
        var properties = new BuildProperties();
        var above = shared.Above(file.Folder, "Directory.Build.props");
        var central = shared.Above(file.Folder, "Directory.Packages.props").TakeLast(1).ToList();
        foreach (var one in above.Concat(central))
            properties.Take(one.Root);
        properties.Take(root);
        var versions = new Dictionary<string, (string Version, SourceFile File, int Line)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (from, list) in central)
        foreach (var item in list.All("PackageVersion"))
            if (NameOf(item) is { Length: > 0 } name)
                versions[properties.Filled(name)] = (properties.Filled(item.Says("Version")), from, item.Line());
        var references = root.All("PackageReference")
            .Select(item => (Item: item, From: file, IsGlobal: false))
            .Concat(above.SelectMany(one => one.Root.All("PackageReference").Select(item => (Item: item, From: one.File, IsGlobal: false))))
            .Concat(
                central.SelectMany(one =>
                    one.Root.All("GlobalPackageReference").Select(item => (Item: item, From: one.File, IsGlobal: true))
                )
            )
            .ToList();
        var (isForDevelopers, reason) = ForDevelopers(file, root, properties, references.ConvertAll(one => NameOf(one.Item)), shared.Tree);
        var packages = references
            .Where(one => NameOf(one.Item).Length > 0)
            .Select(one => Package(one.Item, one.From, one.IsGlobal || isForDevelopers, properties, versions))
            .ToImmutableArray();
        return new(file, packages, isForDevelopers, reason, root.All("PackageReference").FirstOrDefault()?.Line() ?? 1);
    }

    static LockedPackage Package(
        XElement item,
        SourceFile from,
        bool isForDevelopers,
        BuildProperties properties,
        Dictionary<string, (string Version, SourceFile File, int Line)> versions
    )
    {
        var name = properties.Filled(NameOf(item));
        var written = properties.Filled(item.Says("VersionOverride") is { Length: > 0 } special ? special : item.Says("Version"));
        var (path, line) = (from.Path, item.Line());
        if (written.Length == 0 && versions.TryGetValue(name, out var central))
            (written, path, line) = (central.Version, central.File.Path, central.Line);
        var (version, isExact) = Lowest(written);
        var isPrivate = item.Says("PrivateAssets").Contains("all", StringComparison.OrdinalIgnoreCase);
        return new(name, version, line)
        {
            Path = path,
            IsDirect = true,
            IsResolved = isExact,
            Scope = isForDevelopers || isPrivate ? DependencyScope.Development : DependencyScope.Runtime,
        };
    }

    static string NameOf(XElement item) => item.Says("Include") is { Length: > 0 } name ? name : item.Says("Update");

    /// <summary>NuGet takes the lowest version of a range (learn.microsoft.com, "Package versioning"); a star leaves it open.</summary>
    static (string Version, bool IsExact) Lowest(string range)
    {
        var lowest = range.Trim('[', ']', '(', ')', ' ').Split(',')[0].Trim();
        return lowest.Length > 0 && char.IsAsciiDigit(lowest[0]) && !lowest.Contains('*') ? (lowest, !range.StartsWith('(')) : ("", false);
    }

    static (bool, string) ForDevelopers(
        SourceFile file,
        XElement root,
        BuildProperties properties,
        List<string> references,
        SourceTree tree
    )
    {
        var sdk = root.Says("Sdk") + " " + string.Join(' ', root.All("Sdk").Select(one => one.Says("Name")));
        if (
            sdk.Contains("Aspire.AppHost", StringComparison.OrdinalIgnoreCase)
            || properties["IsAspireHost"].Equals("true", StringComparison.OrdinalIgnoreCase)
        )
            return (true, "starts the app on a developer's machine");
        var isTest =
            file.Role is FileRole.Test
            || properties["IsTestProject"].Equals("true", StringComparison.OrdinalIgnoreCase)
            || sdk.Contains("MSTest.Sdk", StringComparison.OrdinalIgnoreCase)
            || references.Exists(name => forTests.Contains(name, StringComparer.OrdinalIgnoreCase)) && !DotNetServers.IsOne(tree, file)
            || Path.GetFileNameWithoutExtension(file.Name) is var name
                && (name.EndsWith("Tests", StringComparison.Ordinal) || name.EndsWith(".Test", StringComparison.Ordinal));
        return isTest ? (true, "tests the app") : (false, "");
    }
}

/// <summary>The files that MSBuild reads for every project below them, each read once.</summary>
sealed class DotNetSharedFiles(SourceTree tree)
{
    /// <summary>The files of the app.</summary>
    public SourceTree Tree { get; } = tree;

    readonly Dictionary<string, (SourceFile, XElement)?> read = new(StringComparer.Ordinal);

    /// <summary>The files of a name in a folder and above it, the farthest first.</summary>
    public List<(SourceFile File, XElement Root)> Above(string folder, string name) =>
        [.. Paths.UpFrom(folder).Reverse().Select(at => At(Paths.Below(at, name))).OfType<(SourceFile, XElement)>()];

    (SourceFile, XElement)? At(string path)
    {
        if (!read.TryGetValue(path, out var known))
            read[path] = known = Tree.Find(path) is { } file && XmlTree.Read(file) is { } root ? (file, root) : null;
        return known;
    }
}
