using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Sets;

/// <summary>Drizzle keeps the order of its migrations in <c>meta/_journal.json</c>; what the journal does not list is never applied.</summary>
static class SetsWithJournals
{
    /// <summary>The sets of an app.</summary>
    public static IEnumerable<FoundSet> Drizzle(SourceTree tree, List<SourceFile> files)
    {
        foreach (var journal in files.Where(file => file.Name is "_journal.json" && file.Folder.EndsWith("meta", StringComparison.Ordinal)))
        {
            var folder = Paths.FolderOf(journal.Folder);
            ImmutableArray<FoundMigration> found =
            [
                .. JsonFile
                    .Read(journal)["entries"]
                    .Each()
                    .Select(entry => (Tag: entry["tag"].Text, When: entry["when"].Text))
                    .Select(entry => (File: tree.Find(Paths.Below(folder, $"{entry.Tag}.sql")), entry.When))
                    .Where(entry => entry.File is not null)
                    .Select(entry => new FoundMigration(entry.File!, entry.When)),
            ];
            if (!found.IsEmpty)
                yield return new(MigrationTool.Drizzle, folder, found);
        }
    }
}
