using System.Text.RegularExpressions;
using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Tokens;

/// <summary>What a completion asks before it sets the new password.</summary>
static partial class Completions
{
    /// <summary>Whether code sets a password: hashes one, or writes one into a row.</summary>
    public static bool SetPassword(RecoverySources sources, ImmutableArray<Code> functions) =>
        functions
            .SelectMany(one => one.Descendants())
            .Any(one =>
                one.Kind switch
                {
                    CodeKind.Call => Endpoints.Idioms.Credentials.Hashes(new(sources.Sources, one, sources.Code.OriginOf(one.Callee)))
                        || HashName().IsMatch(one.Callee.Name),
                    CodeKind.Assignment => one[Part.Target] is { Kind: CodeKind.Member } target && PasswordName().IsMatch(target.Name),
                    _ => false,
                }
            );

    /// <summary>A completion that takes a new password for an address or id, and nothing that proves whose it is.</summary>
    public static ResetWeakness? WithoutToken(RecoverySources sources, ImmutableArray<Code> functions) =>
        functions is [var handler, ..]
        && SetPassword(sources, functions)
        && !functions.Any(one => Proof().IsMatch(one.Text))
        && functions.Any(one => Whose().IsMatch(one.Text))
            ? new(handler.At, ResetGap.NoToken, "sets a new password for whoever names an account, without any token")
            : null;

    /// <summary>
    /// Comparisons of the stored token with the sent one where both may be nothing: for whoever never asked for a reset, an absent token is the right one. Only where no check of the
    /// request demands one, and the framework binds a missing field to nothing.
    /// </summary>
    public static ResetWeakness? NothingEqualsNothing(RecoverySources sources, ImmutableArray<Code> functions)
    {
        foreach (var function in functions.Where(one => one.File.Language is Language.CSharp))
        foreach (var compared in function.Descendants(CodeKind.Binary).Where(one => one.Operator is "!=" or "=="))
        {
            var (left, right) = (compared[Part.Left], compared[Part.Right]);
            if (
                left.Kind is not CodeKind.Member
                || right.Kind is not CodeKind.Member
                || !ResetWords.IsToken(left.Name)
                || !ResetWords.IsToken(right.Name)
            )
                continue;
            var (stored, sent) = ResetWords.IsPerson(left.Receiver.Name) ? (left, right) : (right, left);
            if (!ResetWords.IsPerson(stored.Receiver.Name) || Demands(sources, function, stored, sent))
                continue;
            return new(
                compared.At,
                ResetGap.NoToken,
                $"accepts no {sent.Name} at all where none is stored: whoever leaves it out sets the password of any account"
            );
        }
        return null;
    }

    static bool Demands(RecoverySources sources, Code function, Code stored, Code sent) =>
        function
            .Descendants()
            .Any(one =>
                (
                    one.Kind is CodeKind.Call
                    && one.Callee.Name
                        is "IsNullOrEmpty"
                            or "IsNullOrWhiteSpace"
                            or "ThrowIfNull"
                            or "ThrowIfNullOrEmpty"
                            or "ThrowIfNullOrWhiteSpace"
                    && one.Text.Contains("Token", StringComparison.OrdinalIgnoreCase)
                ) || (one.Kind is CodeKind.Binary && AsksForNothing(one))
            )
        || sources.Code.Calls("RuleFor").Any(rule => rule.Text.Contains($".{sent.Name}", StringComparison.Ordinal))
        // Controllers refuse a missing text by themselves; so does an attribute.
        || sources.Code.Files.Any(file =>
            file.Language is Language.CSharp && file.Text.Contains("[ApiController]", StringComparison.Ordinal)
        )
        || RequiredField(sources, sent.Name)
        || (
            sources.Code.Definition(stored) is { Exists: true } field
            && field[Part.Type] is { Exists: true } type
            && !type.Parent.Text.Contains('?', StringComparison.Ordinal)
        );

    static bool AsksForNothing(Code asked) =>
        asked.Operator switch
        {
            "is" or "is not" or "is null" or "is not null" => ResetWords.IsToken(asked[Part.Left].Name),
            "==" or "!=" => (asked[Part.Left].Operator is "null" && ResetWords.IsToken(asked[Part.Right].Name))
                || (asked[Part.Right].Operator is "null" && ResetWords.IsToken(asked[Part.Left].Name)),
            _ => false,
        };

    static bool RequiredField(RecoverySources sources, string name) =>
        sources
            .Code.All(CodeKind.Property)
            .Concat(sources.Code.All(CodeKind.Parameter))
            .Any(one =>
                one.Name == name
                && one.File.Language is Language.CSharp
                && one.Text.Contains("required", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>A request whose answer for an unknown address differs from the one for a known one.</summary>
    public static ResetWeakness? TellsAccounts(Code handler)
    {
        foreach (var branch in handler.Descendants(CodeKind.Branch))
            if (AsksForNobody(branch[Part.Condition]) && Refuses().IsMatch(branch[Part.Then].Text) && branch[Part.Then].Text.Length < 600)
                return new(branch.At, ResetGap.TellsAccounts, "answers differently where the address has no account");
        return null;
    }

    static bool AsksForNobody(Code condition) =>
        condition.Kind switch
        {
            CodeKind.Unary => condition.Operator is "!" or "not" && ResetWords.IsPerson(condition[Part.Value].Name),
            CodeKind.Binary => condition.Operator is "==" or "===" or "is" or "is null"
                && ResetWords.IsPerson(condition[Part.Left].Name)
                && condition.Text.Contains("ull", StringComparison.Ordinal) | condition.Text.Contains("None", StringComparison.Ordinal),
            _ => false,
        };

    [GeneratedRegex(
        @"^(?:hash_?password|password_?hash|get_password_hash|encrypt_?password|set_?password|update_?password|change_?password|reset_?password|ResetPasswordAsync)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HashName();

    [GeneratedRegex(@"^(?:hashed_?)?pass_?word(?:_?hash(?:ed)?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PasswordName();

    [GeneratedRegex(
        @"token|code|otp|\bkey\b|secret|signature|nonce|session|getuser|current_?user|auth|old_?pass|current_?pass|verif|proof|challenge|answer|uid",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Proof();

    [GeneratedRegex(@"e_?mail|user_?id|user_?name|phone|\bid\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Whose();

    [GeneratedRegex(@"\b40[04]\b|\b422\b|NotFound|BadRequest|HTTP_40[04]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Refuses();
}
