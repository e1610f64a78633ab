using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Says of a secret whose source the code does not show where it comes from, as far as it does.</summary>
static class Unfollowed
{
    /// <summary>What the code does, in the third person.</summary>
    public static string Because(CodeBase code, Code expression, Value value)
    {
        var called = expression.Name.Length > 0 && expression.Kind is not (CodeKind.Call or CodeKind.New) ? expression.Name : "its secret";
        if (expression.Kind == CodeKind.Await)
            expression = expression[Part.Value];
        if (Source(code, expression) is { Kind: CodeKind.Call or CodeKind.New, Callee.Name: { Length: > 0 } function })
            return $"takes {called} from {function}(), whose answer is known only while the app runs";
        return code.Definition(expression) switch
        {
            { Kind: CodeKind.Parameter } => $"takes {called} from its callers, where it cannot be followed",
            { Kind: CodeKind.Property or CodeKind.Assignment } => $"takes {called} from a setting that is handed in when the app starts",
            { Kind: CodeKind.Imported } => $"takes {called} from a package",
            _ => value is Value.Unknown { Because.Length: > 0 } unknown
                ? $"takes {called} from where it cannot be followed: {unknown.Because}"
                : $"takes {called} from where it cannot be followed",
        };
    }

    static Code Source(CodeBase code, Code expression)
    {
        var at =
            expression.Kind is CodeKind.Name && code.Definition(expression) is { Kind: CodeKind.Variable } local
                ? local[Part.Value]
                : expression;
        return at.Kind == CodeKind.Await ? at[Part.Value] : at;
    }
}
