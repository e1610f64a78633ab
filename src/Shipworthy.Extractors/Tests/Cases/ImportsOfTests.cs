namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Tells which files of tests import from folders that the repository does not have: such a file fails before its first case.</summary>
sealed class ImportsOfTests(Sources sources)
{
    readonly HashSet<string> folders = sources.Tree.Files.SelectMany(file => Above(file.Path)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The first import of a file that leads into no folder of the repository; empty where all do. What a build makes is not missing.</summary>
    public string MissingOf(CodeFile file) =>
        file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx
            ? file.Root.Descendants(CodeKind.Import)
                .Where(one => !one.Is(Modifiers.TypeOnly) && one.Name.StartsWith("..", StringComparison.Ordinal))
                .Select(one => one.Name)
                .FirstOrDefault(name => sources.Code.Module(file, name) is null && IsMissing(file.Path, name))
                ?? ""
            : "";

    bool IsMissing(string from, string name)
    {
        var at = from.Split('/').SkipLast(1).ToList();
        foreach (var part in name.Split('/').SkipLast(1))
            if (part is "..")
            {
                if (at.Count == 0)
                    return false;
                at.RemoveAt(at.Count - 1);
            }
            else if (part is not ".")
            {
                if (part is "dist" or "build" or "out" or "lib-dist" or "node_modules" || IsMade(part))
                    return false;
                at.Add(part);
            }
        return at.Count > 0 && !folders.Contains(string.Join('/', at));
    }

    static bool IsMade(string part) =>
        part[0] is '.' or '$'
        || part.Contains("generated", StringComparison.OrdinalIgnoreCase)
        || part.StartsWith("__", StringComparison.Ordinal);

    static IEnumerable<string> Above(string path)
    {
        for (var at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1))
            yield return path[..at];
    }
}
