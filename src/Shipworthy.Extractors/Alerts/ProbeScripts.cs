using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Alerts;

/// <summary>A script of the repository that asks addresses, with the command that starts it: <c>node scripts/probe.mjs</c>, however many package scripts lead there.</summary>
/// <param name="Command">The command.</param>
/// <param name="File">The script.</param>
readonly record struct Probe(PipelineCommand Command, SourceFile File);

/// <summary>Finds the scripts by which pipelines ask whether an app works, and tells how far they go.</summary>
sealed partial class ProbeScripts(SourceTree tree)
{
    /// <summary>The first script that a step starts and that asks an address; null for none.</summary>
    public Probe? In(IEnumerable<PipelineStep> steps)
    {
        foreach (var command in steps.SelectMany(step => step.Commands))
            if (
                command.Words is [{ } program, ..]
                && Program().IsMatch(program)
                && command.Words.Skip(1).FirstOrDefault(word => Script().IsMatch(word)) is { } word
                && tree.Find(Paths.Within(command.Directory ?? "", word) ?? "") is { } file
                && Asks().IsMatch(file.Text)
            )
                return new(command, file);
        return null;
    }

    /// <summary>One address that is asked is a page; what is sent, or asked in turn, may be a flow, which only its reader can tell.</summary>
    public static CheckDepth DepthOf(Probe probe) =>
        MaySend().IsMatch(probe.File.Text) || Asks().Count(probe.File.Text) > 1 ? CheckDepth.Unknown : CheckDepth.Page;

    /// <summary>Whether the script itself tells somebody.</summary>
    public static bool Tells(Probe probe) => Notice().IsMatch(probe.File.Text);

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?:^|/)(?:node|tsx|ts-node|bun|deno|python3?|npx|uv)$", Plain, 10_000)]
    private static partial Regex Program();

    [GeneratedRegex(@"^[\w./@-]+\.(?:[cm]?[jt]s|py)$", Plain, 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(
        @"\bfetch\w*\s*\(|\baxios(?:\.\w+)?\s*\(|\brequests\.\w+\s*\(|\bhttpx\.\w+\s*\(|\burlopen\s*\(|\bhttps?\.(?:get|request)\s*\(|\bgot(?:\.\w+)?\s*\(",
        Plain,
        10_000
    )]
    private static partial Regex Asks();

    [GeneratedRegex(
        @"\.(?:post|put|patch)\s*\(|method\s*[:=?]|[Aa]uthorization|\bfor\s*\(|\bfor\s+\w+\s+in\b|\.(?:map|forEach)\s*\(|\.(?:click|fill)\s*\(",
        Plain,
        10_000
    )]
    private static partial Regex MaySend();

    [GeneratedRegex(
        @"slack|discord|pagerduty|opsgenie|telegram|sendMail|createTransport|smtplib|ntfy\.sh|hc-ping",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Notice();
}
