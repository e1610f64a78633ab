using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Clients.Variables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Expo and React Native: screens by their folders, or the entry of the package. Expo writes <c>EXPO_PUBLIC_</c> variables in, and everything below <c>extra</c> of its settings; two widely used
/// packages write in every variable of the <c>.env</c> file that code names.
/// </summary>
sealed class ClientsInReactNative : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources))
        {
            if (((string[])["expo", "react-native"]).FirstOrDefault(manifest.Needs) is not { } package)
                continue;
            var screens = manifest.Needs("expo-router")
                ? manifest.Below("app", "src/app").Where(file => !file.Path.Contains("+api.", StringComparison.Ordinal))
                : [];
            List<CodeFile> roots = [.. screens];
            var main = manifest.Main.Length > 0 ? manifest.Code(manifest.Main) : null;
            if ((main ?? manifest.Code("index", "App", "src/App", "src/index")) is { } entry)
                roots.Add(entry);
            if (roots.Count == 0)
                continue;
            var readsDotEnv = ((string[])["react-native-config", "react-native-dotenv"]).FirstOrDefault(manifest.Needs);
            yield return new(manifest.LineOf(package), manifest.Name, manifest.Folder)
            {
                Framework = package is "expo" ? "Expo" : "React Native",
                Kind = ClientKind.Mobile,
                Roots = [.. roots.Distinct().Select(file => new ClientRoot(file))],
                Inlining = new() { Prefixes = ["EXPO_PUBLIC_"], Everything = readsDotEnv is null ? null : manifest.LineOf(readsDotEnv) },
                HandedOver = [.. manifest.Code("app.config") is { } config ? Extra(sources, config) : []],
                Shipped =
                [
                    .. manifest.FilesBelow("assets"),
                    .. manifest
                        .FilesBelow("ios")
                        .Where(file => Path.GetExtension(file.Path) is ".plist" or ".swift" or ".m" or ".mm" or ".xcconfig"),
                    .. manifest
                        .FilesBelow("android")
                        .Where(file => Path.GetExtension(file.Path) is ".xml" or ".java" or ".kt" or ".json" or ".gradle"),
                    .. sources.Tree.Files.Where(file =>
                        file.Path == manifest.In("app.json") || file.Path == manifest.In("google-services.json")
                    ),
                ],
            };
        }
    }

    static IEnumerable<Code> Extra(Sources sources, CodeFile config)
    {
        foreach (var section in config.Root.Descendants(CodeKind.Property).Where(one => one.Name is "extra"))
            yield return sources.Code.ObjectOf(section[Part.Value]) is { Exists: true } list ? list : section[Part.Value];
    }
}
