using Shipworthy.Extractors.Endpoints.Frameworks;
using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Fastify;

/// <summary>
/// The files that <c>@fastify/autoload</c> registers, by its documentation: an index file stands for its folder, folders make prefixes, and files called <c>autohooks</c> are hooks of
/// their folder and, when they cascade, of those below.
/// </summary>
sealed class FastifyAutoload(CodeBase code)
{
    /// <summary>The files of a registration with the prefix and the hook files of each, in the order in which they are loaded; null when the folder is not known.</summary>
    public IReadOnlyList<(CodeFile File, string Prefix, ImmutableArray<CodeFile> Hooks)>? Of(Code register)
    {
        var options = code.ObjectOf(register.ArgumentAt(1));
        if (FolderOf(code.Entry(options, "dir"), register.File) is not { } folder)
            return null;
        var given = code.ValueOf(code.Entry(code.ObjectOf(code.Entry(options, "options")), "prefix")).AsText ?? "";
        var read = new Reading(
            code.ObjectEntry(options, "dirNameRoutePrefix") is not false,
            code.ObjectEntry(options, "autoHooks") is true,
            code.ObjectEntry(options, "cascadeHooks") is true,
            []
        );
        Read(folder, given, [], read);
        return read.Found;
    }

    void Read(string folder, string prefix, ImmutableArray<CodeFile> hooks, Reading read)
    {
        var below = folder.Length == 0 ? "" : folder + "/";
        var all = code
            .Files.Where(one =>
                one.Language is Language.JavaScript or Language.TypeScript && one.Path.StartsWith(below, StringComparison.Ordinal)
            )
            .OrderBy(one => one.Path, StringComparer.Ordinal)
            .ToList();
        var own = all.Where(one => one.Path.IndexOf('/', below.Length) < 0 && !IsSkipped(one.Path)).ToList();
        var inherited = read.Cascades ? hooks : [];
        if (read.HasHooks && own.Find(one => StemOf(one.Path) is "autohooks") is { } hook)
            inherited = inherited.Add(hook);
        own.RemoveAll(one => StemOf(one.Path) is "autohooks");
        var index = own.Find(one => StemOf(one.Path) is "index");
        foreach (var file in index is null ? own : [index])
            read.Found.Add((file, PrefixOf(file) is { } other ? PathTemplates.Join(prefix, other) : prefix, inherited));
        foreach (
            var name in all.Where(one => one.Path.IndexOf('/', below.Length) > 0)
                .Select(one => one.Path[below.Length..].Split('/')[0])
                .Distinct()
        )
            if (name is not "node_modules")
                Read(
                    below + name,
                    read.NamesPrefix ? PathTemplates.Join(prefix, name.StartsWith('_') ? ":" + name[1..] : name) : prefix,
                    inherited,
                    read
                );
    }

    /// <summary>What a file itself puts before its routes: <c>export const autoPrefix = "/users"</c>.</summary>
    string? PrefixOf(CodeFile file) =>
        ScriptExports.Of(code, file).FirstOrDefault(one => one.Name is "autoPrefix").What is { Exists: true } text
            ? code.ValueOf(text).AsText
            : null;

    /// <summary>The folder that an expression names: <c>path.join(__dirname, "routes")</c>.</summary>
    static string? FolderOf(Code expression, CodeFile from)
    {
        var texts = expression.Descendants(CodeKind.Literal).Prepend(expression).Select(one => one.String).OfType<string>().ToList();
        if (texts.Count == 0)
            return null;
        var folder = from.Path.Contains('/') ? from.Path[..from.Path.LastIndexOf('/')].Split('/').ToList() : [];
        foreach (var part in texts.SelectMany(one => one.Split('/')))
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    if (folder.Count == 0)
                        return null;
                    folder.RemoveAt(folder.Count - 1);
                    break;
                default:
                    folder.Add(part);
                    break;
            }
        return string.Join('/', folder);
    }

    static bool IsSkipped(string path) =>
        path.EndsWith(".d.ts", StringComparison.Ordinal)
        || path.Contains(".test.", StringComparison.Ordinal)
        || path.Contains(".spec.", StringComparison.Ordinal);

    static string StemOf(string path) => path[(path.LastIndexOf('/') + 1)..].Split('.')[0];

    sealed record Reading(
        bool NamesPrefix,
        bool HasHooks,
        bool Cascades,
        List<(CodeFile File, string Prefix, ImmutableArray<CodeFile> Hooks)> Found
    );
}
