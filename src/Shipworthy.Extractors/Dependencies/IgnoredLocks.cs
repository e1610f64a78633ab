using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies;

/// <summary>Lock files that git ignores: they may lie on the disk of whoever works here, and never get into the repository.</summary>
static class IgnoredLocks
{
    /// <summary>The line that makes git ignore a file of that name in a folder; null when git would take it.</summary>
    public static Location? Of(string folder, string name, SourceTree tree)
    {
        if (!tree.Ignores(Paths.Below(folder, name)) || IgnoresAll(folder, tree))
            return null;
        foreach (var above in Paths.UpFrom(folder))
            if (tree.Find(Paths.Below(above, ".gitignore")) is { } list)
            {
                var number = 0;
                foreach (var line in list.Text.Split('\n'))
                {
                    number++;
                    if (
                        line.Trim().TrimStart('/', '*') is { Length: > 0 } pattern
                        && (pattern == name || name.EndsWith(pattern, StringComparison.Ordinal))
                    )
                        return list.AtLine(number);
                }
            }
        return Location.File(".gitignore");
    }

    /// <summary>Where git ignores the whole folder, the lock file is not what is left out.</summary>
    static bool IgnoresAll(string folder, SourceTree tree) => folder.Length > 0 && tree.Ignores(folder + "/");
}
