using Shipworthy.Extractors.Endpoints.Doors;

namespace Shipworthy.Extractors.SecondFactors.Roles;

/// <summary>
/// Finds in code where a privileged role is asked for: conditions that refuse, functions and attributes that take the role, queries of members by role whose empty answer is
/// refused, comparisons with a fixed key.
/// </summary>
sealed class RolesInCode(CodeBase code)
{
    /// <summary>The roles that a file asks for, with the node that does.</summary>
    public IEnumerable<(string Role, Code At, bool IsKey)> Of(CodeFile file)
    {
        foreach (var node in file.Root.Descendants())
        {
            if (Key(node) is { Length: > 0 } key && Around(node) is { Exists: true } asked)
                yield return (key, asked, true);
            else if (Asked(node) is var (role, at))
                yield return (role, at, false);
        }
    }

    /// <summary>
    /// The function of the app that asks for a role where it is called or handed over: <c>await requireAdmin()</c>, <c>router.get("/", requireAdmin, …)</c>; null when there
    /// is none.
    /// </summary>
    public Location? Asking(string role, Code at)
    {
        if (!RoleWords.Requires(role))
            return null;
        foreach (var node in at.Descendants().Prepend(at))
            if (
                (
                    node.Kind is CodeKind.Call && node.Callee.Name == role ? code.Target(node)
                    : node.Kind is CodeKind.Name or CodeKind.Member && node.Name == role ? code.FunctionOf(node)
                    : default
                )
                    is { Kind: CodeKind.Function } function
                && RoleWords.Refuse(function.Text)
            )
                return function.At;
        return null;
    }

    (string Role, Code At)? Asked(Code node) =>
        node.Kind switch
        {
            CodeKind.Literal when node.String is { } text && RoleWords.IsRole(text) => OfRole(node, text),
            CodeKind.Literal when node.String is { } text && RoleWords.IsPowerful(text) => OfPermission(node, text),
            CodeKind.Member when RoleWords.IsRole(node.Name) && Says(node.Receiver.Text, "role") => OfRole(node, node.Name),
            CodeKind.Name or CodeKind.Member when node.Name is { Length: > 0 } name => OfName(node, name),
            CodeKind.Decorator when node.Name is "Authorize" && RoleWords.In(node.Text) is { Length: > 0 } named => (named, node),
            CodeKind.Call when RoleWords.Requires(node.Callee.Name) && IsObeyed(node) => (node.Callee.Name, node),
            _ => null,
        };

    /// <summary>A role in a condition about roles, in a call or attribute that takes roles, or in a query of members.</summary>
    (string, Code)? OfRole(Code node, string role)
    {
        if (Around(node) is { Exists: true } branch && Says(branch[Part.Condition].Text, "role"))
            return (role, branch);
        for (var at = node.Parent; at.Exists && at.Kind is not (CodeKind.Block or CodeKind.Function); at = at.Parent)
            switch (at.Kind)
            {
                case CodeKind.Decorator when RoleWords.TakesRole(at.Name):
                    return (role, at);
                case CodeKind.Call when RoleWords.TakesRole(at.Callee.Name) && !at.Callee.Contains(node):
                    return IsObeyed(at) ? (role, at) : null;
                case CodeKind.Call
                    when at.Callee.Name is { } query
                        && (query.StartsWith("find", StringComparison.OrdinalIgnoreCase) || query is "eq" or "where" or "count")
                        && Says(PropertyAround(node, at), "role"):
                    return RefusesLater(at) ? (role, at) : null;
            }
        return null;
    }

    static string PropertyAround(Code node, Code call)
    {
        for (var at = node.Parent; at.Exists && at != call; at = at.Parent)
            if (at.Kind is CodeKind.Property && at.Name is not "in")
                return at.Name;
        return call.ArgumentAt(0).String ?? "";
    }

