using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>The steps of a job, with what they finally run, through composite actions and actions that run a command.</summary>
sealed class GitHubSteps(SourceTree tree, Follower follower)
{
    const int MostDepth = 5;

    /// <summary>What stands around a step.</summary>
    sealed record Around(
        PipelineJob Job,
        ImmutableArray<GitHubContext> Contexts,
        ImmutableArray<ImmutableDictionary<string, string>> Matrix,
        string Shell,
        string Directory,
        string Checkout,
        bool Windows,
        Func<string, object?> Outputs,
        ImmutableArray<SecretUse> Secrets
    );

    /// <summary>All steps of a job.</summary>
    public ImmutableArray<PipelineStep> Of(
        YamlNode workflow,
        YamlNode node,
        PipelineJob job,
        ImmutableArray<GitHubContext> contexts,
        GitHubPathOutputs outputs
    )
    {
        var items = node["steps"].Items;
        var around = new Around(
            job,
            contexts.IsEmpty ? [] : contexts,
            GitHubMatrix.Of(node),
            First(node.Under("defaults", "run", "shell"), workflow.Under("defaults", "run", "shell")),
            First(node.Under("defaults", "run", "working-directory"), workflow.Under("defaults", "run", "working-directory")),
            items.FirstOrDefault(IsOwnCheckout)?.Under("with", "path").Text ?? "",
            IsWindows(node),
            outputs.IsKnown,
            [.. GitHubSecrets.Of(workflow["env"], SecretScope.Pipeline), .. GitHubSecrets.Of(node["env"], SecretScope.Job)]
        );
        return
        [
            .. items.Select(
                (step, index) =>
                    Of(step, GitHubUndoing.IsUndone(step, items.Skip(index + 1)), around) with
                    {
                        Paths = outputs.Of(step["if"].Text),
                    }
            ),
        ];
    }

    static string First(YamlNode one, YamlNode other) => one.Text.Length > 0 ? one.Text : other.Text;

    static bool IsOwnCheckout(YamlNode step) =>
        step["uses"].Text.StartsWith("actions/checkout") && !step.Under("with", "repository").Exists;

    static bool IsWindows(YamlNode job)
    {
        var runner = string.Join(' ', job["runs-on"].Texts);
        return runner.Contains("windows", StringComparison.OrdinalIgnoreCase)
            || (runner.Contains("matrix.") && GitHubMatrix.Of(job).All(one => one.Values.Any(value => value.Contains("windows"))));
    }

    static PipelineStep Named(YamlNode step)
    {
        var text =
            step["name"].Text is { Length: > 0 } name ? name
            : step["run"].Text is { Length: > 0 } run ? run.Split('\n')[0]
            : step["uses"].Text;
        return new(step.At, text);
    }

    PipelineStep Of(YamlNode node, bool undone, Around around)
    {
        var contexts = around.Contexts.Select(context => context with { Env = GitHubEnv.Of(node["env"], context.Env) }).ToImmutableArray();
        var swallowing = undone
            ? null
            : GitHubWhen.Swallowing(node["continue-on-error"], contexts, around.Matrix, "may fail (continue-on-error)");
        var step = Named(node) with
        {
            Uses = node["uses"].Text,
            With = GitHubEnv.Of(node["with"]),
            Run = node["run"].Text,
            Env = GitHubEnv.Of(node["env"], around.Contexts.FirstOrDefault()?.Env),
            If = node["if"].Text,
            When = GitHubWhen.Of(node["if"].Text, contexts, around.Outputs).And(around.Job.When),
            Swallowing = Both(swallowing, around.Job.Swallowing),
            RunLines = ScriptLines.Places(node["run"]),
            Secrets = [.. SecretsOf(node, YamlNode.AbsentAt(node.At)), .. around.Secrets],
        };
        return step with
        {
            Commands = [.. Commands(node, step, contexts, around, MostDepth).DistinctBy(Key)],
            Inner = [.. Inner(node, contexts.FirstOrDefault(), around, MostDepth)],
        };
    }

    /// <summary>The secrets that stand at the step itself; <paramref name="with"/> is what is handed to the action around it.</summary>
    static IEnumerable<SecretUse> SecretsOf(YamlNode node, YamlNode with) =>
        new[] { "env", "with" }
            .SelectMany(part => node[part].Entries)
            .Where(entry => entry.Value.Kind is YamlKind.Scalar)
            .SelectMany(entry => GitHubSecrets.In(GitHubSecrets.WithInputs(entry.Value.Text, with), entry.At, SecretScope.Step, entry.Key))
            .Concat(GitHubSecrets.In(GitHubSecrets.WithInputs(node["run"].Text, with), node["run"].At, SecretScope.Step, ""));

    /// <summary>The steps of an action of this repository, as far down as they go, what its caller hands over put in.</summary>
    IEnumerable<PipelineStep> Inner(YamlNode caller, GitHubContext? context, Around around, int depth)
    {
        if (context is null || depth == 0 || ActionOf(caller["uses"].Text) is not { } file)
            return [];
        var action = YamlFile.Read(file).Root;
        var inner = context with { Inputs = GitHubEnv.Inputs(action["inputs"], caller["with"], context) };
        return action
            .Under("runs", "steps")
            .Items.Where(step => GitHubExpression.Holds(step["if"].Text, inner.LookUp) is not false)
            .Select(step =>
                Named(step) with
                {
                    Uses = step["uses"].Text,
                    With = Put(GitHubEnv.Of(step["with"]), caller["with"]),
                    Run = GitHubSecrets.WithInputs(step["run"].Text, caller["with"]),
                    Env = Put(GitHubEnv.Of(step["env"], inner.Env), caller["with"]),
                    RunLines = ScriptLines.Places(step["run"]),
                    Secrets = [.. SecretsOf(step, caller["with"]), .. around.Secrets],
                    Commands =
                    [
                        .. CommandsIn(step, inner with { Env = GitHubEnv.Of(step["env"], inner.Env) }, around with { Shell = "" }, 1),
                    ],
                    Inner = [.. Inner(step, inner, around, depth - 1)],
                }
            );
    }

