using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Sets;

/// <summary>Revisions of Alembic, which are linked from each to the one before, and migrations of Django, which lie in each application of a project.</summary>
static partial class SetsInPython
{
    /// <summary>The sets of an app.</summary>
    public static IEnumerable<FoundSet> In(List<SourceFile> files)
    {
        var python = files.Where(file => file.Name.EndsWith(".py", StringComparison.Ordinal)).ToList();
        return Alembic(python).Concat(Django(python));
    }

    static IEnumerable<FoundSet> Alembic(List<SourceFile> python)
    {
        foreach (
            var folder in python.Where(file => file.Folder.EndsWith("versions", StringComparison.Ordinal)).GroupBy(file => file.Folder)
        )
        {
            var revisions = folder
                .Select(file => (File: file, Id: Revision().Match(file.Text), Before: Before().Match(file.Text)))
                .Where(one => one.Id.Success && one.Before.Success)
                .Select(one =>
                    (
                        one.File,
                        Id: one.Id.Groups["id"].Value,
                        Before: Quoted().Matches(one.Before.Groups["ids"].Value).Select(match => match.Groups["id"].Value).ToList()
                    )
                )
                .ToList();
            if (revisions.Count == 0)
                continue;
            var order = new List<FoundMigration>();
            var open = revisions.ToList();
            var done = new HashSet<string>(StringComparer.Ordinal);
            var known = revisions.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
            while (open.FindIndex(one => one.Before.TrueForAll(id => done.Contains(id) || !known.Contains(id))) is >= 0 and var next)
            {
                order.Add(new(open[next].File, open[next].Id));
                done.Add(open[next].Id);
                open.RemoveAt(next);
            }
            order.AddRange(open.Select(one => new FoundMigration(one.File, one.Id)));
            var followed = revisions.SelectMany(one => one.Before).ToHashSet(StringComparer.Ordinal);
            var heads = order.Where(one => !followed.Contains(one.Version)).ToList();
            yield return new(MigrationTool.Alembic, folder.Key, [.. order])
            {
                Heads = heads is [var one, var other, ..] ? (one, other) : null,
            };
        }
    }

    static IEnumerable<FoundSet> Django(List<SourceFile> python)
    {
        var projects = python.Where(file => file.Name is "manage.py").Select(file => file.Folder).ToList();
        return python
            .Where(file => file.Folder.EndsWith("migrations", StringComparison.Ordinal) && Numbered().IsMatch(file.Name))
            .Where(file => file.Text.Contains("migrations.Migration", StringComparison.Ordinal))
            .GroupBy(file => Paths.UpFrom(file.Folder).FirstOrDefault(projects.Contains) ?? "")
            .Select(project => new FoundSet(
                MigrationTool.Django,
                // All applications of a project share a database.
                project.Select(file => file.Folder).Distinct().Count() == 1
                    ? project.First().Folder
                    : Paths.Below(project.Key, "migrations"),
                [
                    .. project
                        .OrderBy(file => file.Name[..4], StringComparer.Ordinal)
                        .ThenBy(file => file.Path, StringComparer.Ordinal)
                        .Select(file => new FoundMigration(
                            file,
                            $"{Paths.FolderOf(file.Folder)}/{Path.GetFileNameWithoutExtension(file.Name)}"
                        )),
                ]
            ));
    }

    [GeneratedRegex(@"^revision\s*(?::[^=\n]+)?=\s*[""'](?<id>[^""']+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Revision();

    [GeneratedRegex(@"^down_revision\s*(?::[^=\n]+)?=\s*(?<ids>[^\n]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Before();

    [GeneratedRegex(@"[""'](?<id>[^""']+)[""']", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\d{4}_\w+\.py$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Numbered();
}
