using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Finds what stands before handlers and asks whether somebody who is known may go on: functions of the app that answer with a refusal of that kind, and policies of ASP.NET
/// Core that ask for more than a sign-in.
/// </summary>
static partial class SharedGuards
{
    /// <summary>The guards before a route's handler.</summary>
    public static ImmutableArray<EndpointGuard> Before(CodeBase code, Route route) =>
        [
            .. route
                .Before.Select(step => step.What)
                .Concat(HandedIn(code, route.Handler))
                .Select(what => Of(code, Unwrapped(what)))
                .OfType<EndpointGuard>()
                .DistinctBy(guard => guard.At),
        ];

    /// <summary>What FastAPI runs for the parameters of a handler: <c>user=Depends(require_admin)</c>.</summary>
    static IEnumerable<Code> HandedIn(CodeBase code, Code handler) =>
        handler.Exists && handler.File.Language is Language.Python && code.FunctionOf(handler) is { Exists: true } function
            ? function.All(Part.Parameter).Select(one => one[Part.Default]).Where(one => one.Kind is CodeKind.Call && Unwrapped(one) != one)
            : [];

    /// <summary>What a dependency of FastAPI names; the expression itself where it is none.</summary>
    static Code Unwrapped(Code what) =>
        what is { Kind: CodeKind.Call, Callee.Name: "Depends" or "Security" } && what.ArgumentAt(0) is { Exists: true } named
            ? named
            : what;

    static EndpointGuard? Of(CodeBase code, Code what)
    {
        if (what.File.Language is Language.CSharp)
            return what.Descendants(CodeKind.Literal)
                .Select(literal => Policy(code, literal.String))
                .FirstOrDefault(policy => policy is not null);
        var (function, name) = what.Kind switch
        {
            CodeKind.Name or CodeKind.Member => (code.FunctionOf(what) is { Exists: true } own ? own : MadeBy(code, what), what.Name),
            CodeKind.Call => (code.Target(what), what.Callee.Name),
            _ => default,
        };
        return
            name is { Length: > 0 }
            && !AsksOtherThings().IsMatch(name)
            && function is { Kind: CodeKind.Function }
            && Forbids().IsMatch(function.Text)
            ? new(function.At, name)
            : null;
    }

    /// <summary>The function that a function of the app made for a name, with a right of its own: <c>require_admin = role_required("admin")</c>.</summary>
    static Code MadeBy(CodeBase code, Code name) =>
        code.Definition(name) is { Kind: CodeKind.Variable or CodeKind.Assignment } held
        && held[Part.Value] is { Kind: CodeKind.Call } made
        && code.Target(made) is { Kind: CodeKind.Function } maker
            ? maker.Body.Kind is CodeKind.Function
                ? maker.Body
                : maker
                    .Body.Descendants(CodeKind.Function)
                    .FirstOrDefault(inner => inner.Enclosing(CodeKind.Function) == maker && Forbids().IsMatch(inner.Text))
            : default;

    static EndpointGuard? Policy(CodeBase code, string? name) =>
        name is { Length: > 0 }
        && code.Calls("AddPolicy").FirstOrDefault(call => call.ArgumentAt(0).String == name && AsksForMore().IsMatch(call.Text))
            is { Exists: true } declared
            ? new(declared.ArgumentAt(0).At, name)
            : null;

    /// <summary>Names of what asks who somebody is, where a request comes from, or how many came.</summary>
    [GeneratedRegex(
        @"csrf|xsrf|cors|origin|white_?list|allow_?list|_?ip$|limit|throttl|signature|webhook|cron|captcha|maintenance|health|error|helmet|api_?key|secret|upload|valid|^(?:is|require|ensure|check|verify|optional|must)?_?(?:be_?)?(?:auth(?:enticat\w*|ed|n)?|jwt\w*|token\w*|login|logged_?in|user|session|signed_?in|protect)(?:_?(?:token|user|middleware|guard|jwt|required|handler))?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex AsksOtherThings();

    [GeneratedRegex(@"\b403\b|Forbidden|FORBIDDEN|PermissionDenied", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Forbids();

    [GeneratedRegex(
        @"RequireRole|RequireClaim|RequireAssertion|AddRequirements|Requirements\.Add|RequireUserName",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksForMore();
}