    static ImmutableDictionary<string, string> Put(ImmutableDictionary<string, string> texts, YamlNode with) =>
        texts.ToImmutableDictionary(entry => entry.Key, entry => GitHubSecrets.WithInputs(entry.Value, with), StringComparer.Ordinal);

    SourceFile? ActionOf(string uses) =>
        uses.StartsWith("./", StringComparison.Ordinal) && Paths.Within("", uses) is { } folder
            ? tree.Find(Paths.Below(folder, "action.yml")) ?? tree.Find(Paths.Below(folder, "action.yaml"))
            : null;

    static (string, string?, Location, string?) Key(PipelineCommand command) =>
        (command.Line, command.Directory, command.At, command.Swallowing?.Says);

    static Swallowing? Both(Swallowing? one, Swallowing? other) =>
        one is null ? other
        : other is null ? one
        : one with { On = one.On | other.On };

    IEnumerable<PipelineCommand> Commands(
        YamlNode node,
        PipelineStep step,
        ImmutableArray<GitHubContext> contexts,
        Around around,
        int depth
    )
    {
        var context = contexts.FirstOrDefault(one => one.Occasion is Occasions.ProposedChange) ?? contexts.FirstOrDefault();
        if (context is null)
            return [];
        return around
            .Matrix.SelectMany(combination => CommandsIn(node, context with { Matrix = combination }, around, depth))
            .Select(command => command with { Swallowing = Both(command.Swallowing, step.Swallowing) });
    }

    IEnumerable<PipelineCommand> CommandsIn(YamlNode node, GitHubContext context, Around around, int depth)
    {
        var uses = node["uses"].Text;
        if (node["run"].Exists)
            return follower.Follow(ScriptOf(node, context, around));
        if (uses.StartsWith("./", StringComparison.Ordinal) && depth > 0)
            return Composite(uses, node, context, around, depth - 1);
        if (GitHubActionsThatRun.CommandOf(uses, name => context.Replaced(node.Under("with", name).Text)) is not { } command)
            return [];
        var directory = DirectoryOf(context.Replaced(command.Directory.Length > 0 ? command.Directory : around.Directory), around);
        return follower.Follow(new(command.Text, ShellOptions.Strict, directory, _ => node.At) { Env = context.Env });
    }

    static Script ScriptOf(YamlNode node, GitHubContext context, Around around)
    {
        var run = node["run"];
        var shell = node["shell"].Text.Length > 0 ? node["shell"].Text : around.Shell;
        var directory = node["working-directory"].Text is { Length: > 0 } own ? own : around.Directory;
        return new(
            context.Replaced(run.Text),
            OptionsOf(shell, around.Windows),
            DirectoryOf(context.Replaced(directory), around),
            line => run.KeepsLines ? Location.At(run.At.Path, run.At.Line + line) : run.At
        )
        {
            Env = context.Env,
        };
    }

    /// <summary>A checkout into a folder moves the whole app there.</summary>
    static string? DirectoryOf(string directory, Around around)
    {
        var path = Paths.Within("", directory);
        return path is null || around.Checkout.Length == 0 || Paths.Within("", around.Checkout) is not { } checkout ? path
            : Paths.IsIn(checkout, path) ? path[checkout.Length..].TrimStart('/')
            : path;
    }

    /// <summary>docs.github.com, "Workflow syntax", <c>jobs.&lt;job_id&gt;.steps[*].shell</c>: what each shell is started with.</summary>
    static ShellOptions OptionsOf(string shell, bool windows) =>
        shell.Split(' ')[0] switch
        {
            "" when windows => ShellOptions.PowerShell,
            "" or "sh" => ShellOptions.Strict,
            "bash" when !shell.Contains(' ') => ShellOptions.Strictest,
            "pwsh" or "powershell" => ShellOptions.PowerShell,
            "cmd" => ShellOptions.Plain with { Continuation = '^' },
            _ => new(shell.Contains("-e") || shell.Contains("errexit"), shell.Contains("pipefail")),
        };

    IEnumerable<PipelineCommand> Composite(string uses, YamlNode caller, GitHubContext context, Around around, int depth)
    {
        if (ActionOf(uses) is not { } file)
            return [];
        var action = YamlFile.Read(file).Root;
        var inner = context with { Inputs = GitHubEnv.Inputs(action["inputs"], caller["with"], context) };
        return action
            .Under("runs", "steps")
            .Items.Where(step => GitHubExpression.Holds(step["if"].Text, inner.LookUp) is not false)
            .SelectMany(step =>
                CommandsIn(step, inner with { Env = GitHubEnv.Of(step["env"], inner.Env) }, around with { Shell = "" }, depth)
            )
            .Select(command => command with { At = caller.At, Through = command.Through.Insert(0, command.At) });
    }
}
