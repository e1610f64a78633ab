using Shipworthy.Extractors.Clients.Graph;

namespace Shipworthy.Extractors.Clients.Frameworks;

/// <summary>
/// Frameworks that ship something to browsers by rules of their own, which are not followed yet: that there is a client is known, and what is in it is not.
/// </summary>
sealed class ClientsNotFollowed : IClientFinder
{
    /// <summary>Packages that only such apps need, with the names that their makers use.</summary>
    static readonly ImmutableArray<(string Package, string Framework)> Known =
    [
        ("@tanstack/react-start", "TanStack Start"),
        ("@tanstack/solid-start", "TanStack Start"),
        ("@tanstack/start", "TanStack Start"),
        ("@solidjs/start", "SolidStart"),
        ("@builder.io/qwik-city", "Qwik City"),
        ("@qwik.dev/router", "Qwik"),
        ("@analogjs/platform", "Analog"),
        ("@redwoodjs/web", "RedwoodJS"),
        ("@umijs/max", "Umi"),
        ("ember-source", "Ember"),
        ("waku", "Waku"),
        ("rwsdk", "RedwoodSDK"),
        ("@docusaurus/core", "Docusaurus"),
    ];

    /// <inheritdoc/>
    public IEnumerable<ClientApp> Find(Sources sources, ModuleNames names)
    {
        foreach (var manifest in Manifest.All(sources))
            if (Known.FirstOrDefault(one => manifest.Needs(one.Package)) is { Package.Length: > 0 } found)
            {
                var at = manifest.LineOf(found.Package);
                yield return new(at, manifest.Name, manifest.Folder)
                {
                    Framework = found.Framework,
                    Kind = ClientKind.Bundle,
                    Shipped = [.. manifest.FilesBelow("public"), .. manifest.FilesBelow("static")],
                    NotSeen = [(at, $"is a client of {found.Framework}, whose modules are not followed")],
                };
            }
    }
}
