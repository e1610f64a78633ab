using System.Text.RegularExpressions;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Secrets that are compared with what a caller sends: a header, a query parameter, a typed password. Only a comparison with a value of the request counts, and
/// only where the other side is a secret by its name or by where it comes from.
/// </summary>
sealed partial class SinksInComparisons : ISinkFinder
{
    public IEnumerable<SinkSite> Find(CodeBase code)
    {
        foreach (var comparison in code.All(CodeKind.Binary))
        {
            if (comparison.Operator is not ("==" or "===" or "!=" or "!=="))
                continue;
            var (left, right) = (comparison[Part.Left], comparison[Part.Right]);
            if (Site(code, comparison, left, right) is { } site)
                yield return site;
            else if (Site(code, comparison, right, left) is { } other)
                yield return other;
        }
        foreach (
            var call in code.Calls(
                "timingSafeEqual",
                "compare_digest",
                "FixedTimeEquals",
                "safeCompare",
                "timing_safe_compare",
                "Equals",
                "equals"
            )
        )
        {
            var (left, right) = (call.ArgumentAt(0), call.ArgumentAt(1));
            // provided.Equals(expected) and string.Equals(provided, expected)
            if (
                call.Callee.Name is "Equals" or "equals"
                && call.Receiver.Exists
                && call.DottedName is not ("string.Equals" or "String.Equals")
            )
                (left, right) = (call.Receiver, left);
            if (left.Exists && right.Exists && (Site(code, call, left, right) ?? Site(code, call, right, left)) is { } site)
                yield return site;
        }
    }

    /// <summary>A site when one side is what a caller sent and the other is a secret that does not come from a database.</summary>
    static SinkSite? Site(CodeBase code, Code comparison, Code sent, Code secret)
    {
        if (PasswordName().IsMatch(sent.Name) && IsTyped(code, sent) && code.ValueOf(secret).AsText is { Length: >= 4 })
            return new SinkSite(secret, SinkUse.AdmitsPeople, comparison);
        if (secret.Kind == CodeKind.Literal)
            return IsSent(code, sent) && secret.String is { Length: >= 6 } written && !Scheme().IsMatch(written)
                ? new SinkSite(secret, SinkUse.AdmitsCallers, comparison)
                : null;
        if (
            !IsSent(code, SecretForms.Unwrapped(code, sent))
            && (!FallsBack(code, secret) || code.ValueOf(sent) is not Value.Unknown || Answered.Is(code, sent))
        )
            return null;
        var piece = secret.Kind == CodeKind.Template ? PieceOf(secret) : secret;
        var value = code.ValueOf(SecretForms.Unwrapped(code, piece));
        var isSecret = secret.Kind == CodeKind.Template || SecretName().IsMatch(NameOf(secret)) || IsSecretVariable(value);
        return isSecret && value is Value.FromEnvironment or Value.Text or Value.Joined or Value.EitherOf
            ? new SinkSite(piece, SinkUse.AdmitsCallers, comparison)
            : null;
    }

    /// <summary>
    /// Whether a secret of the environment has a written value beside it. Whatever such a secret is compared with, the outcome is decided by what everybody
    /// can read.
    /// </summary>
    static bool FallsBack(CodeBase code, Code secret) =>
        code.ValueOf(SecretForms.Unwrapped(code, secret)) is var value
        && IsSecretVariable(value)
        && value
            .Possible.SelectMany(one => one is Value.FromEnvironment { Default: { } written } ? written.Possible : [one])
            .Any(one => one is Value.Text { Content.Length: >= 4 });

    static bool IsSecretVariable(Value value) =>
        value.Possible.OfType<Value.FromEnvironment>().Any(read => SecretName().IsMatch(read.Variable));

    /// <summary>Of <c>`Bearer ${secret}`</c>, the secret.</summary>
    static Code PieceOf(Code template)
    {
        foreach (var piece in template.Children)
            if (piece.Kind != CodeKind.Literal)
                return piece;
        return template;
    }

