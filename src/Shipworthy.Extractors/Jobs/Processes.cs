using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Jobs;

/// <summary>The processes that files of a deployment start.</summary>
sealed partial class Processes
{
    readonly List<SourceFile> lists;
    readonly List<SourceFile> starts;

    /// <summary>The processes of an app.</summary>
    public Processes(SourceTree tree)
    {
        var files = tree.Files.Where(file => file.Role is FileRole.Infra or FileRole.Prod or FileRole.Ci or FileRole.Script).ToList();
        lists = files.FindAll(file => Lists().IsMatch(file.Name) && !Elsewhere().IsMatch(file.Path) || IsCluster(file));
        starts = files.FindAll(file => Lists().IsMatch(file.Name) || Starts().IsMatch(file.Name) || IsCluster(file));
    }

    /// <summary>What starts a process by a command, and where; whether the processes of production are listed at all.</summary>
    public (WorkRunner Runner, Location? At) Of(Regex command)
    {
        foreach (var file in starts)
            if (command.Match(file.Text) is { Success: true } match)
                return (WorkRunner.Shown, file.At(match.Index));
        return lists.FirstOrDefault() is { } list ? (WorkRunner.Missing, list.AtLine(1)) : (WorkRunner.Unknown, null);
    }

    static bool IsCluster(SourceFile file) =>
        file.Name.EndsWith(".yaml", StringComparison.Ordinal) || file.Name.EndsWith(".yml", StringComparison.Ordinal)
            ? file.Text.Contains("kind: Deployment", StringComparison.Ordinal)
            : false;

    [GeneratedRegex(
        @"^(?:Procfile|(?:docker-)?compose[\w.\-]*\.ya?ml|fly\.toml|render\.yaml|supervisord?\.conf|ecosystem\.config\.[cm]?js|deploy\.yml)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Lists();

    [GeneratedRegex(
        @"^(?:Dockerfile[\w.\-]*|[\w.\-]+\.(?:service|sh|conf|tf|json|toml)|Makefile|entrypoint[\w.\-]*|start[\w.\-]*)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Starts();

    [GeneratedRegex(@"\bdev|local|test|override|example", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Elsewhere();
}
