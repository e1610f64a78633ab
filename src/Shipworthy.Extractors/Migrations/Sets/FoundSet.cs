using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Sets;

/// <summary>The migrations of one schema, as they lie in the tree.</summary>
/// <param name="Tool">The tool that they are written for.</param>
/// <param name="Folder">The folder that holds them.</param>
/// <param name="Files">In the order in which the tool applies them.</param>
sealed record FoundSet(MigrationTool Tool, string Folder, ImmutableArray<FoundMigration> Files)
{
    /// <summary>The folder of the package, project or service that they belong to: commands that run in or above it are about them.</summary>
    public string Home => Pipelines.Paths.FolderOf(Folder);

    /// <summary>Two files that cannot both be the last one, which the tool refuses; null when there is one end.</summary>
    public (FoundMigration One, FoundMigration Other)? Heads { get; init; }
}

/// <summary>A migration.</summary>
/// <param name="File">Its file.</param>
/// <param name="Version">What the tool orders it by.</param>
sealed record FoundMigration(SourceFile File, string Version)
{
    /// <summary>What people call it: the name of its file, or of its folder where all files are named alike.</summary>
    public string Name => File.Name is "migration.sql" ? File.Folder[(File.Folder.LastIndexOf('/') + 1)..] : File.Name;
}
