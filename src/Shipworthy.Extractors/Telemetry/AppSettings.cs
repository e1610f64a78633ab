using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>The files of settings that a .NET service reads in production, the one that wins first.</summary>
sealed class AppSettings(Sources sources, Deployable part)
{
    static readonly ImmutableArray<string> Names = ["appsettings.Production.json", "appsettings.json"];

    /// <summary>The first value at a path, <c>Logging:Console:FormatterName</c>; an absent node when there is none.</summary>
    public YamlNode this[string path]
    {
        get
        {
            foreach (var name in Names)
                if (sources.Tree.Find(part.Folder.Length == 0 ? name : $"{part.Folder}/{name}") is { } file)
                {
                    var node = JsonFile.Read(file).Under(path.Split(':'));
                    if (node.Exists)
                        return node;
                }
            return YamlNode.AbsentAt(part.At);
        }
    }
}
