using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Apps that are built for a device in languages that are searched for secrets, and not followed: Flutter, Swift, Kotlin and Java for Android, .NET MAUI. What their build
/// puts in shows in few forms, by name; the rest of a build is not seen.
/// </summary>
sealed partial class ClientsOnDevices : IClientFinder
{
    static readonly ImmutableArray<(string Marker, string Framework, string[] Endings)> Kinds =
    [
        ("pubspec.yaml", "Flutter", [".dart", ".json", ".env", ".plist", ".xml", ".gradle"]),
        ("AndroidManifest.xml", "Android", [".kt", ".java", ".xml", ".gradle", ".kts", ".properties", ".json"]),
        ("Info.plist", "iOS", [".swift", ".m", ".mm", ".h", ".plist", ".xcconfig", ".json"]),
        // Xcode writes the list itself where a project has none.
        ("project.pbxproj", "iOS", [".swift", ".m", ".mm", ".h", ".plist", ".xcconfig", ".json"]),
        ("ProjectVersion.txt", "Unity", [".cs", ".json", ".asset", ".txt", ".xml"]),
    ];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        var inner = Manifest.All(sources).Where(one => one.Needs("expo") || one.Needs("react-native")).Select(one => one.Folder).ToList();
        var flutter = sources.Tree.Named("pubspec.yaml").Select(file => file.Folder).ToList();
        var lists = sources.Tree.Named("Info.plist").Where(file => IsApp(file, "iOS")).Select(file => file.Folder).ToList();
        foreach (var (marker, framework, endings) in Kinds)
        foreach (var file in sources.Tree.Named(marker).Where(file => IsApp(file, framework)).DistinctBy(file => FolderOf(file, framework)))
        {
            var folder = FolderOf(file, framework);
            if (marker is "project.pbxproj" && lists.Exists(one => Paths.IsIn(folder, one)))
                continue;
            // The native halves of an app that is written once belong to that app.
            if (framework is not "Flutter" && inner.Concat(flutter).Any(one => Paths.IsIn(one, folder)))
                continue;
            var files = sources
                .Tree.Files.Where(one =>
                    Paths.IsIn(folder, one.Path)
                    && one.Role is FileRole.Prod
                    && endings.Contains(Ending(one.Path), StringComparer.OrdinalIgnoreCase)
                )
                .ToList();
            yield return new(file.AtLine(1), Deployables.Folders.NameOf(folder), folder)
            {
                Framework = framework,
                Kind = ClientKind.Mobile,
                Shipped = [.. files],
                HandedNames = [.. files.SelectMany(Handed)],
                NotSeen = [(file.AtLine(1), $"is built for {Device(framework)}, and what its build puts in is not followed")],
            };
        }
        foreach (var file in sources.Tree.Files.Where(IsMaui))
            yield return new(file.AtLine(1), Path.GetFileNameWithoutExtension(file.Name), file.Folder)
            {
                Framework = ".NET MAUI",
                Kind = ClientKind.Mobile,
                Shipped =
                [
                    .. sources.Tree.Files.Where(one => Paths.IsIn(file.Folder, one.Path) && one.Role is FileRole.Prod),
                    .. DotNetReferences.Code(sources, file),
                ],
                NotSeen = [.. DotNetReferences.Missing(sources, file)],
            };
    }

    static bool IsMaui(SourceFile file) =>
        file.Path.EndsWith(".csproj", StringComparison.Ordinal)
        && file.Role is FileRole.Prod
        && file.Text.Contains("<UseMaui>true", StringComparison.Ordinal);

    static bool IsApp(SourceFile file, string framework) =>
        (file.Role is FileRole.Prod || (framework is "Unity" && file.Role is FileRole.Docs))
        && framework switch
        {
            "Flutter" => file.Text.Contains("flutter:", StringComparison.Ordinal),
            "Android" => file.Text.Contains("<application", StringComparison.Ordinal)
                && !file.Path.Contains("/Platforms/", StringComparison.Ordinal),
            "Unity" => file.Text.Contains("m_EditorVersion", StringComparison.Ordinal),
            _ when file.Name is "project.pbxproj" => file.Text.Contains("com.apple.product-type.application", StringComparison.Ordinal)
                && !file.Path.Contains("/Platforms/", StringComparison.Ordinal),
            _ => file.Text.Contains("CFBundle", StringComparison.Ordinal)
                && !file.Path.Contains("/Platforms/", StringComparison.Ordinal)
                && !file.Path.Contains("/android/", StringComparison.Ordinal),
        };

    /// <summary>The folder of the project, above the module that holds the marker.</summary>
    static string FolderOf(SourceFile file, string framework) =>
        framework is "Android" && file.Folder.IndexOf("/src/", StringComparison.Ordinal) is > 0 and var source ? file.Folder[..source]
        : framework is "Unity" || file.Name is "project.pbxproj" ? Paths.FolderOf(file.Folder)
        : file.Folder;

    static string Device(string framework) =>
        framework is "iOS" ? "iOS"
        : framework is "Android" ? "Android"
        : framework is "Unity" ? "devices"
        : "phones";

    static string Ending(string path) =>
        path.EndsWith("/.env", StringComparison.Ordinal) || path is ".env" ? ".env" : Path.GetExtension(path);

    /// <summary>Variables by the forms in which builds for devices take them in.</summary>
    static IEnumerable<(string, Location)> Handed(SourceFile file)
    {
        foreach (Match match in TakenIn().Matches(file.Text))
            yield return (match.Groups["name"].Value, file.At(match.Index));
        if (Ending(file.Path) is ".env")
            foreach (Match match in Setting().Matches(file.Text))
                yield return (match.Groups["name"].Value, file.At(match.Groups["name"].Index));
    }

    [GeneratedRegex(
        @"\b(?:String|bool|int)\.fromEnvironment\(\s*['""](?<name>\w+)['""]|\bdotenv\.(?:env\[|get\(|maybeGet\()\s*['""](?<name>\w+)['""]|\bbuildConfigField\s*\(?\s*['""]\w+['""]\s*,\s*['""](?<name>\w+)['""]|\bresValue\s*\(?\s*['""]string['""]\s*,\s*['""](?<name>\w+)['""]|<string>\$\((?<name>[A-Z]\w+)\)</string>",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex TakenIn();

    [GeneratedRegex(@"^\s*(?<name>[A-Z][A-Z0-9_]+)\s*=\s*\S", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Setting();
}
