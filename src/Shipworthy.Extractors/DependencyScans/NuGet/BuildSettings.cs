using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.DependencyScans.NuGet;

/// <summary>
/// Properties of a .NET project, as MSBuild comes to them: <c>Directory.Build.props</c> of the nearest folder above, the project, <c>Directory.Build.targets</c>, each
/// from top to bottom, a later value over an earlier one (learn.microsoft.com, "Customize the build by folder").
/// </summary>
sealed partial class BuildSettings
{
    readonly SourceTree tree;
    readonly Dictionary<string, Setting> values = new(StringComparer.OrdinalIgnoreCase);

    BuildSettings(SourceTree tree) => this.tree = tree;

    /// <summary>A value with its place; it is null where a condition decides that could not be followed.</summary>
    public sealed record Setting(string? Value, Location At);

    /// <summary>The properties of a project.</summary>
    /// <param name="configuration">The configuration that is asked for; empty when the command names none.</param>
    public static BuildSettings Of(SourceTree tree, SourceFile project, string configuration)
    {
        var settings = new BuildSettings(tree);
        settings.values["Configuration"] = new(configuration, Location.File(project.Path));
        settings.TakeNearest(project.Folder, "Directory.Build.props");
        settings.TakeNearest(project.Folder, "Directory.Packages.props");
        if (configuration.Length == 0)
            settings.values["Configuration"] = new("Debug", Location.File(project.Path));
        settings.Take(project, 3);
        settings.TakeNearest(project.Folder, "Directory.Build.targets");
        return settings;
    }

    /// <summary>The setting; null when nothing sets it.</summary>
    public Setting? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Whether it is set to <c>true</c>; null when that could not be decided.</summary>
    public bool? IsOn(string name) =>
        this[name] is not { } setting ? false
        : setting.Value is { } value ? value.Equals("true", StringComparison.OrdinalIgnoreCase)
        : null;

    /// <summary>The members of a list that are parted by semicolons, commas or spaces.</summary>
    public ImmutableArray<string> List(string name) =>
        [.. (this[name]?.Value ?? "").Split([';', ',', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)];

    void TakeNearest(string folder, string name)
    {
        if (Paths.UpFrom(folder).Select(one => tree.Find(Paths.Below(one, name))).FirstOrDefault(file => file is not null) is { } file)
            Take(file, 3);
    }

    void Take(SourceFile file, int depth)
    {
        if (depth == 0 || XmlTree.Read(file) is not { } root)
            return;
        foreach (var element in root.Elements())
            switch (element.Name.LocalName)
            {
                case "PropertyGroup":
                    var group = Holds(element);
                    if (group is not false)
                        foreach (var property in element.Elements())
                            Set(file, property, group);
                    break;
                case "Import" when Holds(element) is not false:
                    Import(file, (string?)element.Attribute("Project") ?? "", depth);
                    break;
                default:
                    break;
            }
    }

    void Set(SourceFile file, XElement property, bool? group)
    {
        var own = Holds(property);
        if (own is false)
            return;
        var at = Location.At(file.Path, property.Line());
        values[property.Name.LocalName] = new(own is null || group is null ? null : Expanded(property.Value.Trim()), at);
    }

    /// <summary>Only what leads to a file of the repository is followed: the parent's file of the same name, or a plain path.</summary>
    void Import(SourceFile file, string path, int depth)
    {
        if (path.Contains("GetPathOfFileAbove", StringComparison.Ordinal) && file.Folder.Length > 0)
            foreach (var above in Paths.UpFrom(Paths.FolderOf(file.Folder)))
                if (tree.Find(Paths.Below(above, file.Name)) is { } parent)
                {
                    Take(parent, depth - 1);
                    return;
                }
        var plain = path.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.OrdinalIgnoreCase);
        if (Paths.Within(file.Folder, plain) is { } below && tree.Find(below) is { } imported)
            Take(imported, depth - 1);
    }

    string Expanded(string text) => Placeholders.Filled(text, Reference(), name => values.GetValueOrDefault(name)?.Value ?? "");

    /// <summary>Comparisons of properties with texts; in a pipeline <c>CI</c> is true. Null when it is anything else.</summary>
    bool? Holds(XElement element)
    {
        var condition = (string?)element.Attribute("Condition");
        if (string.IsNullOrWhiteSpace(condition))
            return true;
        if (Comparison().Match(condition) is not { Success: true } match)
            return null;
        var name = match.Groups[1].Value;
        var value =
            values.GetValueOrDefault(name) is { } known ? known.Value
            : name is "CI" or "GITHUB_ACTIONS" or "TF_BUILD" or "ContinuousIntegrationBuild" ? "true"
            : match.Groups[3].Value.Length == 0 ? ""
            : null;
        if (value is null)
            return null;
        var same = value.Equals(match.Groups[3].Value, StringComparison.OrdinalIgnoreCase);
        return match.Groups[2].Value is "==" ? same : !same;
    }

    [GeneratedRegex(@"\$\((\w+)\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\s*'?\$\((\w+)\)'?\s*(==|!=)\s*'?([\w.-]*)'?\s*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comparison();
}
