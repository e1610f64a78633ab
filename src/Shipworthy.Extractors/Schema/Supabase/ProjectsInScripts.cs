using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Schema.Supabase;

/// <summary>
/// The database of an app of Supabase whose SQL lies in a numbered folder of its own, which people run by hand: what it opens is open as soon as somebody did, and what it
/// forbids is not known to be forbidden.
/// </summary>
static partial class ProjectsInScripts
{
    /// <summary>The one such project; none where no folder, or several, speak of Supabase.</summary>
    public static ImmutableArray<SupabaseProject> In(SourceTree tree)
    {
        if (!tree.Files.Any(AsksSupabase))
            return [];
        var sets = MigrationSets.In(tree, new Packages(tree));
        var speaking = sets.Where(set =>
                set.Tool is MigrationTool.Unknown
                && set.Files.All(one => IsSql(one.File))
                && set.Files.Any(one => Speaks().IsMatch(one.File.Text))
            )
            .ToList();
        if (speaking is not [var only])
            return [];
        ImmutableArray<SourceFile> files = [.. only.Files.Select(one => one.File)];
        return
        [
            new("", SupabaseProjects.Replayed([.. Baselines.Of(tree, files, sets), .. files]), files[0])
            {
                Migrations = files,
                IsLoose = true,
            },
        ];
    }

    static bool AsksSupabase(SourceFile file) =>
        file.Name is "package.json"
        && file.Role is not (FileRole.Vendored or FileRole.Example or FileRole.Test)
        && file.Text.Contains("\"@supabase/", StringComparison.Ordinal);

    static bool IsSql(SourceFile file) => file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>Words that only a database of Supabase understands.</summary>
    [GeneratedRegex(
        @"\bauth\.(?:uid|jwt|role)\(|\bauth\.users\b|\bstorage\.objects\b|\bto\s+(?:authenticated|anon)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Speaks();
}
