using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>Finds the files of code behind the address of a page: of routes that code declares, and of routes that files are.</summary>
sealed partial class PagesOfApps(RecoverySources sources)
{
    const int Most = 60;

    /// <summary>The page's file with what it imports of the app; null when no page is known for the address.</summary>
    public HashSet<CodeFile>? At(string address)
    {
        var path = address.TrimEnd('/') is { Length: > 0 } some ? some : "/";
        var found = Declared(path).Concat(Files(path)).ToList();
        return found.Count == 0 ? null : Around(found);
    }

    /// <summary><c>&lt;Route path="/auth" element={&lt;Auth /&gt;} /&gt;</c> and <c>{ path: "/auth", element: … }</c>, <c>component: Auth</c>.</summary>
    IEnumerable<CodeFile> Declared(string path)
    {
        foreach (
            var file in sources.Code.Files.Where(file =>
                sources.Sources.IsDeployed(file) && file.Text.Contains(path.TrimStart('/'), StringComparison.Ordinal)
            )
        )
        foreach (var property in file.Root.Descendants(CodeKind.Property).Concat(file.Root.Descendants(CodeKind.Argument)))
        {
            if (property.Name is not "path" || property[Part.Value].String is not { } written || written.Trim('/') != path.Trim('/'))
                continue;
            foreach (var name in property.Parent.Descendants())
                if (
                    name.Kind is CodeKind.Name
                    && name.Name is [>= 'A' and <= 'Z', ..]
                    && sources.Code.Definition(name) is { Exists: true } component
                    && component.Kind is not CodeKind.Imported
                )
                    foreach (var held in Held(component))
                        yield return held;
        }
    }

    /// <summary>The file of a component, also of one that is loaded when it is needed: <c>lazy(() => import("./Auth"))</c>.</summary>
    IEnumerable<CodeFile> Held(Code component)
    {
        yield return component.File;
        foreach (var text in component.Descendants(CodeKind.Literal))
            if (
                text.String is { } module
                && component.Text.Contains("import(", StringComparison.Ordinal)
                && sources.Code.Module(component.File, module) is { } file
            )
                yield return file;
    }

    /// <summary>Pages of Next.js, SvelteKit, Nuxt, Astro, Expo and TanStack, whose folders are their addresses.</summary>
    IEnumerable<CodeFile> Files(string path) =>
        sources.Code.Files.Where(file => sources.Sources.IsDeployed(file) && PageOf(file.Path) == path);

    static string? PageOf(string file)
    {
        if (Page().Match(file) is not { Success: true } match)
            return null;
        var parts = match
            .Groups["path"]
            .Value.Split('/', '.')
            .Where(one =>
                one.Length > 0 && one[0] is not ('(' or '[' or '_') && one is not ("index" or "page" or "route" or "+page" or "+server")
            );
        return $"/{string.Join('/', parts)}";
    }

    HashSet<CodeFile> Around(List<CodeFile> starts)
    {
        var found = new HashSet<CodeFile>();
        var queue = new Queue<CodeFile>(starts);
        while (queue.TryDequeue(out var file) && found.Count < Most)
            if (found.Add(file))
                foreach (var import in file.Root.Descendants(CodeKind.Import))
                    if (sources.Code.Module(file, import.Name) is { } next && sources.Sources.IsDeployed(next))
                        queue.Enqueue(next);
        return found;
    }

    [GeneratedRegex(
        @"(?:^|/)(?:app|pages|src/routes|app/routes|routes)/(?<path>.*?)\.(?:tsx|jsx|ts|js|svelte|vue|astro)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Page();
}
