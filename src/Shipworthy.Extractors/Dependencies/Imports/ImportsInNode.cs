using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Imports;

/// <summary>Imports of JavaScript and TypeScript that lead to no file of the app, and to no package that a manifest above the file names.</summary>
sealed partial class ImportsInNode(Sources sources, App known)
{
    readonly CodeBase code = sources.Code;
    readonly Dictionary<string, List<SourceFile>> manifests = new(StringComparer.Ordinal);
    readonly List<SourceFile> settings = [.. sources.Tree.Files.Where(file => Setting().IsMatch(file.Name))];
    readonly Lazy<HashSet<string>> own = new(() =>
        [
            .. sources
                .Tree.Named("package.json")
                .Select(file => OwnName().Match(file.Text))
                .Where(match => match.Success)
                .Select(match => match.Groups[1].Value),
        ]
    );
    readonly Lazy<HashSet<CodeFile>> imported = new(() =>
        [
            .. sources
                .Code.All(CodeKind.Import)
                .Concat(sources.Code.All(CodeKind.Export))
                .Select(import => (import.File, Module: import.Name))
                .Concat(sources.Code.Calls("require", "import").Select(call => (call.File, Module: call.ArgumentAt(0).String ?? "")))
                .Where(load => load.Module.Length > 0)
                // What only a script imports that people start by hand is no part of what runs.
                .GroupBy(load => load.File)
                .Where(loads => !IsByHand(sources, loads.Key))
                .SelectMany(loads => loads)
                .Select(load => sources.Code.Module(load.File, load.Module))
                .OfType<CodeFile>(),
        ]
    );
    readonly Lazy<ILookup<string, Dependency>> locked = new(() =>
        known.Dependencies.Where(one => one.Ecosystem is PackageEcosystem.Npm).ToLookup(one => one.Name, StringComparer.Ordinal)
    );

    /// <summary>All of them.</summary>
    public IEnumerable<UndeclaredImport> All()
    {
        foreach (var import in code.All(CodeKind.Import).Concat(code.All(CodeKind.Export)))
            if (
                IsScript(import.File)
                && import.Name.Length > 0
                && Of(import, import.Name, import.Is(Modifiers.TypeOnly) || TakesTypes(import)) is { } found
            )
                yield return found;
        foreach (var call in code.Calls("require", "import"))
            if (
                IsScript(call.File)
                && call.Callee.Kind is CodeKind.Name
                && call.ArgumentAt(0).String is { Length: > 0 } module
                && !IsTried(call)
                && Of(call, module, false) is { } found
            )
                yield return found;
    }

    static bool IsScript(CodeFile file) => file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx;

    /// <summary>Whether what an import takes is only ever used as a type, so that nothing of it is left when the code runs.</summary>
    static bool TakesTypes(Code import)
    {
        var names = import.Children.Where(one => one.Kind is CodeKind.Imported).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return names.Count > 0
            && import.Kind is CodeKind.Import
            && import.File.Language is Language.TypeScript or Language.Tsx
            && !import
                .File.Root.Descendants()
                .Any(one => one.Kind is CodeKind.Name or CodeKind.Element && names.Contains(one.Name.Split('.')[0]))
            && import.File.Root.Descendants(CodeKind.Type).Any(one => names.Contains(one.Name) || names.Contains(one.Receiver.Name));
    }

    /// <summary>Whether a failing load is caught, so that the package is wanted and not needed.</summary>
    static bool IsTried(Code load) => load.Enclosing(CodeKind.Try).Exists || load.Parent is { Kind: CodeKind.Member, Name: "catch" };

    UndeclaredImport? Of(Code at, string module, bool isTypesOnly)
    {
        if (!sources.IsDeployed(at.File) || NoPackage().IsMatch(module) || Shapes().IsMatch(at.File.Path))
            return null;
        var name = PackageOf(module);
        if (Given.Contains(name) || name.Length == 0 || own.Value.Contains(name) || code.Module(at.File, module) is not null)
            return null;
        var above = ManifestsAbove(at.File.Path);
        if (above.Count == 0 || above.Exists(file => Names(file, name)) || IsAlias(module, name) || IsFolder(above, module))
            return null;
        var directory = above[0].Folder;
        var brought = locked.Value[name].Any();
        var types = locked.Value[$"@types/{name.TrimStart('@').Replace("/", "__", StringComparison.Ordinal)}"].Any();
        return new(at.At, PackageEcosystem.Npm, name)
        {
            Directory = directory,
            By =
                brought ? BroughtBy.AnotherPackage
                : locked.Value.Count > 0 && !name.StartsWith("@aws-sdk/", StringComparison.Ordinal) ? BroughtBy.Nothing
                : BroughtBy.Unknown,
            IsTypesOnly = isTypesOnly || (types && !brought),
            IsReached = code.IsReachable(at.File) && (imported.Value.Contains(at.File) || !IsOnlyForOthers().IsMatch(at.File.Path)),
        };
    }

