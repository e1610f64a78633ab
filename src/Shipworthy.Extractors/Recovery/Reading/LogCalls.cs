using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Recovery.Reading;

/// <summary>Calls that write to the log of production; what is written for debugging only is none.</summary>
static partial class LogCalls
{
    /// <summary>Whether a call writes to the log.</summary>
    public static bool Is(Code call) =>
        call.Kind is CodeKind.Call
        && (call.Callee.DottedName is { Length: > 0 } way ? way : call.Callee.Name) is var name
        && Log().IsMatch(name);

    [GeneratedRegex(
        @"^(?:console\.(?:log|info|warn|error)|print|pprint|Console\.Write(?:Line)?|Debug\.WriteLine|(?:\w+\.)*_?(?:log|logger|logging|Log)\.(?:info|warn|warning|error|log|critical|exception|Information|Warning|Error|LogInformation|LogWarning|LogError|LogCritical|Log))$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Log();
}
