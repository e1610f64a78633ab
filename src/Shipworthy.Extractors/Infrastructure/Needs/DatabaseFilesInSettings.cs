using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Files of SQLite that the settings of production name as the database: its file of variables, or the image.</summary>
static partial class DatabaseFilesInSettings
{
    /// <summary>The first place that names one; null when none does, or when another one names a server.</summary>
    public static Location? In(SourceTree tree)
    {
        Location? found = null;
        foreach (var file in tree.Files.Where(file => Folders.Counts(file.Role) && IsOfProduction(file)))
        foreach (Match set in Set().Matches(file.Text))
            if (File().IsMatch(set.Groups["value"].Value))
                found ??= file.At(set.Groups["name"].Index);
            else if (Server().IsMatch(set.Groups["value"].Value))
                return null;
        return found;
    }

    static bool IsOfProduction(SourceFile file) =>
        file.Name is ".env.production" or ".env.prod"
        || (file.Name is "Dockerfile" && InfraStageNames.OfPath(file.Path) is InfraStage.Unknown or InfraStage.Production);

    [GeneratedRegex(
        """^[ \t]*(?:export[ \t]+|ENV[ \t]+)?(?<name>DATABASE_(?:PATH|FILE|URL|URI)|DB_(?:PATH|FILE|URL))[ \t]*=[ \t]*["']?(?<value>[^\s"'#]+)""",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Set();

    [GeneratedRegex(
        @"^(?:sqlite[\w+]*:|file:)|^[\w./-]+\.(?:db|sqlite3?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex File();

    [GeneratedRegex(@"^(?!sqlite|file)[a-z][\w+.-]*://|^\$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Server();
}
