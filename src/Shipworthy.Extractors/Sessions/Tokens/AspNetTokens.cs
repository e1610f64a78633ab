namespace Shipworthy.Extractors.Sessions.Tokens;

/// <summary>
/// Tokens that ASP.NET Core signs and checks: <c>JwtSecurityToken</c> never ends unless it is given an end, a <c>SecurityTokenDescriptor</c> ends after an hour; <c>ValidateLifetime = false</c> for all requests
/// takes tokens whose time is over.
/// </summary>
sealed class AspNetTokens : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        foreach (var made in code.All(CodeKind.New))
            if (made.File.Language is Language.CSharp && reading.Counts(made) && Purpose.IsSession(code, made))
                switch (made.Callee.Name)
                {
                    case "JwtSecurityToken" when made.Arguments.Any() && !IsParsed(made):
                        reading.AddEnd(
                            OfEnd(
                                code,
                                made,
                                made.ArgumentNamed("expires") is { Exists: true } named ? named : made.ArgumentAt(4),
                                whenAbsent: TokenEnd.Never
                            )
                        );
                        break;
                    case "SecurityTokenDescriptor":
                        reading.AddEnd(OfEnd(code, made, made[Part.Element].Property("Expires")[Part.Value], whenAbsent: TokenEnd.After));
                        break;
                }
        foreach (var property in code.All(CodeKind.Property))
            if (
                property.Name is "ValidateLifetime"
                && property.File.Language is Language.CSharp
                && code.ValueOf(property[Part.Value]).AsTruth is false
                && reading.Counts(property)
                && IsForAllRequests(property)
            )
                reading.AddEnd(new SessionToken(property.At, "ValidateLifetime") { End = TokenEnd.Ignored });
    }

    static bool IsParsed(Code made) => made.Arguments.Count() == 1 && made.ArgumentAt(0).Exists;

    static bool IsForAllRequests(Code property)
    {
        for (var at = property.Parent; at.Exists; at = at.Parent)
            if (at is { Kind: CodeKind.Call, Callee.Name: "AddJwtBearer" })
                return true;
        return false;
    }

    static SessionToken OfEnd(CodeBase code, Code made, Code end, TokenEnd whenAbsent)
    {
        var name = made.Callee.Name;
        var kind = Purpose.KindOf(made);
        if (!end.Exists)
            return new(made.At, name)
            {
                End = whenAbsent,
                Seconds = 3600,
                Kind = kind,
            };
        if (end.Kind is CodeKind.Name && code.Definition(end) is { Kind: CodeKind.Variable } declared)
            end = declared[Part.Value];
        var unit = end.Callee.Name switch
        {
            "AddSeconds" => 1,
            "AddMinutes" => 60,
            "AddHours" => 3600,
            "AddDays" => 86_400,
            "AddMonths" => 30 * 86_400,
            "AddYears" => 365 * 86_400,
            _ => 0,
        };
        return unit > 0 && code.NumberOf(end.ArgumentAt(0)) is { } amount
            ? new(end.At, name)
            {
                End = TokenEnd.After,
                Seconds = amount * unit,
                Kind = kind,
            }
            : new(made.At, name) { End = TokenEnd.Unknown, Kind = kind };
    }
}
