using Shipworthy.Extractors.Clients.Words;
using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;
using Shipworthy.Extractors.Sinks.Unset;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Works out where the secret of a use comes from: the environment, a written value, a fallback, and whether something refuses it.</summary>
sealed class SinkResolver(CodeBase code, SourceTree tree, Production production, Func<CodeFile, bool> runsInProduction)
{
    readonly SinkGuards guards = new(code, production);
    readonly UnsetRun unset = new(code, production);
    readonly HandedIn handed = new(code, runsInProduction);
    readonly VariableFiles variables = new(code, tree, production, runsInProduction);
    readonly LibraryRules library = new(code, tree);

    /// <summary>The sinks of a use: one for each value that its secret may have. None when the expression is no secret of the app, or nothing runs the use.</summary>
    public IEnumerable<SecretSink> Resolve(SinkSite site)
    {
        var expression = SecretForms.Unwrapped(code, site.Secret);
        var value = code.ValueOf(expression);
        if (OriginOf(value, expression).Item1 is not SinkOrigin.Unknown)
            return [Judged(site, expression, value)];
        if (handed.ValuesOf(expression) is { Count: > 0 } given)
            return given.Select(one => Judged(site, expression, one));
        // A signature on the way out with a key that a record holds, such as that of a customer's webhook, decides nothing here.
        var declared = code.Definition(expression);
        return
            declared.Kind == CodeKind.Parameter && (!handed.MayBeGiven(declared) || (site.Use is SinkUse.SignsData && !Verifying.Is(site)))
            ? []
            : [Judged(site, expression, value)];
    }

    SecretSink Judged(SinkSite site, Code expression, Value value)
    {
        var name = NameOf(expression, value);
        var (origin, written) = OriginOf(value, expression);
        var text = (written as Value.Text)?.Content ?? "";
        if (origin is SinkOrigin.Unknown)
            return Verifying.Is(site) && name.Length > 0 && unset.Of(expression, "", null, site.At) is UnsetOutcome.LetIn
                ? Unknown(site, name, "") with
                {
                    Origin = SinkOrigin.OutsideOrOff,
                }
                : Unknown(site, name, Unfollowed.Because(code, expression, value));
        if (
            origin is SinkOrigin.Outside or SinkOrigin.OutsideOrEmpty or SinkOrigin.MadeByProcess
            && variables.Find(VariableOf(value), site.At.File) is { } set
        )
            return Set(site, expression, name, set.Value, set.At);
        if (origin is SinkOrigin.Outside && PublicPrefixes.Of(VariableOf(value)) is { } prefix)
            return Unknown(site, name, $"takes {name}, and bundlers write what is called {prefix}… into the pages that they make");
        var (guard, guardAt) = guards.Of(site, expression, name, text, written?.Origin ?? default);
        if (
            guard is SinkGuard.None or SinkGuard.OnlyWarns
            && origin is SinkOrigin.OutsideOrWritten
            && guards.OfOneBefore(site, written?.Origin ?? default, name) is { } refused
        )
            (guard, guardAt) = (SinkGuard.RefusesToRun, refused);
        if (origin is SinkOrigin.OutsideOrEmpty && LibraryRules.RefuseNothing(site))
            origin = SinkOrigin.Outside;
        else if (guard is SinkGuard.None or SinkGuard.OnlyWarns)
            switch (unset.Of(expression, VariableOf(value), written is null ? null : text, site.At))
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
            RefusedByLibrary = text.Length > 0 && library.Refuse(site, text),
            Guard = guard,
            GuardAt = guardAt,
        };
    }

    /// <summary>A secret that a file of variables sets: the app runs with what is written there, unless it refuses that value.</summary>
    SecretSink Set(SinkSite site, Code expression, string name, string text, Location at)
    {
        var (guard, guardAt) = guards.Of(site, expression, name, text, literal: default, isSet: true);
        return new(at, site.Use, name)
        {
            Origin = SinkOrigin.Written,
            UsedAt = [site.At.At],
            Written = MaskedSecret.Of(text),
            Hash = SaltedHash.Of(text),
            Published = PublishedSecrets.Contain(text),
            RefusedByLibrary = library.Refuse(site, text),
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

    static (SinkOrigin, Value? Written) OriginOf(Value value, Code expression)
    {
        switch (value)
        {
            case Value.Text { Content: "" } text:
                return (SinkOrigin.OutsideOrEmpty, text);
            case Value.Text text:
                return (SinkOrigin.Written, text);
            case Value.FromEnvironment { Default: null or Value.Nothing or Value.Unknown }:
                return (IsRandom(((Value.FromEnvironment)value).Default) ? SinkOrigin.MadeByProcess : SinkOrigin.Outside, null);
            case Value.FromEnvironment variable:
                return OriginOf(variable.Default!, expression) switch
                {
                    (SinkOrigin.Written or SinkOrigin.OutsideOrWritten, var text) => (SinkOrigin.OutsideOrWritten, text),
                    (SinkOrigin.OutsideOrEmpty, var empty) => (SinkOrigin.OutsideOrEmpty, empty),
                    (SinkOrigin.MadeByProcess, _) => (SinkOrigin.MadeByProcess, null),
                    _ => (SinkOrigin.Outside, null),
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

    static bool IsRandom(Value? value) =>
        value?.Origin is { Exists: true } origin
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
                or "AddDeveloperSigningCredential"
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
}
