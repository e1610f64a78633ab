using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>A build whose result a deploy brings out.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Recipe">What is built: the Dockerfile with its stage, or the command.</param>
/// <param name="ByHost">Whether the host builds the source itself.</param>
sealed record FeedingBuild(Location At, string Recipe, bool ByHost);

/// <summary>Tells which builds feed a deploy: those of its job before it, and those of the jobs that it needs.</summary>
sealed partial class FeedingBuilds(SourceTree tree, App known)
{
    readonly ILookup<PipelineJob, ImageBuild> images = new ImageBuilds(tree, known).All().ToLookup(build => build.Run.Job);

    /// <summary>The builds of a deploy for a part of the app.</summary>
    public ImmutableArray<FeedingBuild> Of(DeployAct act, Deployable part)
    {
        if (act.Run is not { } run)
            return [];
        if (Promotes().IsMatch(act.Line))
            return [];
        var before = Before(run.Pipeline, run.Job);
        var built = before.Prepend(run.Job).SelectMany(job => images[job]).Where(build => IsBefore(build.Run, run)).ToList();
        var own = built.Where(build => build.File is { } file && part.Folder.Length > 0 && Paths.IsIn(part.Folder, file)).ToList();
        ImmutableArray<FeedingBuild> found =
        [
            .. (own.Count > 0 ? own : built).Select(build => new FeedingBuild(
                build.At,
                $"{build.File}:{build.Target}",
                ByHost: build.Deploys
            )),
        ];
        if (!found.IsEmpty)
            return found;
        found = [.. Commands(run, before)];
        return !found.IsEmpty ? found
            : BuildsItself(act) ? [new(act.At, act.Means.Name, ByHost: true)]
            : [];
    }

    /// <summary>All jobs that a job waits for.</summary>
    public static ImmutableArray<PipelineJob> Before(Pipeline pipeline, PipelineJob job)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(job.Needs);
        while (open.TryDequeue(out var id))
            if (found.Add(id))
                foreach (var inner in pipeline.Jobs.Where(other => IsCalled(other, id)))
                foreach (var need in inner.Needs)
                    open.Enqueue(need);
        return [.. pipeline.Jobs.Where(other => found.Any(id => IsCalled(other, id)))];
    }

    static bool IsCalled(PipelineJob job, string id) => job.Id == id || job.Id.StartsWith($"{id} / ", StringComparison.Ordinal);

    static bool IsBefore(StepOfPipeline build, StepOfPipeline deploy) =>
        build.Job != deploy.Job || deploy.Job.Steps.IndexOf(build.Step) <= deploy.Job.Steps.IndexOf(deploy.Step);

    /// <summary>Builds without a container; those of another job count when their result is handed over.</summary>
    static IEnumerable<FeedingBuild> Commands(StepOfPipeline run, ImmutableArray<PipelineJob> before) =>
        from step in run
            .Job.Steps.TakeWhile(step => step != run.Step)
            .Append(run.Step)
            .Concat(before.Where(job => HandsOver(run.Pipeline, job)).SelectMany(job => job.Steps))
        from command in step.Commands
        where Builds().IsMatch(command.Line)
        select new FeedingBuild(command.At, $"{command.Directory}:{command.Line}", ByHost: false);

    static bool HandsOver(Pipeline pipeline, PipelineJob job) =>
        pipeline.System is not PipelineSystem.GitHubActions
        || job.Steps.Any(step => step.Uses.StartsWith("actions/upload-artifact", StringComparison.OrdinalIgnoreCase));

    /// <summary>Hosts that take source, unless they are handed an image or something that is built.</summary>
    static bool BuildsItself(DeployAct act) =>
        !Finished().IsMatch(act.Line)
        && (
            TakesSource().IsMatch(act.Means.Name)
            || act.Means.Host is Hosting.Vercel or Hosting.Railway or Hosting.Heroku or Hosting.Fly
            || (act.Means.Host is Hosting.Compose && act.Line.Contains("--build", StringComparison.Ordinal))
        );

    [GeneratedRegex(@"\bpromote\b|\bimagetools create\b|^(?:crane|skopeo) ", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Promotes();

    [GeneratedRegex(
        @"--image\b|\s-i\s|--prebuilt\b|container:release|--version[= ]|--skip-push|\s-P\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Finished();

    [GeneratedRegex(
        @"^(?:fastapi deploy|kamal |gcloud app deploy|gcloud functions deploy|azd |sst |cdk |sam deploy|serverless |sls |wrangler |modal deploy|deployctl|git push)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex TakesSource();

    [GeneratedRegex(
        @"^(?:(?:npm|pnpm|yarn|bun)(?: (?:run|--\S+|-\w \S+))* (?:\S*:)?build\b|(?:next|vite|nuxt|remix|astro|ng|turbo|nx|react-scripts)\b.*\bbuild\b|dotnet publish\b|mvn\b.*\b(?:package|install|deploy)\b|(?:\./)?(?:gradlew|gradle)\b.*\b(?:build|bootJar|assemble|shadowJar)\b|go build\b|cargo build\b|vercel build\b|netlify build\b|python3? -m build\b|poetry build\b|mix release\b|sam build\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Builds();
}
