using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets;

/// <summary>The bytes of one file, of one old version of a file, or of a commit message, while they are searched.</summary>
sealed class SearchedBlob
{
    readonly Lazy<string> text;

    /// <summary>Bytes with the path that they have or had. UTF-16 becomes UTF-8, so that the search sees ASCII whatever the encoding.</summary>
    public SearchedBlob(string path, FileRole role, ReadOnlyMemory<byte> bytes)
    {
        Path = path;
        Role = role;
        Bytes = LooksLikeUtf16(bytes.Span) ? Encoding.UTF8.GetBytes(TextDecoding.Decode(bytes.Span)) : bytes;
        text = new(() => Encoding.UTF8.GetString(Bytes.Span));
    }

    /// <summary>Path below the root; empty for the message of a commit.</summary>
    public string Path { get; }

    /// <summary>Last segment of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>What the file is for.</summary>
    public FileRole Role { get; }

    /// <summary>The bytes as they are searched.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The bytes as text.</summary>
    public string Text => text.Value;

    /// <summary>Whether it holds a zero byte early on, as no text does.</summary>
    public bool IsBinary => Bytes.Span[..Math.Min(Bytes.Length, 8000)].Contains((byte)0);

    /// <summary>The line of an offset, from 1.</summary>
    public int LineOf(int offset) => Bytes.Span[..Math.Min(offset, Bytes.Length)].Count((byte)'\n') + 1;

    /// <summary>The place of an offset in the working tree, with its column in UTF-16 units.</summary>
    public Location At(int offset)
    {
        var before = Bytes.Span[..Math.Min(offset, Bytes.Length)];
        return Location.At(Path, LineOf(offset), Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }

    /// <summary>The line that holds the offset, without its end.</summary>
    public string LineAt(int offset) => Around(offset, 0, 0);

    /// <summary>The line that holds the offset with as many lines before and after it. A line longer than 2,000 bytes is cut around the offset.</summary>
    public string Around(int offset, int before, int after)
    {
        var (start, end) = WindowAt(offset, before, after);
        return TextOf(start, end);
    }

    /// <summary>The text between two offsets; empty when the second is before the first.</summary>
    public string TextOf(int start, int end) => start >= end ? "" : Encoding.UTF8.GetString(Bytes.Span[start..end]);

    /// <summary>The bounds of <see cref="Around"/> in bytes.</summary>
    public (int Start, int End) WindowAt(int offset, int before, int after)
    {
        var bytes = Bytes.Span;
        var start = offset;
        for (var i = 0; i <= before && start > 0; i++)
            start = Math.Max(bytes[..(i == 0 ? start : start - 1)].LastIndexOf((byte)'\n') + 1, 0);
        var end = offset;
        for (var i = 0; i <= after && end < bytes.Length; i++)
        {
            var from = i == 0 ? end : end + 1;
            var next = from <= bytes.Length ? bytes[from..].IndexOf((byte)'\n') : -1;
            end = next < 0 ? bytes.Length : from + next;
        }
        const int Reach = 1000;
        return (Math.Max(start, offset - Reach * (before + 1)), Math.Min(end, offset + Reach * (after + 1)));
    }

    static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
        || (bytes.Length >= 8 && ((bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0) || (bytes[0] == 0 && bytes[2] == 0 && bytes[1] != 0)));
}
