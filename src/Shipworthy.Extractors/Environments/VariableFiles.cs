using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Environments;

/// <summary>
/// Files of variables (<c>.env</c>) that the repository holds and production reads: a library loads them when the app starts, or a compose file hands them to a
/// container. What such a file gives a variable is then what the app runs with, unless somebody remembers to set another value over it.
/// </summary>
sealed partial class VariableFiles(CodeBase code, SourceTree tree, Production production, Func<CodeFile, bool> runsInProduction)
{
    readonly Lazy<ImmutableArray<Loaded>> loaded = new(() => [.. Find(code, tree, production, runsInProduction)]);

    /// <summary>The value that a file gives to a variable that code of another file reads; null when none does, or the value is taken from elsewhere.</summary>
    public (string Value, Location At)? Find(string variable, CodeFile reader)
    {
        if (variable.Length == 0 || loaded.Value.IsEmpty)
            return null;
        foreach (var (file, root) in loaded.Value)
            if (Covers(root, reader.Path) && ValueIn(file, variable) is { } found)
                return found;
        return null;
    }

    /// <summary>A file that is loaded, for all code below a folder.</summary>
    readonly record struct Loaded(SourceFile File, string Root);

    static IEnumerable<Loaded> Find(CodeBase code, SourceTree tree, Production production, Func<CodeFile, bool> runsInProduction)
    {
        var files = tree.Files.Where(file => file.Tracked && IsVariableFile(file)).ToList();
        if (files.Count == 0)
            return [];
        var byComposition = ComposedIn(tree, files).ToList();
        return byComposition
            .Concat(
                Loaders(code, production, runsInProduction)
                    .SelectMany(loader => Named(loader, files))
                    .Concat(ByFrameworks(tree, files))
                    .Where(found => !IsLeftOut(tree, found.File))
            )
            .Distinct()
            .OrderByDescending(found => found.Root.Length)
            .ThenByDescending(found => found.File.Name.Length);
    }

    static (string Value, Location At)? ValueIn(SourceFile file, string variable)
    {
        var lines = file.Text.Split('\n');
        // The last line of a name counts.
        for (var i = lines.Length - 1; i >= 0; i--)
            if (Assignment().Match(lines[i]) is { Success: true } match && match.Groups["name"].ValueSpan.SequenceEqual(variable))
                return ValueOf(match.Groups["value"].Value) is { Length: > 0 } value && !Secrets.Placeholders.IsReference(value)
                    ? (value, file.AtLine(i + 1))
                    : null;
        return null;
    }

    static string ValueOf(string written)
    {
        var text = written.Trim();
        if (text is [('"' or '\'') and var quote, ..] && text.IndexOf(quote, 1) is > 0 and var end)
            return text[1..end];
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }

    /// <summary>Places in code that load a file when the app starts, with the name that they give; empty for the usual one.</summary>
    static IEnumerable<(CodeFile From, string Name)> Loaders(CodeBase code, Production production, Func<CodeFile, bool> runsInProduction)
    {
        bool Counts(Code node) =>
            runsInProduction(node.File) && !ForTools().IsMatch(node.File.Path) && production.RunsIn(node).ReachesProduction;

        foreach (var import in code.All(CodeKind.Import))
            if (
                import.Name is "dotenv/config" or "dotenv-flow/config" or "dotenv-safe/config" or "@dotenvx/dotenvx/config"
                && Counts(import)
            )
                yield return (import.File, "");
        foreach (var call in code.Calls("require"))
            if (call.ArgumentAt(0).String is "dotenv/config" or "dotenv-flow/config" && Counts(call))
                yield return (call.File, "");
        foreach (
            var call in code.Calls("config", "loadEnvFile", "load_dotenv", "forRoot", "read_env", "Config", "AutoConfig", "RepositoryEnv")
        )
            if (Loads(code, call) && Counts(call))
                foreach (var name in NamesIn(call))
                    yield return (call.File, name);
        // pydantic-settings: SettingsConfigDict(env_file=".env"), and class Config: env_file = ".env".
        foreach (var call in code.Calls("SettingsConfigDict", "ConfigDict"))
            if (call.ArgumentNamed("env_file") is { Exists: true } given && Counts(call))
                foreach (var name in NamesIn(given))
                    yield return (call.File, name);
        foreach (var field in code.All(CodeKind.Property).Where(one => one.Name is "env_file" && one.File.Language is Language.Python))
            if (Counts(field))
                foreach (var name in NamesIn(field))
                    yield return (field.File, name);
    }

