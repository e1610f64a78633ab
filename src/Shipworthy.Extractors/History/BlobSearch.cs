using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>Looks at one blob of the history. Called from several threads; the bytes hold until it returns.</summary>
/// <param name="blob">Object name, in full.</param>
/// <param name="content">All its bytes.</param>
/// <param name="kind">What they are; binary ones come along for those who look for key stores.</param>
public delegate void BlobVisitor(string blob, ReadOnlySpan<byte> content, ContentKind kind);

/// <summary>A blob of the history that was not looked at.</summary>
/// <param name="Blob">Object name, in full.</param>
/// <param name="Length">Size in bytes; 0 when unknown.</param>
/// <param name="Kind">Binary ones hold no text; the others leave the search incomplete.</param>
public sealed record UnreadBlob(string Blob, long Length, UnreadKind Kind);

/// <summary>What a search of the history looked at. Blobs that no ref reaches are among those counted; <see cref="GitHistory.Trace"/> tells them.</summary>
public sealed record BlobSearch
{
    /// <summary>How many blobs were handed to the visitor.</summary>
    public int Visited { get; init; }

    /// <summary>How many of them are binary.</summary>
    public int Binary { get; init; }

    /// <summary>How many of them stand for a file in Git LFS, whose content is not in the history.</summary>
    public int LfsPointers { get; init; }

    /// <summary>How many were left out because the caller knows them.</summary>
    public int Known { get; init; }

    /// <summary>How many bytes were handed over.</summary>
    public long Bytes { get; init; }

    /// <summary>Blobs beyond the limit of <see cref="TreeWalker.LargestText"/>, missing ones and broken ones.</summary>
    public ImmutableArray<UnreadBlob> Unread { get; init; } = [];

    /// <summary>What made the search end before its end; null when it did not.</summary>
    public string? Trouble { get; init; }
}
