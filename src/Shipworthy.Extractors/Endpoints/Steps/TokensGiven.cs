namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>Tells whether a handler gives its caller a token: in its answer or in a cookie.</summary>
sealed class TokensGiven(CodeBase code)
{
    const int Deepest = 4;

    /// <summary>Whether a token leaves a handler; null when the handler could not be read.</summary>
    public bool? From(Code handler) => code.FunctionOf(handler) is { Exists: true } function ? From(function, Deepest) : null;

    bool? From(Code function, int steps)
    {
        bool? found = false;
        foreach (var one in Answers(function).SelectMany(answer => answer.Descendants().Prepend(answer)))
        {
            if (NamesToken(one))
                return true;
            var value = one.Kind is CodeKind.Name && code.Definition(one) is { Kind: CodeKind.Variable } held ? held[Part.Value] : one;
            if (value.Kind is not CodeKind.Await && value.Kind is not CodeKind.Call)
                continue;
            switch (IsGiven(value, steps))
            {
                case true:
                    return true;
                case null:
                    found = null;
                    break;
            }
        }
        return found;
    }

    /// <summary>Whether a call of the app gives a token; null for one that is awaited and could not be read.</summary>
    bool? IsGiven(Code value, int steps)
    {
        var isAwaited = value.Kind is CodeKind.Await;
        while (value.Kind is CodeKind.Await)
            value = value[Part.Value];
        return value.Kind is not CodeKind.Call ? false
            : steps > 1 && code.Target(value) is { Kind: CodeKind.Function } target ? From(target, steps - 1)
            : isAwaited ? null
            : false;
    }

    static bool NamesToken(Code node) =>
        node.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Property or CodeKind.Literal
        && (node.Kind is CodeKind.Literal ? node.String ?? "" : node.Name) is var name
        && name.Length < 40
        && (
            name is "access" or "refresh"
            || name.Contains("token", StringComparison.OrdinalIgnoreCase)
            || name.Contains("jwt", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>What a function returns, or hands to its answer. A call without arguments reads an answer of somebody else.</summary>
    static IEnumerable<Code> Answers(Code function) =>
        function.Body.Kind is not CodeKind.Block
            ? [function.Body]
            : function
                .Body.Descendants()
                .SelectMany(one =>
                    one.Kind is CodeKind.Return && one[Part.Value].Exists ? [one[Part.Value]]
                    : one.Kind is CodeKind.Call
                    && one.Callee.Name is "json" or "send" or "cookie" or "setCookie" or "set_cookie" or "Append" or "jsonify" or "set"
                        ? one.Arguments
                    : Enumerable.Empty<Code>()
                );
}
