using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Tells texts of SQL from other texts.</summary>
static partial class SqlText
{
    /// <summary>Whether an expression is a text that begins as a statement does, as far as its beginning is known.</summary>
    public static bool Is(CodeBase code, Code text) => Begins().IsMatch(Beginning(code, text, 6));

    /// <summary>Whether an expression may be a text at all, and not an object, a function or a query that a library builds.</summary>
    public static bool MayBe(CodeBase code, Code text) => MayBe(code, text, 12);

    static bool MayBe(CodeBase code, Code text, int steps)
    {
        if (steps <= 0)
            return true;
        if (text.Kind is CodeKind.Name && code.Definition(text) is { Kind: CodeKind.Variable } variable && variable[Part.Value].Exists)
            return MayBe(code, variable[Part.Value], steps - 1)
                || (Named().IsMatch(text.Name) && variable[Part.Value].Kind is not (CodeKind.Object or CodeKind.Function or CodeKind.New));
        return text.Kind switch
        {
            CodeKind.Object or CodeKind.Array or CodeKind.Function or CodeKind.New => false,
            CodeKind.Literal => text.String is not null && text.Operator is "string",
            CodeKind.Await => MayBe(code, text[Part.Value], steps - 1),
            CodeKind.Call => text.Operator is not "tag"
                && (
                    text.Callee.Name
                        is "join"
                            or "format"
                            or "Format"
                            or "replace"
                            or "trim"
                            or "concat"
                            or "toString"
                            or "Join"
                            or "ToString"
                    || code.Target(text) is { Kind: CodeKind.Function } made && Returns(code, made)
                    || Named().IsMatch(text.Callee.Name)
                ),
            CodeKind.Name or CodeKind.Member or CodeKind.Index => Named().IsMatch(text.Name),
            _ => true,
        };
    }

    static bool Returns(CodeBase code, Code function) =>
        function.Body.Kind is not CodeKind.Block
            ? function.Body.Kind is CodeKind.Template or CodeKind.Binary || Is(code, function.Body)
            : function.Body.Descendants(CodeKind.Return).Any(one => one[Part.Value].Kind is CodeKind.Template || Is(code, one[Part.Value]));

    static string Beginning(CodeBase code, Code text, int steps)
    {
        if (!text.Exists || steps <= 0)
            return "";
        switch (text.Kind)
        {
            case CodeKind.Literal:
                return text.String ?? "";
            case CodeKind.Template:
                return string.Concat(text.Children.Take(4).Select(one => one.String ?? "x"));
            case CodeKind.Binary when text.Operator is "+" or "%":
                return Beginning(code, text[Part.Left], steps - 1);
            case CodeKind.Conditional:
                return Beginning(code, text[Part.Then], steps - 1);
            case CodeKind.Await or CodeKind.Argument:
                return Beginning(code, text[Part.Value], steps - 1);
            case CodeKind.Call when text.Callee.Name is "format" or "replace" or "trim" or "strip" or "toString" or "concat":
                return Beginning(code, text.Receiver, steps - 1);
            case CodeKind.Call when text.Callee.Name is "Format" or "Concat" or "dedent":
                return Beginning(code, text.ArgumentAt(0), steps - 1);
            case CodeKind.Call when text.Callee.Name is "join":
                return Beginning(code, text.Receiver, steps - 1);
            case CodeKind.Array:
                return Beginning(code, text.Children.FirstOrDefault(), steps - 1);
            case CodeKind.Call when code.Target(text) is { Kind: CodeKind.Function } made:
                return Beginning(
                    code,
                    made.Body.Kind is CodeKind.Block ? made.Body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value] : made.Body,
                    steps - 2
                );
            case CodeKind.Name or CodeKind.Member:
                return code.Definition(text) switch
                {
                    { Kind: CodeKind.Variable or CodeKind.Property } found => Beginning(code, found[Part.Value], steps - 1),
                    _ => "",
                };
            default:
                return "";
        }
    }

    [GeneratedRegex(
        @"^\s*(?:--[^\n]*\n\s*|/\*[\s\S]*?\*/\s*)*\(?\s*(?:select\s|insert\s+(?:or\s+\w+\s+)?into\b|update\s+[\w"".\[`]+\s|delete\s+from\b|with\s+(?:recursive\s+)?\w+|create\s+(?:or\s+replace\s+)?(?:table|index|unique|view|database|schema|function|trigger|extension|type|temp|materialized|policy|user|role)|alter\s+(?:table|type|database|role|user|system)|drop\s+(?:table|index|database|view|schema|function|trigger|policy|user|type)|truncate\s|merge\s+into\b|replace\s+into\b|call\s+\w|exec(?:ute)?\s+\w|explain\s|pragma\s|set\s+(?:local|session|role|search_path|app\.)|vacuum|grant\s|revoke\s|copy\s+\w|refresh\s+materialized|show\s|notify\s|listen\s|begin\b|commit\b|rollback\b|match\s*\()",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Begins();

    [GeneratedRegex(@"sql|query|statement|stmt|^q$|command", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Named();
}
