namespace Shipworthy.Extractors.Sessions.Tokens;

/// <summary>
/// Tokens that JavaScript signs: jsonwebtoken, jose, NestJS and Fastify with their settings for all tokens. One that carries no end, by its options or its payload, never ends.
/// </summary>
sealed class NodeTokens : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        foreach (var call in code.Calls("sign", "signAsync", "jwtSign"))
            if (
                SessionReading.IsScript(call)
                && IssuedTokens.Signs(code, call)
                && reading.Counts(call)
                && !reading.IsInClient(call.File)
                && Purpose.IsSession(code, call)
            )
                reading.AddEnd(Of(reading, call));
        foreach (var call in code.All(CodeKind.Property))
            if (
                call.Name is "ignoreExpiration"
                && SessionReading.IsScript(call)
                && code.ValueOf(call[Part.Value]).AsTruth is true
                && reading.Counts(call)
                && !Purpose.LooksAtOldOnes(call)
            )
                reading.AddEnd(new SessionToken(call.At, "ignoreExpiration") { End = TokenEnd.Ignored });
    }

    static SessionToken Of(SessionReading reading, Code call)
    {
        var code = reading.Code;
        if (call.Receiver.Kind is CodeKind.Call && Chained(call) is { Exists: true } made)
            return Jose(reading, call, made);
        var name = call.Receiver.Exists ? $"{call.Receiver.Name}.{call.Callee.Name}" : call.Callee.Name;
        var payload = call.ArgumentAt(0);
        var options = call.ArgumentAt(call.Callee.Name is "signAsync" or "jwtSign" || IsService(call) ? 1 : 2);
        var given = code.ObjectOf(options);
        if (given.Exists && code.Entry(given, "expiresIn") is { Exists: true } expires)
            return After(code, call, expires, name);
        if (code.ObjectOf(payload) is { Exists: true } literal)
        {
            // An app may carry an end under a name of its own, and check it by itself.
            if (literal.Children.Any(one => one.Name.StartsWith("exp", StringComparison.OrdinalIgnoreCase) || one.Name is "validUntil"))
                return new(call.At, name) { End = TokenEnd.Unknown };
            if (literal.Children.Any(one => one.Kind is CodeKind.Spread && !code.ObjectOf(one[Part.Value]).Exists))
                return new(call.At, name) { End = TokenEnd.Unknown };
        }
        else if (payload.Kind is not CodeKind.Name || SetsEnd(call))
            return new(call.At, name) { End = TokenEnd.Unknown };
        if (options.Exists && !given.Exists && options.Kind is not CodeKind.Function)
            return new(call.At, name) { End = TokenEnd.Unknown };
        if (call.Callee.Name is "signAsync" or "jwtSign" || IsService(call))
            return OfModule(reading, call, name);
        return new(call.At, name) { End = TokenEnd.Never, Kind = Purpose.KindOf(call) };
    }

    static bool IsService(Code call) =>
        call.Receiver.Name is "jwtService" or "JwtService" or "_jwtService"
        || call.Receiver.Text.EndsWith(".jwt", StringComparison.Ordinal);

    /// <summary>The settings for all tokens of NestJS and Fastify.</summary>
    static SessionToken OfModule(SessionReading reading, Code call, string name)
    {
        var code = reading.Code;
        var settings = code.Calls("register", "registerAsync")
            .Where(one =>
                SessionReading.IsScript(one)
                && (one.Receiver.Name is "JwtModule" || code.OriginOf(one.ArgumentAt(0)).Package is "@fastify/jwt" or "fastify-jwt")
            )
            .ToList();
        if (settings.Count == 0)
            return new(call.At, name) { End = TokenEnd.Unknown };
        var expires = settings.SelectMany(one => one.Descendants(CodeKind.Property)).FirstOrDefault(one => one.Name is "expiresIn");
        return expires.Exists
            ? After(code, call, expires[Part.Value], name)
            : new(call.At, name) { End = settings.TrueForAll(IsWhole) ? TokenEnd.Never : TokenEnd.Unknown, Kind = Purpose.KindOf(call) };
    }

    static bool IsWhole(Code settings) => settings.Callee.Name is "register" && settings.Arguments.Any(one => one.Kind is CodeKind.Object);

    static SessionToken After(CodeBase code, Code call, Code expires, string name) =>
        code.SecondsOf(expires) is { } seconds
            ? new(Place(code, expires, call), name)
            {
                End = TokenEnd.After,
                Seconds = seconds,
                Kind = Purpose.KindOf(call),
            }
            : new(call.At, name) { End = TokenEnd.Unknown, Kind = Purpose.KindOf(call) };

    /// <summary>The line where the length is written, also when it has a name.</summary>
    public static Location Place(CodeBase code, Code expression, Code otherwise) =>
        expression.Kind is CodeKind.Name or CodeKind.Member
        && code.Definition(expression) is { Kind: CodeKind.Variable or CodeKind.Property } declared
            ? declared.At
            : otherwise.At;

    static bool SetsEnd(Code call)
    {
        var function = call.Enclosing(CodeKind.Function);
        return function.Exists
            && (function.Text.Contains("exp:", StringComparison.Ordinal) || function.Text.Contains(".exp ", StringComparison.Ordinal));
    }

    static Code Chained(Code call)
    {
        for (var at = call.Receiver; at.Exists; at = at.Receiver)
            if (at is { Kind: CodeKind.New, Callee.Name: "SignJWT" })
                return at;
        return default;
    }

    static SessionToken Jose(SessionReading reading, Code call, Code made)
    {
        for (var at = call.Receiver; at.Exists; at = at.Receiver)
            if (at is { Kind: CodeKind.Call, Callee.Name: "setExpirationTime" })
                return After(reading.Code, at, at.ArgumentAt(0), "SignJWT");
        var payload = reading.Code.ObjectOf(made.ArgumentAt(0));
        return new(call.At, "SignJWT")
        {
            End = payload.Exists && !payload.Property("exp").Exists ? TokenEnd.Never : TokenEnd.Unknown,
            Kind = Purpose.KindOf(call),
        };
    }
}
