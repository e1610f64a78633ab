using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Finds the deploys of pipelines.</summary>
sealed partial class DeployActsInPipelines(SourceTree tree, App known, DefaultBranch branch)
{
    readonly ILookup<PipelineJob, ImageBuild> builds = new ImageBuilds(tree, known).All().ToLookup(build => build.Run.Job);

    /// <summary>All of them, in the order of the files.</summary>
    public ImmutableArray<DeployAct> All() =>
        [.. StepOfPipeline.All(known).Where(run => !GoesBack(run)).SelectMany(In).DistinctBy(act => (act.At, act.Means, act.Line))];

    /// <summary>Whether a job is made to bring an earlier version back.</summary>
    public static bool GoesBack(StepOfPipeline run) =>
        Back().IsMatch(run.Pipeline.Name) || Back().IsMatch(run.Pipeline.At.Path) || Back().IsMatch(run.Job.Id);

    IEnumerable<DeployAct> In(StepOfPipeline run)
    {
        if (DeployActions.Of(run.Step) is { } used)
            yield return Act(run, run.Step.At, used, "", [FolderOfAction(run)]);
        foreach (var command in run.Step.Commands)
            if (DeployCommands.Of(command.Line) is { } means)
                yield return Act(run, command.At, means, command.Line, FoldersOf(command)) with
                {
                    Swallowing = command.Swallowing,
                };
            else if (DeployCommands.Copies(command.Line))
                yield return Act(
                    run,
                    command.At,
                    new(command.Words[0], Hosting.Compose, Manner.InPlace, Cargo.Everything),
                    command.Line,
                    []
                );
            else if (IsStart(run, command))
                yield return Act(
                    run,
                    command.At,
                    new(NameOf(command.Words), Hosting.Compose, Manner.Release, Cargo.Programs),
                    command.Line,
                    FoldersOf(command)
                );
        if (OnServer(run) is { } remote)
            yield return remote;
        else if (BySystemsManager().IsMatch(run.Step.Run) && PullsImage().IsMatch(run.Step.Run) && StartsImage().IsMatch(run.Step.Run))
            yield return Act(run, run.Step.At, new("aws ssm send-command", Hosting.Compose, Manner.Release, Cargo.Programs), "", []);
    }

    /// <summary>Containers that are started on a machine of the team stay.</summary>
    static bool IsStart(StepOfPipeline run, PipelineCommand command) =>
        ImageDeploys.StartsWhereItRuns(run)
        && (
            command.Words is ["docker" or "podman", "compose", ..] or ["docker-compose", ..] && command.Words.Contains("up")
            || command.Words is ["docker" or "podman", "run", ..] && command.Words.Any(word => word is "-d" or "--detach")
        )
        && !command.Words.Contains("--exit-code-from")
        && !command.Words.Contains("--abort-on-container-exit");

    static string NameOf(ImmutableArray<string> words) =>
        words is ["docker", "compose", ..] ? "docker compose up" : string.Join(' ', words.Take(2));

    /// <summary>What a step does on another machine, as one deploy: the artifact decides whether it is a release.</summary>
    DeployAct? OnServer(StepOfPipeline run)
    {
        var remote = run
            .Step.Commands.SelectMany(command => RemoteCommands.Unwrap(command).Skip(1))
            .Concat(RemoteCommands.InScript(run))
            .ToList();
        var isSsh = run.Step.Uses.Contains("ssh-action", StringComparison.OrdinalIgnoreCase) || run.Step.Commands.Any(IsSsh);
        if (!isSsh && remote.Count == 0)
            return null;
        var at = run.Step.Commands.FirstOrDefault(IsSsh)?.At ?? run.Step.At;
        if (remote.Select(command => DeployCommands.Of(command.Line)).FirstOrDefault(means => means is not null) is { } means)
            return Act(run, at, means, "", []);
        if (remote.Exists(command => DeployCommands.Pulls(command.Line)) && remote.Exists(command => DeployCommands.Restarts(command.Line)))
            return Act(run, at, new("docker pull over ssh", Hosting.Compose, Manner.Release, Cargo.Programs), "", []);
        if (remote.Find(command => DeployCommands.ChangesInPlace(command.Line)) is { } inPlace)
            return Act(
                run,
                at,
                new($"{string.Join(' ', inPlace.Words.Take(2))} over ssh", Hosting.Compose, Manner.InPlace, Cargo.Everything),
                "",
                []
            );
        if (remote.Exists(command => DeployCommands.Restarts(command.Line)))
            return Copied(run) ? null : Act(run, at, new("a restart over ssh", Hosting.Compose, Manner.Release, Cargo.Programs), "", []);
        return remote.Count > 0 && ScriptOn(remote) is { } script ? OnServerByScript(run, at, script) : null;
    }

