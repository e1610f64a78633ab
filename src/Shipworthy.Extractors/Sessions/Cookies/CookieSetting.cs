using System.Text.RegularExpressions;
using Shipworthy.Extractors.Sessions.Tokens;

namespace Shipworthy.Extractors.Sessions.Cookies;

/// <summary>A place where a server sets a cookie.</summary>
/// <param name="At">The call.</param>
/// <param name="Name">The expression of its name; no node when it stands in <see cref="Header"/>.</param>
/// <param name="Value">The expression of its value.</param>
/// <param name="Options">Its options; no node without any.</param>
/// <param name="Defaults">What holds without them.</param>
/// <param name="Unit">Seconds of one unit of its lifetime.</param>
sealed partial record CookieSetting(Code At, Code Name, Code Value, Code Options, CookieDefaults Defaults, double Unit)
{
    /// <summary>The whole header, where it is written out as text; empty elsewhere.</summary>
    public string Header { get; init; } = "";

    /// <summary>The attributes, where they were read already; null when <see cref="Options"/> holds them.</summary>
    public SessionCookie? Read { get; init; }

    /// <summary>Hands over the cookie, if it carries a session.</summary>
    public void Tell(SessionReading reading)
    {
        var code = reading.Code;
        var names =
            Header.Length > 0 ? [Header[..Math.Max(0, Header.IndexOf('=', StringComparison.Ordinal))]] : CredentialValue.Names(code, Name);
        var cookies = new CookieReader(reading.Sources);
        if (names.IsEmpty || names.Any(TokenName.IsOther) || IsCleared(code, cookies) || CredentialValue.IsConstant(code, Value))
            return;
        var kind =
            names.Select(TokenName.Of).FirstOrDefault(one => one is not null)
            ?? (IssuedTokens.IsIssued(code, Value) ? new TokenName(CredentialKind.Access, IsSure: true) : null);
        if (kind is { IsSure: false, Kind: CredentialKind.Session } && HoldsOtherThings(code))
            return;
        if (kind is null || (!kind.Value.IsSure && !reading.SignsPeopleIn(At.File.Path)))
            return;
        var name = Shown(names[0]);
        var cookie = Read ?? (Header.Length > 0 ? OfHeader(Header) : cookies.Of(Options, Defaults));
        if (name.StartsWith("__Host-", StringComparison.Ordinal) || name.StartsWith("__Secure-", StringComparison.Ordinal))
            cookie = cookie with { Secure = cookie.Secure is CookieFlag.Missing ? CookieFlag.Missing : CookieFlag.Set };
        if (cookie.Secure is CookieFlag.ByRequest && ProxyTrust.IsTold(reading.Sources, At.File))
            cookie = cookie with { Secure = CookieFlag.Set };
        reading.Add(
            new(At.At, name)
            {
                Kind = kind.Value.Kind,
                Store = CredentialStore.Cookie,
                Writer = CredentialWriter.OwnCode,
                Because = $"sets the cookie {name}",
                Cookie = cookie with
                {
                    HasForgeryDefence =
                        cookie.SameSite is CookieSite.None or CookieSite.Unset && Forgery.IsDefended(reading.Sources, At.File),
                },
                Lifetime = Options.Exists ? cookies.Lifetime(Options, Unit) : null,
                // A script that sees an access token in an answer has to catch it there; one that lasts, it can ask for again.
                AlsoInAnswer = kind.Value.Kind is CredentialKind.Access ? null : AnswersWith.TheSame(code, At, Value),
            }
        );
    }

    /// <summary>Whether the value is an object that names no token: a list of what was visited, settings.</summary>
    bool HoldsOtherThings(CodeBase code)
    {
        var inner = CredentialValue.Inner(Value);
        if (inner.Kind is CodeKind.Name && code.Definition(inner) is { Kind: CodeKind.Variable } declared && declared[Part.Value].Exists)
            inner = CredentialValue.Inner(declared[Part.Value]);
        return inner.Kind is CodeKind.Object && CredentialValue.NameOf(code, inner) is null;
    }

    /// <summary>A name as people see it: a constant's own name where its text is not known.</summary>
    static string Shown(string name) => name.Length > 40 ? name[..40] : name;

    bool IsCleared(CodeBase code, CookieReader cookies) =>
        (Options.Exists && cookies.Lifetime(Options, 1) is <= 0)
        || Header.Contains("Max-Age=0", StringComparison.OrdinalIgnoreCase)
        || code.ValueOf(Value) is Syntax.Value.Text { Content: "" };

    static SessionCookie OfHeader(string header) =>
        new(
            HttpOnlyWord().IsMatch(header) ? CookieFlag.Set : Open(header),
            SecureWord().IsMatch(header) ? CookieFlag.Set : Open(header),
            SameSiteWord().Match(header) is { Success: true } site
                ? site.Groups[1].Value.ToLowerInvariant() switch
                {
                    "lax" => CookieSite.Lax,
                    "strict" => CookieSite.Strict,
                    "none" => CookieSite.None,
                    _ => CookieSite.Invalid,
                }
                : CookieSite.Unset
        )
        {
            Because = "puts its attributes together at run time",
        };

    /// <summary>After the value, another expression may add what is missing.</summary>
    static CookieFlag Open(string header) =>
        header.Split(["${", "{"], StringSplitOptions.None).Length > 2 || header.Contains('+', StringComparison.Ordinal)
            ? CookieFlag.Unknown
            : CookieFlag.Missing;

    [GeneratedRegex(@";\s*HttpOnly", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HttpOnlyWord();

    [GeneratedRegex(@";\s*Secure", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SecureWord();

    [GeneratedRegex(@";\s*SameSite=(\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SameSiteWord();
}
