namespace Shipworthy.Extractors.Reading;

/// <summary>What the bytes of a file are.</summary>
public enum ContentKind
{
    /// <summary>Text in UTF-8, ASCII or another encoding without zero bytes.</summary>
    Text,

    /// <summary>Text in UTF-16, with a byte order mark or without.</summary>
    Utf16,

    /// <summary>No text: a zero byte among the first bytes.</summary>
    Binary,
}

/// <summary>Tells text from binary content by its first bytes, as git does.</summary>
public static class Content
{
    /// <summary>How many bytes decide: as many as git looks at.</summary>
    public const int HeadLength = 8000;

    /// <summary>What the bytes are, by their head.</summary>
    public static ContentKind KindOf(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, HeadLength)];
        if (TextDecoding.IsUtf16(head))
            return ContentKind.Utf16;
        return head.Contains((byte)0) ? ContentKind.Binary : ContentKind.Text;
    }
}
