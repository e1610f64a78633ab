using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>Finds the file of the repository that a path inside of a container stands for: the file whose path ends most like it.</summary>
sealed class ContainerPaths(SourceTree tree)
{
    readonly ILookup<string, SourceFile> byName = tree.Files.ToLookup(file => file.Name, StringComparer.Ordinal);

    /// <summary>The path of the file; null when the word names none.</summary>
    /// <param name="word">As the command writes it.</param>
    /// <param name="folder">The folder that the command is about, which wins among files of one name.</param>
    public string? Of(string word, string folder)
    {
        if (word.Length == 0 || word.StartsWith('-') || word.Contains('$') || word.EndsWith('/'))
            return null;
        var name = word[(word.LastIndexOf('/') + 1)..];
        if (!byName.Contains(name))
            return null;
        if (Paths.Within(folder, word) is { } here && !word.StartsWith('/') && tree.Find(here) is not null)
            return here;
        if (!word.Contains('/'))
            return null;
        var parts = word.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("." or "..")).ToList();
        return byName[name]
            .Where(file => file.Role is not (FileRole.Vendored or FileRole.Example or FileRole.Docs))
            .OrderByDescending(file => Common(file.Path, parts))
            .ThenByDescending(file => Paths.IsIn(folder, file.Path))
            .ThenBy(file => file.Path.Length)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Path;
    }

    /// <summary>How many segments two paths share at their ends.</summary>
    static int Common(string path, List<string> parts)
    {
        var own = path.Split('/');
        var shared = 0;
        while (shared < own.Length && shared < parts.Count && own[^(shared + 1)] == parts[^(shared + 1)])
            shared++;
        return shared;
    }
}
