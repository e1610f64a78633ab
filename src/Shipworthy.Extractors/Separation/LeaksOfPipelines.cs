using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Separation;

/// <summary>Compares the credentials that pipelines give to production with those that they give to everything else.</summary>
sealed partial class LeaksOfPipelines
{
    readonly ImmutableArray<StepOfPipeline> steps;

    /// <summary>The pipelines of an app.</summary>
    public LeaksOfPipelines(App known) => steps = [.. StepOfPipeline.All(known)];

    /// <summary>The places, one for each job.</summary>
    public IEnumerable<EnvironmentLeak> Leaks()
    {
        var inProduction = steps.Where(IsProduction).SelectMany(step => Stores(step.Step)).ToHashSet(StringComparer.Ordinal);
        foreach (var job in steps.Where(IsForRequests).GroupBy(step => (step.Pipeline, step.Job)))
            if (
                job.SelectMany(step => Stores(step.Step)).FirstOrDefault(inProduction.Contains) is { } shared
                && job.Any(step => step.Step.Commands.Any(command => Writes().IsMatch(command.Line)))
            )
                yield return new(
                    job.Key.Job.At,
                    EnvironmentLeakKind.SharedStore,
                    $"lets runs for requests write with the secret {shared}, which production's deploy has as well"
                );
            else if (job.SelectMany(step => step.Step.Secrets).FirstOrDefault(secret => OfProduction().IsMatch(secret.Name)) is { } secret)
                yield return new(
                    job.Key.Job.At,
                    EnvironmentLeakKind.RequestWithProduction,
                    $"gives the secret {secret.Name} of production to runs for requests"
                );
            else if (Production().IsMatch(job.Key.Job.Environment))
                yield return new(
                    job.Key.Job.At,
                    EnvironmentLeakKind.RequestWithProduction,
                    $"runs for requests in the environment {job.Key.Job.Environment}, with its secrets"
                );
    }

    /// <summary>
    /// Why production and an environment before it have stores of their own, as a clause: jobs with environments of their own, or secrets whose names differ by the
    /// environment; null when nothing shows it.
    /// </summary>
    public SignOfSeparation? Separated()
    {
        var trials = steps.Where(step => DeploySteps.MechanismOf(step.Step) is not null && Stages.IsTrial(NameOf(step))).ToList();
        var production = steps.Where(IsProduction).ToList();
        foreach (var trial in trials)
        foreach (var one in production)
            if (
                trial.Job.Environment.Length > 0
                && one.Job.Environment.Length > 0
                && trial.Job.Environment != one.Job.Environment
                && !trial.Job.Environment.Contains('$')
                && Stores(trial.Step).Intersect(Stores(one.Step), StringComparer.Ordinal).FirstOrDefault() is { } same
            )
                return new(
                    $"production takes {same} from the environment {one.Job.Environment}, and {trial.Job.At.Path} takes it from {trial.Job.Environment}",
                    CoversAll: true
                );
            else if (
                Stores(one.Step).FirstOrDefault() is { } own
                && Stores(trial.Step).FirstOrDefault() is { } other
                && own != other
                && Bare(own) == Bare(other)
            )
                return new($"production takes {own}, and {trial.Job.At.Path} takes {other}", CoversAll: false);
        return null;
    }

    /// <summary>Where production is deployed with credentials.</summary>
    public Location? ProductionAt => steps.FirstOrDefault(step => IsProduction(step) && Stores(step.Step).Any())?.Step.At;

    static bool IsProduction(StepOfPipeline step) =>
        !step.Step.When.MayBeOn(Occasions.ProposedChange)
        && !Stages.IsTrial(NameOf(step))
        && (
            Production().IsMatch(NameOf(step))
            || step.Job.Steps.Any(other => DeploySteps.MechanismOf(other) is not null)
                && step.Step.When.MayBeOn(Occasions.DefaultBranch | Occasions.Release | Occasions.ByHand | Occasions.AfterPipeline)
        );

    static bool IsForRequests(StepOfPipeline step) =>
        step.Step.When.On(Occasions.ProposedChange)
        && !step.Pipeline.Triggers.Any(trigger => trigger.Types.Contains("closed") && trigger.Types.Length == 1);

    static string NameOf(StepOfPipeline step) =>
        $"{step.Job.Environment} {step.Job.Id} {step.Step.Name} {step.Pipeline.Name} {step.Pipeline.At.Path}";

    static IEnumerable<string> Stores(PipelineStep step) =>
        step.Secrets.Select(secret => secret.Name).Where(name => Store().IsMatch(name)).Distinct();

    static string Bare(string name) => Mark().Replace(name, "");

    [GeneratedRegex(
        @"DATABASE|POSTGRES|MYSQL|MONGO|REDIS_URL|(?:^|_)DB(?:_|$)|(?:^|_)PG|SUPABASE_(?:SERVICE|DB|URL|PROJECT)|DIRECT_URL|CONNECTION_STRING",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Store();

    [GeneratedRegex(@"(?:^|_)(?:PROD|PRODUCTION|LIVE)(?:_|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OfProduction();

    [GeneratedRegex(
        @"(?:^|_)(?:PROD|PRODUCTION|LIVE|STAGING|STAGE|STG|DEV|TEST|QA|UAT|PREVIEW)(?=_|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?<![a-z])(?:prod|production|live)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Production();

    [GeneratedRegex(
        @"\b(?:test|seed|migrate|vitest|jest|playwright|cypress|pytest|db push|migration|upgrade head|k6|artillery)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Writes();
}
