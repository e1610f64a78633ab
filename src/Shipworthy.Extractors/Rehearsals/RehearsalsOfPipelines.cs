using System.Text.RegularExpressions;
using Shipworthy.Extractors.Backups;
using Shipworthy.Extractors.Migrations.Applying;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Rehearsals;

/// <summary>Finds jobs that apply migrations to data that came from production, and tests that apply them to an empty database (rubric 5.5).</summary>
public sealed partial class RehearsalsOfPipelines : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(MigrationRehearsal)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        List<StepOfPipeline> steps = [.. StepOfPipeline.All(known)];
        var reading = new CommandReading(sources.Tree, sources.Code, [.. new AppliesInCode(sources).All()]);
        foreach (var job in steps.GroupBy(step => (step.Pipeline, step.Job)))
            if (Rehearsal([.. job], steps, reading, sources.Tree) is { } rehearsal)
                learn.Add(rehearsal);
        if (InTests(sources.Tree, steps) is { } tests)
            learn.Add(tests);
    }

    /// <summary>A job that fetches production's data and then migrates it; a job before it may fetch.</summary>
    static MigrationRehearsal? Rehearsal(
        ImmutableArray<StepOfPipeline> job,
        List<StepOfPipeline> all,
        CommandReading reading,
        SourceTree tree
    )
    {
        var before = all.Where(step => step.Pipeline == job[0].Pipeline && job[0].Job.Needs.Contains(step.Job.Id));
        string? source = null;
        Swallowing? swallowed = null;
        foreach (var step in before.Concat(job))
        {
            if (CopyAction().IsMatch(step.Step.Uses) && IsOfProduction(step.Step))
                (source, swallowed) = (step.Step.Uses.Split('@')[0], step.Step.Swallowing);
            foreach (var command in step.Step.Commands)
                if (CopyOf(command, tree) is { } copy)
                    (source, swallowed) = (copy, command.Swallowing);
                else if (source is not null && job.Contains(step) && reading.Of(command) is { Act: ApplyAct.Migrate })
                    return new(
                        command.At,
                        RehearsalData.Copy,
                        $"are applied to a copy of production's data ({source}) by {step.Pipeline.At.Path}"
                    )
                    {
                        StopsNothing =
                            (command.Swallowing ?? swallowed) is { } swallowing ? swallowing.Says
                            : Gates(step, all) ? null
                            : "runs on no request, and no deploy waits for it",
                    };
        }
        return null;
    }

    /// <summary>A branch has its parent's data, and the default parent is production; one of the schema alone has none.</summary>
    static bool IsOfProduction(PipelineStep step) =>
        (step.With.GetValueOrDefault("parent") ?? step.With.GetValueOrDefault("parent_branch") ?? "") is var parent
        && (parent.Length == 0 || parent is "main" or "master" or "prod" or "production")
        && !(step.With.GetValueOrDefault("branch_type") ?? "").Contains("schema", StringComparison.Ordinal);

    /// <summary>What brings data of production, in short; null when a command brings none. A file of the repository is no copy of production.</summary>
    static string? CopyOf(PipelineCommand command, SourceTree tree) =>
        Copies().Match(command.Line) is { Success: true } match ? match.Value
        : BackupCommands.Restores(command.Line) is not null
        && !command.Words.Any(word =>
            Paths.Within(command.Directory, word) is { Length: > 0 } path && (tree.Find(path) is not null || Seed().IsMatch(path))
        )
            ? $"{command.Words[0]} of a backup"
        : null;

    /// <summary>A run for requests, or one that a later job of the same pipeline waits for, or the job that goes on to deploy.</summary>
    static bool Gates(StepOfPipeline step, List<StepOfPipeline> all) =>
        step.Step.When.On(Occasions.ProposedChange)
        || all.Any(other => other.Pipeline == step.Pipeline && other.Job.Needs.Contains(step.Job.Id))
        || step.Step.When.MayBeOn(Occasions.DefaultBranch | Occasions.Release | Occasions.Deploy)
            && all.Any(other =>
                other.Pipeline == step.Pipeline && other.Job == step.Job && DeploySteps.MechanismOf(other.Step) is not null
            );

    /// <summary>Tests that make a database by the migrations, where a pipeline runs tests.</summary>
    static MigrationRehearsal? InTests(SourceTree tree, List<StepOfPipeline> steps) =>
        steps.FirstOrDefault(step => step.Step.Commands.Any(command => RunsTests().IsMatch(command.Line))) is { } run
        && tree.Files.FirstOrDefault(file => file.Role is FileRole.Test && AppliesInTests().IsMatch(file.Text)) is { } test
            ? new(
                test.At(AppliesInTests().Match(test.Text).Index),
                RehearsalData.Empty,
                $"are applied to an empty database by tests, which {run.Pipeline.At.Path} runs"
            )
            : null;

    [GeneratedRegex(
        @"^(?:neondatabase/create-branch-action|OctopusDeploy/\S*clone|planetscale/\S*branch|greenmask\S*|postgres-ai/\S+)(?:@|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CopyAction();

    [GeneratedRegex(
        @"(?:neonctl|neon) branches create|supabase branches create\b(?=.*--with-data)|pscale branch create\b(?=.*(?:--seed-data|--restore))|aws rds restore-db-\S+|gcloud sql (?:instances clone|backups restore)|heroku pg:(?:copy|backups:restore)|greenmask restore|replibyte dump restore|(?:snaplet|dslr) (?:snapshot )?restore|dblab clone create|az postgres flexible-server (?:geo-)?restore",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Copies();

    [GeneratedRegex(@"seed|fixture|sample|schema|init|structure", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Seed();

    [GeneratedRegex(
        @"\b(?:dotnet test|pytest|vitest|jest|manage\.py test|rails test|rspec|go test|artisan test|(?:npm|pnpm|yarn|bun)(?: run)? test\S*)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunsTests();

    [GeneratedRegex(
        @"\.MigrateAsync\(|Database\.Migrate\(|command\.upgrade\(|alembic upgrade|prisma migrate (?:deploy|reset)|runMigrations\(|\bmigrate\(\s*db|migrateToLatest\(|migrate\.latest\(|django_db\b|TestCase\b.*django|from django\.test",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AppliesInTests();
}