    /// <summary>Whether what a query found is refused when it is nothing.</summary>
    static bool RefusesLater(Code query)
    {
        for (var at = query.Parent; at.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
            if (at.Kind is CodeKind.Variable)
                return at.Enclosing(CodeKind.Function)
                    .Descendants(CodeKind.Branch)
                    .Any(branch =>
                        branch.Start > at.Start
                        && Refusing.Leaves(branch)
                        && branch[Part.Condition]
                            .Descendants()
                            .Prepend(branch[Part.Condition])
                            .Any(one =>
                                one.Kind is CodeKind.Name
                                && (one.Name == at.Name || at[Part.Target].Text.Contains(one.Name, StringComparison.Ordinal))
                            )
                    );
        return false;
    }

    static (string, Code)? OfPermission(Code node, string permission)
    {
        for (var at = node.Parent; at.Exists && at.Kind is not (CodeKind.Block or CodeKind.Function); at = at.Parent)
            if (
                at.Kind is CodeKind.Call
                && at.Callee.Name is "RequireClaim" or "RequirePermission" or "requirePermission" or "require_permission"
            )
                return (permission, at);
            else if (at.Kind is CodeKind.Decorator && Says(at.Name, "permission"))
                return (permission, at);
        return null;
    }

    (string, Code)? OfName(Code node, string name)
    {
        if (RoleWords.IsFlag(name) || RoleWords.IsList(name))
            if (Around(node) is { Exists: true } branch)
                return (name, branch);
        // A middleware or dependency that is handed over: router.get("/", requireAdmin, …), Depends(get_current_active_superuser).
        return RoleWords.Requires(name)
            && node.Part is Part.Argument or Part.Element
            && Handed(node) is { Exists: true } call
            && (
                code.FunctionOf(node).Exists
                || call.Callee.Name is "Depends" or "Security" or "method_decorator"
                || name is "IsAdminUser" or "staff_member_required"
            )
                ? (name, call)
            : RoleWords.Requires(name) && node.Parent.Kind is CodeKind.Decorator ? (name, node.Parent)
            : name is "IsAdminUser" && node.Part is Part.Element ? (name, node)
            : null;
    }

    static Code Handed(Code node) =>
        node.Parent.Kind is CodeKind.Call ? node.Parent
        : node.Parent is { Kind: CodeKind.Array, Parent.Kind: CodeKind.Call or CodeKind.Argument or CodeKind.Variable } ? node.Parent.Parent
        : default;

    /// <summary>The refusing branch whose condition holds a node; no node when there is none.</summary>
    static Code Around(Code node)
    {
        for (var at = node; at.Parent.Exists; at = at.Parent)
            if (at.Part is Part.Condition && at.Parent.Kind is CodeKind.Branch)
                return Refusing.Leaves(at.Parent) ? at.Parent : default;
            else if (at.Kind is CodeKind.Block or CodeKind.Function or CodeKind.Variable)
                return default;
        return default;
    }

    /// <summary>Whether the answer of a call that asks for a role is obeyed: it is a middleware, a statement that throws, or the condition of a refusal.</summary>
    static bool IsObeyed(Code call)
    {
        var at = call;
        while (at.Parent.Kind is CodeKind.Await or CodeKind.Unary)
            at = at.Parent;
        return at.Part is Part.Argument
            || at.Parent.Kind is CodeKind.Decorator or CodeKind.Array
            || (at.Part is Part.Condition && Refusing.Leaves(at.Parent))
            || at.Parent.Kind is CodeKind.Block or CodeKind.Variable or CodeKind.Return
            || Around(call).Exists
            || call.Callee.Name is "RequireRole" or "RequireAuthorization" or "Roles" or "Policies";
    }

    /// <summary>The name of a fixed key of administrators that a node compares; empty when it compares none.</summary>
    string Key(Code node)
    {
        if (
            !(
                node is { Kind: CodeKind.Binary, Operator: "==" or "===" or "!=" or "!==" }
                || (node.Kind is CodeKind.Call && node.Callee.Name is "timingSafeEqual" or "compare_digest" or "FixedTimeEquals")
            )
        )
            return "";
        foreach (var side in node.Children)
        foreach (var one in side.Descendants().Prepend(side))
            if (one.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Index)
                if (RoleWords.IsKey(one.Name))
                    return one.Name;
                else if (one == side && code.ValueOf(one) is Value.FromEnvironment { Variable: var variable } && RoleWords.IsKey(variable))
                    return variable;
        return "";
    }

    static bool Says(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
