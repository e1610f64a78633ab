using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Limits;

/// <summary>
/// Tells by what a limit distinguishes callers (rubric L3): it looks at the expression that makes the key, and at what its names stand for.
/// </summary>
static class LimitKeys
{
    const int MostSteps = 6;

    /// <summary>The key that an expression or a function makes, and what it takes the key from where callers choose it.</summary>
    public static (LimitKey Key, string From) Of(CodeBase code, Code expression)
    {
        if (!expression.Exists)
            return (LimitKey.Unknown, "");
        if (expression.Kind is CodeKind.Literal || code.ValueOf(expression) is Value.Text || expression.Body.Kind is CodeKind.Literal)
            return (LimitKey.Everybody, "");
        var marks = new Marks();
        Read(code, expression, marks, [], MostSteps);
        marks.Settle(HandsOnToken(code, expression));
        var from = marks.From;
        return marks.User ? (marks.Address && from.Length == 0 ? LimitKey.UserOrAddress : LimitKey.User, from)
            : from.Length > 0 ? (LimitKey.Chosen, from)
            : marks.Address ? (LimitKey.Address, "")
            : marks.Host ? (LimitKey.Everybody, "")
            : (LimitKey.Unknown, "");
    }

    /// <summary>Whether a key names the account that a caller wants to sign in to: <c>`login:${email}`</c>. One that names the address besides counts each pair.</summary>
    public static bool NamesAccount(CodeBase code, Code expression)
    {
        if (!expression.Exists || expression.Text.Length > 400)
            return false;
        var text = expression.Text;
        foreach (var name in expression.Descendants(CodeKind.Name).Prepend(expression).Where(one => one.Kind is CodeKind.Name))
            if (code.Definition(name) is { Kind: CodeKind.Variable } made && made[Part.Value].Text is { Length: < 300 } value)
                text += $" {value}";
        return Doors.BrakeWords.NamesAccount(text) && !Doors.BrakeWords.NamesAddress(text);
    }

