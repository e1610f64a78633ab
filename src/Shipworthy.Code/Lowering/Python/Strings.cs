using System.Text;
using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.Python;

/// <summary>What Python's string literals stand for (language reference, 2.4.1).</summary>
static class Strings
{
    /// <summary>The value of a string without expressions in it.</summary>
    public static ReadOnlySpan<char> Plain(SyntaxNode node)
    {
        var raw = IsRaw(node);
        var first = node.OfType("string_content");
        if (!first.Exists)
            return default;
        var text = new StringBuilder();
        foreach (var child in node.Children)
            if (child.Type == "string_content")
                text.Append(Resolve(child.Text, raw));
        return text.ToString();
    }

    /// <summary>Whether backslashes stand for themselves.</summary>
    public static bool IsRaw(SyntaxNode node) => node.OfType("string_start").Text.ContainsAny('r', 'R');

    /// <summary>Resolves escape sequences. What is malformed stays as written, as Python does with unknown ones.</summary>
    public static ReadOnlySpan<char> Resolve(ReadOnlySpan<char> written, bool raw) =>
        raw ? written : EscapeSequences.Resolve(written, Append);

    static int Append(StringBuilder text, ReadOnlySpan<char> rest)
    {
        var digits = rest[0] switch
        {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if (EscapeSequences.Numbered(text, rest, digits))
            return digits + 1;
        char? plain = rest[0] switch
        {
            'a' => '\a',
            '\\' or '\'' or '"' => rest[0],
            '\n' => null,
            var other => EscapeSequences.Control(other) ?? '\\',
        };
        text.Append(plain);
        return plain == '\\' && rest[0] != '\\' ? 0 : 1;
    }
}
