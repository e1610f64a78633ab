using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Joining;

/// <summary>Finds what rebuilds an image on a fresh base: a schedule that ends in a deploy, or a bot whose merges are deployed.</summary>
sealed class RefreshingOfImages(ImageEvidence evidence, BotsOfImages bots)
{
    /// <summary>The longest time between two rebuilds (rubric 1.6).</summary>
    public const int MostDays = 31;

    /// <summary>What keeps the image of a Dockerfile fresh.</summary>
    public Refreshing Of(ContainerFile file)
    {
        var image = file.BaseOf(evidence.TargetOf(file)).Image;
        var bot = bots.For(file, image);
        var scheduled = evidence
            .BuildsOf(file)
            .Select(build => Scheduled(build, image, bot))
            .OfType<Refreshing>()
            .OrderBy(Rank)
            .FirstOrDefault();
        var proposed = bot is null ? null : Proposed(file, bot);
        return new[] { scheduled, proposed }.OfType<Refreshing>().OrderBy(Rank).FirstOrDefault()
            ?? (
                Elsewhere(file) is { } elsewhere
                    ? new(RefreshStanding.Unknown, null, elsewhere)
                    : new(RefreshStanding.None, null, Beside(file))
            );
    }

    static int Rank(Refreshing one) =>
        one.Standing switch
        {
            RefreshStanding.Scheduled => 0,
            RefreshStanding.ThroughBot => 1,
            RefreshStanding.Unknown => 2,
            RefreshStanding.CannotRefresh => 3,
            RefreshStanding.None => 4,
        };

    Refreshing? Scheduled(ImageBuild build, ImageReference? image, UpdateBot? bot)
    {
        var pipeline = build.Run.Pipeline;
        var starter = pipeline;
        var occasion = Occasions.Schedule;
        if (!build.Run.Step.When.MayBeOn(Occasions.Schedule) || Schedules.At(pipeline) is null)
        {
            if (Starter(pipeline) is not { } other || !build.Run.Step.When.MayBeOn(Occasions.ByHand))
                return null;
            (starter, occasion) = (other, Occasions.ByHand);
        }
        var at = Schedules.At(starter);
        // A clock in a product's settings is seen only where its file says so.
        if (Schedules.LongestGap(starter) is not { } days)
            return new(RefreshStanding.Unknown, at, $"may be rebuilt by a schedule, which {starter.Name} keeps outside the repository");
        if (days > MostDays || !build.Ships)
            return null;
        if (!build.Deploys && !evidence.DeploysOn(pipeline, occasion) && !FollowsRegistry() && !FollowsBranch(build))
            return new(RefreshStanding.Unknown, at, $"is rebuilt by {at}, and nothing shows that the new image is deployed");
        if (!build.Run.Step.When.On(occasion))
            return new(RefreshStanding.Unknown, at, $"may be rebuilt by {at}, under a condition that could not be decided");
        if (image is { Digest.Length: > 0 } && bot is null)
            return new(RefreshStanding.CannotRefresh, at, "is rebuilt on schedule on the base that its digest pins");
        return build.Cached && !build.Refreshes
            ? new(RefreshStanding.CannotRefresh, at, "is rebuilt on schedule from the layers of earlier builds")
            : new(
                RefreshStanding.Scheduled,
                at,
                $"is rebuilt and deployed every {(days == 1 ? "day" : $"{days} days")} at the latest, by {at}"
            );
    }

    /// <summary>A pipeline with a clock that starts another one by its file's name (<c>gh workflow run deploy.yml</c>).</summary>
    Pipeline? Starter(Pipeline started) =>
        StepOfPipeline
            .All(evidence.Known)
            .FirstOrDefault(run =>
                run.Pipeline != started
                && run.Step.When.MayBeOn(Occasions.Schedule)
                && run.Step.Commands.Any(command =>
                    command.Words is ["gh", "workflow", "run", var name, ..]
                    && (started.At.Path.EndsWith($"/{name}", StringComparison.Ordinal) || started.Name == name)
                )
            )
            ?.Pipeline;

