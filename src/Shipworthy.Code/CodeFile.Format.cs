using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Shipworthy.Syntax;

/// <remarks>
/// The binary form, for caches on the same machine, in its byte order: magic and version, five counts, then entries, comments, lengths of strings and
/// their characters, each as it lies in memory. Reading copies arrays and makes the strings, and checks every number, since a cache may be damaged.
/// The characters are encrypted with a key made from the text: code may hold secrets, and a cache must tell nothing to whoever has not got the app itself.
/// </remarks>
public sealed partial class CodeFile
{
    /// <summary>Changes whenever lowerings give another tree for the same text, or the layout changes. Caches of another version are of no use.</summary>
    public const int FormatVersion = 1;

    const int Magic = 0x434F5753;
    const int LongestArray = 1 << 28;

    /// <summary>No key is used for two texts, so the first block needs no salt.</summary>
    static readonly byte[] FirstBlock = new byte[16];

    /// <summary>Writes the tree; the path and the text are not part of it.</summary>
    public void Write(Stream stream)
    {
        var lengths = Array.ConvertAll(strings, text => text.Length);
        var characters = Cipher(Text).EncryptCbc(MemoryMarshal.AsBytes(string.Concat(strings).AsSpan()), FirstBlock);
        Span<int> header =
        [
            Magic,
            FormatVersion,
            (int)Language,
            SyntaxNodes,
            entries.Length,
            Comments.Length,
            strings.Length,
            characters.Length,
            NotParsed?.Length ?? -1,
        ];
        stream.Write(MemoryMarshal.AsBytes(header));
        stream.Write(MemoryMarshal.AsBytes<CodeEntry>(entries));
        stream.Write(MemoryMarshal.AsBytes(Comments.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes<int>(lengths));
        stream.Write(characters);
        stream.Write(MemoryMarshal.AsBytes((NotParsed ?? "").AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same text; null when it is damaged or of another version.</summary>
    public static CodeFile? Read(Stream stream, string path, string text)
    {
        try
        {
            var header = ReadArray<int>(stream, 9);
            if (header is not [Magic, FormatVersion, _, _, > 0, ..] || !Enum.IsDefined((Language)header[2]))
                return null;
            var nodes = ReadArray<CodeEntry>(stream, header[4]);
            var comments = ReadArray<Span>(stream, header[5]);
            var lengths = ReadArray<int>(stream, header[6]);
            var characters = Cipher(text).DecryptCbc(ReadArray<byte>(stream, header[7]), FirstBlock);
            var notParsed = header[8] < 0 ? null : new string(ReadArray<char>(stream, header[8]));
            if (
                Strings(lengths, MemoryMarshal.Cast<byte, char>(characters)) is not { } words
                || !AreSound(nodes, words.Length, text.Length)
            )
                return null;
            return new(
                path,
                text,
                new((Language)header[2], nodes, words, ImmutableCollectionsMarshal.AsImmutableArray(comments), header[3], notParsed)
            );
        }
        catch (Exception error) when (error is EndOfStreamException or CryptographicException)
        {
            return null;
        }
    }

    static Aes Cipher(string text)
    {
        var cipher = Aes.Create();
        cipher.Key = SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()));
        return cipher;
    }

    static T[] ReadArray<T>(Stream stream, int length)
        where T : unmanaged
    {
        if (length is < 0 or > LongestArray || (stream.CanSeek && length > stream.Length))
            throw new EndOfStreamException();
        var array = new T[length];
        stream.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }

    static string[]? Strings(int[] lengths, ReadOnlySpan<char> characters)
    {
        var words = new string[lengths.Length];
        var at = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < 0 || lengths[i] > characters.Length - at)
                return null;
            words[i] = new(characters.Slice(at, lengths[i]));
            at += lengths[i];
        }
        return at == characters.Length && words is ["", ..] ? words : null;
    }

    static bool AreSound(CodeEntry[] nodes, int words, int length)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var entry = ref nodes[i];
            var sound =
                entry.Start >= 0
                && entry.Start <= entry.End
                && entry.End <= length
                && entry.Next > i
                && entry.Next <= nodes.Length
                && entry.Parent < i
                && (entry.Parent >= 0 || i == 0)
                && (uint)entry.Name < (uint)words
                && (uint)entry.Operator < (uint)words
                && entry.Word >= 0
                && entry.Word <= words
                && (entry.Word > 0 || entry.Kind != CodeKind.Imported)
                && entry.Kind <= CodeKind.Type;
            if (!sound)
                return false;
        }
        return true;
    }
}
