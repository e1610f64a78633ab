namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Guards that are conditions by themselves: one that refuses whoever a middleware found nobody for (<c>if (!req.user) return 401</c>), and one that compares what
/// was sent with a secret from the environment.
/// </summary>
sealed class CallerConditions(CodeBase code, Refusals refusals)
{
    /// <summary>What a branch guards; null when it is no guard.</summary>
    public Act? Of(Code branch)
    {
        var condition = branch[Part.Condition];
        if (!condition.Exists)
            return null;
        if (refusals.Refuses(branch, NamesCaller) is true)
            return new(ActKind.ProvesUser, branch, "the caller that the request carries");
        if (Compared(condition) is { Exists: true } secret && refusals.Refuses(branch, one => one.Contains(secret)) is true)
            return new(ActKind.ProvesMachine, branch, "a secret of its own");
        return null;
    }

    /// <summary>Whether an expression reads the caller that a middleware put on the request.</summary>
    static bool NamesCaller(Code node) =>
        node.Descendants()
            .Prepend(node)
            .Any(one =>
                one.Kind is CodeKind.Member
                && one.Name
                    is "user"
                        or "session"
                        or "auth"
                        or "userId"
                        or "isAuthenticated"
                        or "IsAuthenticated"
                        or "is_authenticated"
                        or "User"
                        or "currentUser"
                && Holder(one.Receiver)
                    is "req"
                        or "request"
                        or "ctx"
                        or "context"
                        or "locals"
                        or "state"
                        or "session"
                        or "User"
                        or "Identity"
                        or "user"
                        or "current_user"
                        or "c"
                        or "g"
            );

    static string Holder(Code node) => node.Kind is CodeKind.Name or CodeKind.Member ? node.Name : "";

    /// <summary>The comparison of a request's header with a variable that has no default.</summary>
    Code Compared(Code condition) =>
        condition
            .Descendants()
            .Prepend(condition)
            .FirstOrDefault(one =>
                one is { Kind: CodeKind.Binary, Operator: "!=" or "!==" or "==" or "===" }
                && (IsSecret(one[Part.Left]) || IsSecret(one[Part.Right]))
                && !IsLiteral(one[Part.Left])
                && !IsLiteral(one[Part.Right])
            );

    bool IsSecret(Code side) =>
        code.ValueOf(side) switch
        {
            Value.FromEnvironment read => read.Default is null && SoundsSecret(read.Variable),
            Value.Joined joined => joined
                .Parts.OfType<Value.FromEnvironment>()
                .Any(read => read.Default is null && SoundsSecret(read.Variable)),
            _ => false,
        };

    static bool IsLiteral(Code node) => node.Kind is CodeKind.Literal;

    static bool SoundsSecret(string variable) =>
        variable.Contains("SECRET", StringComparison.OrdinalIgnoreCase)
        || variable.Contains("KEY", StringComparison.OrdinalIgnoreCase)
        || variable.Contains("TOKEN", StringComparison.OrdinalIgnoreCase)
        || variable.Contains("PASS", StringComparison.OrdinalIgnoreCase);
}
