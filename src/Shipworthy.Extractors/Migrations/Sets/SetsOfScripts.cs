using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Sets;

/// <summary>Migrations written in JavaScript or TypeScript: what they call tells the tool.</summary>
static partial class SetsOfScripts
{
    /// <summary>The sets among files that no other shape claims.</summary>
    public static IEnumerable<FoundSet> In(IEnumerable<SourceFile> files, Packages packages)
    {
        foreach (
            var folder in files
                .Where(file => Folder().IsMatch(file.Folder) && (Name().IsMatch(file.Name) || IsOfTypeOrm(file)))
                .GroupBy(file => file.Folder, StringComparer.Ordinal)
        )
        {
            var tool = folder.Select(file => ToolOf(file.Text)).FirstOrDefault(tool => tool is not null) ?? OfPackage(packages, folder.Key);
            if (tool is null)
                continue;
            yield return new(
                tool.Value,
                folder.Key,
                [
                    .. folder
                        .OrderBy(
                            file => Numbers.Of(IsOfTypeOrm(file) ? MomentOf(file) : MigrationSets.VersionOf(file.Name)),
                            StringComparer.Ordinal
                        )
                        .ThenBy(file => file.Name, StringComparer.Ordinal)
                        .Select(file => new FoundMigration(file, Path.GetFileNameWithoutExtension(file.Name))),
                ]
            );
        }
    }

    /// <summary>Whether a class says by its name when it was made, which is what TypeORM goes by, however the file is called.</summary>
    static bool IsOfTypeOrm(SourceFile file) => Script().IsMatch(file.Name) && MomentOf(file).Length > 0;

    static string MomentOf(SourceFile file) => Moment().Match(file.Text).Groups["moment"].Value;

    static MigrationTool? ToolOf(string text) =>
        text.Contains("queryInterface", StringComparison.Ordinal) ? MigrationTool.Sequelize
        : text.Contains("MigrationInterface", StringComparison.Ordinal) || text.Contains("queryRunner", StringComparison.Ordinal)
            ? MigrationTool.TypeOrm
        : text.Contains("@mikro-orm", StringComparison.Ordinal) ? MigrationTool.MikroOrm
        : text.Contains("Kysely", StringComparison.Ordinal) ? MigrationTool.Kysely
        : text.Contains("pgm", StringComparison.Ordinal) ? MigrationTool.NodePgMigrate
        : text.Contains("knex", StringComparison.OrdinalIgnoreCase) ? MigrationTool.Knex
        : null;

    static MigrationTool? OfPackage(Packages packages, string folder) =>
        packages.Nearest(folder) is not { } package ? null
        : package.Dependencies.Contains("knex") ? MigrationTool.Knex
        : package.Dependencies.Contains("ley") ? MigrationTool.Ley
        : package.Dependencies.Contains("node-pg-migrate") ? MigrationTool.NodePgMigrate
        : package.Dependencies.Contains("umzug") ? MigrationTool.Sequelize
        : null;

    [GeneratedRegex(@"^(?:Migration)?\d{2,}[^/]*\.(?:js|cjs|mjs|ts|cts|mts)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\.(?:js|cjs|mjs|ts|cts|mts)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(@"\bclass\s+[A-Za-z_]\w*?(?<moment>\d{13})\s+implements\s+MigrationInterface\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"(?:^|/)(?:\w*migrations?)(?:/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Folder();
}
