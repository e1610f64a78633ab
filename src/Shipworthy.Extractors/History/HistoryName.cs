using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Tells apart two states of a history without reading it: by the refs and what they name, by the settings of the repository, and by the objects that are
/// there. Whoever takes an object away, or brings one that was missing, changes a pack, or the time of a folder of loose objects.
/// </summary>
static class HistoryName
{
    /// <summary>As far as git itself follows repositories that borrow from each other.</summary>
    const int MostBorrowed = 5;

    /// <summary>Adds the state of a history to the name of what a scan looks at.</summary>
    public static void AddTo(InputHash name, GitHistory history)
    {
        name.Add($"{history.Completeness}", history.Head, history.Branch, history.DefaultBranch, history.DefaultTip);
        foreach (var (of, named) in history.Refs.Names)
            name.Add(of, named);
        name.Add([.. history.Refs.Starts]);
        if (history.Repository is not { } repository)
            return;
        name.Add(repository.Prefix, history.ReadConfig());
        name.Add(DiskEntry.At(Path.Combine(repository.CommonFolder, "shallow"))?.TryRead(1 << 20) ?? []);
        Objects(name, Path.Combine(repository.CommonFolder, "objects"), MostBorrowed);
    }

    static void Objects(InputHash name, string folder, int borrowed)
    {
        foreach (var entry in Sorted(folder).Concat(Sorted(Path.Combine(folder, "pack"))))
            name.Add(entry.Name, $"{entry.Length}", $"{ModifiedOf(entry).Ticks}");
        var others = Encoding.UTF8.GetString(DiskEntry.At(Path.Combine(folder, "info", "alternates"))?.TryRead(1 << 16) ?? []);
        name.Add(others);
        if (borrowed > 0)
            foreach (var other in others.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                if (!other.StartsWith('#') && !other.Contains('\0', StringComparison.Ordinal))
                    Objects(name, Path.GetFullPath(other, folder), borrowed - 1);
    }

    /// <summary>A listing does not tell when folders changed.</summary>
    static DateTime ModifiedOf(DiskEntry entry) =>
        entry.Kind is EntryKind.Folder ? DiskEntry.At(entry.FullPath)?.Modified ?? default : entry.Modified;

    static IEnumerable<DiskEntry> Sorted(string folder) =>
        (DiskEntry.In(folder) ?? []).OrderBy(entry => entry.Name, StringComparer.Ordinal);
}