    List<SourceFile> ManifestsAbove(string path)
    {
        var folder = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
        if (manifests.TryGetValue(folder, out var before))
            return before;
        var all = new List<SourceFile>();
        for (var at = folder; ; at = at.LastIndexOf('/') is > 0 and var up ? at[..up] : "")
        {
            var prefix = at.Length == 0 ? "" : $"{at}/";
            // Deno's own files name what it loads.
            if (
                sources.Tree.Contains($"{prefix}deno.json")
                || sources.Tree.Contains($"{prefix}deno.jsonc")
                || sources.Tree.Contains($"{prefix}import_map.json")
            )
                return manifests[folder] = [];
            if (sources.Tree.Find($"{prefix}package.json") is { } manifest)
                all.Add(manifest);
            if (at.Length == 0)
                break;
        }
        return manifests[folder] = all;
    }

    static bool Names(SourceFile manifest, string name) =>
        Regex.IsMatch(manifest.Text, $@"""{Regex.Escape(name)}""\s*:", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10))
        // Types are declared by a package of their own.
        || manifest.Text.Contains($"\"@types/{name}\"", StringComparison.Ordinal);

    /// <summary>Whether settings of a bundler or compiler give the name a meaning of its own.</summary>
    bool IsAlias(string module, string name)
    {
        var first = module.Split('/')[0];
        return settings.Exists(file =>
            file.Text.Contains($"\"{first}/", StringComparison.Ordinal)
            || file.Text.Contains($"'{first}'", StringComparison.Ordinal)
            || file.Text.Contains($"\"{first}\"", StringComparison.Ordinal)
            || file.Text.Contains($"\"{name}\"", StringComparison.Ordinal)
            || Regex.IsMatch(file.Text, $@"(?m)^\s*{Regex.Escape(first)}\s*:", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10))
        );
    }

    /// <summary>Whether a name is that of a folder or file from which imports may start.</summary>
    bool IsFolder(List<SourceFile> above, string module)
    {
        var first = module.Split('/')[0];
        foreach (var manifest in above)
        {
            var root = manifest.Folder.Length == 0 ? "" : $"{manifest.Folder}/";
            foreach (var below in (string[])["", "src/", "app/", "client/src/", "client/"])
                if (
                    sources.Tree.Contains($"{root}{below}{first}")
                    || sources.Tree.Contains($"{root}{below}{first}.ts")
                    || sources.Tree.Contains($"{root}{below}{first}.js")
                )
                    return true;
        }
        return false;
    }

    static string PackageOf(string module)
    {
        var parts = module.Split('/');
        return module[0] == '@'
            ? parts.Length > 1
                ? $"{parts[0]}/{parts[1]}"
                : ""
            : parts[0];
    }

    static readonly FrozenSet<string> Given = (
        "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path "
        + "perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib test sqlite sea "
        + "server-only client-only vscode electron bun k6 chrome aws-sdk virtual"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Folders whose files do nothing unless others import them.</summary>
    [GeneratedRegex(@"(?:^|/)(?:lib|libs|utils?|helpers|services|components|hooks|shared|core)/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsOnlyForOthers();

    /// <summary>Whether a script lies among scripts, and no start, build or deploy names it.</summary>
    static bool IsByHand(Sources sources, CodeFile file) =>
        ByHand().IsMatch(file.Path)
        && !sources.Tree.Files.Any(one =>
            Starting().IsMatch(one.Path)
            && Regex.IsMatch(
                one.Text,
                $@"\b{Regex.Escape(Path.GetFileNameWithoutExtension(file.Path))}\b",
                RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(10)
            )
        );

    /// <summary>Folders of scripts.</summary>
    [GeneratedRegex(@"(?:^|/)scripts?/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ByHand();

    /// <summary>Files that name the scripts that run without a person at the keyboard.</summary>
    [GeneratedRegex(
        @"(?:^|/)(?!pnpm-lock\.)(?:package\.json|[\w.-]*Dockerfile[\w.-]*|Procfile|[\w.-]*compose[\w.-]*\.ya?ml|[\w.-]+\.(?:toml|sh|ya?ml)|vercel\.json|crontab)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Starting();

    /// <summary>Relative names, aliases by their usual signs, and names with a scheme.</summary>
    [GeneratedRegex(
        @"^[./#~$]|^@/|^@@|:|\?|\.(?:css|scss|sass|less|svg|png|jpe?g|json|wasm|html|md|mdx)$|^@(?:theme|site|docusaurus|generated|app|components|lib|utils|assets|shared)(?:/|$)|^\W*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NoPackage();

    /// <summary>Files that other programs load with packages of their own.</summary>
    [GeneratedRegex(@"(?:^|/)supabase/functions/|(?:^|/)(?:k6|load-?tests?|perf)/|\.d\.ts$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Shapes();

    [GeneratedRegex(
        @"^(?:tsconfig.*|jsconfig)\.json$|^(?:vite|vitest|webpack|babel|metro|next|astro|svelte|nuxt|rollup|rspack|esbuild|quasar|craco|jest)\.?[\w.-]*\.(?:[cm]?[jt]s|json)$|^\.babelrc$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Setting();

    [GeneratedRegex(@"""name""\s*:\s*""([^""]+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OwnName();
}
