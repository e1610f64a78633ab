using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Finds steps that fail before the tests, because they copy a settings file that the repository does not hold.</summary>
static class MissingFiles
{
    /// <summary>The first such command before the run, with a clause about it; null without one.</summary>
    public static (Location At, string Says)? Before(FoundRun run, SourceTree tree)
    {
        var text = string.Join('\n', run.Job.Steps.Select(step => step.Run));
        foreach (var step in run.Job.Steps)
        {
            foreach (var command in step.Commands.TakeWhile(command => command != run.Command))
                if (
                    command is { Swallowing: null, Words: ["cp" or "mv" or "copy", .. { Length: >= 2 } files], Directory: { } folder }
                    && IsMissing(files[^2], folder, tree, text)
                )
                    return (command.At, $"copies {files[^2]}, which the repository does not hold, so the job ends before the tests");
            if (step == run.Step)
                break;
        }
        return null;
    }

    /// <summary>A file that another line of the job names may be made there.</summary>
    static bool IsMissing(string file, string folder, SourceTree tree, string text) =>
        file.Contains(".env", StringComparison.Ordinal)
        && Paths.Within(folder, file) is { } path
        && !NamePattern.IsPattern(file)
        && tree.Find(path) is null
        && text.IndexOf(file, StringComparison.Ordinal) is var first
        && text.IndexOf(file, first + file.Length, StringComparison.Ordinal) is var second
        && second < 0
        && tree.Skipped.All(skip => skip.Path != path);
}
