using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>Sites of Hugo. Which templates and scripts of a theme reach a page is decided by Hugo's own rules, which are not followed.</summary>
sealed class ClientsInHugo : IClientFinder
{
    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var settings in HugoSites.In(sources.Tree))
            yield return new(settings.AtLine(1), Folders.NameOf(settings.Folder), settings.Folder)
            {
                Framework = "Hugo",
                Kind = ClientKind.Bundle,
                NotSeen = [(settings.AtLine(1), "is a site of Hugo, whose templates are not followed")],
            };
    }
}
