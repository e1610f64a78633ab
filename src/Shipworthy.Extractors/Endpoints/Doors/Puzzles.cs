using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// Puzzles whose answers the server has verified by their makers: Cloudflare Turnstile, hCaptcha, reCAPTCHA, Friendly Captcha. Whether a wrong answer is refused is up to
/// whoever asked.
/// </summary>
static class Puzzles
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
