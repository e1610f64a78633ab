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

    /// <summary>Texts that are usual in such files and that no other search looks for, by which an old version is told before its name is known.</summary>
    public static ImmutableArray<string> Needles { get; } =
    [
        "machine ",
        ":5432:",
        ":3306:",
        ":27017:",
        "$apr1$",
        ":$2y$",
        ":$2a$",
        ":$5$",
        ":$6$",
        ":{SHA}",
        "\"auth\":",
        "\"auth\" :",
        "<Pass>",
        "<Pass ",
        "AUTH_SALT",
        "kind: Secret",
        "-- MySQL dump",
        "database dump",
        "PuTTY-User-Key",
    ];

    /// <summary>Whether the bytes may be a key that is a file by itself: 32 hexadecimal digits.</summary>
    public static bool MayBeBareKey(ReadOnlySpan<byte> bytes) =>
        bytes.Length is >= 32 and <= 34 && bytes[..32].IndexOfAnyExcept("0123456789abcdef"u8) < 0;

    /// <summary>Whether binary bytes may be a key store or a saved plan.</summary>
    public static bool MayBeBinary(ReadOnlySpan<byte> bytes) =>
        KeyStores.IsStore(bytes) || (bytes.StartsWith("PK\u0003\u0004"u8) && bytes.IndexOf("tfplan"u8) >= 0);

    /// <summary>Whether a binary file of that name is opened, so that reading it is worth the time.</summary>
    public static bool OpensBinary(string path) =>
        TerraformPlans.IsNamedLikeOne(path)
        || KeyStores.Endings.Any(ending => path.EndsWith(ending[1..], StringComparison.OrdinalIgnoreCase));
}