    Refreshing Proposed(ContainerFile file, UpdateBot bot)
    {
        if (bot.PerhapsDead is { } dead)
            return new(RefreshStanding.Unknown, bot.At, $"is left to {bot.Tool}, and {dead}");
        if (bot.Days is not { } days || days > MostDays)
            return new(
                RefreshStanding.Unknown,
                bot.At,
                $"is left to {bot.Tool}, which looks less than once a month, or whose times could not be told"
            );
        return MergeDeploys(file)
            ? new(RefreshStanding.ThroughBot, bot.At, $"is kept up to date by {bot.Tool} in {bot.At}, and a merge is deployed")
            : new(
                RefreshStanding.Unknown,
                bot.At,
                $"is kept up to date by {bot.Tool} in {bot.At}, and nothing shows that a merge is deployed"
            );
    }

    bool MergeDeploys(ContainerFile file)
    {
        var merged = evidence
            .BuildsOf(file)
            .Where(build =>
                build.Ships && build.Run.Step.When.MayBeOn(Occasions.DefaultBranch | Occasions.AfterPipeline | Occasions.Deploy)
            )
            .ToList();
        return merged.Exists(build =>
                build.Deploys
                || evidence.DeploysOn(build.Run.Pipeline, Occasions.DefaultBranch | Occasions.AfterPipeline | Occasions.Deploy)
                || FollowsRegistry()
            ) || evidence.UsesOf(file).Any(use => use.FollowsBranch);
    }

    bool FollowsBranch(ImageBuild build) =>
        evidence.Files.Where(file => evidence.IsOf(build, file)).SelectMany(evidence.UsesOf).Any(use => use.FollowsBranch);

    /// <summary>Whether something in production takes each new image by itself: Watchtower, Keel, the image automation of Flux or Argo CD.</summary>
    bool FollowsRegistry() =>
        evidence.Known.ContainerUses.Any(use =>
            use.NotProduction is null && use.Image?.Name is "watchtower" or "keel" or "ouroboros" or "diun-update"
        )
        || evidence.Sources.Tree.Files.Any(file =>
            file.Name.EndsWith(".yaml", StringComparison.Ordinal)
            && file.Role is Reading.FileRole.Infra or Reading.FileRole.Prod
            && (
                file.Text.Contains("kind: ImageUpdateAutomation", StringComparison.Ordinal)
                || file.Text.Contains("keel.sh/policy", StringComparison.Ordinal)
                || file.Text.Contains("argocd-image-updater.argoproj.io/", StringComparison.Ordinal)
            )
        );

    /// <summary>Why a rebuild may happen where nobody here can see it; null without a sign.</summary>
    string? Elsewhere(ContainerFile file)
    {
        var builds = evidence.BuildsOf(file).Where(build => build.Ships).ToList();
        if (
            builds
                .SelectMany(build => build.Run.Pipeline.Jobs)
                .FirstOrDefault(job => job.Elsewhere is { } called && called.Contains('@')) is
            { } other
        )
            return $"may be rebuilt by {other.Elsewhere}, a pipeline of another repository";
        var unseen = builds.Find(build =>
            Schedules.LieElsewhere(build.Run.Pipeline.System)
            && (
                build.Run.Step.When.MayBeOn(Occasions.Schedule | Occasions.Deploy) || build.Run.Pipeline.System is not PipelineSystem.GitLab
            )
        );
        if (unseen is not null)
            return $"may be rebuilt on schedule: {unseen.Run.Pipeline.At} is run by a product that keeps its schedules outside the repository";
        return evidence.Known.Pipelines.BlindSpots is [var pipeline, ..] ? $"may be rebuilt by {pipeline.At}, which {pipeline.Because}"
            : evidence.Known.UpdateBots.BlindSpots is [var bot, ..] ? $"may be kept up to date by {bot.At}, which {bot.Because}"
            : null;
    }

    /// <summary>What comes near and does not count, as a clause; empty when nothing does.</summary>
    string Beside(ContainerFile file) =>
        evidence.Known.UpdateBots.FirstOrDefault(bot => bot.ReadsContainerFiles) is { } bot ? $"{bot.Tool} does not look after this one"
        : evidence.BuildsOf(file).Any(build => build.Run.Step.When.MayBeOn(Occasions.Schedule) && !build.Ships)
            ? "the build on schedule goes nowhere"
        : "";
}
