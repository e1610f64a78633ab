using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Jvm;

/// <summary>
/// A <c>pom.xml</c> (maven.apache.org/pom.html) with what it inherits from parents in the repository. Versions that come from a list of versions outside
/// stay open, but for a package of the group of the parent, which the parent's own version is for.
/// </summary>
sealed partial class MavenProject
{
    const int MostParents = 10;

    readonly Dictionary<string, string> properties = new(StringComparer.Ordinal);
    readonly Dictionary<string, (string Version, SourceFile File, int Line)> managed = new(StringComparer.Ordinal);
    string parentGroup = "";
    string parentVersion = "";

    MavenProject(SourceFile file) => File = file;

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>The packages that it names.</summary>
    public ImmutableArray<LockedPackage> Packages { get; private set; } = [];

    /// <summary>The line of its dependencies; 1 when it has none.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Folders of its modules.</summary>
    public ImmutableArray<string> Modules { get; private set; } = [];

    /// <summary>Reads the file; null when it is no project.</summary>
    public static MavenProject? Read(SourceFile file, SourceTree tree)
    {
        if (XmlTree.Read(file) is not { } root)
            return null;
        var project = new MavenProject(file);
        var line = new List<(SourceFile File, XElement Root)> { (file, root) };
        while (
            line.Count < MostParents && line[^1].Root.Child("parent") is { } parent && ParentFile(line[^1].File, parent, tree) is { } above
        )
        {
            if (line.Exists(one => one.File == above) || XmlTree.Read(above) is not { } aboveRoot)
                break;
            line.Add((above, aboveRoot));
        }
        foreach (var (from, one) in Enumerable.Reverse(line))
            project.Inherit(from, one);
        project.Modules =
        [
            .. (root.Child("modules")?.All("module") ?? [])
                .Select(module => Paths.Within(file.Folder, module.Value.Trim()))
                .OfType<string>(),
        ];
        if (root.Child("dependencies") is { } dependencies)
        {
            project.Line = dependencies.Line();
            project.Packages = [.. dependencies.Elements().Select(project.Package).OfType<LockedPackage>()];
        }
        return project;
    }

    static SourceFile? ParentFile(SourceFile file, XElement parent, SourceTree tree)
    {
        var path = parent.Says("relativePath") is { Length: > 0 } given ? given : "../pom.xml";
        return Paths.Within(file.Folder, path) is { } full ? tree.Find(full) ?? tree.Find(Paths.Below(full, "pom.xml")) : null;
    }

    void Inherit(SourceFile from, XElement root)
    {
        foreach (var property in root.Child("properties")?.Elements() ?? [])
            properties[property.Name.LocalName] = property.Value.Trim();
        if (root.Child("parent") is { } parent)
            (parentGroup, parentVersion) = (parent.Says("groupId"), parent.Says("version"));
        if (root.Says("version") is { Length: > 0 } version)
            properties["project.version"] = version;
        foreach (var item in root.Child("dependencyManagement")?.All("dependency") ?? [])
            managed[NameOf(item)] = (Filled(item.Says("version")), from, item.Line());
    }

    LockedPackage? Package(XElement item)
    {
        var name = NameOf(item);
        if (name.Length < 3)
            return null;
        var (version, file, line) = (Filled(item.Says("version")), File, item.Line());
        if (version.Length == 0 && managed.TryGetValue(name, out var central))
            (version, file, line) = central;
        if (version.Length == 0 && parentGroup.Length > 0 && name.StartsWith(parentGroup + ":", StringComparison.Ordinal))
            version = Filled(parentVersion);
        var isExact = version.Length > 0 && !version.AsSpan().ContainsAny("$[(,");
        return new(name, isExact ? version : "", line)
        {
            Path = file.Path,
            IsDirect = true,
            IsResolved = isExact,
            Scope = item.Says("scope") is "test" or "provided" ? DependencyScope.Development : DependencyScope.Runtime,
        };
    }

    string NameOf(XElement item) => $"{Filled(item.Says("groupId"))}:{Filled(item.Says("artifactId"))}";

    string Filled(string text)
    {
        for (var round = 0; round < 5 && text.Contains("${", StringComparison.Ordinal); round++)
            text = Placeholders.Filled(text, Reference(), properties.GetValueOrDefault);
        return text;
    }

    [GeneratedRegex(@"\$\{([\w.-]+)\}", RegexOptions.None, 10_000)]
    private static partial Regex Reference();
}
