using Shipworthy.Extractors.Pipelines.Shell;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>
/// Scripts of <c>package.json</c> as npm, pnpm, yarn and bun run them: with their <c>pre</c> and <c>post</c> scripts, in one package, in chosen ones, or in all.
/// Where a name is no script, pnpm, yarn and bun start a program of that name.
/// </summary>
sealed class PackageScripts(Packages packages) : ITaskRunner
{
    static readonly ImmutableHashSet<string> managers = ["npm", "pnpm", "yarn", "bun"];

    /// <summary>Commands of the managers themselves, which no script overrides.</summary>
    static readonly ImmutableHashSet<string> own =
    [
        "install",
        "i",
        "ci",
        "add",
        "remove",
        "rm",
        "update",
        "up",
        "audit",
        "publish",
        "pack",
        "link",
        "config",
        "cache",
        "login",
        "version",
        "exec",
        "dlx",
        "create",
        "init",
        "set",
        "why",
        "ls",
        "list",
        "outdated",
        "dedupe",
        "rebuild",
        "prune",
        "store",
        "import",
        "plugin",
        "constraints",
        "build",
        "x",
        "upgrade",
        "setup",
        "deploy",
        "fetch",
        "patch",
        "npm",
        "global",
        "licenses",
        "approve-builds",
        "info",
        "view",
        "bin",
        "env",
        "root",
        "whoami",
        "search",
        "unplug",
        "help",
    ];

