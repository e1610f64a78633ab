namespace Shipworthy.Extractors.Clients.Variables;

/// <summary>Follows an expression to the parts whose values show in its own: a condition does not, and neither does what a function is asked with.</summary>
static class ShownVariables
{
    /// <summary>The parts of an expression that show in its value.</summary>
    public static IEnumerable<Code> Parts(Code expression) =>
        expression.Kind switch
        {
            CodeKind.Binary when expression.Operator is "||" or "??" or "+" => Parts(expression[Part.Left])
                .Concat(Parts(expression[Part.Right])),
            CodeKind.Binary when expression.Operator is "&&" => Parts(expression[Part.Right]),
            CodeKind.Conditional => Parts(expression[Part.Then]).Concat(Parts(expression[Part.Else])),
            CodeKind.Template => expression.Children.SelectMany(Parts),
            CodeKind.Call when expression.Callee.DottedName is "JSON.stringify" or "String" => Parts(expression.ArgumentAt(0)),
            CodeKind.Binary or CodeKind.Unary or CodeKind.Call or CodeKind.New or CodeKind.Function => [],
            _ => expression.Exists ? [expression] : [],
        };

    /// <summary>The variables that are named in such parts: of the environment itself, or of what <c>loadEnv</c> read of it.</summary>
    public static ImmutableArray<string> In(Code expression) =>
        [
            .. Parts(expression)
                .Where(part => part.Kind is CodeKind.Member or CodeKind.Index && part.Name.Length > 0)
                .Where(part =>
                    VariableReads.IsEnvironment(part[Part.Receiver]) || part[Part.Receiver] is { Kind: CodeKind.Name, Name: "env" }
                )
                .Select(part => part.Name)
                .Distinct(StringComparer.Ordinal),
        ];
}
