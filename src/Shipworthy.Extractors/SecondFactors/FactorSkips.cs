using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>Ways around the verification of a second factor in code of a server: a fixed code, a code in the logs, a switch of the environment.</summary>
static partial class FactorSkips
{
    /// <summary>All of them.</summary>
    public static IEnumerable<FactorSkip> Find(Sources sources, CodeSides sides)
    {
        foreach (var file in sources.Code.Files)
        {
            if (!sources.IsDeployed(file) || !FactorWords.IsIn(file.Text) || sides.IsClient(file))
                continue;
            foreach (var node in file.Root.Descendants())
                if (Of(sources, node) is { } skip && sources.RunsInProduction(node))
                    yield return skip;
        }
    }

    static FactorSkip? Of(Sources sources, Code node) =>
        node.Kind switch
        {
            CodeKind.Binary when node.Operator is "==" or "===" && TakesFixed(node) => new(
                node.At,
                "takes a fixed code that is written there"
            ),
            CodeKind.Call when IsLog(node) && node.Arguments.Any(HoldsCode) => new(
                node.At,
                "writes the code of a second factor into the logs"
            ),
            CodeKind.Branch when Switch(sources.Code, node[Part.Condition]) is { Length: > 0 } name => new(
                node.At,
                $"leaves the second factor out where {name} is set"
            )
            {
                Doubt = $"whether production sets {name} is not known",
            },
            _ => null,
        };

    /// <summary>A comparison with six digits: <c>code === "000000"</c>. Codes of errors have five characters, and states three.</summary>
    static bool TakesFixed(Code binary) =>
        (IsFixed(binary[Part.Right]) && IsCode(binary[Part.Left])) || (IsFixed(binary[Part.Left]) && IsCode(binary[Part.Right]));

    static bool IsFixed(Code node) =>
        node is { Kind: CodeKind.Literal, Operator: "string", String: { Length: 6 } text } && text.All(char.IsAsciiDigit);

    static bool IsCode(Code node) => node.Kind is CodeKind.Name or CodeKind.Member && Code().IsMatch(node.Name);

    static bool IsLog(Code call) =>
        call.Callee.DottedName is "console.log" or "console.info" or "console.debug" or "print"
        || (call.Receiver.Name is "logger" or "log" or "logging" or "_logger" && call.Callee.Name is not "bind");

    static bool HoldsCode(Code argument) =>
        argument
            .Descendants()
            .Prepend(argument)
            .Any(one =>
                one.Kind is CodeKind.Name or CodeKind.Member && Logged().IsMatch(one.Name) && one.Parent.Kind is not CodeKind.Member
            );

    static string Switch(CodeBase code, Code condition) =>
        !condition.Exists
            ? ""
            : condition
                .Descendants()
                .Prepend(condition)
                .Where(one => one.Kind is CodeKind.Member or CodeKind.Name or CodeKind.Call or CodeKind.Index)
                .Select(one => code.ValueOf(one))
                .OfType<Value.FromEnvironment>()
                .Select(one => one.Variable)
                .FirstOrDefault(name => Skipping().IsMatch(name))
                ?? "";

    [GeneratedRegex(@"^(?:\w*_?)?(?:code|otp|totp|pin|token)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"^(?:otp|(?:otp|mfa|totp|two_?factor|two_?fa)_?(?:code|secret|token))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Logged();

    [GeneratedRegex(
        @"(?:SKIP|BYPASS|DISABLE|NO)_?\w*(?:MFA|2FA|TWO_?FACTOR|TOTP|OTP)|(?:MFA|2FA|TWO_?FACTOR|TOTP|OTP)_?\w*(?:SKIP|BYPASS|DISABLE)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Skipping();
}
