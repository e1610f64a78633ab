using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Where the app runs, when that is not the compose file: a host of its parts, or what a pipeline deploys with.</summary>
static partial class HomesBesideCompose
{
    /// <summary>
    /// That place, for a resource of a compose file; null when there is none. A file that is named for production, or that a pipeline starts, is production whatever else there
    /// is (rulings G8 and G9).
    /// </summary>
    public static string? Of(App known, InfraResource one)
    {
        var steps = known.Pipelines.SelectMany(pipeline => pipeline.Jobs).SelectMany(job => job.Steps).ToList();
        if (
            InfraStageNames.OfPath(one.At.Path) is InfraStage.Production
            || one.At.Path.Contains("deploy", StringComparison.OrdinalIgnoreCase)
            || steps.Exists(step => step.Commands.Any(command => Starts().IsMatch(command.Line)) || Starts().IsMatch(step.Run))
        )
            return null;
        return
            known.Deployables.Select(part => part.Hosting).FirstOrDefault(host => host is not (Hosting.Unknown or Hosting.Compose))
                is not Hosting.Unknown
                    and var host
            ? host.ToString()
            : steps.Select(DeploySteps.MechanismOf).FirstOrDefault(by => by is not null && !OnMachines().IsMatch(by));
    }

    [GeneratedRegex(@"docker[ -]compose\b.*\b(?:up|pull)\b|docker stack deploy", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Starts();

    [GeneratedRegex(@"^(?:ssh|scp|rsync|docker|appleboy/|easingthemes/)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OnMachines();
}
