using Shipworthy.Extractors.DependencyScans.Scanners;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>
/// Scans in hooks of git, which run on the machine of whoever commits and can be skipped. Where a pipeline runs the hooks of pre-commit, they are steps of it.
/// </summary>
sealed class ScansInHooks(SourceTree tree, ScansOfPipelines pipelines, PackageIndex index)
{
    const string Name = ".pre-commit-config.yaml";

    /// <summary>Hooks that others publish, by id (pre-commit.com), with the command that each stands for.</summary>
    static readonly ImmutableDictionary<string, string> published = new Dictionary<string, string>
    {
        ["pip-audit"] = "pip-audit",
        ["python-safety-dependencies-check"] = "safety check",
        ["osv-scanner"] = "osv-scanner scan source -r .",
        ["bundler-audit"] = "bundle-audit check",
        ["bundle-audit"] = "bundle-audit check",
        ["govulncheck"] = "govulncheck ./...",
        ["cargo-audit"] = "cargo audit",
        ["cargo-deny"] = "cargo deny check",
        ["trivyfs-docker"] = "trivy fs --exit-code 1 .",
        ["npm-audit"] = "npm audit",
        ["uv-audit"] = "uv audit",
    }.ToImmutableDictionary();

    /// <summary>All of them.</summary>
    public IEnumerable<DependencyScan> All(App known)
    {
        var hooks = Scripts().ToList();
        if (hooks.Count == 0)
            return [];
        var follower = new Follower(tree);
        var run = StepOfPipeline.All(known).FirstOrDefault(RunsPreCommit);
        return hooks.SelectMany(hook =>
            follower
                .Follow(hook)
                .SelectMany(command => hook.At(1).Path is Name && run is not null ? OfPipeline(run, command) : OfMachine(hook, command))
        );
    }

    static bool RunsPreCommit(StepOfPipeline run) =>
        run.Step.Uses.StartsWith("pre-commit/action", StringComparison.Ordinal)
        || run.Step.Commands.Any(command =>
            command.Words is ["pre-commit" or "prek", "run", .. var rest] && rest.All(word => word.StartsWith('-') || word is "pre-commit")
        );

    IEnumerable<DependencyScan> OfPipeline(StepOfPipeline run, PipelineCommand command) =>
        ScannerCommands.Of(run, command) is { } scan
            ? pipelines.Judged(scan with { Swallowing = run.Step.Swallowing, RunsInProject = true })
            : [];

    IEnumerable<DependencyScan> OfMachine(Script hook, PipelineCommand command)
    {
        var step = new PipelineStep(hook.At(1), "hook") { Run = hook.Text };
        var run = new StepOfPipeline(new(hook.At(1), PipelineSystem.Unknown, "hooks"), new(hook.At(1), "hook"), step);
        if (
            ScannerCommands.Of(run, command) is not { Look.Beside: null } scan
            || index.Met(scan.Look, scan.Directory, []) is not { IsEmpty: false } met
        )
            return [];
        return
        [
            new DependencyScan(scan.At, scan.Tool)
            {
                Files = met,
                Standing = DependencyScanStanding.Partial,
                Because = $"scans the packages with {scan.Tool} on the machine of whoever commits, as long as they do not skip it",
            },
        ];
    }

    IEnumerable<Script> Scripts()
    {
        foreach (var file in tree.Files)
            if (file.Folder is ".husky" or ".githooks" && file.Name is "pre-commit" or "pre-push" or "post-merge" or "commit-msg")
                yield return new(file.Text, ShellOptions.Plain, "", file.AtLine);
        foreach (var name in new[] { "lefthook.yml", "lefthook.yaml", ".lefthook.yml" })
            if (tree.Find(name) is { } file)
                foreach (var hook in new[] { "pre-commit", "pre-push" })
                foreach (var entry in YamlFile.Read(file).Root.Under(hook, "commands").Entries)
                    yield return Of(entry.Value["run"], entry.Value["root"].Text);
        if (tree.Find("package.json") is { } package)
            foreach (var hooks in new[] { JsonFile.Read(package)["simple-git-hooks"], JsonFile.Read(package).Under("husky", "hooks") })
            foreach (var entry in hooks.Entries)
                yield return Of(entry.Value, "");
        if (tree.Find(Name) is { } config)
            foreach (var hook in YamlFile.Read(config).Root["repos"].Each().SelectMany(repo => repo["hooks"].Each()))
                if (!hook["stages"].Texts.Contains("manual"))
                    yield return OfPreCommit(hook);
    }

    static Script OfPreCommit(YamlNode hook)
    {
        var command = hook["entry"].Exists ? hook["entry"].Text : published.GetValueOrDefault(hook["id"].Text, "");
        return new($"{command} {string.Join(' ', hook["args"].Texts)}", ShellOptions.Strict, "", _ => hook.At);
    }

    static Script Of(YamlNode text, string folder) => new(text.Text, ShellOptions.Plain, Paths.Within("", folder), _ => text.At);
}
