namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>
/// Programs that only start another one: <c>env</c>, <c>sudo</c>, <c>npx</c>, <c>uv run</c>, <c>bundle exec</c>. What they start is what counts.
/// </summary>
static class Wrappers
{
    /// <summary>A word per wrapper is far more than people write.</summary>
    const int MostLayers = 12;

    /// <summary>Wrappers that are one word, and their options that take a value.</summary>
    static readonly ImmutableDictionary<string, string[]> single = new Dictionary<string, string[]>
    {
        ["env"] = ["-u", "-C"],
        ["sudo"] = ["-u", "-g"],
        ["time"] = [],
        ["nice"] = ["-n"],
        ["nohup"] = [],
        ["exec"] = [],
        ["command"] = [],
        ["stdbuf"] = [],
        ["timeout"] = ["-k", "-s"],
        ["xvfb-run"] = ["-s", "--server-args", "-n", "-e"],
        ["dbus-run-session"] = [],
        ["cross-env"] = [],
        ["cross-env-shell"] = [],
        ["dotenv"] = ["-e", "-f", "-c"],
        ["env-cmd"] = ["-f", "-e", "-r"],
        ["npx"] = ["-p", "--package"],
        ["pnpx"] = [],
        ["bunx"] = ["-p", "--package"],
        ["c8"] = ["-r", "--reporter"],
        ["nyc"] = ["--reporter", "-r"],
        ["wait-for-it"] = [],
        ["retry"] = ["-t", "-d", "--times", "--delay"],
        ["catchsegv"] = [],
        ["mise"] = [],
    }.ToImmutableDictionary();

    /// <summary>Wrappers of two words.</summary>
    static readonly ImmutableDictionary<string, string[]> pairs = new Dictionary<string, string[]>
    {
        ["pnpm exec"] = ["--filter", "-F", "-C"],
        ["pnpm dlx"] = [],
        ["npm exec"] = ["-w", "--workspace", "-p", "--package"],
        ["npm x"] = [],
        ["yarn exec"] = [],
        ["yarn dlx"] = ["-p"],
        ["bun x"] = [],
        ["bun run --bun"] = [],
        ["uv run"] =
        [
            "--extra",
            "--group",
            "--with",
            "--package",
            "--python",
            "-p",
            "--env-file",
            "--project",
            "--directory",
            "--with-requirements",
            "--no-group",
        ],
        ["uvx"] = [],
        ["poetry run"] = ["-C", "--directory", "-P"],
        ["pipenv run"] = [],
        ["rye run"] = [],
        ["conda run"] = ["-n", "-p"],
        ["micromamba run"] = ["-n", "-p"],
        ["bundle exec"] = [],
        ["doppler run"] = ["-c", "-p", "--config", "--project", "-t", "--token"],
        ["infisical run"] = ["--env", "--path", "--projectId"],
        ["op run"] = ["--env-file"],
        ["dotenvx run"] = ["-f"],
        ["nix develop"] = ["-c", "--command"],
        ["devbox run"] = [],
        ["mise exec"] = [],
        ["coverage run"] = ["--source", "--rcfile", "--omit", "--include", "--data-file", "--context", "--concurrency"],
    }.ToImmutableDictionary();

    /// <summary>The calls inside; the call itself when nothing is wrapped around it.</summary>
    public static IEnumerable<Call> Unwrap(Call call)
    {
        for (var layer = 0; layer < MostLayers; layer++)
        {
            if (Inner(call) is not { } inner)
                break;
            call = inner;
        }
        return call.Words.IsEmpty ? [] : [call];
    }

    static Call? Inner(Call call)
    {
        var words = call.Words;
        if (words.IsEmpty)
            return null;
        var first = Base(words[0]);
        if (first != words[0])
            return call with { Words = words.SetItem(0, first) };
        if (words[0] is "python" or "python3" or "py" or "pypy3" && words.IndexOf("-m") is > 0 and var flag && flag + 1 < words.Length)
            return Module(call);
        if (words.Length > 1 && pairs.TryGetValue($"{first} {words[1]}", out var pairOptions))
            return Rest(call, 2, pairOptions);
        if (first is "pnpm" or "npm" or "yarn" && Selected(call) is { } chosen)
            return chosen;
        if (first is "node" or "tsx" or "ts-node" && Installed(call) is { } started)
            return started;
        if (words is ["bun", "run", "--bun", ..])
            return call with { Words = words.RemoveAt(2) };
        if (words is ["yarn", "run", "-T" or "--top-level", ..])
            return call with { Words = words.RemoveRange(1, 2) };
        if (words.Length > 1 && single.TryGetValue(first, out var options) && first is not "mise")
            return Rest(call, 1, options);
        return null;
    }

