using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>
/// Tells the files that run when the app starts from those that people start by themselves: they make the app or its server, or others of the app import them.
/// </summary>
sealed partial class StartFiles(Sources sources)
{
    readonly Lazy<HashSet<string>> imported = new(() => Imported(sources));

    /// <summary>Whether a file runs when the app starts.</summary>
    public bool Include(CodeFile file) =>
        file.Language is Language.CSharp
        || Makes().IsMatch(file.Text)
        || EntryName().IsMatch(file.Path)
        || imported.Value.Contains(StemOf(file.Path));

    /// <summary>The last names of all modules that deployed files import.</summary>
    static HashSet<string> Imported(Sources sources)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var import in sources.Code.All(CodeKind.Import))
            if (sources.IsDeployed(import.File))
            {
                var name = import.Name;
                found.Add(StemOf(name.Contains('/') || import.File.Language is not Language.Python ? name : name.Replace('.', '/')));
                foreach (var part in import.Descendants(CodeKind.Imported))
                    if (import.File.Language is Language.Python)
                        found.Add(part.ImportedName);
            }
        foreach (var call in sources.Code.Calls("require"))
            if (sources.IsDeployed(call.File) && call.ArgumentAt(0).String is { } module)
                found.Add(StemOf(module));
        return found;
    }

    static string StemOf(string path)
    {
        var trimmed = path.TrimEnd('/');
        var name = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        var stem = dot > 0 && name[(dot + 1)..] is "js" or "ts" or "mjs" or "mts" or "cjs" or "tsx" or "jsx" or "py" ? name[..dot] : name;
        return stem is "index" or "__init__" && trimmed.LastIndexOf('/') is > 0 and var slash ? StemOf(trimmed[..slash]) : stem;
    }

    [GeneratedRegex(
        @"\b(?:FastAPI|Flask|Starlette|Quart|Sanic|Litestar)\(|\.listen\(|createServer\(|NestFactory\.|new (?:Hono|Elysia)\b|Deno\.serve\(|Bun\.serve\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Makes();

    [GeneratedRegex(
        @"(?:^|/)(?:main|wsgi|asgi|instrumentation|hooks\.server|entry\.server|server/plugins/[^/]+)\.\w+$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex EntryName();
}
