using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>
/// Tells what of that which code hands to its log nobody ought to read there: passwords and tokens by their names, all settings of the environment, all headers of a request,
/// addresses and numbers of people.
/// </summary>
static partial class LoggedSecrets
{
    const int Deepest = 4;

    static readonly HashSet<string> Alone = new(StringComparer.Ordinal)
    {
        "password",
        "passwd",
        "passphrase",
        "secret",
        "token",
        "jwt",
        "cookie",
        "cookies",
        "authorization",
        "otp",
    };

    static readonly HashSet<string> Together = new(StringComparer.Ordinal)
    {
        "api key",
        "private key",
        "access key",
        "secret key",
        "signing key",
        "encryption key",
        "service key",
        "role key",
        "recovery code",
        "verification code",
    };

    static readonly HashSet<string> OfPeople = new(StringComparer.Ordinal)
    {
        "email",
        "phone",
        "ssn",
        "iban",
        "cpf",
        "passport",
        "birthdate",
    };

    static readonly HashSet<string> OfPeopleTogether = new(StringComparer.Ordinal)
    {
        "phone number",
        "card number",
        "mail address",
        "email address",
        "home address",
        "birth date",
        "tax id",
        "national id",
    };

    /// <summary>Words before a name that make of it a question, an act, or something that is no secret.</summary>
    static readonly HashSet<string> Asking = new(StringComparer.Ordinal)
    {
        "has",
        "is",
        "no",
        "not",
        "missing",
        "invalid",
        "require",
        "requires",
        "required",
        "needs",
        "should",
        "show",
        "validate",
        "verify",
        "check",
        "generate",
        "create",
        "use",
        "get",
        "set",
        "on",
        "handle",
        "max",
        "min",
        "num",
        "total",
        "next",
        "page",
        "cursor",
        "continuation",
        "csrf",
        "public",
        "prompt",
        "input",
        "output",
        "completion",
        "stream",
        "push",
        "device",
        "fcm",
        "expo",
        "decoded",
        "parsed",
        "masked",
        "redacted",
        "hashed",
        "from",
        "support",
        "admin",
        "sender",
        "reply",
        "default",
        "company",
        "contact",
        "system",
        "send",
        "sends",
        "hash",
        "must",
        "can",
        "may",
        "force",
        "change",
    };

    /// <summary>What a call hands over, the worst of it; null when nothing of that kind is seen.</summary>
    public static LoggedSecret? In(Sources sources, Code call) =>
        call
            .Arguments.SelectMany(argument => Handed(argument, Deepest))
            .Select(one => Of(sources, call, one))
            .OfType<LoggedSecret>()
            .ToList()
            is { Count: > 0 } found
        && sources.RunsInProduction(call)
            ? found.Find(one => one.IsSecret) ?? found[0]
            : null;

    /// <summary>The values that come into the record as they are. What a condition or another call makes of one is another value.</summary>
    static IEnumerable<Code> Handed(Code node, int steps)
    {
        if (steps <= 0 || !node.Exists)
            return [];
        return node.Kind switch
        {
            CodeKind.Name or CodeKind.Member or CodeKind.Index => [node],
            CodeKind.Argument or CodeKind.Await or CodeKind.Spread => Handed(node[Part.Value], steps - 1),
            CodeKind.Property => node[Part.Value].Exists ? Handed(node[Part.Value], steps - 1) : [node],
            CodeKind.Template or CodeKind.Object or CodeKind.Array => node.Children.SelectMany(one => Handed(one, steps - 1)),
            CodeKind.Binary when node.Operator is "+" or "%" or "||" or "??" or "or" => Handed(node[Part.Left], steps - 1)
                .Concat(Handed(node[Part.Right], steps - 1)),
            CodeKind.Call
                when node.Callee.DottedName
                    is "JSON.stringify"
                        or "String"
                        or "util.inspect"
                        or "inspect"
                        or "json.dumps"
                        or "str"
                        or "repr"
                        or "JsonSerializer.Serialize" => Handed(node.ArgumentAt(0), steps - 1),
            _ => [],
        };
    }

