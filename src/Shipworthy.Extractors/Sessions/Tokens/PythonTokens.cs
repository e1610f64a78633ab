namespace Shipworthy.Extractors.Sessions.Tokens;

/// <summary>
/// Tokens that Python signs: PyJWT and python-jose, with lengths of time by their names; the settings of simplejwt, Flask-JWT-Extended and FastAPI Users.
/// </summary>
sealed class PythonTokens : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        foreach (var call in code.Calls("encode"))
            if (
                call.File.Language is Language.Python
                && IssuedTokens.Signs(code, call)
                && reading.Counts(call)
                && Purpose.IsSession(code, call)
                && HasNoEnd(code, call)
            )
                reading.AddEnd(new SessionToken(call.At, "jwt.encode") { End = TokenEnd.Never, Kind = Purpose.KindOf(call) });
        foreach (var call in code.Calls("decode"))
            if (
                call.File.Language is Language.Python
                && reading.Counts(call)
                && code.OriginOf(call.Callee).Package is "jwt" or "jose"
                && code.Entry(code.ObjectOf(call.ArgumentNamed("options")), "verify_exp") is { Exists: true } verifies
                && code.ValueOf(verifies).AsTruth is false
                && !Purpose.LooksAtOldOnes(call)
            )
                reading.AddEnd(new SessionToken(call.At, "verify_exp") { End = TokenEnd.Ignored });
        foreach (var call in code.Calls("timedelta"))
            if (call.File.Language is Language.Python && reading.Counts(call) && Of(code, call) is { } token)
                reading.AddEnd(token);
        foreach (var call in code.Calls("JWTStrategy"))
            if (
                call.File.Language is Language.Python
                && reading.Counts(call)
                && call.ArgumentNamed("lifetime_seconds") is { Exists: true } life
            )
                reading.AddEnd(
                    code.NumberOf(life) is { } seconds
                        ? new SessionToken(NodeTokens.Place(code, life, call), "JWTStrategy")
                        {
                            End = TokenEnd.After,
                            Seconds = seconds,
                            Kind = CredentialKind.Access,
                        }
                        : new SessionToken(call.At, "JWTStrategy")
                        {
                            End = code.ValueOf(life) is Value.Nothing ? TokenEnd.Never : TokenEnd.Unknown,
                        }
                );
    }

    /// <summary>Whether nothing in the function that signs puts an end into the payload.</summary>
    static bool HasNoEnd(CodeBase code, Code call)
    {
        var function = call.Enclosing(CodeKind.Function);
        var text = function.Exists ? function.Text : call.Text;
        if (
            text.Contains("\"exp\"", StringComparison.Ordinal)
            || text.Contains("'exp'", StringComparison.Ordinal)
            || text.Contains("exp=", StringComparison.Ordinal)
        )
            return false;
        var payload = call.ArgumentAt(0);
        return code.ObjectOf(payload) is { Exists: true } literal && literal.Children.All(one => one.Kind is not CodeKind.Spread);
    }

    /// <summary>A length of time whose name says that it is a token's.</summary>
    static SessionToken? Of(CodeBase code, Code call)
    {
        var amount = call.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Argument);
        var unit = amount.Name switch
        {
            "seconds" => 1,
            "minutes" => 60,
            "hours" => 3600,
            "days" => 86_400,
            "weeks" => 604_800,
            _ => 0,
        };
        if (unit == 0 || code.NumberOf(amount[Part.Value]) is not { } number)
            return null;
        var names = Around(call).Append(amount[Part.Value].Name).Where(name => name.Length > 0).ToList();
        if (
            names.Exists(IsOther)
            || !names.Exists(name => TokenName.Of(Plain(name)) is { Kind: CredentialKind.Access or CredentialKind.Refresh })
        )
            return null;
        return new(NodeTokens.Place(code, amount[Part.Value], call), "timedelta")
        {
            End = TokenEnd.After,
            Seconds = number * unit,
            Kind = names.Exists(name => name.Contains("refresh", StringComparison.OrdinalIgnoreCase))
                ? CredentialKind.Refresh
                : CredentialKind.Access,
        };
    }

    /// <summary>A name without the words for its end, which other tokens' names are told by.</summary>
    static string Plain(string name) =>
        string.Join(
            '_',
            name.Split('_')
                .Where(word =>
                    !word.StartsWith("expire", StringComparison.OrdinalIgnoreCase) && word.ToLowerInvariant() is not ("exp" or "ttl")
                )
        );

    static bool IsOther(string name) => TokenName.IsOther(Plain(name));

    static IEnumerable<string> Around(Code call)
    {
        for (var at = call.Parent; at.Exists && at.Kind is not (CodeKind.Function or CodeKind.Class or CodeKind.Module); at = at.Parent)
            if (at.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Argument && at.Name.Length > 0)
                yield return at.Name;
    }
}
