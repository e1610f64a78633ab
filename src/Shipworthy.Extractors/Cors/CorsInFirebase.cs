using Shipworthy.Extractors.Json;

namespace Shipworthy.Extractors.Cors;

/// <summary>Headers that Firebase Hosting adds: <c>hosting.headers</c> of <c>firebase.json</c>, for one site or several.</summary>
public sealed class CorsInFirebase : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Named("firebase.json"))
        foreach (var site in JsonFile.Read(file)["hosting"].Each())
        foreach (var entry in site["headers"].Items)
        {
            var paths = entry.Has("source") ? entry["source"] : entry["regex"];
            var headers = entry["headers"]
                .Items.Select(header => new HeaderRules.Header(header["key"].Text, header["value"].Text, header["value"].At));
            if (HeaderRules.Of("firebase.json", paths.Text, headers) is { } rule)
                learn.Add(rule);
        }
    }
}
