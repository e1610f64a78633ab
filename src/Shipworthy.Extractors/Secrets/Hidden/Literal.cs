using System.Text;

namespace Shipworthy.Extractors.Secrets.Hidden;

/// <summary>A text between quotes in code of whatever language, as it is written.</summary>
/// <param name="Start">Where its first quote stands.</param>
/// <param name="End">Behind its last quote.</param>
/// <param name="Text">What is between them; escapes are left as they are.</param>
readonly record struct Literal(int Start, int End, string Text)
{
    const int Longest = 4000;

    /// <summary>The literal that starts at the place; null when no quote stands there, or no second one follows in the same line.</summary>
    public static Literal? At(ReadOnlySpan<byte> bytes, int at)
    {
        if (at >= bytes.Length || !IsQuote(bytes[at]))
            return null;
        var rest = bytes[(at + 1)..Math.Min(bytes.Length, at + 1 + Longest)];
        for (var end = rest.IndexOfAny(bytes[at], (byte)'\n'); end >= 0; )
        {
            if (rest[end] == '\n')
                return null;
            if (end == 0 || rest[end - 1] != '\\')
                return new(at, at + end + 2, Encoding.UTF8.GetString(rest[..end]));
            var next = rest[(end + 1)..].IndexOfAny(bytes[at], (byte)'\n');
            end = next < 0 ? -1 : end + 1 + next;
        }
        return null;
    }

    /// <summary>The literal whose last quote stands at the place; null when its first one does not stand in the same line.</summary>
    public static Literal? EndingAt(ReadOnlySpan<byte> bytes, int at)
    {
        var from = Math.Max(0, at - Longest);
        var before = bytes[from..at];
        before = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var first = before.LastIndexOf(bytes[at]);
        return first < 0 ? null : new(at - before.Length + first, at + 1, Encoding.UTF8.GetString(before[(first + 1)..]));
    }

    /// <summary>The place behind blanks and line ends.</summary>
    public static int Skip(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        return at;
    }

    static bool IsQuote(byte one) => one is (byte)'"' or (byte)'\'' or (byte)'`';
}
