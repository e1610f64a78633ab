using System.Collections.Concurrent;
using System.Text.Json;

namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>
/// Names that configuration stands for paths: <c>paths</c> and <c>baseUrl</c> of tsconfig.json and jsconfig.json with all that they extend and refer to
/// (TypeScript handbook, "Module resolution"), and the import maps of Deno.
/// </summary>
sealed class PathAliases(CodeBase code, JsonFiles json, JavaScriptModules modules)
{
    const int MostExtended = 8;

    static readonly string[] Configurations = ["tsconfig.json", "jsconfig.json", "deno.json", "deno.jsonc", "import_map.json"];

    readonly ConcurrentDictionary<string, ImmutableArray<Alias>> byFolder = new(StringComparer.Ordinal);

    /// <summary>What a name may stand for, seen from a folder: paths below the root of the app, or names of other modules.</summary>
    public IEnumerable<string> Replace(string folder, string module)
    {
        foreach (var alias in AliasesIn(folder))
            if (alias.Match(module) is { } rest)
                foreach (var target in alias.Targets)
                    yield return target.Replace("*", rest, StringComparison.Ordinal);
    }

    /// <summary>The module that an import map has a name stand for, seen from a folder; null when it stands for none. What <c>paths</c> and <c>baseUrl</c> name are files.</summary>
    public string? ModuleOf(string folder, string module)
    {
        foreach (var alias in AliasesIn(folder))
            if (alias.NamesModule && alias.Match(module) is { } rest)
                return alias.Targets[0].Replace("*", rest, StringComparison.Ordinal);
        return null;
    }

    ImmutableArray<Alias> AliasesIn(string folder) =>
        byFolder.GetOrAdd(
            folder,
            one =>
            {
                var own = Configurations
                    .Select(name => Paths.In(one, name))
                    .Where(code.Exists)
                    .SelectMany(path => Read(path, MostExtended))
                    .ToImmutableArray();
                // The nearest configuration is the one that counts; one without aliases of its own leaves those around it in force.
                return own.IsEmpty && one.Length > 0 ? AliasesIn(Paths.FolderOf(one)) : own;
            }
        );

    IEnumerable<Alias> Read(string path, int hops)
    {
        if (hops == 0 || json.Read(path) is not { } found)
            yield break;
        JsonElement? file = found;
        var folder = Paths.FolderOf(path);
        foreach (var (name, target) in file.Get("imports").Entries())
            if (target.Text() is { } to)
                yield return Mapped(folder, name, to);
        var options = file.Get("compilerOptions");
        var start = options.Get("baseUrl").Text() is { } baseUrl ? Paths.Join(folder, baseUrl) : null;
        foreach (var (name, targets) in options.Get("paths").Entries())
            yield return new(name, [.. targets.Texts().Select(target => Paths.Join(start ?? folder, target)).OfType<string>()]);
        if (start is not null)
            yield return new("*", [Paths.In(start, "*")]);
        foreach (var base_ in file.Get("extends").Texts().Reverse())
            if (Configuration(folder, base_) is { } extended)
                foreach (var alias in Read(extended, hops - 1))
                    yield return alias;
        foreach (var reference in References(file))
            if (Configuration(folder, reference) is { } referred)
                foreach (var alias in Read(referred, hops - 1))
                    yield return alias;
        if (file.Get("importMap").Text() is { } map && Paths.Join(folder, map) is { } mapPath)
            foreach (var alias in Read(mapPath, hops - 1))
                yield return alias;
    }

    static IEnumerable<string> References(JsonElement? file) =>
        file.Get("references") is { ValueKind: JsonValueKind.Array } references
            ? references.EnumerateArray().Select(one => ((JsonElement?)one).Get("path").Text()).OfType<string>()
            : [];

    /// <summary>The path of a configuration that another one names: a file, a folder, or a file of a package of the same repository.</summary>
    string? Configuration(string folder, string name)
    {
        var path = name.StartsWith('.') ? Paths.Join(folder, name) : modules.Packages.PathOf(name);
        return path is null ? null : ((string[])[path, path + ".json", Paths.In(path, "tsconfig.json")]).FirstOrDefault(code.Exists);
    }

    /// <summary>An entry of an import map: a name that ends in a slash stands for everything below it.</summary>
    static Alias Mapped(string folder, string name, string target)
    {
        var below = name.EndsWith('/') && target.EndsWith('/');
        var to = target.StartsWith('.') ? Paths.Join(folder, target) ?? "" : target;
        return new(
            below ? name + "*" : name,
            [
                !below ? to
                : to.Length == 0 ? "*"
                : $"{to.TrimEnd('/')}/*",
            ]
        )
        {
            NamesModule = !target.StartsWith('.'),
        };
    }

    /// <summary>A pattern with at most one star, and what it stands for.</summary>
    sealed record Alias(string Pattern, ImmutableArray<string> Targets)
    {
        /// <summary>Whether the targets are names of other modules, and no paths.</summary>
        public bool NamesModule { get; init; }

        /// <summary>What the star stands for when the name fits; null when it does not.</summary>
        public string? Match(string module)
        {
            if (Pattern.IndexOf('*') is not (>= 0 and var star))
                return module == Pattern ? "" : null;
            var (before, after) = (Pattern[..star], Pattern[(star + 1)..]);
            var fits =
                module.Length >= before.Length + after.Length
                && module.StartsWith(before, StringComparison.Ordinal)
                && module.EndsWith(after, StringComparison.Ordinal);
            return fits ? module[star..^after.Length] : null;
        }
    }
}
