using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>What an audit of Python's environment finds there: the packages that the job has installed, in the environment in which the audit runs.</summary>
static class PythonEnvironment
{
    /// <summary>Why the audit does not see the packages of the app, as a clause about it; null when it does, or may.</summary>
    public static string? Lacks(PackageScan scan) =>
        !scan.Look.Installed || scan.RunsInProject ? null
        : scan.RunsAlone ? "looks only at the packages that it brings itself"
        : Installations(scan).Any() || scan.Run.Job.Steps.Any(step => step.Commands.Any(command => command.Unseen is not null)) ? null
        : "looks at an environment in which the job has not installed them";

    /// <summary>The folders whose packages the job has installed; empty when that is not known.</summary>
    public static IEnumerable<string> Folders(PackageScan scan)
    {
        if (!scan.Look.Installed)
            return [];
        var folders = Installations(scan).ToList();
        if (scan.RunsInProject)
            folders.Add(scan.Directory);
        return folders.Contains(null) ? [] : folders.OfType<string>().Distinct();
    }

    static IEnumerable<string?> Installations(PackageScan scan) =>
        scan.Run.Job.Steps.SelectMany(step => step.Commands).SelectMany(Installed);

    static IEnumerable<string?> Installed(PipelineCommand command) =>
        command.Words switch
        {
            ["pip" or "pip3", "install", .. var rest] => Installed(command, rest),
            ["uv", "pip", "install", .. var rest] => Installed(command, rest),
            ["uv", "pip", "sync", .. var rest] => Synced(command, rest),
            ["pip-sync", .. var rest] => Synced(command, rest),
            ["poetry" or "pipenv" or "pdm" or "rye", "install" or "sync", ..] or ["uv", "sync", ..] => [command.Directory],
            ["conda" or "mamba" or "micromamba", ..] when command.Words.Contains("-f") || command.Words.Contains("--file") =>
            [
                command.Directory,
            ],
            _ => [],
        };

    /// <summary><c>pip install -r backend/requirements.txt</c>, <c>pip install -e ./backend[dev]</c>, <c>pip install .</c>.</summary>
    static IEnumerable<string?> Installed(PipelineCommand command, ImmutableArray<string> words) =>
        words
            .Where((word, at) => at > 0 && words[at - 1] is "-r" or "--requirement" or "-e" or "--editable" || word.StartsWith('.'))
            .Concat(
                words
                    .Where(word => word.StartsWith("--requirement=", StringComparison.Ordinal))
                    .Select(word => word["--requirement=".Length..])
            )
            .Select(path => FolderOf(command, path));

    static IEnumerable<string?> Synced(PipelineCommand command, ImmutableArray<string> words) =>
        words.All(word => word.StartsWith('-'))
            ? [command.Directory]
            : words.Where(word => !word.StartsWith('-')).Select(path => FolderOf(command, path));

    static string? FolderOf(PipelineCommand command, string path) =>
        Paths.Within(command.Directory, path.Split('[')[0]) is not { } found ? null
        : found.EndsWith(".txt", StringComparison.Ordinal) || found.EndsWith(".toml", StringComparison.Ordinal) ? Paths.FolderOf(found)
        : found;
}
