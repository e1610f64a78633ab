namespace Shipworthy.Extractors.Sessions.Tokens;

/// <summary>Tells whether a value is a token that the app signs itself.</summary>
static class IssuedTokens
{
    const int MostSteps = 5;

    /// <summary>Whether an expression gives a signed token, through names and functions of the app.</summary>
    public static bool IsIssued(CodeBase code, Code value) => IsIssued(code, value, MostSteps);

    static bool IsIssued(CodeBase code, Code value, int steps)
    {
        var inner = CredentialValue.Inner(value);
        if (steps <= 0 || !inner.Exists)
            return false;
        switch (inner.Kind)
        {
            case CodeKind.Call:
                return Signs(code, inner)
                    || (
                        code.Target(inner) is { Kind: CodeKind.Function } target
                        && Returned(target).Any(one => IsIssued(code, one, steps - 1))
                    );
            case CodeKind.Name or CodeKind.Member:
                return code.Definition(inner) is { Kind: CodeKind.Variable or CodeKind.Property } declared
                    && declared[Part.Value] is { Exists: true } given
                    && given != inner
                    && IsIssued(code, given, steps - 1);
            case CodeKind.Conditional:
                return IsIssued(code, inner[Part.Then], steps - 1) || IsIssued(code, inner[Part.Else], steps - 1);
            default:
                return false;
        }
    }

    static IEnumerable<Code> Returned(Code function) =>
        function.Body.Kind is CodeKind.Block
            ? function
                .Body.Descendants(CodeKind.Return)
                .Where(one => one.Enclosing(CodeKind.Function) == function)
                .Select(one => one[Part.Value])
            : [function.Body];

    /// <summary>Whether a call signs a token with one of the usual libraries.</summary>
    public static bool Signs(CodeBase code, Code call) =>
        call.Callee.Name switch
        {
            "sign" => code.OriginOf(call.Callee).Package
                is "jsonwebtoken"
                    or "hono"
                    or "@hono/hono"
                    or "fast-jwt"
                    or "@tsndr/cloudflare-worker-jwt"
                    or "jose"
                || IsJwt(call.Receiver),
            "signAsync" or "jwtSign" => true,
            "encode" => code.OriginOf(call.Callee).Package is "jwt" or "jose" or "jwt-simple" || call.Receiver.Name is "jwt",
            "create_access_token" or "create_refresh_token" => code.OriginOf(call.Callee).Package is "flask_jwt_extended",
            "WriteToken" => true,
            _ => false,
        };

    static bool IsJwt(Code receiver) =>
        receiver.Name is "jwt" or "JWT" or "jsonwebtoken" or "jwtService" or "JwtService" or "_jwtService"
        || (receiver.Kind is CodeKind.Call && receiver.Text.Contains("SignJWT", StringComparison.Ordinal));
}
