using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Consumers;

/// <summary>
/// Services of gRPC that a program calls which people install: the program is compiled against a proto file, and the server of the repository declares the same package.
/// </summary>
static partial class ContractsOfInstalledClients
{
    /// <summary>The contracts of an app, each at the service that the server declares.</summary>
    public static IEnumerable<OutsideConsumer> In(Sources sources)
    {
        var installed = sources
            .Clients.Where(one => one.App.Kind is ClientKind.Mobile or ClientKind.Desktop or ClientKind.Extension)
            .Select(one => (one.App.Name, Folder: FolderOf(one.App.At.Path)))
            .Where(one => one.Folder.Length > 0)
            .ToList();
        if (installed.Count == 0)
            yield break;
        var protos = sources
            .Tree.Files.Where(file =>
                file.Path.EndsWith(".proto", StringComparison.Ordinal)
                && file.Role is not (FileRole.Vendored or FileRole.Test or FileRole.Example)
            )
            .ToList();
        foreach (var file in protos)
        {
            var client = installed.Find(one => IsBelow(file.Path, one.Folder));
            var package = PackageOf(file);
            // The copy that the program keeps tells the package; what is served stands outside its folder.
            if (client.Name is null || package.Length == 0)
                continue;
            foreach (var served in protos)
                if (
                    PackageOf(served) == package
                    && !installed.Exists(one => IsBelow(served.Path, one.Folder))
                    && Service().Match(served.Text) is { Success: true } service
                )
                {
                    var operations = Operation().Count(served.Text);
                    yield return new(
                        served.At(service.Index),
                        ConsumerKind.InstalledPrograms,
                        $"serves {operations} operations of package {package} to {client.Name}, which people install"
                    )
                    {
                        HasVersion = Version().IsMatch(package),
                    };
                }
        }
    }

    static string PackageOf(SourceFile file) => Package().Match(file.Text) is { Success: true } match ? match.Groups["name"].Value : "";

    static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";

    static bool IsBelow(string path, string folder) => path.StartsWith($"{folder}/", StringComparison.Ordinal);

    const RegexOptions Lines = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    [GeneratedRegex(@"^\s*package\s+(?<name>[\w.]+)\s*;", Lines, 10_000)]
    private static partial Regex Package();

    [GeneratedRegex(@"^service\s+\w+", Lines, 10_000)]
    private static partial Regex Service();

    [GeneratedRegex(@"^\s*rpc\s+\w+\s*\(", Lines, 10_000)]
    private static partial Regex Operation();

    [GeneratedRegex(@"(?:^|\.)v\d+\w*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Version();
}
