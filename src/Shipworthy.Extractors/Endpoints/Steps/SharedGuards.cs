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
        [.. route.Before.Select(step => Of(code, step.What)).OfType<EndpointGuard>().DistinctBy(guard => guard.At)];

    static EndpointGuard? Of(CodeBase code, Code what)
    {
        if (what.File.Language is Language.CSharp)
            return what.Descendants(CodeKind.Literal)
                .Select(literal => Policy(code, literal.String))
                .FirstOrDefault(policy => policy is not null);
        var (function, name) = what.Kind switch
        {
            CodeKind.Name or CodeKind.Member => (code.FunctionOf(what), what.Name),
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
