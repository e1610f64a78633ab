using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Tells an expectation of a refusal from one of success, by codes, names and words.</summary>
static partial class RefusalWords
{
    /// <summary>Whether an expression expects a refusal, and whether because of who asks.</summary>
    /// <param name="expected">The expression, or the part of it that says what is expected.</param>
    /// <param name="except">A part of it that says what is looked at; no node when all of it counts.</param>
    public static (bool Refused, bool Denied) In(Code expected, Code except = default)
    {
        var (refused, denied) = Of(expected);
        foreach (var node in expected.Descendants())
        {
            if (except.Exists && except.Contains(node))
                continue;
            var (one, because) = Of(node);
            refused |= one;
            denied |= because;
        }
        return (refused, denied);
    }

    static (bool Refused, bool Denied) Of(Code node) =>
        node.Kind switch
        {
            CodeKind.Literal when node.Operator is "number" => (IsFailure(node.String), node.String is "401" or "403"),
            CodeKind.Literal => OfText(node.String ?? node.Text),
            CodeKind.Member or CodeKind.Name or CodeKind.Type or CodeKind.Call or CodeKind.New => OfName(
                node.Kind is CodeKind.Call or CodeKind.New ? node.Callee.Name : node.Name
            ),
            _ => (false, false),
        };

    /// <summary>Whether a text speaks of a refusal, and whether because of who asks.</summary>
    public static (bool Refused, bool Denied) OfText(string text)
    {
        var denied = Denial().IsMatch(text) || text is "401" or "403";
        return (denied || IsFailure(text) || Refusal().IsMatch(text), denied);
    }

    /// <summary>Whether a name of a matcher, type or answer speaks of a refusal.</summary>
    public static (bool Refused, bool Denied) OfName(string name)
    {
        var denied = DenyingName().IsMatch(name);
        return (denied || RefusingName().IsMatch(name), denied);
    }

    /// <summary>Whether an expression expects the refusal of somebody who is not known: not of somebody who lacks a right.</summary>
    public static bool OfStranger(Code expected, Code except = default) =>
        expected
            .Descendants()
            .Prepend(expected)
            .Where(node => !except.Exists || !except.Contains(node))
            .Any(node =>
                node.Kind switch
                {
                    CodeKind.Literal => node.String is "401" || ForStrangers().IsMatch(node.String ?? node.Text),
                    CodeKind.Member or CodeKind.Name or CodeKind.Type => NameForStrangers().IsMatch(node.Name),
                    CodeKind.Call or CodeKind.New => NameForStrangers().IsMatch(node.Callee.Name),
                    _ => false,
                }
            );

    /// <summary>Whether a text on a page is an answer of the server that refuses, and not the advice of a form that was filled in badly.</summary>
    public static bool OfServer(string text) => FromServer().IsMatch(text);

    /// <summary>Whether an address is that of a sign-in page.</summary>
    public static bool IsSignIn(string address) => SignInPage().IsMatch(address);

    static bool IsFailure(string? code) =>
        code is { Length: 3 } && code[0] is '4' or '5' && char.IsAsciiDigit(code[1]) && char.IsAsciiDigit(code[2]);

    [GeneratedRegex(
        @"unauthori[sz]ed|forbidden|denied|not allowed|not permitted|permission|not authenticated|not (?:signed|logged) in|credentials|[/\\](?:log-?in|sign-?in)\b|^(?:log-?in|sign-?in)/?$|incorrect|wrong password",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Denial();

    [GeneratedRegex(
        @"invalid|wrong|expired|required|must (?:be|have|match|contain)|already|not found|do(?:es)? ?n[o']t (?:exist|match)|do not match|too (?:short|weak|long|many|small|large|big|low)|fail(?:ed|s|ure)?\b|\berror|cannot|can't|could not|refus|reject|missing|not valid|mismatch|insufficient|at least|locked|no longer|inv[aá]lid|ungültig|falsch|fehler|erreur|non valid|nieprawid|geçersiz|hatal|无效|错误|無効|不正",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"unauthori[sz]ed|unauthenticated|not authenticated|not (?:signed|logged) in|(?:log|sign) in first|[/\\](?:log-?in|sign-?in)\b|^(?:log-?in|sign-?in)/?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ForStrangers();

    [GeneratedRegex(
        @"Unauthori[sz]ed(?!Access)|UNAUTHORI[SZ]ED|Unauthenticated|NotAuthenticated|Challenge|HTTP_401_",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NameForStrangers();

    [GeneratedRegex(
        @"unauthori[sz]ed|forbidden|denied|incorrect|wrong (?:password|e-?mail|code|credentials)|invalid (?:credentials|token|code|link|log-?in|password|e-?mail (?:or|and)|username|user)|bad credentials|already (?:exists|in use|taken|registered)|expired|no longer valid|locked|too many|(?:user|account|e-?mail)\b.{0,30}\b(?:not found|does ?n[o']t exist)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FromServer();

    [GeneratedRegex(
        @"(?:^|[/\\])(?:auth[/\\]+)?(?:log-?in|sign-?in)\b|^(?:log-?in|sign-?in)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignInPage();

    [GeneratedRegex(
        @"Unauthori[sz]ed|Forbid(?:den)?|Challenge|AccessDenied|PermissionDenied|SecurityException",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DenyingName();

    [GeneratedRegex(
        @"^toThrow|^rejects$|^rejected|^[Tt]hrows?(?:Async|Any|AnyAsync|Exactly|ExactlyAsync|Exception|ExceptionAsync|Error)?$|^raises$|^assertRaises|^assert_(?:raises|not_called|not_awaited)$|BadRequest|NotFound|InternalServerError|Conflict|Unprocessable|TooManyRequests|^ShouldThrow|^ShouldHave\w*Error|^DidNotReceive|^Never$|^IsFailure$|^IsError$|^HasErrors?$|MustNotHaveHappened|ValidationProblem|ValidationException|^HTTP_4\d\d_",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RefusingName();
}
