using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>Turns the bytes of a text file into text, whatever its encoding claims.</summary>
static class TextDecoding
{
    /// <summary>
    /// UTF-8 unless a byte order mark or a regular pattern of zero bytes shows UTF-16. Never throws: what is invalid becomes U+FFFD.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            _ when ZerosAt(bytes, 1) => Encoding.Unicode.GetString(bytes),
            _ when ZerosAt(bytes, 0) => Encoding.BigEndianUnicode.GetString(bytes),
            _ => Encoding.UTF8.GetString(bytes),
        };

    /// <summary>Whether the bytes are text in UTF-16.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || ZerosAt(bytes, 1) || ZerosAt(bytes, 0);

    /// <summary>Western text in UTF-16 without a mark has a zero in every second byte.</summary>
    static bool ZerosAt(ReadOnlySpan<byte> bytes, int first)
    {
        var sample = bytes[..(Math.Min(bytes.Length, 64) & ~1)];
        if (sample.Length < 8)
            return false;
        for (var i = 0; i < sample.Length; i += 2)
            if (sample[i + first] != 0 || sample[i + 1 - first] == 0)
                return false;
        return true;
    }
}
