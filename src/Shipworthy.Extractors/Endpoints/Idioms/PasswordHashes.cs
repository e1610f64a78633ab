using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Tells a comparison of passwords from one of a program's secret: one side was derived by a function that is made for passwords, or stands in a person's row.
/// </summary>
static partial class PasswordHashes
{
    const int Deepest = 6;

    /// <summary>Whether a comparison that takes the same time for every guess compares what a person remembers.</summary>
    public static bool AreCompared(Site site)
    {
        var code = site.Sources.Code;
        return site.Node.Arguments.Any(argument => IsDerived(code, argument, Deepest) || IsOfPerson(code, argument, Deepest));
    }

    static bool IsDerived(CodeBase code, Code expression, int steps) =>
        steps > 0
        && Parts(expression)
            .Any(one =>
                one.Kind switch
                {
                    CodeKind.Call or CodeKind.New => Derives().IsMatch(one.Callee.Text.Length < 200 ? one.Callee.Text : one.Callee.Name)
                        || (code.Target(one) is { Kind: CodeKind.Function } target && target.Descendants(CodeKind.Call).Any(DerivesItself)),
                    CodeKind.Name => code.Definition(one) is { Exists: true } found
                        && found != one
                        && (
                            found.Kind is CodeKind.Variable
                                ? IsDerived(code, found[Part.Value], steps - 1)
                                // What a callback is given: scrypt(given, salt, 64, (failure, key) => …).
                                : found.Kind is CodeKind.Parameter
                                    && found.Parent is { Part: Part.Argument, Parent: { Kind: CodeKind.Call } call }
                                    && DerivesItself(call)
                        ),
                    _ => false,
                }
            );

    static bool DerivesItself(Code call) => Derives().IsMatch(call.Callee.Name);

    static bool IsOfPerson(CodeBase code, Code expression, int steps) =>
        steps > 0
        && Parts(expression)
            .Any(one =>
                one.Kind switch
                {
                    CodeKind.Member => !IsGivenOrSet(one)
                        && (Password().IsMatch(one.Name) || (Person().IsMatch(one.Receiver.Name) && Remembered().IsMatch(one.Name))),
                    CodeKind.Name => code.Definition(one) is { Kind: CodeKind.Variable } found
                        && IsOfPerson(code, found[Part.Value], steps - 1),
                    _ => false,
                }
            );

    /// <summary>What a request carries and what configuration sets belong to no row.</summary>
    static bool IsGivenOrSet(Code member)
    {
        for (var at = member; at.Kind is CodeKind.Member or CodeKind.Call or CodeKind.Index or CodeKind.Await; at = at.Receiver)
            if (NoRow().IsMatch(at.Name) || NoRow().IsMatch(at.Receiver.Name))
                return true;
        return false;
    }

    static IEnumerable<Code> Parts(Code expression) =>
        expression.Exists ? expression.Descendants().Prepend(expression).Where(one => one.Part is not Part.Callee) : [];

    [GeneratedRegex(
        @"scrypt|pbkdf2|argon2|bcrypt|rfc2898|deriveBits|hash_?password|password_?hash",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Derives();

    [GeneratedRegex(
        @"^(?:user|account|member|person|customer|admin|owner)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Person();

    [GeneratedRegex(
        @"^(?:pass_?word|password_?hash|hashed_?password|passwd|pwd_?hash)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Password();

    [GeneratedRegex(
        @"^(?!.*(?:key|token|session)).*(?:hash|digest|pin|code|otp)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Remembered();

    [GeneratedRegex(
        @"^(?:env|environ|process|config|configuration|settings|options|req|request|body|headers|ctx|c|event|credentials|form|input|data)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoRow();
}
