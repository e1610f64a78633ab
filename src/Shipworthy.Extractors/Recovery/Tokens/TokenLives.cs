using System.Globalization;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Tokens;

/// <summary>How long the token of the app's own flow is good, and how often.</summary>
static partial class TokenLives
{
    /// <summary>Seconds within which a second use of a signed token is tolerable (rubric 2.2, stack table).</summary>
    const double Tolerable = 3600;

    /// <summary>What is wrong with the life of a token; a remark where a short life makes up for a second use.</summary>
    public static IEnumerable<ResetWeakness> Of(RecoverySources sources, ImmutableArray<Code> request, ImmutableArray<Code> completion)
    {
        var signed = TokenSources.Signed(sources, request);
        if (signed.Exists)
        {
            if (NeverEnds(sources, signed))
                yield return new(signed.At, ResetGap.Endless, "signs a reset token that never ends");
            else if (!IsBound(sources, signed, completion))
                yield return Again(sources, signed);
        }
        else if (completion.Length > 0 && TokenSources.Sound(sources, request) is not null && !IsOfLibrary(request, completion))
        {
            var text = string.Join('\n', request.Concat(completion).Select(one => one.Text));
            if (!ResetWords.SpeakOfEnd(text) && !EndsElsewhere(sources))
                yield return new(request[0].At, ResetGap.Endless, "makes a reset token that never ends");
            if (ReadToTheEnd(sources, completion) && !ResetWords.SpeakOfUse(TextOf(completion)))
                yield return new(completion[0].At, ResetGap.Reusable, "sets a new password and leaves the token good for a second time");
        }
    }

    /// <summary>Whether both ends of its life are seen: a time after which it is refused, and that its use ends it.</summary>
    public static bool AreSound(RecoverySources sources, ImmutableArray<Code> request, ImmutableArray<Code> completion) =>
        IsOfLibrary(request, completion)
        || (
            completion.Length > 0
            && ResetWords.SpeakOfEnd(TextOf(request))
            && ResetWords.SpeakOfEnd(TextOf(completion))
            && completion.SelectMany(one => one.Descendants()).Any(one => UsesUp(sources, one))
        );

    static bool UsesUp(RecoverySources sources, Code one) =>
        one.Kind switch
        {
            CodeKind.Call => Deletes().IsMatch(one.Callee.Name) && one.Text.Contains("oken", StringComparison.OrdinalIgnoreCase),
            CodeKind.Property or CodeKind.Assignment or CodeKind.Argument => (
                one.Kind is CodeKind.Assignment ? one[Part.Target].Name : one.Name
            )
                is var name
                && (ResetWords.IsToken(name) || Used().IsMatch(name) || name.Contains("oken", StringComparison.Ordinal))
                && one[Part.Value] is { Exists: true } value
                && (
                    value.Operator is "null" or "undefined" or "None" or "true"
                    || value.Text is "None" or "null"
                    || value.String is ""
                    || (Used().IsMatch(name) && value.Kind is CodeKind.Call or CodeKind.New)
                ),
            _ => false,
        };

    /// <summary>The library makes and checks the token, and binds it to the present password.</summary>
    static bool IsOfLibrary(ImmutableArray<Code> request, ImmutableArray<Code> completion) =>
        request.Concat(completion).Any(one => LibraryToken().IsMatch(one.Text));