    /// <summary>Programs are known by their names: a path into the folder of a package manager says nothing more.</summary>
    static string Base(string program)
    {
        foreach (
            var folder in new[]
            {
                "node_modules/.bin/",
                "vendor/bin/",
                ".venv/bin/",
                "venv/bin/",
                "env/bin/",
                "/usr/bin/",
                "/usr/local/bin/",
            }
        )
            if (program.LastIndexOf(folder, StringComparison.Ordinal) is >= 0 and var at)
                return program[(at + folder.Length)..];
        // Below /bin there are scripts of the repository as well, where its own paths begin with a slash.
        if (program is "/bin/bash" or "/bin/sh" or "/bin/dash" or "/bin/zsh")
            return program[5..];
        return program.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) && program.StartsWith("npm") ? program[..^4] : program;
    }

    /// <summary><c>pnpm --filter api exec tool</c>: options before the word. Which folder it runs in is not followed.</summary>
    static Call? Selected(Call call)
    {
        var at = 1;
        while (at < call.Words.Length && call.Words[at].StartsWith('-'))
            at +=
                call.Words[at] is "--filter" or "-F" or "-C" or "--dir" or "--prefix" or "--workspace"
                || (call.Words[at] is "-w" && call.Words[0] is not "pnpm")
                    ? 2
                    : 1;
        return at > 1 && at < call.Words.Length && call.Words[at] is "exec" or "dlx"
            ? new(
                [call.Words[0], .. call.Words[at..]],
                call.Words.Contains("-w") || call.Words.Contains("--workspace-root") ? "" : null,
                call.Env
            )
            : null;
    }

    /// <summary><c>node --flag node_modules/tool/cli.js</c>: a program that is started by its file.</summary>
    static Call? Installed(Call call)
    {
        var at = 1;
        while (at < call.Words.Length && call.Words[at].StartsWith('-'))
            at += call.Words[at] is "--import" or "--require" or "-r" or "--loader" or "--experimental-loader" ? 2 : 1;
        const string Folder = "node_modules/";
        if (at >= call.Words.Length || call.Words[at].LastIndexOf(Folder, StringComparison.Ordinal) is not (>= 0 and var from))
            return null;
        var parts = call.Words[at][(from + Folder.Length)..].Split('/');
        if (parts.Length < 2)
            return null;
        var file = parts[^1].Split('.')[0];
        var name = file is "cli" or "index" or "main" or "bin" or "run"
            ? parts[0].StartsWith('@')
                ? parts[1]
                : parts[0]
            : file;
        return call with { Words = [name, .. call.Words.Skip(at + 1)] };
    }

    static Call Module(Call call)
    {
        var at = call.Words.IndexOf("-m");
        return call with { Words = call.Words[(at + 1)..] };
    }

    /// <summary>Drops options, their values, assignments and <c>--</c> in front of the inner program.</summary>
    static Call? Rest(Call call, int from, string[] valued)
    {
        var words = call.Words;
        var env = call.Env;
        var directory = call.Directory;
        var at = from;
        while (at < words.Length)
        {
            var word = words[at];
            if (word == "--")
            {
                at++;
                break;
            }
            if (word is "-m" && words[0] is "coverage" or "uv")
                return at + 1 < words.Length ? call with { Words = words[(at + 1)..] } : null;
            if (word is "-c" or "--call" && words[0] is "npx" or "npm" && at + 1 < words.Length)
                return call with { Words = ["sh", "-c", words[at + 1]] };
            if (word is "--directory" or "-C" && at + 1 < words.Length)
                directory = Paths.Within(directory, words[at + 1]);
            if (word.StartsWith('-'))
                at += valued.Contains(word) ? 2 : 1;
            else if (word.IndexOf('=') > 0 && word.IndexOf('/') < 0 && words[0] is "env" or "cross-env" or "cross-env-shell" or "sudo")
            {
                env = env.SetItem(word[..word.IndexOf('=')], word[(word.IndexOf('=') + 1)..]);
                at++;
            }
            else if (words[0] is "timeout" && at == from && char.IsAsciiDigit(word[0]))
                at++;
            else
                break;
        }
        return at < words.Length ? new(words[at..], directory, env) : null;
    }
}
