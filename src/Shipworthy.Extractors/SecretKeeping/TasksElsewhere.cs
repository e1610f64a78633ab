using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>Tasks that run on a service of their own, beside the app, and need its secrets there once more: those of Trigger.dev.</summary>
static partial class TasksElsewhere
{
    /// <summary>The secrets that the folders of its tasks read; null without tasks there.</summary>
    public static SecretSource? Of(Sources sources, ImmutableArray<SecretRead> reads)
    {
        foreach (var settings in sources.Tree.Files.Where(file => file.Role is FileRole.Prod && Settings().IsMatch(file.Name)))
        {
            var folders = Folders().Match(settings.Text) is { Success: true } list
                ? Folder()
                    .Matches(list.Value)
                    .Select(folder => Paths.Within(settings.Folder, folder.Groups["path"].Value))
                    .OfType<string>()
                    .ToList()
                : [Paths.Below(settings.Folder, "trigger"), Paths.Below(settings.Folder, "src/trigger")];
            var found = reads
                .Where(read => folders.Exists(folder => Paths.IsIn(folder, read.At.Path)))
                .DistinctBy(read => read.Name)
                .ToList();
            if (found.Count == 0)
                continue;
            var own = sources.Tree.Files.Any(file =>
                file.Role is FileRole.Prod or FileRole.Ci or FileRole.Infra
                && file.Text.Contains("TRIGGER_API_URL", StringComparison.Ordinal)
            );
            return new(found[0].At, "the tasks on Trigger.dev", [.. found.Select(read => read.Name)])
            {
                Keeping = own ? Keeping.Unknown : Keeping.Host,
                Because = own
                    ? "a Trigger.dev at an address of its own, whose keeping of variables no file shows"
                    : "Trigger.dev, which runs the tasks and keeps variables encrypted and outside git",
                KeptAt = settings.AtLine(1),
            };
        }
        return null;
    }

    [GeneratedRegex(@"^trigger\.config\.[cm]?[jt]s$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Settings();

    [GeneratedRegex(@"\bdirs\s*:\s*\[[^\]]*\]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Folders();

    [GeneratedRegex("""["'](?<path>[^"']+)["']""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Folder();
}
