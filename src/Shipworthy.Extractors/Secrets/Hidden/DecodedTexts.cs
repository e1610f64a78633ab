using System.Buffers.Text;
using System.Text;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets.Hidden;

/// <summary>
/// Finds secrets that code decodes from base64 or hexadecimal digits when it runs, in calls of the libraries that do so: <c>atob("…")</c>,
/// <c>Buffer.from("…", "base64")</c>.
/// </summary>
static class DecodedTexts
{
    const int Shortest = 8;

    /// <summary>The calls, up to where the text begins.</summary>
    public static ImmutableArray<string> Needles { get; } =
    [
        "atob(",
        "Buffer.from(",
        "b64decode(",
        "base64_decode(",
        "decode64(",
        "FromBase64String(",
        "DecodeString(",
        "getDecoder().decode(",
        "fromhex(",
        "unhexlify(",
        "hex2bin(",
        "FromHexString(",
    ];

    /// <summary>The secrets that a call decodes.</summary>
    public static IEnumerable<Sighting> At(SearchedBlob blob, int at)
    {
        var bytes = blob.Bytes.Span;
        var open = at + bytes[at..].IndexOf((byte)'(') + 1;
        var first = Literal.Skip(bytes, open);
        if (first < bytes.Length && bytes[first] is (byte)'b' or (byte)'@')
            first++;
        return Literal.At(bytes, first) is { } literal && Decoded(literal.Text) is { } value
            ? Rewriting.Of(blob, StartOf(bytes, at), literal.End - StartOf(bytes, at), value)
            : [];
    }

    /// <summary>Where the call starts, with the module or type in front of its name.</summary>
    static int StartOf(ReadOnlySpan<byte> bytes, int at)
    {
        const int LongestName = 80;
        return at - CharacterSet.Name.RunBackFrom(bytes[..at], LongestName);
    }

    /// <summary>The text that stands for another one; null when it stands for bytes.</summary>
    static string? Decoded(string written) =>
        written.Length < Shortest ? null
        : Hexadecimal(written) is { } hex && IsText(hex) ? Encoding.ASCII.GetString(hex)
        : InBase64(written) is { } bytes && IsText(bytes) ? Encoding.ASCII.GetString(bytes)
        : null;

    static byte[]? Hexadecimal(string written) =>
        written.Length % 2 == 0 && Randomness.IsHex(written) ? Convert.FromHexString(written) : null;

    static byte[]? InBase64(string written)
    {
        var bytes = new byte[written.Length];
        var text = written.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) ? bytes[..length] : null;
    }

    static bool IsText(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Shortest && bytes.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 && !bytes.Contains((byte)'"');
}