    static bool NeverEnds(RecoverySources sources, Code signed)
    {
        var code = sources.Code;
        var payload = code.ObjectOf(signed.ArgumentAt(0));
        if (
            !payload.Exists
            || payload.Children.Any(one => one.Kind is CodeKind.Spread)
            || payload.Children.Any(one => one.Name is "exp" || one[Part.Key].String is "exp")
        )
            return false;
        return signed.Callee.Name is "encode"
            ? !signed.Enclosing(CodeKind.Function).Text.Contains("exp", StringComparison.Ordinal)
            : !signed.Arguments.Skip(1).Any(one => one.Text.Contains("expiresIn", StringComparison.Ordinal))
                && signed.Arguments.Count() < 3
                && !signed.Callee.Receiver.Name.Contains("jwtService", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the token ends with the password that it is for: its key or content holds something of it, or its use is noted.</summary>
    static bool IsBound(RecoverySources sources, Code signed, ImmutableArray<Code> completion)
    {
        if (completion.IsEmpty || TokenSources.Signed(sources, [signed.Enclosing(CodeKind.Function)]) != signed)
            return true;
        var payload = sources.Code.ObjectOf(signed.ArgumentAt(0)) is { Exists: true } literal ? literal.Text : signed.ArgumentAt(0).Text;
        return BindsPayload().IsMatch(payload)
            || !IsConstant(sources, signed.ArgumentAt(1))
            || Remembers().IsMatch(TextOf(completion))
            || !ReadToTheEnd(sources, completion);
    }

    static bool IsConstant(RecoverySources sources, Code key) =>
        sources.Code.ValueOf(key) is Value.Text or Value.FromEnvironment
        || Setting().IsMatch(key.Kind is CodeKind.Unary ? key[Part.Value].DottedName : key.DottedName);

    static ResetWeakness Again(RecoverySources sources, Code signed)
    {
        var seconds = Seconds(sources, signed);
        return seconds is { } life && life <= Tolerable
            ? new(signed.At, ResetGap.Remark, "signs a reset token that is good for a second use within the hour")
            : new(
                signed.At,
                ResetGap.Reusable,
                seconds is { } long_
                    ? $"signs a reset token that stays good after its use, for {Hours(long_)}"
                    : "signs a reset token that stays good after its use"
            );
    }

    static string Hours(double seconds) =>
        seconds >= 7200
            ? FormattableString.Invariant($"{seconds / 3600:0} hours")
            : FormattableString.Invariant($"{seconds / 60:0} minutes");

    /// <summary>The life of a signed token in seconds; null when it could not be told.</summary>
    static double? Seconds(RecoverySources sources, Code signed)
    {
        var code = sources.Code;
        foreach (var argument in signed.Arguments)
            if (code.ObjectOf(argument) is { Exists: true } options && code.Entry(options, "expiresIn") is { Exists: true } life)
                return code.ValueOf(life) switch
                {
                    Value.Number number => number.Amount,
                    Value.Text text => Written(text.Content),
                    _ => null,
                };
        foreach (var delta in signed.Enclosing(CodeKind.Function).Descendants(CodeKind.Call).Where(one => one.Callee.Name is "timedelta"))
        foreach (var (name, factor) in new[] { ("seconds", 1.0), ("minutes", 60.0), ("hours", 3600.0), ("days", 86400.0) })
            if (delta.ArgumentNamed(name) is { Exists: true } amount)
                return Number(code.ValueOf(amount)) * factor;
        return null;
    }

    static double? Number(Value value) =>
        value switch
        {
            Value.Number number => number.Amount,
            Value.FromEnvironment { Default: { } other } => Number(other),
            _ => null,
        };

    static double? Written(string text) =>
        Span().Match(text) is { Success: true } match
        && double.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var amount)
            ? amount
                * match.Groups[2].Value switch
                {
                    "s" => 1,
                    "m" => 60,
                    "h" => 3600,
                    "d" => 86400,
                    _ => 0.001,
                }
            : null;

    /// <summary>Whether what the completion does was read as a whole, as far as it may use the token up.</summary>
    static bool ReadToTheEnd(RecoverySources sources, ImmutableArray<Code> completion) =>
        !completion
            .SelectMany(one => one.Descendants(CodeKind.Call))
            .Any(call =>
                !sources.Reached.Follows(call)
                && !sources.Code.OriginOf(call.Callee).Exists
                && (
                    ResetWords.IsNearToken(call.Callee.Name)
                    || ResetWords.IsNearToken(call.Callee.Receiver.Name)
                    || call.Callee.Name is "query" or "execute" or "raw" or "rpc" or "callProcedure"
                )
            );

    /// <summary>Whether a model, table or index says when a token ends: a default, an expiry of the store.</summary>
    static bool EndsElsewhere(RecoverySources sources) =>
        sources.Sources.Tree.Files.Any(file =>
            file.Text is var text
            && text.Length < 500_000
            && (
                file.Name.EndsWith(".prisma", StringComparison.Ordinal)
                || file.Name.EndsWith(".sql", StringComparison.Ordinal)
                || sources.Code.Find(file.Path) is not null
            )
            && Model().IsMatch(text)
            && ResetWords.SpeakOfEnd(text)
        );

    static string TextOf(ImmutableArray<Code> functions) => string.Join('\n', functions.Select(one => one.Text));

    [GeneratedRegex(
        @"^(?:delete|remove|destroy|consume|invalidate|revoke|clear|expire)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Deletes();

    [GeneratedRegex(@"^(?:is_?)?used(?:_?at)?$|consumed|redeemed", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Used();

    [GeneratedRegex(
        @"\b(?:GeneratePasswordResetTokenAsync|default_token_generator|PasswordResetTokenGenerator|check_token)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex LibraryToken();

    [GeneratedRegex(
        @"pass|pwd|hash|version|jti|nonce|stamp|finger|\biat\b|counter",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex BindsPayload();

    [GeneratedRegex(
        @"black_?list|deny_?list|revok|used|jti|consum|changed_?at|\biat\b|fingerprint|token_?version|last_?reset|redeem|invalidat",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Remembers();

    [GeneratedRegex(
        @"^(?:process\.env|settings|config|env|app\.config|current_app\.config|Config)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\s*(\d+)\s*(ms|s|m|h|d)?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Span();

    [GeneratedRegex(
        @"reset\w*token|token\w*reset|password_?reset|verification_?tokens?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Model();
}
