namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>What a library does with a cookie of which the app says nothing more (table of defaults, November 2026).</summary>
/// <param name="HttpOnly">Whether it keeps it from scripts.</param>
/// <param name="Secure">Whether it keeps it to HTTPS.</param>
/// <param name="SameSite">To which requests of other sites it is added.</param>
readonly record struct CookieDefaults(CookieFlag HttpOnly, CookieFlag Secure, CookieSite SameSite)
{
    /// <summary>A plain cookie: nothing is set unless the app says so.</summary>
    public static CookieDefaults Plain { get; } = new(CookieFlag.Missing, CookieFlag.Missing, CookieSite.Unset);

    /// <summary>Kept from scripts only.</summary>
    public static CookieDefaults HttpOnlyAlone { get; } = new(CookieFlag.Set, CookieFlag.Missing, CookieSite.Unset);

    /// <summary>Everything is set.</summary>
    public static CookieDefaults Sound { get; } = new(CookieFlag.Set, CookieFlag.Set, CookieSite.Lax);
}

/// <summary>Reads the attributes that code gives to a cookie, as production has them.</summary>
sealed class CookieReader(Sources sources)
{
    readonly CodeBase code = sources.Code;

    /// <summary>The attributes by an options object of JavaScript, or by one whose entries are called otherwise.</summary>
    public SessionCookie Of(Code options, CookieDefaults defaults)
    {
        if (!options.Exists)
            return new(defaults.HttpOnly, defaults.Secure, defaults.SameSite);
        options = Settled(options);
        var literal = code.ObjectOf(options);
        if (!literal.Exists)
            return code.ValueOf(options) is Value.Nothing
                ? new(defaults.HttpOnly, defaults.Secure, defaults.SameSite)
                : new(CookieFlag.Unknown, CookieFlag.Unknown, CookieSite.Unknown)
                {
                    Because = $"takes its options from {Called(options)}, which could not be followed",
                };
        var open = HasUnknownSpread(literal);
        return Of(
            Entry(literal, "httpOnly", "httponly", "HttpOnly"),
            Entry(literal, "secure", "Secure"),
            Entry(literal, "sameSite", "samesite", "SameSite"),
            open
                ? new(
                    defaults.HttpOnly is CookieFlag.Set ? CookieFlag.Set : CookieFlag.Unknown,
                    defaults.Secure is CookieFlag.Set ? CookieFlag.Set : CookieFlag.Unknown,
                    defaults.SameSite is CookieSite.Lax ? CookieSite.Lax : CookieSite.Unknown
                )
                : defaults
        );
    }

    /// <summary>The attributes by three expressions; no node for one that the app leaves to the library.</summary>
    public SessionCookie Of(Code httpOnly, Code secure, Code sameSite, CookieDefaults defaults)
    {
        var because = "";
        return new(
            Flag(httpOnly, "HttpOnly", defaults.HttpOnly, ref because),
            Flag(secure, "Secure", defaults.Secure, ref because),
            Site(sameSite, defaults.SameSite, ref because)
        )
        {
            Because = because,
        };
    }

    /// <summary>Seconds that an options object gives a cookie to live; null when it does not say, or not in numbers.</summary>
    public double? Lifetime(Code options, double unit) =>
        code.NumberOf(Entry(code.ObjectOf(options), "maxAge", "max_age")) is { } amount ? amount * unit : null;

    Code Entry(Code literal, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (code.Entry(literal, name) is { Exists: true } found)
                return found;
        return default;
    }

    /// <summary>The branch of a conditional that production takes.</summary>
    public Code Settled(Code expression)
    {
        for (var steps = 0; steps < 6 && expression.Kind is CodeKind.Conditional or CodeKind.Argument; steps++)
        {
            if (expression.Kind is CodeKind.Argument)
                expression = expression[Part.Value];
            else if (sources.Production.Holds(expression[Part.Condition]) is { } holds)
                expression = holds ? expression[Part.Then] : expression[Part.Else];
            else
                break;
        }
        return expression;
    }

    CookieFlag Flag(Code value, string name, CookieFlag absent, ref string because)
    {
        if (!value.Exists)
            return absent;
        value = Settled(value);
        switch (code.ValueOf(value))
        {
            case Value.Truth truth:
                return truth.Holds ? CookieFlag.Set : CookieFlag.Missing;
            case Value.Text { Content: "auto" }:
                return CookieFlag.ByRequest;
            case Value.Nothing:
                return absent;
        }
        switch (value.Name)
        {
            case "Always":
                return CookieFlag.Set;
            case "SameAsRequest":
                return CookieFlag.ByRequest;
            case "None" when name is "Secure":
                return CookieFlag.Missing;
            case "IsHttps" or "is_secure" or "secure" when value.Kind is CodeKind.Member:
                return CookieFlag.ByRequest;
        }
        if (HostVariables.AreSet(sources, value))
            return CookieFlag.Set;
        if (sources.Production.Unset(value) is { } variable)
        {
            because = because.Length > 0 ? because : $"takes {name} from {variable}, which nothing in the repository sets";
            return CookieFlag.Unknown;
        }
        if (sources.Production.Holds(value) is { } holds)
            return holds ? CookieFlag.Set : CookieFlag.Missing;
        because = because.Length > 0 ? because : $"takes {name} from {Called(value)}, which could not be followed";
        return CookieFlag.Unknown;
    }

    CookieSite Site(Code value, CookieSite absent, ref string because)
    {
        if (!value.Exists)
            return absent;
        value = Settled(value);
        switch (code.ValueOf(value))
        {
            case Value.Text text:
                return Named(text.Content);
            case Value.Truth truth:
                return truth.Holds ? CookieSite.Strict : CookieSite.Unset;
            case Value.Nothing:
                return absent;
            case Value.FromEnvironment read when sources.Production.Sets(read.Variable) is { IsEmpty: false } set:
                if (set.Distinct(StringComparer.OrdinalIgnoreCase).Count() is 1 && Named(set[0]) is not CookieSite.Invalid and var told)
                    return told;
                because =
                    because.Length > 0
                        ? because
                        : $"takes SameSite from {read.Variable}, which the deployment sets in ways that could not be followed";
                return CookieSite.Unknown;
            case Value.FromEnvironment { Default: Value.Text text }:
                return Named(text.Content);
            case Value.EitherOf either
                when either.Possible.All(one => one is Value.Text text && Named(text.Content) is CookieSite.Lax or CookieSite.Strict):
                return CookieSite.Lax;
        }
        if (value is { Kind: CodeKind.Member, Name: "Lax" or "Strict" or "None" or "Unspecified" or "lax" or "strict" or "none" })
            return value.Name is "Unspecified" ? CookieSite.Unset : Named(value.Name);
        because = because.Length > 0 ? because : $"takes SameSite from {Called(value)}, which could not be followed";
        return CookieSite.Unknown;
    }

    static CookieSite Named(string text) =>
        text.ToLowerInvariant() switch
        {
            "lax" => CookieSite.Lax,
            "strict" => CookieSite.Strict,
            "none" => CookieSite.None,
            "" => CookieSite.Unset,
            _ => CookieSite.Invalid,
        };

    bool HasUnknownSpread(Code literal) =>
        literal.Children.Any(one =>
            one.Kind is CodeKind.Spread
            && !code.ObjectOf(Settled(one[Part.Value])).Exists
            && code.ValueOf(one[Part.Value]) is not Value.Nothing
        );

    static string Called(Code value) => value.Text.Length is > 0 and <= 40 ? value.Text : "an expression";
}
