using Shipworthy.Extractors.BuildSecrets.Scripts;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>Reads steps for what they do with their secrets: their own scripts, those of actions of this repository, and the shell scripts that they call.</summary>
sealed class StepsWithSecrets(SourceTree tree)
{
    /// <summary>A step and the steps of the action that it uses.</summary>
    public static IEnumerable<PipelineStep> Flat(PipelineStep step) => step.Inner.SelectMany(Flat).Prepend(step);

    /// <summary>The step as a fact; null when it has no secret in reach.</summary>
    public SecretStep? Of(PipelineStep step, PipelineJob job)
    {
        ImmutableArray<string> names =
        [
            .. Flat(step).SelectMany(one => one.Secrets).Where(use => SecretNames.IsSecret(use.Name)).Select(use => use.Name).Distinct(),
        ];
        if (names.IsEmpty)
            return null;
        var unseen = step.Commands.FirstOrDefault(command => command.Unseen is not null);
        var missing = step.Commands.FirstOrDefault(IsMissing);
        var local = step.Uses.StartsWith("./", StringComparison.Ordinal) && step.Inner.IsEmpty;
        return new(step.At, job.Id, step.Name, names)
        {
            Unread =
                local ? $"hands {names[0]} to {step.Uses}, whose program was not read"
                : missing is not null ? $"hands {names[0]} to {missing.Words[0]}, which is not in the repository"
                : unseen is not null ? $"{unseen.Unseen}, with {names[0]} in reach: {Short(unseen.Line)}"
                : null,
        };
    }

    /// <summary>A program that is called by its path in the repository and is not there: nothing shows what it does.</summary>
    bool IsMissing(PipelineCommand command) =>
        command.Words is [var program, ..]
        && (program.StartsWith("./", StringComparison.Ordinal) || program.StartsWith("../", StringComparison.Ordinal))
        && Paths.Within(command.Directory, program) is { } path
        && !tree.Contains(path);

    static string Short(string line) => line.Length > 60 ? $"{line[..60]}…" : line;

    /// <summary>What a step does with secrets.</summary>
    /// <param name="files">What the steps before it have written; what this one writes is added.</param>
    public IEnumerable<Doing> Read(PipelineStep step, JobFiles files) => Flat(step).SelectMany(one => ReadOne(one, files));

    IEnumerable<Doing> ReadOne(PipelineStep step, JobFiles files)
    {
        var given = Given(step);
        var script = step.Uses.StartsWith("actions/github-script", StringComparison.Ordinal)
            ? step.With.GetValueOrDefault("script", "")
            : "";
        if (script.Length > 0)
            foreach (var doing in PastedSecrets.In(script, _ => step.At, given))
                yield return doing;
        if (step.Run.Length > 0)
            foreach (var doing in InText(step, given, files))
                yield return doing;
        if (given.Count == 0)
            yield break;
        foreach (var file in Called(step))
        foreach (var doing in new ScriptReading(given, files, file.AtLine).Read(file.Text))
            yield return doing;
    }

    /// <summary>One finding a line and kind: what is pasted and printed by the same command is printed.</summary>
    static IEnumerable<Doing> InText(PipelineStep step, IReadOnlyDictionary<string, Held> given, JobFiles files)
    {
        var done = new ScriptReading(given, files, step.PlaceOf).Read(step.Run, ContinuationOf(step));
        var pasted = PastedSecrets.In(step.Run, step.PlaceOf, given);
        return done.Concat(
            pasted.Where(one => step.RunLines.Length < 2 || !done.Any(other => other.At == one.At && other.Kind == one.Kind))
        );
    }

    static char ContinuationOf(PipelineStep step) => step.Run.Contains("`\n", StringComparison.Ordinal) ? '`' : '\\';

    /// <summary>The variables that hold secrets; the more special one wins.</summary>
    static Dictionary<string, Held> Given(PipelineStep step)
    {
        var given = new Dictionary<string, Held>(StringComparer.Ordinal);
        foreach (var use in step.Secrets.Where(use => use.As.Length > 0 && step.Env.ContainsKey(use.As)))
            if (SecretNames.IsSecret(use.Name) && use.Name is not "*" && step.Env[use.As].Contains(use.Name, StringComparison.Ordinal))
                given.TryAdd(use.As, new(use.Name, Masked: use.Member.Length == 0));
        return given;
    }

    IEnumerable<SourceFile> Called(PipelineStep step) =>
        step
            .Commands.SelectMany(command => command.Through)
            .Select(place => place.Path)
            .Distinct()
            .Where(path =>
                path.EndsWith(".sh", StringComparison.Ordinal)
                || path.EndsWith(".bash", StringComparison.Ordinal)
                || !path.Contains('.', StringComparison.Ordinal)
            )
            .Select(tree.Find)
            .OfType<SourceFile>()
            .Where(file =>
                file.Text.StartsWith("#!", StringComparison.Ordinal)
                || file.Name.Contains(".sh", StringComparison.Ordinal)
                || file.Name.EndsWith(".bash", StringComparison.Ordinal)
            );
}
