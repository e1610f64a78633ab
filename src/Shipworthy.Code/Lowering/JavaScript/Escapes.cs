using System.Text;

namespace Shipworthy.Syntax.Lowering.JavaScript;

/// <summary>Escape sequences of JavaScript strings (ECMA-262, 12.9.4). What is malformed stays as written.</summary>
static class Escapes
{
    public static ReadOnlySpan<char> Resolve(ReadOnlySpan<char> raw) => EscapeSequences.Resolve(raw, Append);

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
                    && EscapeSequences.IsNumber(rest[2..close], out var point)
                    && Rune.IsValid(point):
                text.Append(new Rune(point).ToString());
                return close + 1;
            case 'u' when rest.Length >= 5 && EscapeSequences.IsNumber(rest[1..5], out var unit):
                text.Append((char)unit);
                return 5;
            case 'x' when rest.Length >= 3 && EscapeSequences.IsNumber(rest[1..3], out var unit):
                text.Append((char)unit);
                return 3;
            case var plain:
                text.Append(EscapeSequences.Control(plain) ?? plain);
                return 1;
        }
    }
}
