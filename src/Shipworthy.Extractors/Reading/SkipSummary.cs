namespace Shipworthy.Extractors.Reading;

/// <summary>Sums up what was left out: many files of one folder with one reason are one line of the report.</summary>
static class SkipSummary
{
    const int ShownSingly = 4;

    /// <summary>The same paths, with folders in the place of long lists.</summary>
    public static IEnumerable<Skip> Of(IReadOnlyCollection<Skip> skips) =>
        skips
            .GroupBy(skip => skip.Reason, StringComparer.Ordinal)
            .SelectMany(group => Sum(group.Key, [.. group.Select(skip => skip.Path)]));

    static IEnumerable<Skip> Sum(string reason, IReadOnlyCollection<string> paths)
    {
        var lines = paths.ToDictionary(path => path, _ => 1, StringComparer.Ordinal);
        var depth = paths.Count == 0 ? 0 : paths.Max(Depth);
        for (; depth > 0; depth--)
        {
            var folders = lines
                .Where(line => Depth(line.Key) == depth)
                .GroupBy(line => FolderOf(line.Key), StringComparer.Ordinal)
                .Where(folder => folder.Count() > ShownSingly)
                .ToList();
            foreach (var folder in folders)
            {
                var files = 0;
                foreach (var (path, count) in folder)
                {
                    files += count;
                    lines.Remove(path);
                }
                lines[folder.Key] = lines.GetValueOrDefault(folder.Key) + files;
            }
        }
        return lines.Select(line => line.Value == 1 ? new Skip(line.Key, reason) : new Skip(line.Key, $"{reason} ({line.Value} paths)"));
    }

    /// <summary>How many folders stand above it. Folders end in a slash.</summary>
    static int Depth(string path) => path.AsSpan().TrimEnd('/').Count('/');

    static string FolderOf(string path) => path[..(path.AsSpan().TrimEnd('/').LastIndexOf('/') + 1)];
}
