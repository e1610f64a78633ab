using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.OtherSystems;

/// <summary>
/// A Jenkinsfile, read as text: its stages, their <c>when</c>, and the shell steps in them. A file in the repository means a multibranch project, which builds
/// every branch and request; other programs in Groovy are not followed.
/// </summary>
public sealed partial class PipelinesInJenkins : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Pipeline)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var files = sources
            .Tree.Files.Where(file => file.Folder.Length == 0 && file.Name.StartsWith("Jenkinsfile", StringComparison.Ordinal))
            .ToList();
        var follower = files.Count == 0 ? null : new Follower(sources.Tree);
        foreach (var file in files)
            learn.Add(
                new Pipeline(Location.File(file.Path), PipelineSystem.Jenkins, file.Name)
                {
                    Triggers = [new(Location.File(file.Path), "push", Branches.Everywhere)],
                    Jobs = [.. Jobs(file, follower!)],
                }
            );
    }

    static IEnumerable<PipelineJob> Jobs(SourceFile file, Follower follower)
    {
        var text = file.Text;
        var stages = Stage()
            .Matches(text)
            .Select(match => (Name: match.Groups[1].Value, Start: match.Index, End: EndOfBlock(text, match.Index + match.Length - 1)))
            .ToList();
        var before = new List<string>();
        foreach (var stage in stages)
        {
            // A stage that holds stages has no steps of its own.
            if (stages.Exists(other => other.Start > stage.Start && other.Start < stage.End))
                continue;
            var when = WhenOf(text[stage.Start..stage.End]).And(new(Branches.Everywhere, Occasions.None));
            yield return new(file.At(stage.Start), stage.Name)
            {
                Needs = [.. before],
                When = when,
                Steps = [.. Steps(file, stage.Start, stage.End, when, follower)],
            };
            before.Add(stage.Name);
        }
    }

    static IEnumerable<PipelineStep> Steps(SourceFile file, int start, int end, When when, Follower follower)
    {
        foreach (Match match in ShellStep().Matches(file.Text[start..end]))
        {
            var at = file.At(start + match.Index);
            var text = new[] { 2, 3, 4, 5 }.Select(group => match.Groups[group].Value).FirstOrDefault(value => value.Length > 0) ?? "";
            var swallowing = Swallows(file.Text[start..(start + match.Index)], match.Value) is { } says ? new Swallowing(at, says) : null;

            var script = new Script(
                text,
                match.Groups[1].Value is "bat" or "powershell" or "pwsh" ? ShellOptions.PowerShell : ShellOptions.Strict,
                "",
                line => Location.At(file.Path, at.Line + line - 1)
            );
            yield return new(at, text.Trim().Split('\n')[0])
            {
                Run = text,
                RunLines = ScriptLines.Places(script),
                When = when,
                Swallowing = swallowing,
                Commands = ScriptLines.Swallowed(follower.Follow(script), swallowing),
            };
        }
    }

    static string? Swallows(string before, string step) =>
        step.Contains("returnStatus: true") ? "only returns its status"
        : before.LastIndexOf("catchError", StringComparison.Ordinal) is >= 0 and var caught
        && Depth(before[caught..]) > 0
        && !before[caught..].Contains("buildResult: 'FAILURE'")
        && before[caught..].Contains("SUCCESS")
            ? "may fail, because catchError keeps the build green"
        : before.LastIndexOf("warnError", StringComparison.Ordinal) is >= 0 and var warned && Depth(before[warned..]) > 0
            ? "may fail, because warnError keeps the build going"
        : null;

    static int Depth(string text) => text.Count(one => one == '{') - text.Count(one => one == '}');

    static When WhenOf(string stage) =>
        stage.Contains("changeRequest()", StringComparison.Ordinal)
        && !stage.Contains("not", StringComparison.Ordinal)
        && !stage.Contains("anyOf", StringComparison.Ordinal)
            ? new(Occasions.ProposedChange, Occasions.None)
        : BranchCondition().IsMatch(stage) && !stage.Contains("anyOf", StringComparison.Ordinal)
            ? new(Occasions.DefaultBranch, Occasions.None)
        : When.Always;

    /// <summary>The brace that closes the block whose opening brace stands at the place.</summary>
    static int EndOfBlock(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        return text.Length;
    }

    [GeneratedRegex("""stage\s*\(\s*['"]([^'"]+)['"]\s*\)\s*\{""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Stage();

    [GeneratedRegex(
        @"\b(sh|bat|powershell|pwsh)\b\s*\(?\s*(?:returnStatus:\s*\w+\s*,\s*|label:\s*'[^']*'\s*,\s*)*(?:script:\s*)?(?:'''([\s\S]*?)'''|""""""([\s\S]*?)""""""|'((?:[^'\\\n]|\\.)*)'|""((?:[^""\\\n]|\\.)*)"")[^\n]*",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ShellStep();

    [GeneratedRegex("""when\s*\{[^}]*branch\s*(?:\(\s*)?['"](?:main|master|production)['"]""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BranchCondition();
}
