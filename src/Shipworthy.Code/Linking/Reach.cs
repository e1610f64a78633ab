namespace Shipworthy.Syntax.Linking;

/// <summary>
/// Which files run, from entry points along imports (rubric T5). What cannot be told counts as reachable: in a part of the app without a known entry point everything
/// does.
/// </summary>
sealed class Reach
{
    readonly HashSet<CodeFile> reached = [];
    readonly CodeBase code;

    public Reach(CodeBase code)
    {
        this.code = code;
        var open = new Stack<CodeFile>();
        foreach (var links in code.AllLinks)
        foreach (var file in Starts(links))
            if (reached.Add(file))
                open.Push(file);
        while (open.TryPop(out var file))
            foreach (var next in From(file))
                if (reached.Add(next))
                    open.Push(next);
    }

    public bool Includes(CodeFile file) => reached.Contains(file);

    IEnumerable<CodeFile> Starts(LanguageLinks links)
    {
        var entries = links.EntryPoints().ToHashSet();
        var known = entries.Select(links.PartOf).ToHashSet(StringComparer.Ordinal);
        return code.Files.Where(file =>
            code.LinksOf(file) == links && (entries.Contains(file) || !known.Contains(links.PartOf(file)) || links.StartsAnyway(file))
        );
    }

    IEnumerable<CodeFile> From(CodeFile file)
    {
        var links = code.LinksOf(file);
        foreach (var node in file.Root.Descendants())
        {
            var module = node.Kind switch
            {
                CodeKind.Import or CodeKind.Export when node.Name.Length > 0 => node.Name,
                CodeKind.Call => links.LoadedModule(node),
                _ => null,
            };
            if (module is not null && links.Resolve(file, module) is { } next)
                yield return next;
        }
        foreach (var next in links.AlsoReaches(file))
            yield return next;
    }
}
