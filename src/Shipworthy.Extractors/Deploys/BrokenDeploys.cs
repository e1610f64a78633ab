using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells which deploys can never bring anything out (rubric 5.1, rule 2), by what the repository alone shows.</summary>
sealed partial class BrokenDeploys(Sources sources, App known)
{
    readonly DefaultBranch branch = DefaultBranch.Of(sources);
    readonly ImmutableHashSet<string> branches =
    [
        .. sources.History.Branches.Select(name => name.StartsWith("origin/", StringComparison.Ordinal) ? name["origin/".Length..] : name),
    ];

    /// <summary>The deploy with what keeps it from working.</summary>
    public DeployAct Judged(DeployAct act) =>
        act.Run is not { } run || act.Stage is ForStage.Trial
            ? act
            : act with
            {
                NeverStarts = (Never(act, run) ?? NoBranch(act, run)) is not null,
                Broken =
                    Never(act, run)
                    ?? NoBranch(act, run)
                    ?? Swallowed(act)
                    ?? NoSecret(act, run)
                    ?? UnreadableLock(act, run)
                    ?? MissingFolder(act, run),
                Unsure = Unsure(act, run),
            };

    /// <summary>Jobs that are called deploys and only print, or call a script that is not there.</summary>
    public IEnumerable<DeployAct> Pretended(ImmutableArray<DeployAct> acts) =>
        from pipeline in known.Pipelines
        from job in pipeline.Jobs
        where JobName().IsMatch(job.Id) && !acts.Any(act => act.Run?.Job == job) && job.Elsewhere is null && !job.Steps.IsEmpty
        let run = new StepOfPipeline(pipeline, job, job.Steps[^1])
        where Stages.Of(run, "", sources.Tree, branch) is ForStage.Production
        let broken = Prints(job) ?? Missing(job)
        where broken is not null
        select new DeployAct(broken.Value.At, new("a deploy job", Hosting.Unknown, Manner.Release, Cargo.Everything))
        {
            Run = run,
            When = job.When,
            Broken = broken,
            Words = $"{job.Id}\n{pipeline.Name}\n{pipeline.At.Path}",
        };

    static (Location At, string Says)? Prints(PipelineJob job)
    {
        var commands = job.Steps.SelectMany(step => step.Commands).ToList();
        var printed = commands.Find(command =>
            command.Words is ["echo" or "printf" or "Write-Host", ..] && Deploying().IsMatch(command.Line)
        );
        // A line that says who deploys instead is no pretence.
        if (printed is not null && SaysWho().IsMatch(printed.Line))
            return null;
        return
            printed is not null
            && commands.TrueForAll(command =>
                command.Words is ["echo" or "printf" or "Write-Host" or "sleep" or "exit" or "cd" or "ls" or "true", ..]
            )
            && job.Steps.All(step => step.Uses.Length == 0 || Preparing().IsMatch(step.Uses))
            ? (printed.At, "only prints that it deploys")
            : null;
    }

    static (Location At, string Says)? Missing(PipelineJob job) =>
        job
            .Steps.SelectMany(step => step.Commands)
            .FirstOrDefault(command =>
                command.Unseen is { } unseen
                && unseen.Contains("not in the repository", StringComparison.Ordinal)
                && Deploying().IsMatch(command.Line)
            )
            is { } missing
            ? (missing.At, $"runs {string.Join(' ', missing.Words.Take(3))}, which is not in the repository")
            : null;

    static (Location, string)? Never(DeployAct act, StepOfPipeline run) =>
        !act.When.MayBeOn(Occasions.All) ? (run.Step.At, "never runs, because its condition is never true") : null;

    /// <summary>A branch that exists nowhere, or that is some change's own.</summary>
    (Location, string)? NoBranch(DeployAct act, StepOfPipeline run)
    {
        if (
            act.When.MayBeOn(Occasions.All & ~Occasions.OtherBranch & ~Occasions.ProposedChange) || !act.When.MayBeOn(Occasions.OtherBranch)
        )
            return null;
        var names = Stages.BranchesOf(run).Where(name => !NamePattern.IsPattern(name)).ToList();
        if (names.Count == 0)
            return null;
        var at = run.Pipeline.Triggers.FirstOrDefault(trigger => trigger.Event is "push")?.At ?? run.Step.At;
        if (names.TrueForAll(name => FeatureBranch().IsMatch(name)))
            return (at, $"listens only to {names[0]}, a branch for one change");
        return branches.Count >= 2 && !names.Exists(branches.Contains)
            ? (at, $"listens only to {string.Join(" and ", names.Take(2))}, and there is no such branch")
            : null;
    }

    static (Location, string)? Swallowed(DeployAct act) =>
        act.Swallowing is { } swallowing
        && (swallowing.On & (Occasions.DefaultBranch | Occasions.Release | Occasions.ByHand)) != Occasions.None
            ? (swallowing.At.Line > 0 ? swallowing.At : act.At, $"stays green when {act.Means.Name} fails: it {swallowing.Says}")
            : null;

    /// <summary>A host's program on a machine that is lent for the run knows nobody.</summary>
    (Location, string)? NoSecret(DeployAct act, StepOfPipeline run) =>
        run.Pipeline.System is PipelineSystem.GitHubActions
        && run.Job.OnOwnMachine is not true
        && act.Means.Manner is Manner.Release
        && act.Means.Host
            is Hosting.Vercel
                or Hosting.Netlify
                or Hosting.Fly
                or Hosting.Railway
                or Hosting.Heroku
                or Hosting.Supabase
                or Hosting.Cloudflare
        && sources.Tree.Find(run.Pipeline.At.Path) is { } file
        && !Credentials().IsMatch(file.Text)
            ? (act.At, $"uses no secret, so {act.Means.Name} cannot sign in")
            : null;