    /// <summary>Whether an expression is a credential of the request: a header, a token of the query, or a part of one.</summary>
    public static bool IsSent(CodeBase code, Code sent, int steps = 8)
    {
        if (steps <= 0 || !sent.Exists)
            return false;
        var text = sent.Text;
        if (text.Length < 400 && RequestCredential().IsMatch(text))
            return true;
        switch (sent.Kind)
        {
            case CodeKind.Call or CodeKind.New when sent.Callee.Name is "from" or "encode" or "String" or "str" or "GetBytes" or "atob":
                return IsSent(code, sent.ArgumentAt(0), steps - 1) || IsSent(code, sent.Receiver, steps - 1);
            case CodeKind.Call when IsPart(sent.Callee.Name):
                return IsSent(code, sent.Receiver, steps - 1);
            case CodeKind.Index:
                return IsSent(code, sent[Part.Receiver], steps - 1);
            case CodeKind.Member when sent.Name is "credentials" or "token":
                return IsSent(code, sent[Part.Receiver], steps - 1);
            case CodeKind.Await or CodeKind.Argument:
                return IsSent(code, sent[Part.Value], steps - 1);
            case CodeKind.Binary when sent.Operator is "||" or "??" or "or":
                return IsSent(code, sent[Part.Left], steps - 1);
            case CodeKind.Name when code.Definition(sent) is { Kind: CodeKind.Parameter } parameter:
                return IsHandedIn(parameter);
            case CodeKind.Name when code.Definition(sent) is { Kind: CodeKind.Variable } declared:
                return IsSent(code, declared[Part.Value] is { Exists: true } value ? value : declared.Parent.Parent[Part.Value], steps - 1);
            default:
                return false;
        }
    }

    /// <summary>Whether a method gives a part of a text, or the same in another form.</summary>
    static bool IsPart(string method) =>
        method.ToLowerInvariant()
            is "split"
                or "replace"
                or "trim"
                or "strip"
                or "removeprefix"
                or "substring"
                or "substr"
                or "slice"
                or "tostring"
                or "tolowercase"
                or "lower"
                or "at"
                or "pop"
                or "first"
                or "firstordefault"
                or "last";

    /// <summary>Whether a framework gives a credential for a parameter.</summary>
    static bool IsHandedIn(Code parameter) =>
        CredentialName().IsMatch(parameter.Name)
        && (
            parameter[Part.Default].Callee.Name is "Header" or "Security" or "Depends" or "Query" or "Cookie"
            || parameter.All(Part.Decorator).Any(one => one.Name is "FromHeader" or "Headers" or "FromQuery")
        );

    /// <summary>Whether an expression is what a person typed: a field of the request's body or form, or a parameter of a server's function.</summary>
    static bool IsTyped(CodeBase code, Code sent)
    {
        if (sent.Kind == CodeKind.Member)
            return TypedSource().IsMatch(sent[Part.Receiver].DottedName);
        return sent.Kind == CodeKind.Name
            && code.Definition(sent) is { Exists: true } declared
            && (
                declared.Kind == CodeKind.Parameter
                || TypedSource().IsMatch(declared[Part.Value].Text)
                || (declared.Part == Part.Value && TypedSource().IsMatch(declared.Enclosing(CodeKind.Variable)[Part.Value].Text))
                || (declared.Parent.Parent is { Kind: CodeKind.Variable } taken && TypedSource().IsMatch(taken[Part.Value].Text))
            );
    }

    static string NameOf(Code expression) =>
        expression.Kind switch
        {
            CodeKind.Call or CodeKind.New when expression.ArgumentAt(0).Exists => NameOf(expression.ArgumentAt(0)),
            CodeKind.Call => NameOf(expression.Receiver),
            CodeKind.Binary => NameOf(expression[Part.Left]),
            _ => expression.Name,
        };

    /// <summary>Names of ways to sign in, which stand before the credential in the same header and are known to everybody (IANA, HTTP Authentication Schemes).</summary>
    [GeneratedRegex(
        @"^\s*(basic|bearer|concealed|digest|dpop|gnap|hoba|mutual|negotiate|ntlm|oauth|privatetoken|scram-sha-(1|256)|vapid|aws4-hmac-sha256|api-?key|signature|hmac)[\s:]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Scheme();

    [GeneratedRegex("secret|token|api_?key|password|passphrase|signature_key|auth_?key|access_?key|cron", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SecretName();

    [GeneratedRegex("^(user_?|admin_?|given_?|input_?|plain_?)?(password|passwd|pwd|passcode)$", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex PasswordName();

    [GeneratedRegex("token|secret|key|auth|signature|password|credential", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex CredentialName();

    [GeneratedRegex(
        @"headers?\b.*(authorization|x-[a-z-]*(key|token|secret|auth|signature)|api[-_]?key|cron)|authorization|searchParams\.get\(.(secret|token|key)|query(\.|\[.|\.get\(.)(secret|token|key|api_?key)",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex RequestCredential();

    [GeneratedRegex(
        @"\b(req(uest)?|ctx|context|c|form(_?data)?|body|payload|credentials|dto|data|input|args|model|user_?in|login|command|useState|useRef|signal)\b",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex TypedSource();
}
