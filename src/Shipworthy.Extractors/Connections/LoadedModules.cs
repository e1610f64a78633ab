using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Connections;

/// <summary>
/// Tells which modules of Python a program of the app loads: those that make an application or that something names which starts programs, and what they import, step by step.
/// </summary>
sealed partial class LoadedModules
{
    readonly HashSet<CodeFile> loaded = [];

    /// <summary>Follows the imports of an app.</summary>
    public LoadedModules(Sources sources)
    {
        var code = sources.Code;
        var files = code.Files.Where(file => file.Language is Language.Python && sources.IsDeployed(file)).ToList();
        var starters = sources.Tree.Files.Where(file => Starter().IsMatch(file.Path)).Select(file => file.Text).ToList();
        var open = new Stack<CodeFile>(files.Where(file => Application().IsMatch(file.Text) || starters.Exists(text => Names(text, file))));
        // Where nothing is known to start, and where names of modules stand in settings, everything may be loaded.
        if (open.Count == 0 || code.Imports("django"))
            loaded.UnionWith(files);
        while (open.TryPop(out var file))
            if (loaded.Add(file))
                foreach (var next in ImportedBy(code, file))
                    open.Push(next);
    }

    /// <summary>Whether a program loads a file; true of those of other languages.</summary>
    public bool Has(CodeFile file) => file.Language is not Language.Python || loaded.Contains(file);

    static IEnumerable<CodeFile> ImportedBy(CodeBase code, CodeFile file)
    {
        foreach (var import in file.Root.Descendants(CodeKind.Import))
        {
            if (code.Module(file, import.Name) is { } module)
                yield return module;
            foreach (var name in import.Descendants(CodeKind.Imported))
                if (
                    code.Module(file, import.Name.EndsWith('.') ? import.Name + name.ImportedName : $"{import.Name}.{name.ImportedName}") is
                    { } inner
                )
                    yield return inner;
        }
        // import_module("app.plugins.mail"), Celery(include=["app.workers.mail"]), uvicorn.run("app.main:app")
        foreach (var text in file.Root.Descendants(CodeKind.Literal))
            if (
                text.String is { } named
                && named.Contains('.', StringComparison.Ordinal)
                && code.Module(file, named.Split(':')[0]) is { } told
            )
                yield return told;
    }

    /// <summary>Whether a text that starts programs names a file, by its path or as a module.</summary>
    static bool Names(string text, CodeFile file)
    {
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        return text.Contains(name, StringComparison.Ordinal)
            || file.Path.EndsWith(".py", StringComparison.Ordinal)
                && file.Path[..^3].Split('/') is var parts
                && Enumerable
                    .Range(0, parts.Length)
                    .Any(skipped =>
                        string.Join('.', parts[skipped..]) is var module
                        && text.Contains(module.Contains('.', StringComparison.Ordinal) ? module : module + ":", StringComparison.Ordinal)
                        && Regex.IsMatch(
                            text,
                            $@"(?:^|[\s""'=]){Regex.Escape(module)}(?::\w+|[""'\s]|$)",
                            RegexOptions.CultureInvariant,
                            TimeSpan.FromSeconds(10)
                        )
                    );
    }

    [GeneratedRegex(
        @"(?:^|/)(?:Dockerfile[^/]*|Procfile|[^/]*\.(?:ya?ml|sh|bat|ps1|toml|service|Dockerfile)|package\.json|Makefile|\.replit)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Starter();

    [GeneratedRegex(
        @"\b(?:FastAPI|Flask|Starlette|Quart|Sanic|Litestar|Celery|Bottle|APIRouter)\(|get_[aw]sgi_application\(|uvicorn\.run\(|\bdef (?:lambda_)?handler\(|@(?:functions_framework|app\.function)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Application();
}
