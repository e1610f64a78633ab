using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Unearned;

/// <summary>Calls and assignments that make the caller somebody from then on.</summary>
sealed partial class SessionsGiven(CodeBase code)
{
    bool? hasLogin;

    /// <summary>The first place in a handler that gives a session; no node where none does.</summary>
    /// <param name="handler">The function.</param>
    /// <param name="takesTokens">Whether the making of a token counts, since the handler gives one to its caller.</param>
    /// <param name="takesCookies">Whether a cookie with the word for a session or a person counts.</param>
    public Code In(Code handler, bool takesTokens, bool takesCookies = false) =>
        handler
            .Descendants()
            .FirstOrDefault(node => Gives(node) || (takesTokens && MakesToken(node)) || (takesCookies && SetsCookie(node)));

    /// <summary>Of a function that a sign-in library asks who somebody is: where it names them; no node where it never does.</summary>
    public static Code AnswerOf(Code handler) =>
        handler.Body.Kind is not CodeKind.Block
            ? default
            : handler
                .Body.Descendants(CodeKind.Return)
                .FirstOrDefault(one =>
                    one.Enclosing(CodeKind.Function) == handler
                    && one[Part.Value] is { Kind: CodeKind.Name or CodeKind.Object or CodeKind.Member } answer
                    && answer.Name is not ("null" or "undefined")
                );

    /// <summary>Whether a call makes a token that a person is known by.</summary>
    public static bool MakesToken(Code node) =>
        node.Kind is CodeKind.Call or CodeKind.New
        && (
            Making().IsMatch(node.Callee.Name)
            || node.Callee.DottedName is "jwt.sign" or "jsonwebtoken.sign" or "jwt.encode" or "fastify.jwt.sign" or "app.jwt.sign"
        );

    /// <summary>Whether requests have a function that signs people in: Passport gives them one, or the app does.</summary>
    bool HasLogin =>
        hasLogin ??=
            code.Imports("passport", "koa-passport", "@nestjs/passport", "fastify-passport", "@fastify/passport")
            || code.All(CodeKind.Assignment)
                .Any(one =>
                    one[Part.Target] is { Kind: CodeKind.Member, Name: "login" or "logIn" } target
                    && target.Receiver.Name is "req" or "request"
                );

    bool Gives(Code node) =>
        node.Kind switch
        {
            CodeKind.Call => node.Callee.Name switch
            {
                "login" or "logIn" when node.Callee.Kind is CodeKind.Member => node.Receiver.Name is "req" or "request" && HasLogin,
                "login" or "auth_login" or "django_login" or "dj_login" => code.OriginOf(node.Callee).Package is "django"
                    && node.Arguments.Count() > 1,
                "login_user" => code.OriginOf(node.Callee).Package is "flask_login",
                "SignInAsync" => node.File.Language is Language.CSharp && node.Arguments.Any(),
                _ => false,
            },
            CodeKind.Assignment => InSession().IsMatch(node[Part.Target].Text)
                && node[Part.Value] is { Exists: true, Kind: not CodeKind.Literal } value
                && value.Name is not ("null" or "undefined" or "None"),
            _ => false,
        };

    static bool SetsCookie(Code node) =>
        node.Kind is CodeKind.Call
        && node.Callee.Name is "cookie" or "set" or "set_cookie" or "setCookie"
        && (node.Callee.Name is not "set" || node.Receiver.Text.Contains("cookies", StringComparison.OrdinalIgnoreCase))
        && node.Arguments.Any(one => one.String is { } name && Cookie().IsMatch(name))
        && node.Arguments.Count() > 1;

    [GeneratedRegex(
        """^(?:\w+\.)?session(?:\.|\[["'])(?:user|user_?id|uid|account|account_?id|email|username|current_?user)\b""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex InSession();

    [GeneratedRegex(
        "^(?:create|generate|issue|sign|make)_?(?:access|auth|jwt|session|user|login)?_?(?:token|jwt|session)s?$|^signAsync$|^SignJWT$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Making();

    [GeneratedRegex("session|auth|user_?id|uid|token", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Cookie();
}
