using System.Text.Json;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>
/// Tasks that turbo, nx and lerna run in the packages of a workspace. Runs that are limited to what a change affects (<c>nx affected</c>,
/// <c>--filter=[main]</c>) count as runs of all: what they leave out cannot have broken.
/// </summary>
sealed class WorkspaceTasks(SourceTree tree, Packages packages) : ITaskRunner
{
    readonly NxProjects projects = new(tree);

    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call)
    {
        if (call.Program is not ("turbo" or "nx" or "lerna") || TasksOf(call) is not { IsEmpty: false } tasks)
            return null;
        return [.. tasks.SelectMany(task => Chosen(call).SelectMany(package => In(package, task))).Concat(NxTargets(call, tasks))];
    }

    static ImmutableArray<string> TasksOf(Call call)
    {
        var words = call.Words;
        if (call.Program is "nx")
            return call.Option("-t", "--target", "--targets") is { Length: > 0 } targets ? [.. Listed(call, targets)]
                : words is [_, "run", var task, ..] ? [task.Split(':')[^1]]
                : words is [_, var target, ..]
                && !target.StartsWith('-')
                && target is not ("run-many" or "affected" or "format:check" or "reset")
                    ? [target.Split(':')[0]]
                : [];
        var start = words.Length > 1 && words[1] is "run" ? 2 : 1;
        return
        [
            .. words.Skip(start).TakeWhile(word => word != "--").Where(word => !word.StartsWith('-') && !IsValue(words, word)).Take(20),
        ];
    }

    /// <summary><c>-t lint test build</c> and <c>--targets=lint,test</c>.</summary>
    static IEnumerable<string> Listed(Call call, string first)
    {
        var at = call.Words.IndexOf(first);
        var following = at < 0 ? [] : call.Words.Skip(at + 1).TakeWhile(word => !word.StartsWith('-'));
        return following.Prepend(first).SelectMany(word => word.Split(','));
    }

    static bool IsValue(ImmutableArray<string> words, string word) =>
        words.IndexOf(word) is > 0 and var at
        && words[at - 1] is "--filter" or "-F" or "--scope" or "--concurrency" or "--cache-dir" or "--ignore" or "--since";

    IEnumerable<Package> Chosen(Call call)
    {
        string[] selectors = [.. call.Options("--filter").Concat(call.Options("-F")).Concat(call.Options("--scope"))];
        var named = selectors.Where(selector => !selector.Contains('[') && !selector.StartsWith('!')).ToList();
        var all = packages.All.Where(package => package.Folder.Length > 0 || packages.All.Length == 1);
        return named.Count == 0 ? all : named.SelectMany(selector => packages.Selected(selector, call.Directory ?? "")).Distinct();
    }

    static IEnumerable<Script> In(Package package, string task) =>
        package.Scripts.TryGetValue(task, out var text) && !text.StartsWith("turbo") && !text.StartsWith("nx ")
            ? PackageScripts.Of(package, task, [])
            : [];

    /// <summary>Targets that <c>project.json</c> or nx's plugins give to a folder without a script of that name.</summary>
    IEnumerable<Script> NxTargets(Call call, ImmutableArray<string> tasks)
    {
        if (call.Program is not "nx")
            return [];
        return packages
            .All.Where(package =>
                package.Root.ValueKind is JsonValueKind.Object
                && package.Root.TryGetProperty("nx", out var nx)
                && nx.ValueKind is JsonValueKind.Object
            )
            .SelectMany(package => tasks.SelectMany(task => NxTarget(package, task)))
            .Concat(tasks.SelectMany(task => projects.ScriptsOf(call, task)));
    }

    static IEnumerable<Script> NxTarget(Package package, string task)
    {
        if (
            !package.Root.GetProperty("nx").TryGetProperty("targets", out var targets)
            || targets.ValueKind is not JsonValueKind.Object
            || !targets.TryGetProperty(task, out var target)
            || target.ValueKind is not JsonValueKind.Object
        )
            return [];
        var text =
            target.TryGetProperty("command", out var command) && command.ValueKind is JsonValueKind.String ? command.GetString()! : "";
        return text.Length == 0 ? [] : [new(text, ShellOptions.Plain, "", _ => Location.File(package.File.Path))];
    }
}
