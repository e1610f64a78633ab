namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Finds the secrets of files that are made to hold them.</summary>
static class ContainerFiles
{
    static readonly ImmutableArray<ContainerKind> Kinds = [.. AllContainerFamilies.All.SelectMany(family => family.Kinds)];

    static readonly ILookup<string, ContainerKind> ByName = Kinds
        .SelectMany(kind => kind.Names.Where(name => name[0] != '*').Select(name => (name, kind)))
        .ToLookup(pair => pair.name, pair => pair.kind, StringComparer.OrdinalIgnoreCase);

    static readonly ImmutableArray<(string Ending, ContainerKind Kind)> ByEnding =
    [
        .. Kinds.SelectMany(kind => kind.Names.Where(name => name[0] == '*').Select(name => (name[1..], kind))),
    ];

    /// <summary>The secrets of the blob, when its name is that of such a file.</summary>
    public static IEnumerable<Sighting> In(SearchedBlob blob) =>
        ByName[blob.Name]
            .Concat(ByEnding.Where(pair => blob.Name.EndsWith(pair.Ending, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Kind))
            .SelectMany(kind => kind.Read(blob))
            .Where(sighting => sighting.Class is not SecretClass.Placeholder);

    /// <summary>Whether a binary file of that name is opened, so that reading it is worth the time.</summary>
    public static bool OpensBinary(string path) =>
        TerraformPlans.IsNamedLikeOne(path)
        || KeyStores.Endings.Concat(DatabaseFiles.Endings).Any(ending => path.EndsWith(ending[1..], StringComparison.OrdinalIgnoreCase));
}
