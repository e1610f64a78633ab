using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Applying;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Backups;

/// <summary>Backups and restores that pipelines make, and jobs that only carry the name of one.</summary>
sealed partial class BackupsOfPipelines(App known)
{
    const int Daily = 1;
    const int Weekly = 7;

    readonly ImmutableArray<StepOfPipeline> steps = [.. StepOfPipeline.All(known)];

    /// <summary>The backups.</summary>
    public IEnumerable<BackupJob> Backups()
    {
        foreach (var step in steps)
        foreach (var command in step.Step.Commands)
            if (
                BackupCommands.Dumps(command.Line) is { } engine
                && (PipelineApplies.Of(step) is not StepReach.Test || step.Step.When.MayBeOn(Occasions.Schedule | Occasions.ByHand))
            )
                yield return Of(step, command, engine);
    }

    /// <summary>The restores.</summary>
    public IEnumerable<RestoreJob> Restores()
    {
        foreach (var step in steps)
        foreach (var command in step.Step.Commands)
            if (BackupCommands.Restores(command.Line) is not null)
                yield return new(
                    command.Through.IsEmpty ? command.At : command.Through[^1],
                    Starter(step),
                    (Later(step, command).Any(one => BackupCommands.Asks(one.Line)), command.Swallowing) switch
                    {
                        (_, { } swallowing) => $"restored by {step.Pipeline.At.Path}, whose restore {swallowing.Says}",
                        (true, _) => $"restored and looked at by {step.Pipeline.At.Path} {Moment(step)}",
                        _ => $"restored by {step.Pipeline.At.Path} {Moment(step)}, which asks nothing of what came back",
                    }
                );
    }

    /// <summary>Jobs that are called a backup and only speak.</summary>
    public IEnumerable<BackupFlaw> Pretended()
    {
        foreach (var group in steps.GroupBy(step => (step.Pipeline, step.Job)))
        {
            var job = group.Key.Job;
            var spoken = group.Where(step => step.Step.Run.Length > 0 || step.Step.Uses.Length > 0).ToList();
            var name = $"{job.Id} {string.Join(' ', group.Select(step => step.Step.Name))}";
            if (
                CalledBackup().IsMatch(name)
                && spoken.Exists(step => step.Step.Run.Length > 0)
                && spoken.TrueForAll(step => step.Step.Uses.Length > 0 ? SetsUp().IsMatch(step.Step.Uses) : OnlySpeaks(step.Step))
            )
                yield return new(
                    spoken.Find(step => step.Step.Run.Length > 0)!.Step.At,
                    BackupFlawKind.Silent,
                    $"is called {job.Id} and only prints: it copies nothing, and always succeeds"
                );
        }
    }

    BackupJob Of(StepOfPipeline step, PipelineCommand command, string engine)
    {
        var later = Later(step, command).ToList();
        var at = command.Through.IsEmpty ? command.At : command.Through[^1];
        var starts = Starter(step);
        return new(
            at,
            engine,
            starts,
            starts is StartedBy.Deploy ? $"is dumped by {step.Pipeline.At.Path} when something is deployed"
                : starts is StartedBy.Unknown ? $"is dumped by {step.Pipeline.At.Path}, whose clock is not in the repository"
                : $"is dumped by {step.Pipeline.At.Path} {Moment(step)}{Doubt(step)}"
        )
        {
            Silent = command.Swallowing?.Says,
            Leaves =
                BackupCommands.KeepsElsewhere(command.Line)
                || later.Append(command).Any(one => BackupCommands.Sends(one.Line) || one.Unseen is not null)
                || After(step).Any(one => one.Step.Uses.Length > 0 && !SetsUp().IsMatch(one.Step.Uses))
                || step.Step.Uses.Length > 0
                || later.Exists(one => BackupCommands.Restores(one.Line) is not null)
                    ? true
                : step.Job.OnOwnMachine is true || command.Line.StartsWith("ssh", StringComparison.Ordinal) ? false
                : step.Job.OnOwnMachine is null ? null
                : false,
        };
    }

    /// <summary>Where deploys of production take a secret of their own for the database, and the backup takes another one, what is dumped is open.</summary>
    string Doubt(StepOfPipeline step) =>
        step.Step.Secrets.FirstOrDefault(secret => Database().IsMatch(secret.Name)) is { } dumped
        && !OfProduction().IsMatch(dumped.Name)
        && steps
            .SelectMany(one => one.Step.Secrets)
            .FirstOrDefault(secret => Database().IsMatch(secret.Name) && OfProduction().IsMatch(secret.Name))
            is { } production
            ? $" (by the secret {dumped.Name}, while production has {production.Name}: whether they are one database is open)"
            : "";

    /// <summary>The commands after one, in its job and the jobs that need it.</summary>
    IEnumerable<PipelineCommand> Later(StepOfPipeline step, PipelineCommand command) =>
        step
            .Step.Commands.SkipWhile(one => !ReferenceEquals(one, command))
            .Skip(1)
            .Concat(After(step).SelectMany(one => one.Step.Commands));

    IEnumerable<StepOfPipeline> After(StepOfPipeline step) =>
        steps
            .Where(one => one.Pipeline == step.Pipeline && one.Job == step.Job)
            .SkipWhile(one => one.Step != step.Step)
            .Skip(1)
            .Concat(steps.Where(one => one.Pipeline == step.Pipeline && one.Job.Needs.Contains(step.Job.Id)));

    static StartedBy Starter(StepOfPipeline step) =>
        step.Step.When.MayBeOn(Occasions.Schedule) ? StartedBy.Clock
        : step.Step.When.MayBeOn(Occasions.DefaultBranch | Occasions.Release | Occasions.AfterPipeline | Occasions.Deploy)
            ? StartedBy.Deploy
        : Schedules.LieElsewhere(step.Pipeline.System) ? StartedBy.Unknown
        : step.Step.When.MayBeOn(Occasions.ByHand) ? StartedBy.Person
        : step.Step.When.MayBeOn(Occasions.All) ? StartedBy.Unknown
        : StartedBy.Nobody;

    static string Moment(StepOfPipeline step) =>
        !step.Step.When.MayBeOn(Occasions.Schedule)
            ? "at the press of a button"
            : Schedules.LongestGap(step.Pipeline) switch
            {
                <= Daily => "every day",
                <= Weekly => "every week",
                _ => "on a schedule",
            };

    static bool OnlySpeaks(PipelineStep step) =>
        step.Commands.All(command =>
            command.Unseen is null && command.Words is ["echo" or "printf" or "true" or ":" or "sleep" or "date", ..]
        );

    [GeneratedRegex(
        @"(?:database|db|postgres|mysql|mongo|data)[\s_-]*(?:back-?up|restore)|(?:back-?up|restore)[\s_-]*(?:of[\s_-]*)?(?:the[\s_-]*)?(?:database|db|postgres|mysql|mongo|data)\b|^back-?up\b|nightly[\s_-]back-?up",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CalledBackup();

    [GeneratedRegex(@"DATABASE|POSTGRES|MYSQL|MONGO|(?:^|_)DB(?:_|$)|(?:^|_)PG", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Database();

    [GeneratedRegex(@"(?:^|_)(?:PROD|PRODUCTION|LIVE)(?:_|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OfProduction();

    [GeneratedRegex(
        @"^(?:actions/(?:checkout|setup-\w+|cache)|aws-actions/configure-\S+|google-github-actions/(?:auth|setup-\S+)|azure/login|pnpm/action-setup|oven-sh/setup-\S+|supabase/setup-cli|slackapi/\S+|hashicorp/setup-\S+)(?:@|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SetsUp();
}
