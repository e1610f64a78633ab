using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Access;

/// <summary>Roles of databases that stand above the rules of the database (rubric 4.3, rule 7). Ordinary grants on tables are another question (2.3).</summary>
static partial class DatabaseRoles
{
    /// <summary>All of them.</summary>
    public static IEnumerable<AccessGrant> In(SourceTree tree)
    {
        foreach (var file in tree.Files)
            if (
                file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                && file.Role is FileRole.Migration or FileRole.Infra or FileRole.Prod
            )
                foreach (Match match in Statement().Matches(Comments().Replace(file.Text, found => new string(' ', found.Length))))
                    yield return new(file.At(match.Index), "its database", $"{file.Path}:{match.Groups["role"].Value}")
                    {
                        Reach = GrantReach.AboveRules,
                        Place = GrantPlace.Database,
                        Holder = GrantHolder.Workload,
                        Because = $"puts the role {match.Groups["role"].Value} above the rules of the database",
                    };
    }

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comments();

    [GeneratedRegex(
        @"\b(?:create|alter)\s+(?:role|user)\s+(?<role>[\w""]+)\b[^;]*?(?<!no)\b(?:superuser|bypassrls)\b|\bgrant\s+(?:rds_superuser|cloudsqlsuperuser|azure_pg_admin)\s+to\s+(?<role>[\w""]+)|\bgrant\s+all(?:\s+privileges)?\s+on\s+\*\.\*\s+to\s+(?<role>['`]?[\w]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Statement();
}