    static readonly ImmutableHashSet<string> valued =
    [
        "--filter",
        "-F",
        "--workspace",
        "-w",
        "--prefix",
        "-C",
        "--dir",
        "--cwd",
        "--workspace-concurrency",
        "--reporter",
        "--config",
        "-c",
        "--jobs",
        "-j",
        "--include",
        "--exclude",
        "--from",
    ];

    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call)
    {
        if (!managers.Contains(call.Program) || Parse(call) is not { } asked)
            return null;
        var folder = asked.Folder ?? call.Directory;
        if (folder is null)
            return [];
        var chosen = Chosen(asked, folder).Where(package => package.Scripts.ContainsKey(asked.Script)).ToList();
        if (chosen.Count == 0)
            return IsProgram(asked, call)
                    ?
                    [
                        Installed(
                            asked,
                            asked.Selectors.Count > 0 && packages.Selected(asked.Selectors[0], folder).FirstOrDefault() is { } one
                                ? one.Folder
                                : folder
                        ),
                    ]
                : asked.IsScript ? (asked.IfPresent || asked.Selectors.Count > 0 || asked.All ? [Nothing(folder)] : [])
                : null;
        return [.. chosen.SelectMany(package => Of(package, asked.Script, asked.Arguments))];
    }

    /// <summary>A script with what npm and its kin run before and after it.</summary>
    public static IEnumerable<Script> Of(Package package, string script, IEnumerable<string> arguments)
    {
        foreach (var name in new[] { $"pre{script}", script, $"post{script}" })
            if (package.Scripts.TryGetValue(name, out var text))
            {
                var place = package.ScriptAt(name);
                var passed = name == script ? string.Concat(arguments.Select(argument => $" {Quoted(argument)}")) : "";
                yield return new(text + passed, ShellOptions.Plain, package.Folder, _ => place);
            }
    }

    IEnumerable<Package> Chosen(Asked asked, string folder) =>
        asked.Selectors.Count > 0
            ? asked.Selectors.Where(name => !name.StartsWith('!')).SelectMany(name => packages.Selected(name, folder)).Distinct()
        : asked.All ? packages.All.Where(package => package.Folder.Length > folder.Length && Paths.IsIn(folder, package.Folder))
        : packages.Nearest(folder) is { } nearest ? [nearest]
        : [];

    /// <summary>Whether a name that is no script is a program that a package brought: all three start it by its name, and two of them after <c>run</c> as well.</summary>
    static bool IsProgram(Asked asked, Call call) =>
        call.Program is not "npm" && !asked.All && asked.Script is not "test" && (!asked.IsScript || Known(asked.Script));

    /// <summary>Behind <c>run</c> a name that is no script is mostly a script that was forgotten: only tools that are known by name are taken for programs.</summary>
    static bool Known(string name) =>
        name is "prisma" or "drizzle-kit" or "typeorm" or "wrangler" or "vitest" or "jest" or "eslint" or "tsc" or "biome";

    static Script Installed(Asked asked, string folder) =>
        new(
            asked.Script + string.Concat(asked.Arguments.Select(argument => $" {Quoted(argument)}")),
            ShellOptions.Plain,
            folder,
            _ => Location.WholeApp
        );

    /// <summary>A run that finds no script in the chosen packages and is content with it.</summary>
    static Script Nothing(string folder) => new("", ShellOptions.Plain, folder, _ => Location.WholeApp);

    static string Quoted(string argument) =>
        argument.AsSpan().IndexOfAny(" \"'$;|&<>()*") < 0 ? argument : $"'{argument.Replace("'", "'\\''")}'";

    static Asked? Parse(Call call)
    {
        var asked = new Asked();
        var words = call.Words;
        var at = 1;
        while (at < words.Length && words[at] != "--")
            if (words[at].StartsWith('-') && (asked.Script.Length == 0 || call.Program is "npm"))
                at += 1 + TakeOption(asked, call, at);
            else if (asked.Script.Length > 0)
                break;
            else if (Take(asked, call, words[at]))
                at++;
            else
                return null;
        if (asked.Script.Length == 0)
            return null;
        asked.Arguments.AddRange(words.Skip(at).Where((word, index) => index > 0 || word != "--"));
        return asked;
    }

    /// <summary>Takes a word in front of the script's name; false when the call is no script.</summary>
    static bool Take(Asked asked, Call call, string word)
    {
        if (word is "run" or "run-script" or "rum" or "urn")
            asked.IsScript = true;
        else if (call.Program is "pnpm" && word is "recursive" or "multi")
            asked.All = true;
        else if (call.Program is "yarn" && word is "workspace")
            asked.NextIsWorkspace = true;
        else if (asked.NextIsWorkspace)
        {
            asked.Selectors.Add(word);
            asked.NextIsWorkspace = false;
        }
        else if (call.Program is "yarn" && word is "workspaces" or "foreach")
            asked.All = true;
        else if (
            !asked.IsScript
            && (
                own.Contains(word)
                || (call.Program is "bun" && word is "test")
                || (call.Program is "npm" && word is not ("test" or "t" or "tst" or "start" or "stop" or "restart"))
            )
        )
            return call.Program is "yarn" or "pnpm" && word is "build" or "deploy" && Named(asked, word);
        else
            return Named(asked, call.Program is "npm" or "pnpm" && word is "t" or "tst" ? "test" : word);
        return true;
    }

    static bool Named(Asked asked, string script)
    {
        asked.Script = script;
        asked.IsScript |= script is "test";
        return true;
    }

    /// <summary>Takes an option; gives how many words of value follow it.</summary>
    static int TakeOption(Asked asked, Call call, int at)
    {
        var word = call.Words[at];
        var equals = word.IndexOf('=');
        var name = equals > 0 ? word[..equals] : word;
        var takesNext =
            equals < 0 && valued.Contains(name) && !(call.Program is "pnpm" && name is "-w" or "-c") && at + 1 < call.Words.Length;
        var value =
            equals > 0 ? word[(equals + 1)..]
            : takesNext ? call.Words[at + 1]
            : "";
        if (name is "--filter" or "-F" or "--workspace" || (name is "-w" && call.Program is "npm"))
            asked.Selectors.Add(value);
        else if (name is "-r" or "--recursive" or "--workspaces" or "-ws" or "-A" or "--all")
            asked.All = true;
        else if (name is "--prefix" or "-C" or "--dir" or "--cwd")
            asked.Folder = Paths.Within(call.Directory, value);
        else if (name is "-w" or "--workspace-root")
            asked.Folder = "";
        else if (name is "--if-present")
            asked.IfPresent = true;
        return takesNext ? 1 : 0;
    }

    sealed class Asked
    {
        public string Script { get; set; } = "";
        public bool IsScript { get; set; }
        public bool IfPresent { get; set; }
        public bool All { get; set; }
        public bool NextIsWorkspace { get; set; }
        public string? Folder { get; set; }
        public List<string> Selectors { get; } = [];
        public List<string> Arguments { get; } = [];
    }
}