    DeployAct OnServerByScript(StepOfPipeline run, Location at, string script)
    {
        var name = script[(script.LastIndexOf('/') + 1)..];
        var file = tree.Named(name).FirstOrDefault();
        var lines = file?.Text.Split('\n').Select(line => line.Trim()).ToList() ?? [];
        if (lines.Exists(DeployCommands.Pulls))
            return Act(run, at, new($"{name} over ssh", Hosting.Compose, Manner.Release, Cargo.Programs), "", []);
        return lines.Exists(DeployCommands.ChangesInPlace)
            ? Act(run, at, new($"{name} over ssh", Hosting.Compose, Manner.InPlace, Cargo.Everything), "", [])
            : Act(run, at, new(name, Hosting.Compose, Manner.HandedOver, Cargo.Programs), "", []);
    }

    static string? ScriptOn(List<PipelineCommand> remote) =>
        remote
            .SelectMany(command => command.Words)
            .FirstOrDefault(word =>
                word.EndsWith(".sh", StringComparison.Ordinal) && word.Contains("deploy", StringComparison.OrdinalIgnoreCase)
            );

    static bool IsSsh(PipelineCommand command) => command.Words is ["ssh" or "sshpass", ..];

    static bool Copied(StepOfPipeline run) =>
        run.Job.Steps.Any(step => DeployActions.Of(step) is { Manner: Manner.InPlace or Manner.Ftp })
        || run.Job.Steps.SelectMany(step => step.Commands).Any(command => DeployCommands.Copies(command.Line));

    DeployAct Act(StepOfPipeline run, Location at, DeployMeans means, string line, ImmutableArray<string?> folders) =>
        new(at, means)
        {
            Run = run,
            When = Stages.WhenOf(run, branch),
            Stage = means.IsPreview ? ForStage.Trial : Stages.Of(run, line, tree, branch),
            Line = line,
            Swallowing = run.Step.Swallowing,
            Folders =
            [
                .. folders
                    .Concat(BuiltFolders(run))
                    .Concat(PathFolders(run))
                    .OfType<string>()
                    .Where(folder => folder.Length > 0)
                    .Distinct(StringComparer.Ordinal),
            ],
            Words = string.Join('\n', [line, run.Step.Name, run.Job.Id, run.Pipeline.Name, run.Pipeline.At.Path, .. run.Step.With.Values]),
        };

    /// <summary>The folders of the Dockerfiles that the job builds, or the only job before it does.</summary>
    IEnumerable<string?> BuiltFolders(StepOfPipeline run)
    {
        var own = builds[run.Job].ToList();
        if (own.Count == 0)
            own = [.. run.Pipeline.Jobs.Where(job => run.Job.Needs.Contains(job.Id)).SelectMany(job => builds[job])];
        return own.Count == 1 && own[0].File is { } file && !NamePattern.IsPattern(file) ? [Paths.FolderOf(file)] : [];
    }

    /// <summary>The folders whose changes start the pipeline.</summary>
    static IEnumerable<string?> PathFolders(StepOfPipeline run) =>
        run
            .Pipeline.Triggers.Where(trigger => trigger.Event is "push")
            .SelectMany(trigger => trigger.Paths.Only)
            .Concat(run.Job.Steps.IsEmpty ? [] : run.Step.Paths.Only)
            .Where(path => !path.StartsWith(".github", StringComparison.Ordinal))
            .Select(path => path.AsSpan().IndexOfAny("*?[{") is var star and >= 0 ? path[..star] : path)
            .Select(path => path.TrimEnd('/'));

    static string? FolderOfAction(StepOfPipeline run) =>
        new[]
        {
            "working-directory",
            "workingDirectory",
            "entryPoint",
            "app_location",
            "appdir",
            "package",
            "source",
            "source_dir",
            "context",
            "packageDirectory",
        }
            .Select(name => run.Step.With.GetValueOrDefault(name, ""))
            .Where(value => value.Length > 0)
            .Select(value => Paths.Within("", run.Pattern(value)))
            .FirstOrDefault(folder => folder is not null && !NamePattern.IsPattern(folder));

    [GeneratedRegex(@"roll[-_ ]?back|(?<![a-z])revert(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Back();

    static ImmutableArray<string?> FoldersOf(PipelineCommand command)
    {
        var options = new CommandOptions(command.Words, 1);
        var file = options.Of("--config", "-c", "--dockerfile", "--file", "-f");
        var folder = options.Of("--cwd", "--source", "--path", "--project-directory", "--service-path", "--src");
        return
        [
            command.Directory,
            file is not null && Paths.Within(command.Directory, file) is { } path ? Paths.FolderOf(path) : null,
            folder is not null ? Paths.Within(command.Directory, folder) : null,
        ];
    }

    /// <summary>Commands that Amazon's Systems Manager runs on machines.</summary>
    [GeneratedRegex(@"\baws ssm send-command\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BySystemsManager();

    [GeneratedRegex(@"\bdocker(?:[ -]compose\b[^\n]*)? pull\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PullsImage();

    [GeneratedRegex(@"\bdocker run -d\b|\bdocker[ -]compose\b[^\n]* up\b|\bdocker restart\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex StartsImage();
}
