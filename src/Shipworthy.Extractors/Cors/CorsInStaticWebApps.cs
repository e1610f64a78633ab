using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Cors;

/// <summary>Headers that Azure Static Web Apps adds: <c>globalHeaders</c> and <c>routes</c> of <c>staticwebapp.config.json</c>.</summary>
public sealed class CorsInStaticWebApps : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Named("staticwebapp.config.json"))
        {
            var root = JsonFile.Read(file);
            Take(root["globalHeaders"], "", learn);
            foreach (var route in root["routes"].Items)
                Take(route["headers"], route["route"].Text, learn);
        }
    }

    static void Take(YamlNode headers, string paths, Learner learn)
    {
        var all = headers.Entries.Select(header => new HeaderRules.Header(header.Key, header.Value.Text, header.At));
        if (HeaderRules.Of("staticwebapp.config.json", paths, all) is { } rule)
            learn.Add(rule);
    }
}