    /// <summary>pnpm reads the lock files of its own time: 9.0 needs pnpm 9, 6.0 needs pnpm 8 or 9.</summary>
    (Location, string)? UnreadableLock(DeployAct act, StepOfPipeline run)
    {
        var install = Before(act, run)
            .SelectMany(step => step.Commands)
            .FirstOrDefault(command => command.Words is ["pnpm", "install" or "i" or "ci", ..]);
        if (install is null || !install.Line.Contains("--frozen-lockfile", StringComparison.Ordinal))
            return null;
        var version = Before(act, run)
            .Where(step => step.Uses.StartsWith("pnpm/action-setup", StringComparison.OrdinalIgnoreCase))
            .Select(step => step.With.GetValueOrDefault("version", ""))
            .LastOrDefault(text => text.Length > 0);
        var major =
            version is null ? 0
            : LeadingNumber().Match(version) is { Success: true } found ? int.Parse(found.Value)
            : 0;
        var lockFile = sources.Tree.Find(Paths.Below(install.Directory ?? "", "pnpm-lock.yaml"));
        return
            major is > 0 and < 9
            && lockFile is not null
            && LockVersion().Match(lockFile.Text) is { Success: true } written
            && int.Parse(written.Groups[1].Value) >= 9
            ? (install.At, $"installs with pnpm {major}, which cannot read pnpm-lock.yaml of version {written.Groups[1].Value}")
            : null;
    }

    /// <summary>Next.js makes <c>out</c> only when it is told to export.</summary>
    (Location, string)? MissingFolder(DeployAct act, StepOfPipeline run)
    {
        var folder =
            run.Step.With.GetValueOrDefault("publish-dir", "") is { Length: > 0 } given ? given
            : PublishedFolder().Match(act.Line) is { Success: true } named ? named.Groups[1].Value
            : "";
        if (
            folder.Trim('.', '/') is not "out"
            || act.Means.Host is not (Hosting.Netlify or Hosting.Cloudflare or Hosting.Aws or Hosting.Firebase)
        )
            return null;
        var manifest = sources.Tree.Find("package.json");
        if (manifest is null || !JsonFile.Read(manifest)["dependencies"].Has("next"))
            return null;
        var config = sources
            .Tree.Files.Where(file => file.Folder.Length == 0 && file.Name.StartsWith("next.config.", StringComparison.Ordinal))
            .ToList();
        var text = string.Join('\n', run.Job.Steps.Select(step => step.Run));
        return
            config.Count > 0
            && config.TrueForAll(file =>
                !file.Text.Contains("export'", StringComparison.Ordinal) && !file.Text.Contains("export\"", StringComparison.Ordinal)
            )
            && !text.Contains("next export", StringComparison.Ordinal)
            && !manifest.Text.Contains("next export", StringComparison.Ordinal)
            && !text.Contains(" out", StringComparison.Ordinal)
            && !run.Job.Steps.Any(step => step.With.Values.Any(value => value.Contains("static", StringComparison.OrdinalIgnoreCase)))
            ? (act.At, $"publishes {folder}, which the build does not make: Next.js is not told to export")
            : null;
    }

    /// <summary>A trigger that is kept in the host's own settings.</summary>
    string? Unsure(DeployAct act, StepOfPipeline run) =>
        run.Pipeline.System is PipelineSystem.CloudBuild or PipelineSystem.CodeBuild && !HasTrigger(run)
            ? $"runs {act.Means.Name}; what starts {run.Pipeline.At.Path} is kept outside the repository"
        : run.Pipeline.System is PipelineSystem.HostBuild ? $"runs {act.Means.Name} as part of a host's build"
        : null;

    bool HasTrigger(StepOfPipeline run) =>
        sources.Tree.Files.Any(file =>
            file.Name.EndsWith(".tf", StringComparison.Ordinal)
            && (
                file.Text.Contains("google_cloudbuild_trigger", StringComparison.Ordinal)
                || file.Text.Contains("aws_codepipeline", StringComparison.Ordinal)
                || file.Text.Contains("aws_codebuild_webhook", StringComparison.Ordinal)
            )
            && file.Text.Contains(run.Pipeline.Name, StringComparison.Ordinal)
        );

    static IEnumerable<PipelineStep> Before(DeployAct act, StepOfPipeline run) => run.Job.Steps.TakeWhile(step => step != run.Step);

    [GeneratedRegex(@"(?<![a-z])(?:deploy|rollout|release-to-prod)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex JobName();

    [GeneratedRegex(
        @"automatic|vercel|netlify|railway|render|handled by|dashboard|skip",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SaysWho();

    [GeneratedRegex(@"deploy", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Deploying();

    [GeneratedRegex(
        @"^(?:actions/(?:checkout|setup-|cache|download-artifact|upload-artifact)|docker/setup-|pnpm/action-setup|oven-sh/setup-bun|gradle/)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Preparing();

    [GeneratedRegex(
        @"^(?:feature|feat|fix|bugfix|hotfix|chore|refactor|wip|tmp|claude|codex|cursor|copilot)[/_-]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FeatureBranch();

    [GeneratedRegex(
        @"\bsecrets\b|\bvars\.|id-token|1password|vault-action|doppler|infisical",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Credentials();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"\AlockfileVersion:\s*'?(\d+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LockVersion();

    [GeneratedRegex(@"(?:--dir[= ]|--publish[= ]|pages deploy |s3 sync )[""']?(\./?\w+|\w+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PublishedFolder();
}
