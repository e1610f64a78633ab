using Shipworthy.Extractors.Clients.Variables;
using Shipworthy.Extractors.Clients.Words;

namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>Maps of the source: they hold the whole text of every module of the bundle, also of what was left out of it.</summary>
sealed class PublishedMaps : IExposureFinder
{
    /// <inheritdoc/>
    public int Order => 3;

    /// <inheritdoc/>
    public IEnumerable<ClientExposure> Find(BuiltClient client, App known, IReadOnlySet<string> told)
    {
        if (client.App.PublishesMaps is not { } at)
            yield break;
        var server = client
            .Graph.Files.SelectMany(file => VariableReads.In(client.Sources.Code, file.Root, client.App.Inlining))
            .FirstOrDefault(read => !read.IsBuiltIn && ClientNames.Of(read.Name) is NameSays.Privileged);
        yield return server.At.Exists
            ? client.Says(
                ExposureWay.SourceMaps,
                ExposureState.Exposed,
                at,
                "source maps",
                "publishes maps with the source of server code"
            ) with
            {
                Also = [server.At.At],
            }
            : client.Says(
                ExposureWay.SourceMaps,
                ExposureState.Harmless,
                at,
                "source maps",
                "publishes maps of its source, which hold client code only"
            );
    }
}