    static LoggedSecret? Of(Sources sources, Code call, Code value)
    {
        var dotted = value.DottedName;
        if (dotted is "process.env" or "os.environ" or "import.meta.env")
            return new(call.At, "every setting of the environment", true);
        if (dotted is "req.headers" or "request.headers" or "c.req.raw.headers" or "Request.Headers" or "context.Request.Headers")
            return new(call.At, "all headers of the request", true);
        if (value.Kind is CodeKind.Name && HoldsSettings(sources, value))
            return new(call.At, $"{value.Name} with all settings", true);
        if (value.Name is "ctx" && OfTrpc().IsMatch(value.File.Text) && value.Enclosing(CodeKind.Property).Name is "onError")
            return new(call.At, "the whole context of the request", true);
        var words = WordsOf(value.Name);
        if (words.Length == 0 || Asking.Contains(words[0]) || value.Name.StartsWith("NEXT_PUBLIC_", StringComparison.Ordinal))
            return null;
        var (last, pair) = (words[^1], words.Length > 1 ? $"{words[^2]} {words[^1]}" : "");
        if (
            Together.Contains(pair)
            || Alone.Contains(last)
                && (words is not ["token"] || OfSignIn().IsMatch(value.File.Text) && !OfDevices().IsMatch(value.File.Path))
        )
            return IsValue(sources, value) ? new(call.At, value.Name, true) : null;
        return
            (OfPeople.Contains(last) || OfPeopleTogether.Contains(pair))
            && !dotted.Contains("env.", StringComparison.OrdinalIgnoreCase)
            && IsValue(sources, value)
            ? new(call.At, value.Name, false)
            : null;
    }

    /// <summary>Whether a name stands for a value: neither for a function nor for what a file gives out, nor for a fixed text.</summary>
    static bool IsValue(Sources sources, Code value) =>
        value.Kind is not CodeKind.Name
        || sources.Code.Definition(value) is not { Exists: true } held
        || held.Kind is not (CodeKind.Imported or CodeKind.Function or CodeKind.Class or CodeKind.Module)
            && held[Part.Value].Kind is not (CodeKind.Literal or CodeKind.Function or CodeKind.Binary or CodeKind.Unary);

    /// <summary>Whether a name stands for an object that gathers settings of the environment, secrets among them.</summary>
    static bool HoldsSettings(Sources sources, Code value) =>
        Settings().IsMatch(value.Name)
        && sources.Code.Definition(value) is { Kind: CodeKind.Variable } held
        && held[Part.Value] is { Kind: CodeKind.Object or CodeKind.Call or CodeKind.New } made
        && Secret().IsMatch(made.Text)
        && Environment().IsMatch(held.File.Text);

    static string[] WordsOf(string name) =>
        name.Length is 0 or > 40
            ? []
            : [.. Boundaries().Split(name).Where(word => word.Length > 0).Select(word => word.ToLowerInvariant())];

    [GeneratedRegex(@"[-_. ]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Boundaries();

    [GeneratedRegex(@"^(?:config|env|settings|environment|secrets)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Settings();

    [GeneratedRegex(
        @"(?:SECRET|PASSWORD|API_?KEY|PRIVATE_?KEY|TOKEN|DATABASE_URL)\w*[""']?\s*[:=]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Secret();

    [GeneratedRegex(@"process\.env|import\.meta\.env|os\.environ|getenv|BaseSettings", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Environment();

    [GeneratedRegex(@"@trpc/server", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OfTrpc();

    /// <summary>Where a token is the address of a phone.</summary>
    [GeneratedRegex(@"push|notif|device|fcm|expo", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex OfDevices();

    /// <summary>What a file speaks of whose token opens something: a language model counts tokens, too.</summary>
    [GeneratedRegex(
        @"jwt|bearer|session|password|sign[-_ ]?in|log[-_ ]?in|auth|invit|reset",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfSignIn();
}