    static bool Loads(CodeBase code, Code call)
    {
        var package = code.OriginOf(call.Callee) is { Exists: true } origin ? origin.Package : code.OriginOf(call.Receiver).Package;
        return call.Callee.Name switch
        {
            "config" => package is "dotenv" or "dotenv-flow" or "dotenv-safe" or "@dotenvx/dotenvx" or "decouple"
                || call.Receiver is { Kind: CodeKind.Call, Callee.Name: "require" } required
                    && required.ArgumentAt(0).String is "dotenv" or "dotenv-flow" or "dotenv-safe" or "@dotenvx/dotenvx",
            "forRoot" => package is "@nestjs/config"
                && !code.ValueOf(call.ArgumentAt(0).Property("ignoreEnvFile")[Part.Value]).AsTruth.GetValueOrDefault(),
            "loadEnvFile" => call.DottedName is "process.loadEnvFile" || package is "process" or "node:process",
            "load_dotenv" => true,
            "read_env" => call.File.Language is Language.Python,
            "Config" => package.StartsWith("starlette", StringComparison.Ordinal) || package is "decouple",
            "AutoConfig" or "RepositoryEnv" => package is "decouple",
            _ => false,
        };
    }

    /// <summary>The names of files that stand in a call; the empty name, the usual one, when it gives none.</summary>
    static IEnumerable<string> NamesIn(Code node)
    {
        var found = node.Descendants(CodeKind.Literal)
            .Append(node)
            .Select(literal => literal.String ?? "")
            .Where(text => FileName().IsMatch(text))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return found.Count > 0 ? found : [""];
    }

    /// <summary>The files that a loader means: the one of the name nearest above it, or one whose path ends as it is given.</summary>
    static IEnumerable<Loaded> Named((CodeFile From, string Name) loader, List<SourceFile> files)
    {
        var wanted =
            loader.Name.Length == 0 ? ".env"
            : loader.Name.Replace('\\', '/').TrimStart('.', '/') is { Length: > 0 } rest ? rest
            : ".env";
        var name = loader.Name.Length == 0 ? ".env" : loader.Name[(loader.Name.LastIndexOf('/') + 1)..];
        var above = files
            .Where(file => file.Name == name && Covers(file.Folder, loader.From.Path))
            .OrderByDescending(file => file.Folder.Length)
            .Take(1)
            .ToList();
        var found =
            above.Count > 0 ? above : files.Where(file => file.Path.EndsWith("/" + wanted, StringComparison.Ordinal)).Take(1).ToList();
        return found.Select(file => new Loaded(file, above.Count > 0 ? file.Folder : FolderOf(loader.From.Path)));
    }

    /// <summary>Next.js, Bun and NestJS's command line load files beside the manifest by themselves, when they serve as well.</summary>
    static IEnumerable<Loaded> ByFrameworks(SourceTree tree, List<SourceFile> files)
    {
        foreach (var manifest in tree.Named("package.json").Where(file => file.Role is FileRole.Prod or FileRole.Infra))
        {
            var isNext = StartsNext().IsMatch(manifest.Text);
            foreach (var file in files.Where(file => file.Folder == manifest.Folder))
                if (
                    (isNext && file.Name is ".env" or ".env.production" or ".env.local" or ".env.production.local")
                    || StartsWith(manifest, file.Name)
                )
                    yield return new(file, manifest.Folder);
        }
    }

