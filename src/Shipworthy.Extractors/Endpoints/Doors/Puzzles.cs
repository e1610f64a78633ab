using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// Puzzles whose answers the server has verified by their makers: Cloudflare Turnstile, hCaptcha, reCAPTCHA, Friendly Captcha. Whether a wrong answer is refused is up to
/// whoever asked.
/// </summary>
static partial class Puzzles
{
    static readonly ImmutableArray<(string Part, string Name)> Addresses =
    [
        ("challenges.cloudflare.com/turnstile", "Turnstile"),
        ("hcaptcha.com/siteverify", "hCaptcha"),
        ("recaptcha/api/siteverify", "reCAPTCHA"),
        ("recaptchaenterprise.googleapis.com", "reCAPTCHA"),
        ("frcapi.com/api", "Friendly Captcha"),
    ];

    /// <summary>A call that has an answer verified; null when it is none.</summary>
    public static Act? Of(CodeBase code, Code call)
    {
        if (call.Kind is not CodeKind.Call || NameOf(code, call) is not { } name)
            return null;
        return new(ActKind.Brakes, call, name)
        {
            Brake = new(call.At, name)
            {
                Kind = BrakeKind.AsksPuzzle,
                Order = BrakeOrder.First,
                Idle = RateLimits.NotLookedAt,
            },
        };
    }

    /// <summary>
    /// The variable without which a function leaves before it asks, and lets the try through: <c>if (!process.env.SECRET) return true;</c>. Null where nothing is left to the
    /// environment, or its absence refuses.
    /// </summary>
    public static string? SkippedWithout(Sources sources, Code node, Code function)
    {
        for (var at = node; at.Parent.Exists && at != function; at = at.Parent)
            if (at.Parent.Kind is CodeKind.Block)
                foreach (var (condition, expected) in Production.Between(at, at.Parent))
                    if (
                        !expected
                        && sources.Production.Holds(condition) is null
                        && LetsThrough(condition.Parent[Part.Then], sources.Production)
                        && condition
                            .Descendants()
                            .Prepend(condition)
                            .Select(asked =>
                                asked.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Index
                                && sources.Code.ValueOf(asked) is Value.FromEnvironment { Default: null } read
                                    ? read.Variable
                                    : null
                            )
                            .FirstOrDefault(one => one is not null)
                            is { } variable
                    )
                        return variable;
        return null;
    }

    static bool LetsThrough(Code then, Production production) =>
        (then.Kind is CodeKind.Return ? then : then.Children.LastOrDefault()) is { Kind: CodeKind.Return } last
        && (!last[Part.Value].Exists || Letting().IsMatch(last[Part.Value].Text))
        && !then.Descendants(CodeKind.Branch)
            .Any(branch =>
                production.Holds(branch[Part.Condition]) is true
                && branch[Part.Then].Descendants().Prepend(branch[Part.Then]).Any(one => one.Kind is CodeKind.Return or CodeKind.Throw)
            );

    [GeneratedRegex(
        @"^(?:true|null|undefined|next\(\))$|\b(?:success|ok|valid|verified|passed|skipped)['""]?\s*:\s*true",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Letting();

    static string? NameOf(CodeBase code, Code call)
    {
        if (call.Callee.Name is "createAssessment" or "create_assessment")
            return "reCAPTCHA";
        if (call.Callee.Name is "validateTurnstile" or "verifyTurnstileToken" && !code.Target(call).Exists)
            return "Turnstile";
        if (code.OriginOf(call.Callee).Package is "hcaptcha" && call.Callee.Name is "verify")
            return "hCaptcha";
        foreach (var argument in call.Arguments.Take(2))
            if (code.ValueOf(argument).AsText is { } address)
            {
                if (Of(address) is { } known)
                    return known;
            }
            else if (argument.Kind is CodeKind.Template or CodeKind.Binary && argument.Text.Length < 300 && Of(argument.Text) is { } built)
                return built;
        return null;
    }

    static string? Of(string address)
    {
        foreach (var (part, name) in Addresses)
            if (address.Contains(part, StringComparison.OrdinalIgnoreCase))
                return name;
        return null;
    }
}
