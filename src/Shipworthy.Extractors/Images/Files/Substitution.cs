using System.Text;

namespace Shipworthy.Extractors.Images.Files;

/// <summary>
/// Replaces variables as Dockerfiles and compose files do: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME-default}</c>. What has no value stays
/// as <c>${NAME}</c>, so that a reader sees which variable decides.
/// </summary>
static class Substitution
{
    /// <summary>Defaults within defaults end here.</summary>
    const int MostDepth = 5;

    /// <summary>The text with its variables replaced as far as they are known.</summary>
    public static string Of(string text, Func<string, string?> valueOf) => Of(text, valueOf, MostDepth);

    static string Of(string text, Func<string, string?> valueOf, int depth)
    {
        if (depth == 0 || !text.Contains('$'))
            return text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
            if (text[at] != '$' || at + 1 == text.Length)
                result.Append(text[at]);
            else if (text[at + 1] == '{' && End(text, at + 2) is > 0 and var end)
            {
                result.Append(Braced(text[(at + 2)..end], valueOf, depth));
                at = end;
            }
            else
            {
                var stop = at + 1;
                while (stop < text.Length && IsNamePart(text[stop]))
                    stop++;
                var name = text[(at + 1)..stop];
                result.Append(name.Length == 0 ? "$" : valueOf(name) ?? $"${{{name}}}");
                at = stop - 1;
            }
        return result.ToString();
    }

    static string Braced(string inside, Func<string, string?> valueOf, int depth)
    {
        var length = inside.TakeWhile(IsNamePart).Count();
        var (name, rest) = (inside[..length], inside[length..]);
        if (valueOf(name) is { } value && (value.Length > 0 || !rest.StartsWith(":-", StringComparison.Ordinal)))
            return value;
        return rest switch
        {
            [':', '-', .. var fallback] => Of(fallback, valueOf, depth - 1),
            ['-', .. var fallback] => Of(fallback, valueOf, depth - 1),
            _ => $"${{{name}}}",
        };
    }

    static int End(string text, int from)
    {
        var depth = 1;
        for (var at = from; at < text.Length; at++)
            if (text[at] == '{')
                depth++;
            else if (text[at] == '}' && --depth == 0)
                return at;
        return -1;
    }

    static bool IsNamePart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
