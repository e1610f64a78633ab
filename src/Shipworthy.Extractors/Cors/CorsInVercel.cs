using Shipworthy.Extractors.Json;

namespace Shipworthy.Extractors.Cors;

/// <summary>Headers that Vercel adds: <c>headers</c> of <c>vercel.json</c>.</summary>
public sealed class CorsInVercel : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Named("vercel.json"))
        foreach (var entry in JsonFile.Read(file)["headers"].Items)
        {
            var headers = entry["headers"]
                .Items.Select(header => new HeaderRules.Header(header["key"].Text, header["value"].Text, header["value"].At));
            if (HeaderRules.Of("vercel.json", entry["source"].Text, headers) is { } rule)
                learn.Add(rule);
        }
    }
}
