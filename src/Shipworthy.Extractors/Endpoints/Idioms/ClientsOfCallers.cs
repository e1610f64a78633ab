namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Clients of Supabase that servers make with the public key, so that they may do no more than whoever is calling: with the session in its cookies, its
/// <c>Authorization</c> header, or as a stranger. The policies of the tables decide what becomes of their calls.
/// </summary>
static class ClientsOfCallers
{
    const int Steps = 12;

    /// <summary>Whether a call is one of such a client.</summary>
    public static bool Make(CodeBase code, Code call) =>
        call.Callee.Kind is CodeKind.Member && Is(code, call.Callee.Receiver, default, Steps);

    /// <summary>Whether an expression leads back to such a client.</summary>
    /// <param name="through">The call by which the function was reached that the expression stands in; no node for none.</param>
    static bool Is(CodeBase code, Code expression, Code through, int steps)
    {
        if (steps <= 0)
            return false;
        switch (expression.Kind)
        {
            case CodeKind.Await or CodeKind.Argument:
                return Is(code, expression[Part.Value], through, steps - 1);
            case CodeKind.Call when expression.Callee.Kind is CodeKind.Member && !IsOfSupabase(code, expression):
                return Is(code, expression.Callee.Receiver, through, steps - 1);
            case CodeKind.Member when expression.Name is "storage":
                return Is(code, expression.Receiver, through, steps - 1);
            case CodeKind.Call when IsOfSupabase(code, expression):
                return HasRightsOfCaller(code, expression);
            case CodeKind.Call when code.Target(expression) is { Kind: CodeKind.Function } maker:
                return Results(maker).FindAll(one => !IsStub(one)) is { Count: > 0 } given
                    && given.TrueForAll(one => Is(code, one, expression, steps - 1));
            case CodeKind.Name when code.Definition(expression) is { Kind: CodeKind.Parameter } parameter:
                return through.Exists
                    && code.Target(through) == parameter.Parent
                    && Is(
                        code,
                        through.ArgumentAt(parameter.Parent.All(Part.Parameter).TakeWhile(one => one != parameter).Count()),
                        default,
                        steps - 1
                    );
            case CodeKind.Name when code.Definition(expression) is { Kind: CodeKind.Variable } held:
                return held[Part.Value].Exists && Is(code, held[Part.Value], through, steps - 1);
            default:
                return false;
        }
    }

    /// <summary>What a maker gives where its settings are missing is an object that reaches nothing: it answers, warns or fails by itself.</summary>
    static bool IsStub(Code given) =>
        given is { Kind: CodeKind.Literal, Operator: "null" or "undefined" }
        || (given.Kind is CodeKind.Object ? given : given[Part.Value]) is { Kind: CodeKind.Object } stub
            && stub.Descendants(CodeKind.Call)
                .All(call => call.Callee.Name is "resolve" or "reject" or "warn" or "error" or "log" or "Error" or "TypeError");

    static List<Code> Results(Code function) =>
        function.Body.Kind is not CodeKind.Block
            ? [function.Body]
            :
            [
                .. function
                    .Body.Descendants(CodeKind.Return)
                    .Where(one => one[Part.Value].Exists && one.Enclosing(CodeKind.Function) == function)
                    .Select(one => one[Part.Value]),
            ];

    static bool IsOfSupabase(CodeBase code, Code call) =>
        call.Callee.Name
            is "createClient"
                or "createServerClient"
                or "createRouteHandlerClient"
                or "createServerActionClient"
                or "createServerComponentClient"
                or "createPagesServerClient"
                or "createServerSupabaseClient"
        && code.OriginOf(call.Callee).Package.StartsWith("@supabase/", StringComparison.Ordinal);

    static bool HasRightsOfCaller(CodeBase code, Code call)
    {
        if (IsOfServer(call.Text))
            return false;
        if (call.Callee.Name is not ("createClient" or "createServerClient"))
            return true;
        var key = call.ArgumentAt(1);
        for (var steps = 0; steps < 4 && key.Exists; steps++)
        {
            if (IsOfServer(key.Text))
                return false;
            if (
                key.Text.Contains("ANON", StringComparison.OrdinalIgnoreCase)
                || key.Text.Contains("PUBLISHABLE", StringComparison.OrdinalIgnoreCase)
            )
                return true;
            key = key.Kind is CodeKind.Name && code.Definition(key) is { Kind: CodeKind.Variable } held ? held[Part.Value] : default;
        }
        return false;
    }

    static bool IsOfServer(string text) =>
        text.Contains("SERVICE", StringComparison.OrdinalIgnoreCase) || text.Contains("SECRET", StringComparison.OrdinalIgnoreCase);
}
