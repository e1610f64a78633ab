namespace Shipworthy.Extractors.History;

/// <summary>Where a blob stood in the history.</summary>
/// <param name="Blob">Object name, in full.</param>
/// <param name="Path">Its path in the first commit that holds it, below the examined folder; the name of the ref for a blob that a tag names.</param>
/// <param name="First">The commit that brought it; null for a blob that a tag names.</param>
/// <param name="Last">The newest commit that brought it to some path, or took it from one; null for a blob that a tag names.</param>
/// <param name="Paths">All its paths, each with the oldest commit that brought it there; null where that cannot be told.</param>
/// <param name="TakenAway">Whether <paramref name="Last"/> took it away.</param>
public sealed record BlobTrace(
    string Blob,
    string Path,
    Commit? First,
    Commit? Last,
    ImmutableSortedDictionary<string, Commit?> Paths,
    bool TakenAway
);