    /// <summary>Whether the command by which a host starts the app names the file, or is Bun's, which reads the usual one.</summary>
    static bool StartsWith(SourceFile manifest, string name) =>
        StartScript()
            .Matches(manifest.Text)
            .Any(script =>
                Regex.IsMatch(
                    script.Groups["command"].Value,
                    $@"(?:--env-file(?:-if-exists)?[= ]|-[ef] )\S*{Regex.Escape(name)}(?:\s|$)",
                    RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
                ) || (name is ".env" or ".env.production" && BunRuns().IsMatch(script.Groups["command"].Value))
            );

    /// <summary>Files that a compose file of production hands to a container, by <c>env_file</c>.</summary>
    static IEnumerable<Loaded> ComposedIn(SourceTree tree, List<SourceFile> files)
    {
        foreach (var compose in tree.Files.Where(file => ComposeName().IsMatch(file.Name) && file.Role is FileRole.Infra or FileRole.Prod))
            if (!DeployVariables.IsForDevelopers(compose))
                foreach (Match match in EnvFile().Matches(compose.Text))
                foreach (Match entry in FileName().Matches(match.Value))
                {
                    var name = entry.Value[(entry.Value.LastIndexOf('/') + 1)..];
                    foreach (var file in files.Where(file => file.Name == name && Covers(compose.Folder, file.Path)).Take(1))
                        yield return new(file, compose.Folder);
                }
    }

    /// <summary>Whether the image is built without the file: then it is for developers' machines, and production has its own values.</summary>
    static bool IsLeftOut(SourceTree tree, SourceFile file) =>
        tree.Files.Any(list =>
            list.Name.EndsWith(".dockerignore", StringComparison.Ordinal)
            && Covers(list.Folder, file.Path)
            && IgnoreFile
                .Read(list.Bytes.Span, ignoreCase: false)
                .Ignores(
                    System.Text.Encoding.UTF8.GetBytes(list.Folder.Length == 0 ? file.Path : file.Path[(list.Folder.Length + 1)..]),
                    isFolder: false
                )
                is true
        );

    static bool IsVariableFile(SourceFile file) =>
        file.Role is FileRole.Prod or FileRole.Infra && OwnName().IsMatch(file.Name) && !ForOthers().IsMatch(file.Path);

    static bool Covers(string folder, string path) =>
        folder.Length == 0
        || path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length && path[folder.Length] == '/';

    static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.]*)\s*=(?<value>.*)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"[\w./-]{0,120}(?:\.env(?:\.[\w-]{1,40}){0,2}|[\w-]{1,40}\.env)(?![\w.])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^(?:\.env(?:\.[\w-]+){0,2}|[\w-]+\.env)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OwnName();

    /// <summary>Names of other environments, and of templates.</summary>
    [GeneratedRegex(
        @"(?:^|[/._-])(?:dev|develop|development|test|testing|tests|e2e|ci|staging|stage|preview|qa|example|sample|template|dist|defaults?)(?:[/._-]|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ForOthers();

    /// <summary>Settings of tools, which load the file for a developer's command.</summary>
    [GeneratedRegex(
        @"(?:^|/)[\w.-]+\.config\.[cm]?[jt]s$|(?:^|/)(?:knexfile|ormconfig|datasource)\.[jt]s$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ForTools();

    [GeneratedRegex(
        """^\s*"(?:start|serve)(?::prod(?:uction)?)?"\s*:\s*"(?<command>[^"\n]*)""",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex StartScript();

    [GeneratedRegex("""^\s*"start[^"\n]*"\s*:\s*"[^"\n]*\bnext start\b""", RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex StartsNext();

    [GeneratedRegex(@"^(?:\S+=\S+\s+)*bun (?:run )?[\w./-]+\.[cm]?[jt]sx?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BunRuns();

    [GeneratedRegex(@"^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ComposeName();

    [GeneratedRegex(@"^\s*env_file:[^\n]*(?:\n\s*-[^\n]*){0,8}", RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex EnvFile();
}
