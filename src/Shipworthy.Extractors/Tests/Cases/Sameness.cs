namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Tells what an assertion expects that holds whatever the app does.</summary>
static class Sameness
{
    /// <summary>Whether an expression gives the same in every run: literals, and what is made of nothing else.</summary>
    public static bool IsConstant(Code expression) =>
        expression.Kind switch
        {
            CodeKind.Literal => true,
            CodeKind.Unary or CodeKind.Binary or CodeKind.Array or CodeKind.Object or CodeKind.Property => expression.Children.Count() > 0
                && AreConstant(expression),
            _ => false,
        };

    static bool AreConstant(Code expression)
    {
        foreach (var child in expression.Children)
            if (!IsConstant(child))
                return false;
        return true;
    }

    /// <summary>Whether two expressions are constants, or the same expression without any call between them.</summary>
    public static bool Holds(Code one, Code other) =>
        one.Exists
        && other.Exists
        && ((IsConstant(one) && IsConstant(other)) || (one.Kind == other.Kind && one.Text == other.Text && !Does(one)));

    static bool Does(Code expression) =>
        expression.Kind is CodeKind.Call or CodeKind.New or CodeKind.Await
        || expression.Descendants().Any(one => one.Kind is CodeKind.Call or CodeKind.New or CodeKind.Await);

    /// <summary>Whether the list names success and failure of a request, so that everything is in it.</summary>
    public static bool HoldsSuccessAndFailure(Code list)
    {
        if (list.Kind is not (CodeKind.Array or CodeKind.New))
            return false;
        var success = false;
        var failure = false;
        foreach (var one in list.Descendants())
        {
            var code =
                one.String is { Length: 3 } digits && int.TryParse(digits, out var number) ? number
                : one.Kind is CodeKind.Member ? OfName(one.Name)
                : 0;
            success |= code is >= 200 and < 300;
            failure |= code is >= 400 and < 600;
        }
        return success && failure;
    }

    static int OfName(string name) =>
        name switch
        {
            "OK" or "Created" or "NoContent" or "Accepted" => 200,
            "BadRequest" or "Unauthorized" or "Forbidden" or "NotFound" or "Conflict" or "InternalServerError" => 400,
            _ => 0,
        };

    /// <summary>
    /// Whether a name stands for something that the test has just made, so that it is there: <c>const service = new Service()</c>, or what its preparation takes out of a
    /// container.
    /// </summary>
    public static bool IsJustMade(CodeBase code, Code name, Code body)
    {
        if (name.Kind is not CodeKind.Name || code.Definition(name) is not { Kind: CodeKind.Variable } variable)
            return false;
        return variable[Part.Value] is { Exists: true } value
            ? value.Kind is CodeKind.New or CodeKind.Object or CodeKind.Array or CodeKind.Literal
            : !body.Contains(variable);
    }
}
