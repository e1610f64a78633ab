using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>
/// Follows what a step runs through package scripts, tasks and shell scripts down to the programs that are finally started (rubric, "Pipeline model").
/// </summary>
sealed class Follower
{
    /// <summary>As deep as the rubric asks. A step that hides deeper is unseen, not judged.</summary>
    const int MostDepth = 5;

    /// <summary>Scripts that call each other in a circle end here.</summary>
    const int MostCommands = 5000;

    readonly SourceTree tree;
    readonly ImmutableArray<ITaskRunner> runners;

    public Follower(SourceTree tree)
    {
        this.tree = tree;
        var packages = new Packages(tree);
        runners =
        [
            new PackageScripts(packages),
            new WorkspaceTasks(tree, packages),
            new ScriptChains(packages),
            new MakeTargets(tree),
            new TaskFileTasks(tree),
            new PythonTasks(tree),
            new ComposerScripts(tree),
            new ContainerRuns(tree),
            new ShellFiles(tree),
        ];
    }

    /// <summary>The programs that a script finally starts, in order.</summary>
    public ImmutableArray<PipelineCommand> Follow(Script script)
    {
        var found = ImmutableArray.CreateBuilder<PipelineCommand>();
        Follow(script, place: null, through: [], swallowing: null, MostDepth, found);
        return found.ToImmutable();
    }

    void Follow(
        Script script,
        Location? place,
        ImmutableArray<Location> through,
        Swallowing? swallowing,
        int depth,
        ImmutableArray<PipelineCommand>.Builder found
    )
    {
        foreach (var command in ShellScript.Commands(script.Text, script.Options, script.Directory, script.Env, Files))
        {
            if (found.Count >= MostCommands)
                return;
            var here = script.At(command.Line);
            var why = command.Swallowed ?? script.Swallowed;
            var swallowed = swallowing ?? (why is null ? null : new Swallowing(here, why));
            foreach (var call in Wrappers.Unwrap(new(command.Words, command.Directory, command.Env)))
                FollowCall(call, place ?? here, through, swallowed, depth, found);
        }
    }

    void FollowCall(
        Call call,
        Location place,
        ImmutableArray<Location> through,
        Swallowing? swallowing,
        int depth,
        ImmutableArray<PipelineCommand>.Builder found
    )
    {
        var scripts = runners.Select(runner => runner.ScriptsOf(call)).FirstOrDefault(scripts => scripts is not null);
        var unseen =
            scripts is null ? null
            : scripts.Value.IsEmpty ? "calls a script that is not in the repository"
            : depth == 0 ? "calls scripts more than five deep"
            : null;
        if (scripts is null || unseen is not null)
            found.Add(
                new(place, call.Words, call.Directory)
                {
                    Swallowing = swallowing,
                    Through = through,
                    Unseen = unseen,
                }
            );
        else
            foreach (var inner in scripts.Value)
                Follow(
                    inner with
                    {
                        Env = call.Env.SetItems(inner.Env),
                    },
                    place,
                    inner.At(1) is { Path.Length: > 0 } at ? through.Add(at) : through,
                    swallowing,
                    depth - 1,
                    found
                );
    }

    ImmutableArray<string> Files(string folder, string pattern)
    {
        if (Paths.Within(folder, pattern) is not { } below)
            return [];
        var glob = new NamePattern(below);
        var prefix = folder.Length == 0 ? 0 : folder.Length + 1;
        return
        [
            .. tree
                .Files.Select(file => file.Path)
                .Concat(tree.Files.Select(file => file.Folder).Distinct())
                .Where(path => path.Length > 0 && Paths.IsIn(folder, path) && glob.Matches(path))
                .Order(StringComparer.Ordinal)
                .Select(path => path[Math.Min(prefix, path.Length)..]),
        ];
    }
}
