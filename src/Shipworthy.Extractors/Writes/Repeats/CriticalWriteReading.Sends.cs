using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <content>What a webhook sends to people by code that is no library known here.</content>
sealed partial class CriticalWriteReading
{
    /// <summary>The first call on the way of a webhook that sends a message, by its name, and leads to no rows that are judged by themselves; no node when none does.</summary>
    Code Sending(List<PathNode> way) =>
        way.Select(node => node.At)
            .FirstOrDefault(call =>
                call.Kind is CodeKind.Call
                && Sends().IsMatch(Words.Snake(call.Callee.Name))
                && !call.Receiver.Text.Contains("mail", StringComparison.OrdinalIgnoreCase)
                && (sources.Code.Target(call) is not { Exists: true } target || stores.In(target).IsEmpty)
            );

    /// <summary>What is sent to people, and not an answer to the caller, a mail, a message of a bus, or a word to the team.</summary>
    [GeneratedRegex(
        "^(?:send|notify)_(?!\\w*(?:mail|response|reply|status|json|file|error|html|xml|stream|header|redirect|slack|discord|sentry|alert|admin|team|log|event|command|query|metric|analytic|beacon|async|ok$|found|request))",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sends();
}