    static void Read(CodeBase code, Code node, Marks marks, HashSet<Code> seen, int steps)
    {
        if (steps <= 0 || !node.Exists || !seen.Add(node))
            return;
        foreach (var one in node.Descendants().Prepend(node))
        {
            switch (one.Kind)
            {
                case CodeKind.Literal when one.String is { } text:
                    marks.Header(text.ToLowerInvariant());
                    break;
                case CodeKind.Member or CodeKind.Index:
                    marks.Member(one);
                    break;
                case CodeKind.Name when one.Name is "userId" or "user_id" or "uid" or "currentUserId":
                    marks.User = true;
                    break;
            }
            if (
                one.Kind is CodeKind.Name
                && code.Definition(one) is { Kind: CodeKind.Variable } variable
                && variable.Enclosing(CodeKind.Function).Exists
            )
                Read(code, Whole(variable), marks, seen, steps - 1);
            if (one.Kind is CodeKind.Call && code.Target(one) is { Kind: CodeKind.Function } target)
                Read(code, target.Body, marks, seen, steps - 1);
            if (one.Kind is CodeKind.Call && Verifies(code, one))
                marks.Verifies = true;
            if (one is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "get" } } && one.Receiver.Name is "c" or "ctx")
                marks.User |= one.ArgumentAt(0).String is "user" or "userId" or "session" or "jwtPayload";
            if (one is { Kind: CodeKind.Call, Callee.Name: "getRequestIP" })
                if (code.ValueOf(code.Entry(code.ObjectOf(one.ArgumentAt(1)), "xForwardedFor")).AsTruth is true)
                    marks.Header("x-forwarded-for");
                else
                    marks.Address = true;
            if (
                one.Kind is CodeKind.Call
                && one.Callee.Name
                    is "get_remote_address"
                        or "getClientIp"
                        or "getClientAddress"
                        or "ipAddress"
                        or "getConnInfo"
                        or "ipKeyGenerator"
                        or "get_ipaddr"
            )
                marks.Address = true;
        }
    }

    /// <summary>Whether a call checks the signature of a token, so that nobody can make one up.</summary>
    static bool Verifies(CodeBase code, Code call) =>
        call.File.Language is Language.Python
            ? call.Callee is { Kind: CodeKind.Member, Name: "decode" }
                && call.Receiver.Name is "jwt" or "jose_jwt"
                && call.ArgumentAt(1).Exists
                && (call.ArgumentNamed("algorithms").Exists || call.ArgumentAt(2).Exists)
                && !call.ArgumentNamed("options").Exists
                && !call.ArgumentAt(3).Exists
                && !call.ArgumentNamed("verify").Exists
                && code.ValueOf(call.ArgumentAt(2)).AsTruth is not false
            : call.Callee.Name is "jwtVerify"
                || (
                    call.Callee is { Kind: CodeKind.Member, Name: "verify" }
                    && call.Receiver.Name is "jwt" or "jsonwebtoken"
                    && call.ArgumentAt(1).Exists
                );

    /// <summary>Whether a key is the token itself somewhere, or is made from it without a check: <c>return request.headers["authorization"]</c>.</summary>
    static bool HandsOnToken(CodeBase code, Code expression) =>
        expression
            .Descendants(CodeKind.Return)
            .Any(given =>
                given
                    .Descendants()
                    .Any(one =>
                        IsCredential(one.String)
                        || (one.Kind is CodeKind.Call && code.Target(one) is { Kind: CodeKind.Function } target && Takes(code, target.Body))
                        || (
                            one.Kind is CodeKind.Name
                            && code.Definition(one) is { Kind: CodeKind.Variable } variable
                            && Takes(code, Whole(variable))
                        )
                    ) && !given.Descendants(CodeKind.Call).Any(part => Verifies(code, part))
            );

    /// <summary>Whether code takes the header of a token and does not check it.</summary>
    static bool Takes(CodeBase code, Code taken) =>
        taken.Exists
        && taken.Descendants().Any(part => IsCredential(part.String))
        && !taken.Descendants().Prepend(taken).Any(part => part.Kind is CodeKind.Call && Verifies(code, part));

    static bool IsCredential(string? header) => header?.ToLowerInvariant() is "authorization" or "cookie";

    static Code Whole(Code variable)
    {
        var at = variable;
        while (at.Parent.Exists && !at[Part.Value].Exists && at.Kind is not CodeKind.Block)
            at = at.Parent;
        return at[Part.Value];
    }

    sealed class Marks
    {
        public bool User { get; set; }
        public bool Address { get; set; }

        /// <summary>Whether the name of the app's own host is in it, which is the same for all.</summary>
        public bool Host { get; private set; }

        /// <summary>Whether the signature of a token is checked on the way.</summary>
        public bool Verifies { get; set; }

        /// <summary>Headers that hold an address, in the order in which they are looked at; whether callers choose them depends on the host.</summary>
        readonly List<string> headers = [];
        string chosen = "";

        /// <summary>The header that carries a token.</summary>
        string credential = "";

        public string From => headers.Count > 0 ? PlatformHeaders.Say(headers) : chosen;

        public void Header(string name)
        {
            if (PlatformHeaders.HoldAddress(name) && !headers.Contains(name))
                headers.Add(name);
            else if (IsCredential(name))
                credential = credential.Length > 0 ? credential : $"the {name} header";
            else if (name is "user-agent" or "x-device-id" or "x-session-id" or "x-api-key")
                chosen = chosen.Length > 0 ? chosen : $"the {name} header";
        }

        /// <summary>A token whose signature is checked tells a user; any other is what callers choose.</summary>
        public void Settle(bool handsOnToken)
        {
            if (credential.Length == 0)
                return;
            if (Verifies && !handsOnToken)
                User = true;
            else if (chosen.Length == 0)
                chosen = credential;
        }

        public void Member(Code node)
        {
            var holder = node.Receiver.Name;
            if (
                node.Name is "ip" or "clientAddress" or "remoteAddress" or "RemoteIpAddress" or "remote_addr"
                || (node.Name is "host" && holder is "client")
            )
                Address = true;
            else if (
                (
                    node.Name is "id" or "userId" or "user_id" or "sub" or "uid" or "email"
                    && holder is "user" or "session" or "currentUser" or "current_user" or "auth" or "payload" or "token" or "claims"
                )
                || node.Name is "userId" or "user_id"
                || (
                    holder is "principal" or "identity"
                    && (node.Name is "id" or "sub" or "Id" || node.Name.EndsWith("_id", StringComparison.Ordinal))
                )
                || (node.Name is "Identity" or "FindFirst" or "FindFirstValue" && holder is "User")
            )
                User = true;
            else if (node.Name is "Host" or "host" && holder is "Headers" or "headers" or "Request")
                Host = true;
            else if (node.Name is "email" or "phone" or "username" && holder is "body" or "data" or "input")
                chosen = chosen.Length > 0 ? chosen : $"the {node.Name} that is sent";
        }
    }
}
