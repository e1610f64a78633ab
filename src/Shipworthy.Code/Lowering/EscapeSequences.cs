using System.Globalization;
using System.Text;

namespace Shipworthy.Syntax.Lowering;

/// <summary>What backslashes in string literals stand for, as far as languages agree about them.</summary>
static class EscapeSequences
{
    /// <summary>Appends what stands after a backslash, and says how many characters that took.</summary>
    public delegate int Reader(StringBuilder text, ReadOnlySpan<char> rest);

    /// <summary>The text with every escape sequence resolved. A backslash at the very end stays.</summary>
    public static ReadOnlySpan<char> Resolve(ReadOnlySpan<char> written, Reader read)
    {
        if (!written.Contains('\\'))
            return written;
        var text = new StringBuilder(written.Length);
        while (written.IndexOf('\\') is >= 0 and var at && at + 1 < written.Length)
        {
            text.Append(written[..at]);
            written = written[(at + 1)..];
            written = written[read(text, written)..];
        }
        return text.Append(written).ToString();
    }

    /// <summary>Appends the character whose number in hexadecimal digits stands after the first character; false when there is none.</summary>
    public static bool Numbered(StringBuilder text, ReadOnlySpan<char> rest, int digits)
    {
        if (digits == 0 || rest.Length <= digits || !IsNumber(rest[1..(digits + 1)], out var point) || !Rune.IsValid(point))
            return false;
        text.Append(new Rune(point).ToString());
        return true;
    }

    /// <summary>Whether the text is a number in hexadecimal digits.</summary>
    public static bool IsNumber(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    /// <summary>The control character that a letter stands for in C and what came after it; null for every other.</summary>
    public static char? Control(char letter) =>
        letter switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            '0' => '\0',
            _ => null,
        };
}
