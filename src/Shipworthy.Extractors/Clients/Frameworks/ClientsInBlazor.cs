using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Blazor WebAssembly: the browser loads the project's assemblies and everything in <c>wwwroot</c>, the settings there too. .NET builds write no variable of the environment in.
/// </summary>
sealed class ClientsInBlazor : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var file in sources.Tree.Files)
        {
            if (
                !file.Path.EndsWith(".csproj", StringComparison.Ordinal)
                || file.Role is not FileRole.Prod
                || !file.Text.Contains("Microsoft.NET.Sdk.BlazorWebAssembly", StringComparison.Ordinal)
            )
                continue;
            var start = file.Folder.Length == 0 ? "" : file.Folder + "/";
            var all = sources.Tree.Files.Where(one => one.Path.StartsWith(start, StringComparison.Ordinal)).ToList();
            yield return new(file.AtLine(1), Path.GetFileNameWithoutExtension(file.Name), file.Folder)
            {
                Framework = "Blazor WebAssembly",
                Kind = ClientKind.Bundle,
                Shipped =
                [
                    .. all.Where(one =>
                        one.Path.StartsWith(start + "wwwroot/", StringComparison.Ordinal)
                        || Path.GetExtension(one.Path) is ".cs" or ".razor"
                    ),
                    .. DotNetReferences.Code(sources, file),
                ],
                NotSeen = [.. DotNetReferences.Missing(sources, file)],
                HandedNames =
                [
                    .. all.Where(one => one.Folder == start + "wwwroot" && one.Name.StartsWith("appsettings", StringComparison.Ordinal))
                        .SelectMany(one => Settings(JsonFile.Read(one), "")),
                ],
            };
        }
    }

    /// <summary>The settings that have a value. A connection string with a password in it is called so, whatever its own name is.</summary>
    static IEnumerable<(string, Location)> Settings(YamlNode section, string above)
    {
        foreach (var entry in section.Entries)
            if (entry.Value.Kind is YamlKind.Map)
                foreach (var inner in Settings(entry.Value, entry.Key))
                    yield return inner;
            else if (entry.Value.Text.Length > 0)
                yield return (
                    above is "ConnectionStrings" && entry.Value.Text.Contains("Password=", StringComparison.OrdinalIgnoreCase)
                        ? $"{entry.Key}ConnectionString"
                        : entry.Key,
                    entry.At
                );
    }
}
