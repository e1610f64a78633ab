namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>Finds answers that hand to scripts what the same function puts into a cookie, so that the cookie protects nothing.</summary>
static class AnswersWith
{
    /// <summary>Where the function that sets a cookie also answers with its value; null when it does not.</summary>
    public static Location? TheSame(CodeBase code, Code call, Code value)
    {
        var inner = CredentialValue.Inner(value);
        if (inner.Kind is not CodeKind.Name || code.Definition(inner) is not { Kind: CodeKind.Variable } declared)
            return null;
        var function = call.Enclosing(CodeKind.Function);
        if (!function.Exists)
            return null;
        foreach (var use in function.Descendants(CodeKind.Name))
            if (use.Name == inner.Name && use != inner && code.Definition(use) == declared && IsAnswered(use, function))
                return use.At;
        return null;
    }

    static bool IsAnswered(Code use, Code function)
    {
        var inEntry = false;
        for (var at = use; at.Exists && at != function; at = at.Parent)
            switch (at.Kind)
            {
                case CodeKind.Property:
                    inEntry = TokenName.Of(at.Name) is not null;
                    break;
                case CodeKind.Call when at.Callee.Name is "json" or "send" or "jsonify" or "Ok" or "JsonResponse" or "Response":
                    return inEntry && at.Callee != use;
                case CodeKind.Return:
                    return inEntry;
                case CodeKind.Call or CodeKind.New:
                    return false;
            }
        return false;
    }
}
