using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Unearned;

/// <summary>
/// Tells whether anything in a function may look at what proves a person: a call named for it, a comparison of something secret, a look-up by something secret, a call that is waited
/// for and could not be followed, a condition on the environment. Whatever may be one is taken for one.
/// </summary>
sealed partial class SignsOfProof(Func<Code, Code> targetOf, Func<Code, string> originOf, PathReader reader)
{
    /// <summary>Whether the text of a step in front speaks of a proof.</summary>
    public static bool IsNamedAt(string step) => InFront().IsMatch(step);

    /// <summary>Whether any of a function may.</summary>
    public bool MayStandIn(Code function) =>
        function
            .Descendants()
            .Any(node =>
                node.Kind switch
                {
                    CodeKind.Call or CodeKind.New => MayVerify(node),
                    CodeKind.Binary => Compares(node),
                    CodeKind.Branch or CodeKind.Conditional => Environment().IsMatch(node[Part.Condition].Text),
                    _ => false,
                }
            );

    bool MayVerify(Code call)
    {
        var name = call.Callee.Name;
        if (call.Parent.Kind is CodeKind.Decorator || name.EndsWith("Error", StringComparison.Ordinal) || Exceptional().IsMatch(name))
            return false;
        if (IsAccess(call))
            return KeyedBySecret().IsMatch(call.Text);
        if (SessionsGiven.MakesToken(call) || OnlyReads(call) || OnlyShapes(call))
            return false;
        if (Verifying().IsMatch(name) || Outside().IsMatch(call.Callee.DottedName))
            return true;
        return !targetOf(call).Exists
            && (
                (
                    call.Parent.Kind is CodeKind.Await
                    && !ReadsBody().IsMatch(name)
                    && !Harmless().IsMatch(call.Receiver.Name)
                    && !OfAccess(call)
                )
                || (
                    !Harmless().IsMatch(call.Receiver.Name)
                    && call.Arguments.Any(one => one.Kind is CodeKind.Name && Secret().IsMatch(one.Name))
                )
            );
    }

    bool IsAccess(Code call) => reader.Idiom(call) is { Kind: ActKind.Does, Effect: EffectKind.ReadsData or EffectKind.WritesData };

    /// <summary>Whether a call only goes on with an access: <c>db.select().from(people).where(…)</c>.</summary>
    bool OfAccess(Code call)
    {
        for (
            var (at, steps) = (call.Callee, 12);
            steps > 0 && at.Kind is CodeKind.Member or CodeKind.Call;
            (at, steps) = (at.Kind is CodeKind.Call ? at.Callee : at.Receiver, steps - 1)
        )
            if (at.Kind is CodeKind.Call && IsAccess(at))
                return !KeyedBySecret().IsMatch(call.Text);
        return false;
    }

    /// <summary>Whether a call reads a token without looking at its signature.</summary>
    bool OnlyReads(Code call) =>
        call.Callee.Name is "decode" or "jwtDecode" or "jwt_decode" or "default" && originOf(call.Callee) is "jsonwebtoken" or "jwt-decode";

    /// <summary>Whether a call only looks at the form of what was sent: <c>loginSchema.validate(body)</c>.</summary>
    bool OnlyShapes(Code call) =>
        call.Callee.Name is "validationResult"
        || originOf(call.Callee) is "class-validator" or "class-transformer" or "zod" or "joi" or "yup" or "ajv"
        || Schema().IsMatch(call.Receiver.Kind is CodeKind.Name or CodeKind.Member ? call.Receiver.Name : "");

    static bool Compares(Code node) =>
        node.Operator is "==" or "===" or "!=" or "!=="
        && node.Children.All(side => side.Kind is not CodeKind.Literal && side.Name is not ("null" or "undefined" or "None"))
        && node.Children.Any(side => Secret().IsMatch(side.Text));

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        "verif|compar|check|valid|authent|match|hash|digest|exchange|deco|decrypt|consume|redeem|introspect|userinfo|profile|oauth|sso|captcha|ldap|totp|signature|equal|assert|ensure|unlock|confirm|credential|passw|passcode|token|otp|code|secret|allow|permit|guard|protect",
        Anyhow,
        10_000
    )]
    private static partial Regex Verifying();

    [GeneratedRegex(@"^(?:https?|axios|fetch|got|ky|superagent|requests|httpx|ldap)\b|HttpClient|\bclient\.(?:get|post)", Anyhow, 10_000)]
    private static partial Regex Outside();

    [GeneratedRegex("pass|pwd|pin$|pin\\b|otp|code|token|secret|hash|key|nonce|state|signature|credential", Anyhow, 10_000)]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"(?:password|passwd|passcode|passphrase|pwd|\bpin|otp|code|token|secret|hash|signature)\w*[""'`]?\s*(?:[:,=)\]}]|ilike|like)",
        Anyhow,
        10_000
    )]
    private static partial Regex KeyedBySecret();

    [GeneratedRegex(
        @"env\b|environment|node_env|debug|isdev|\bdev\w*|\bprod\w*|\bdemo\w*|mock|bypass|feature|flag|enabled|\bsettings\b|\bconfig\b|allow",
        Anyhow,
        10_000
    )]
    private static partial Regex Environment();

    [GeneratedRegex("hmac|signature|captcha|api_?key|internal", Anyhow, 10_000)]
    private static partial Regex InFront();

    [GeneratedRegex("Exception$|^(?:Error|TypeError|ApiError|HttpError)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Exceptional();

    [GeneratedRegex(
        "^(?:json|formData|text|save|commit|refresh|flush|SaveChangesAsync|connect|dbConnect|cookies|headers)$",
        Anyhow,
        10_000
    )]
    private static partial Regex ReadsBody();

    [GeneratedRegex("^(?:res|response|reply|console|log|logger|JSON|NextResponse|Response|session|cookies)$", Anyhow, 10_000)]
    private static partial Regex Harmless();

    [GeneratedRegex("schema|joi|validator|^z$|yup", Anyhow, 10_000)]
    private static partial Regex Schema();
}
