namespace Shipworthy.Extractors.Reading;

/// <summary>Why the content of a file is not held.</summary>
public enum UnreadKind
{
    /// <summary>Media, archives, compiled things: no text.</summary>
    Binary,

    /// <summary>Text beyond the limit. A secret in it would not be found.</summary>
    LargeText,

    /// <summary>The system refuses to open it.</summary>
    Unreadable,
}

/// <summary>A file that belongs to the app and whose content is not held.</summary>
/// <param name="Path">Below the root, with forward slashes.</param>
/// <param name="Role">What it is for, by its path.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="Reason">The named rule that left it out.</param>
public sealed record UnreadFile(string Path, FileRole Role, long Length, UnreadKind Kind, string Reason)
{
    internal string FullPath { get; init; } = "";

    /// <summary>Whether git tracks it.</summary>
    public bool Tracked { get; init; } = true;

    /// <summary>The bytes, for the few extractors that open such a file (a key store, a saved plan); null when it is larger than the limit or unreadable.</summary>
    public byte[]? TryRead(int limit) => DiskEntry.At(FullPath)?.TryRead(limit);
}
