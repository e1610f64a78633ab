namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>Tells whether a handler gives its caller a token: in its answer or in a cookie.</summary>
sealed class TokensGiven(CodeBase code)
{
    const int Deepest = 4;

    /// <summary>Whether a token leaves a handler; null when the handler could not be read.</summary>
    public bool? From(Code handler) => code.FunctionOf(handler) is { Exists: true } function ? From(function, Deepest) : null;

    bool From(Code function, int steps) =>
        steps > 0
        && Answers(function)
            .Any(answer =>
                answer
                    .Descendants()
                    .Prepend(answer)
                    .Any(one =>
                        NamesToken(one)
                        || (
                            one.Kind is CodeKind.Name
                            && code.Definition(one) is { Kind: CodeKind.Variable } held
                            && IsGiven(held[Part.Value], steps)
                        )
                        || IsGiven(one, steps)
                    )
            );

    bool IsGiven(Code value, int steps)
    {
        while (value.Kind is CodeKind.Await)
            value = value[Part.Value];
        return value.Kind is CodeKind.Call && code.Target(value) is { Kind: CodeKind.Function } target && From(target, steps - 1);
    }

    static bool NamesToken(Code node) =>
        node.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Property or CodeKind.Literal
        && (node.Kind is CodeKind.Literal ? node.String ?? "" : node.Name) is var name
        && name.Length < 40
        && (name.Contains("token", StringComparison.OrdinalIgnoreCase) || name.Contains("jwt", StringComparison.OrdinalIgnoreCase));

    static IEnumerable<Code> Answers(Code function) =>
        function.Body.Kind is not CodeKind.Block
            ? [function.Body]
            : function
                .Body.Descendants()
                .Where(one =>
                    one.Kind is CodeKind.Return && one[Part.Value].Exists
                    || (
                        one.Kind is CodeKind.Call
                        && one.Callee.Name is "json" or "send" or "cookie" or "setCookie" or "set_cookie" or "Append" or "jsonify" or "set"
                    )
                );
}
