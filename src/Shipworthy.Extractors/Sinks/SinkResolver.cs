using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;
using Shipworthy.Extractors.Sinks.Unset;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Works out where the secret of a use comes from: the environment, a written value, a fallback, and whether something refuses it.</summary>
sealed class SinkResolver(CodeBase code, SourceTree tree)
{
    readonly SinkGuards guards = new(code);
    readonly UnsetRun unset = new(code);

    /// <summary>The sink of a use; null when the expression is no secret at all, such as a key that comes with a call.</summary>
    public SecretSink? Resolve(SinkSite site)
    {
        var expression = Unwrapped(code, site.Secret);
        var value = code.ValueOf(expression);
        var name = NameOf(expression, value);
        var (origin, written) = OriginOf(value, expression);
        if (origin == SinkOrigin.Unknown && value is Value.Unknown unknown)
            return IsParameter(expression)
                ? null
                : Unknown(site, name, $"takes its secret from where it cannot be followed: {unknown.Because}");
        var text = (written as Value.Text)?.Content ?? "";
        var (guard, guardAt) = guards.Of(site, expression, name, text, written?.Origin ?? default);
        if (guard is SinkGuard.None or SinkGuard.OnlyWarns)
            switch (unset.Of(expression, VariableOf(value), site.At))
            {
                case UnsetOutcome.Refused:
                    (guard, guardAt) = (SinkGuard.RefusesToRun, null);
                    break;
                case UnsetOutcome.LetIn when text.Length == 0 && Verifying.Is(site):
                    origin = SinkOrigin.OutsideOrOff;
                    break;
                case UnsetOutcome.Unclear when text.Length == 0 && Verifying.Is(site):
                    return Unknown(
                        site,
                        name,
                        $"goes another way while {name} is not set, and what becomes of the caller there cannot be told"
                    );
                case UnsetOutcome.LetIn or UnsetOutcome.Unclear when origin is SinkOrigin.OutsideOrEmpty:
                    origin = SinkOrigin.Outside;
                    break;
            }
        return new(PlaceOf(written, value, site), site.Use, name)
        {
            Origin = origin,
            UsedAt = [site.At.At],
            Written = text.Length > 0 ? MaskedSecret.Of(text) : null,
            Hash = text.Length > 0 ? SaltedHash.Of(text) : "",
            Published = text.Length > 0 && PublishedSecrets.Contain(text),
            Guard = guard,
            GuardAt = guardAt,
        };
    }

    static SecretSink Unknown(SinkSite site, string name, string because) =>
        new(site.At.At, site.Use, name)
        {
            Origin = SinkOrigin.Unknown,
            Because = because,
            UsedAt = [site.At.At],
        };

    /// <summary>The secret without what only changes its form: encoding to bytes, wrapping as a key.</summary>
    public static Code Unwrapped(CodeBase code, Code expression, int steps = 8)
    {
        if (steps == 0)
            return expression;
        switch (expression.Kind)
        {
            case CodeKind.Await or CodeKind.Argument:
                return Unwrapped(code, expression[Part.Value], steps - 1);
            case CodeKind.Call or CodeKind.New when ChangesOnlyForm(expression):
                var inner = expression.ArgumentAt(expression.Callee.Name == "importKey" ? 1 : 0);
                return Unwrapped(code, inner.Exists ? inner : expression.Receiver, steps - 1);
            case CodeKind.Name
            or CodeKind.Member when code.Definition(expression) is { Kind: CodeKind.Variable or CodeKind.Property } declared:
                var value = declared[Part.Value];
                return
                    value.Kind is CodeKind.Call or CodeKind.New or CodeKind.Await
                    && Unwrapped(code, value, steps - 1) is var unwrapped
                    && unwrapped != value
                    ? unwrapped
                    : expression;
            default:
                return expression;
        }
    }

