using System.Globalization;
using System.Text;

namespace Shipworthy.Syntax.Lowering.JavaScript;

/// <summary>Escape sequences of JavaScript strings (ECMA-262, 12.9.4). What is malformed stays as written.</summary>
static class Escapes
{
    public static ReadOnlySpan<char> Resolve(ReadOnlySpan<char> raw)
    {
        if (!raw.Contains('\\'))
            return raw;
        var text = new StringBuilder(raw.Length);
        while (raw.IndexOf('\\') is >= 0 and var at && at + 1 < raw.Length)
        {
            text.Append(raw[..at]);
            raw = raw[(at + 1)..];
            raw = raw[Append(text, raw)..];
        }
        return text.Append(raw).ToString();
    }

    /// <summary>Appends what stands after a backslash, and says how many characters that took.</summary>
    static int Append(StringBuilder text, ReadOnlySpan<char> rest)
    {
        switch (rest[0])
        {
            case '\r' when rest is [_, '\n', ..]:
                return 2;
            case '\n' or '\r' or '\u2028' or '\u2029':
                return 1;
            case 'u'
                when rest is [_, '{', ..]
                    && rest.IndexOf('}') is > 2 and <= 8 and var close
                    && Hex(rest[2..close], out var point)
                    && Rune.IsValid(point):
                text.Append(new Rune(point).ToString());
                return close + 1;
            case 'u' when rest.Length >= 5 && Hex(rest[1..5], out var unit):
                text.Append((char)unit);
                return 5;
            case 'x' when rest.Length >= 3 && Hex(rest[1..3], out var unit):
                text.Append((char)unit);
                return 3;
            case var plain:
                text.Append(
                    plain switch
                    {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        'b' => '\b',
                        'f' => '\f',
                        'v' => '\v',
                        '0' => '\0',
                        _ => plain,
                    }
                );
                return 1;
        }
    }

    static bool Hex(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
