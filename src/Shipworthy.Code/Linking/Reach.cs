namespace Shipworthy.Syntax.Linking;

/// <summary>
/// Which files run, from entry points along imports. What cannot be told counts as reachable: in a language without a known entry point everything does.
/// </summary>
sealed class Reach
{
    readonly HashSet<CodeFile> reached = [];
    readonly HashSet<LanguageLinks> unknown = [];
    readonly CodeBase code;

    public Reach(CodeBase code)
    {
        this.code = code;
        var open = new Stack<CodeFile>();
        foreach (var links in code.AllLinks)
        {
            var before = open.Count;
            foreach (var path in links.EntryPoints())
                if (code.Find(path) is { } file && reached.Add(file))
                    open.Push(file);
            if (open.Count == before)
                unknown.Add(links);
        }
        while (open.TryPop(out var file))
            foreach (var next in From(file))
                if (reached.Add(next))
                    open.Push(next);
    }

    public bool Includes(CodeFile file) => unknown.Contains(code.LinksOf(file)) || reached.Contains(file);

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
