using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Queries;

/// <summary>Functions of Supabase that only a schedule of the database calls: nobody waits for them.</summary>
static partial class ScheduledFunctions
{
    /// <summary>Whether an address is one of theirs.</summary>
    public static bool Has(Sources sources, string route) =>
        Function().Match(route) is { Success: true } function
        && function.Groups["name"].Value is { Length: > 4 } name
        && sources.Tree.Files.Any(file =>
            file.Name.EndsWith(".sql", StringComparison.Ordinal)
            && file.Text.Contains("cron.schedule", StringComparison.Ordinal)
            && file.Text.Contains($"functions/v1/{name}", StringComparison.Ordinal)
        )
        && !sources.Code.Files.Any(file =>
            !file.Path.Contains($"functions/{name}/", StringComparison.Ordinal) && file.Text.Contains(name, StringComparison.Ordinal)
        );

    [GeneratedRegex(@"/functions/v1/(?<name>[\w-]+)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Function();
}