    static bool ChangesOnlyForm(Code call) =>
        call.Callee.Name
            is "encode"
                or "from"
                or "GetBytes"
                or "createSecretKey"
                or "FromBase64String"
                or "b64decode"
                or "urlsafe_b64decode"
                or "b64encode"
                or "importKey"
                or "SymmetricSecurityKey"
                or "bytes"
                or "str"
                or "String"
                or "toString"
                or "ToString"
                or "trim"
                or "strip"
                or "digest"
                or "SecretStr"
                or "get_secret_value";

    static (SinkOrigin, Value? Written) OriginOf(Value value, Code expression)
    {
        switch (value)
        {
            case Value.Text { Content: "" } text:
                return (SinkOrigin.OutsideOrEmpty, text);
            case Value.Text text:
                return (SinkOrigin.Written, text);
            case Value.FromEnvironment { Default: null or Value.Nothing }:
                return (SinkOrigin.Outside, null);
            case Value.FromEnvironment variable:
                return variable.Default!.Possible.OfType<Value.Text>().FirstOrDefault() switch
                {
                    { Content: "" } empty => (SinkOrigin.OutsideOrEmpty, empty),
                    { } text => (SinkOrigin.OutsideOrWritten, text),
                    null when IsRandom(variable.Default) => (SinkOrigin.MadeByProcess, null),
                    null => (SinkOrigin.Outside, null),
                };
            case Value.EitherOf either:
                var choices = either.Possible.Select(choice => OriginOf(choice, expression)).ToList();
                return
                    choices.Find(choice => choice.Item1 is SinkOrigin.Written or SinkOrigin.OutsideOrWritten) is { Written: not null } worst
                    ? (
                        choices.Exists(choice => choice.Item1 is SinkOrigin.Outside) ? SinkOrigin.OutsideOrWritten : worst.Item1,
                        worst.Written
                    )
                    : choices.Find(choice => choice.Item1 is not SinkOrigin.Unknown);
            default:
                return (IsRandom(value) ? SinkOrigin.MadeByProcess : SinkOrigin.Unknown, null);
        }
    }

    static bool IsRandom(Value value) =>
        value.Origin is { Exists: true } origin
        && (origin.Kind == CodeKind.Call ? origin : origin.Descendants(CodeKind.Call).FirstOrDefault()) is { Exists: true } call
        && call.Callee.Name
            is "randomBytes"
                or "token_urlsafe"
                or "token_hex"
                or "token_bytes"
                or "randomUUID"
                or "urandom"
                or "GetBytes"
                or "GenerateKey"
                or "generate_key"
        && call.Callee.DottedName is not ("Encoding.UTF8.GetBytes" or "Encoding.ASCII.GetBytes");

    /// <summary>The literal's line; for a value of a settings file, the line of its key there; otherwise the use.</summary>
    Location PlaceOf(Value? written, Value value, SinkSite site)
    {
        if (written is { Origin.Exists: true })
            return written.Origin.At;
        if (written is Value.Text text && value is Value.FromEnvironment variable)
            foreach (var file in tree.Files)
                if (
                    file.Name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
                    && LineOf(file, variable.Variable, text.Content) is { } line
                )
                    return file.AtLine(line);
        return site.At.At;
    }

    static int? LineOf(SourceFile file, string key, string value)
    {
        var lines = file.Text.Split('\n');
        var name = $"\"{key[(key.LastIndexOf(':') + 1)..]}\"";
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].Contains(name, StringComparison.OrdinalIgnoreCase) && lines[i].Contains(value, StringComparison.Ordinal))
                return i + 1;
        return null;
    }

    static string VariableOf(Value value) => value.Possible.OfType<Value.FromEnvironment>().FirstOrDefault()?.Variable ?? "";

    static string NameOf(Code expression, Value value) =>
        value switch
        {
            Value.FromEnvironment variable => variable.Variable,
            Value.EitherOf either => either.Possible.OfType<Value.FromEnvironment>().FirstOrDefault()?.Variable ?? expression.Name,
            _ => expression.Name,
        };

    /// <summary>Whether the secret is handed in by a caller, so that it is decided elsewhere.</summary>
    bool IsParameter(Code expression) => code.Definition(expression).Kind == CodeKind.Parameter;
}
