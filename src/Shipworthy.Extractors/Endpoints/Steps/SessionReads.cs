using System.Collections.Frozen;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Reads of a caller from a server's session by key, as Flask, Starlette and Django keep it: <c>session.get("user_id")</c>, <c>request.session["user"]</c>,
/// <c>"user_id" in session</c>.
/// </summary>
sealed class SessionReads(CodeBase code)
{
    static readonly FrozenSet<string> Keys = new[]
    {
        "user",
        "user_id",
        "userid",
        "uid",
        "_user_id",
        "username",
        "user_name",
        "user_email",
        "email",
        "account",
        "account_id",
        "logged_in",
        "loggedin",
        "is_logged_in",
        "authenticated",
        "is_authenticated",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a node reads who signed in. Writing it is what a sign-in does, and no read.</summary>
    public bool IsCaller(Code node) =>
        node.Kind switch
        {
            CodeKind.Index => Keys.Contains(node.Name) && IsSession(node[Part.Receiver]) && !IsWritten(node),
            CodeKind.Call => node.Callee is { Kind: CodeKind.Member, Name: "get" or "has" }
                && node.ArgumentAt(0).String is { } key
                && Keys.Contains(key)
                && IsSession(node.Receiver),
            CodeKind.Binary => node.Operator is "in" or "not in"
                && node[Part.Left].String is { } asked
                && Keys.Contains(asked)
                && IsSession(node[Part.Right]),
            _ => false,
        };

    static bool IsWritten(Code node) => node.Part is Part.Target && node.Parent.Kind is CodeKind.Assignment;

    bool IsSession(Code holder) =>
        holder.Name is "session"
        && (
            holder.Kind is CodeKind.Member
                ? holder.Receiver.Name is "request" or "req"
                : code.OriginOf(holder).Package is "flask" or "quart"
        );
}
