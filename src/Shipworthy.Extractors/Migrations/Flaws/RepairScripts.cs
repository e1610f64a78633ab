using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>Package scripts that mend the list of what was applied, or the production database itself, by hand (rule 5).</summary>
static partial class RepairScripts
{
    /// <summary>Those that are about a set.</summary>
    public static IEnumerable<MigrationFlaw> Of(FoundSet set, Packages packages) =>
        packages
            .All.Where(package => Paths.IsIn(package.Folder, set.Folder))
            .SelectMany(package =>
                package
                    .Scripts.Where(script => IsRepair(set.Tool, script.Key, script.Value))
                    .OrderBy(script => script.Key, StringComparer.Ordinal)
                    .Select(script => new MigrationFlaw(
                        package.ScriptAt(script.Key),
                        FlawKind.Repaired,
                        $"keeps {script.Key}, which mends by hand what the migrations left in a database"
                    ))
            );

    static bool IsRepair(MigrationTool tool, string name, string text) =>
        (tool is MigrationTool.Prisma && text.Contains("migrate resolve --rolled-back", StringComparison.Ordinal))
        || (tool is MigrationTool.Supabase && text.Contains("migration repair", StringComparison.Ordinal))
        || FixesProduction().IsMatch(name)
        || FixesProduction().IsMatch(text);

    [GeneratedRegex(@"\bfix-?prod(?:uction)?-?(?:db|database|schema)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FixesProduction();
}
