using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Jobs;

/// <summary>Timers in pages that have a function do the app's work: nothing happens while nobody has the page open.</summary>
static partial class TimersInPages
{
    /// <summary>The pieces of an app.</summary>
    public static IEnumerable<BackgroundWork> In(Sources sources)
    {
        var shipped = sources.Clients.SelectMany(client => client.Files).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var call in sources.Code.Calls("setInterval"))
        {
            if (!shipped.Contains(call.File.Path) || !sources.IsDeployed(call.File))
                continue;
            var work = sources.Code.FunctionOf(call.ArgumentAt(0));
            if (!work.Exists)
                continue;
            foreach (
                var invoked in work.Descendants(CodeKind.Call).Where(one => one.Callee.Name is "invoke" && one.Receiver.Name is "functions")
            )
                if (
                    invoked.ArgumentAt(0).String is { Length: > 0 } name
                    && !UsesAnswer(work)
                    && !IsScheduled(sources, name)
                    && sources.Code.Files.FirstOrDefault(file => file.Path.EndsWith($"functions/{name}/index.ts", StringComparison.Ordinal))
                        is { } function
                    && Changes().IsMatch(function.Text)
                )
                    yield return new(call.At, WorkKind.Page, name)
                    {
                        Means = "setInterval",
                        Stake = WorkStake.Business,
                        Keeping = WorkKeeping.Clock,
                        HandlerAt = function.At(function.Root),
                    };
        }
    }

    /// <summary>Whether a page shows what the function answered: then it only looks for news.</summary>
    static bool UsesAnswer(Code work) =>
        work.Descendants()
            .Any(node =>
                node.Kind is CodeKind.Variable && node.Name is "data"
                || node.Kind is CodeKind.Call
                    && node.Callee.Name is ['s', 'e', 't', >= 'A' and <= 'Z', ..]
                    && node.Callee.Name is not ("setTimeout" or "setInterval")
            );

    static bool IsScheduled(Sources sources, string function) =>
        sources.Tree.Files.Any(file =>
            (file.Name.EndsWith(".sql", StringComparison.Ordinal) || file.Role is FileRole.Ci or FileRole.Infra)
            && file.Text.Contains(function, StringComparison.Ordinal)
            && (
                file.Text.Contains("cron", StringComparison.OrdinalIgnoreCase)
                || file.Text.Contains("schedule", StringComparison.OrdinalIgnoreCase)
            )
        );

    [GeneratedRegex(
        @"\.(?:rpc|insert|update|upsert|delete)\(|resend|sendmail|smtp|webhook",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Changes();
}
