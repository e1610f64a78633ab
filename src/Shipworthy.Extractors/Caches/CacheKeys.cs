namespace Shipworthy.Extractors.Caches;

/// <summary>Reads what the keys of cached values surely begin with, by which kinds of values are told apart.</summary>
static class CacheKeys
{
    const int Steps = 4;

    /// <summary>The text that a key begins with, through variables and constants; empty when it cannot be told.</summary>
    public static string BeginningOf(CodeBase code, Code key) => Of(code, key, Steps);

    /// <summary>Whether two keys begin alike, so that they may be keys of one kind of value.</summary>
    public static bool MayBeSame(CodeBase code, Code one, Code other) =>
        BeginningOf(code, one) is { Length: > 0 } first
        && BeginningOf(code, other) is { Length: > 0 } second
        && (first.StartsWith(second, StringComparison.Ordinal) || second.StartsWith(first, StringComparison.Ordinal));

    static string Of(CodeBase code, Code key, int steps)
    {
        if (!key.Exists || steps <= 0)
            return "";
        switch (code.ValueOf(key))
        {
            case Value.Text text:
                return text.Content;
            case Value.Joined { Parts: [Value.Text first, ..] }:
                return first.Content;
        }
        return key.Kind switch
        {
            CodeKind.Argument or CodeKind.Await => Of(code, key[Part.Value], steps - 1),
            CodeKind.Template => Of(code, key.All(Part.Element).FirstOrDefault(), steps - 1),
            CodeKind.Binary when key.Operator is "+" => Of(code, key[Part.Left], steps - 1),
            CodeKind.Name or CodeKind.Member when code.Definition(key) is { Kind: CodeKind.Variable or CodeKind.Property } declared => Of(
                code,
                declared[Part.Value],
                steps - 1
            ),
            CodeKind.Call when code.Target(key) is { Kind: CodeKind.Function } made && made.Body.Kind is not CodeKind.Block => Of(
                code,
                made.Body,
                steps - 1
            ),
            _ => "",
        };
    }
}
