using System.Buffers;
using System.Text;
using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

/// <summary>What C#'s string literals stand for (C# specification, 6.4.5).</summary>
static class Strings
{
    /// <summary>The value of a literal without expressions in it.</summary>
    public static ReadOnlySpan<char> Plain(SyntaxNode node)
    {
        var text = node.Text;
        if (text.EndsWith("u8"))
            text = text[..^2];
        return node.Type switch
        {
            "verbatim_string_literal" when text is ['@', '"', .., '"'] && text.Length > 2 => text[2..^1]
                .ToString()
                .Replace("\"\"", "\"", StringComparison.Ordinal),
            "raw_string_literal" => Raw(text),
            "string_literal" or "character_literal" when text.Length >= 2 => Resolve(text[1..^1], verbatim: false),
            _ => text,
        };
    }

    /// <summary>A raw string without its quotes; the indentation of the closing line is taken off every line.</summary>
    static ReadOnlySpan<char> Raw(ReadOnlySpan<char> text)
    {
        var quotes = text.IndexOfAnyExcept('"');
        if (quotes < 3 || text.Length < 2 * quotes)
            return text;
        var body = text[quotes..^quotes].ToString();
        if (!body.Contains('\n', StringComparison.Ordinal))
            return body;
        var lines = body.Split('\n');
        var indent = lines[^1].Length;
        return string.Join(
            '\n',
            lines.Skip(1).SkipLast(1).Select(line => (line.Length >= indent ? line[indent..] : line.TrimStart()).TrimEnd('\r'))
        );
    }

    /// <summary>Resolves escape sequences. What is malformed stays as written.</summary>
    public static ReadOnlySpan<char> Resolve(ReadOnlySpan<char> written, bool verbatim) =>
        verbatim ? written : EscapeSequences.Resolve(written, Append);

    static int Append(StringBuilder text, ReadOnlySpan<char> rest)
    {
        var digits = rest[0] switch
        {
            'u' => 4,
            'U' => 8,
            'x' => Math.Min(4, rest[1..].IndexOfAnyExcept(hexadecimal) is >= 0 and var end ? end : rest.Length - 1),
            _ => 0,
        };
        if (EscapeSequences.Numbered(text, rest, digits))
            return digits + 1;
        text.Append(
            rest[0] switch
            {
                'a' => '\a',
                'e' => '\e',
                var other => EscapeSequences.Control(other) ?? other,
            }
        );
        return 1;
    }

    static readonly SearchValues<char> hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
}
