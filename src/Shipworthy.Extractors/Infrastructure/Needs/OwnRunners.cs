using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Finds steps that start a container for good on the machine that runs the pipeline itself: a runner of the team's own is then where the app runs.</summary>
static partial class OwnRunners
{
    /// <summary>The step that starts a part; null where none does.</summary>
    /// <param name="pipelines">The pipelines.</param>
    /// <param name="name">The name of the part's folder.</param>
    /// <param name="parts">How many parts there are: what starts the only one needs no name.</param>
    public static Location? Starts(Facts<Pipeline> pipelines, string name, int parts)
    {
        foreach (var pipeline in pipelines)
        foreach (var job in pipeline.Jobs.Where(job => job.OnOwnMachine is true))
        foreach (var step in job.Steps)
            if (
                step.Commands.Any(command => Starting().IsMatch(command.Line))
                && !DeploySteps.IsForTrial(pipeline, job, step)
                && (parts == 1 || Names(pipeline.At.Path, name) || Names(job.Id, name))
            )
                return step.At;
        return null;
    }

    static bool Names(string text, string name) =>
        name.Length > 1 && text.Split('/', '-', '_', '.').Any(word => word.Equals(name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^docker run\b.*\s(?:-d|--detach)\b|^docker[ -]compose\b.*\bup\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Starting();
}
