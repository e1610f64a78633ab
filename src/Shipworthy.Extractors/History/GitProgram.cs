using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Runs the <c>git</c> program on a repository of which nothing is trusted. It names the repository itself, so git neither searches for one nor asks who
/// owns it; it takes no configuration but the repository's own, with everything switched off in it that starts a program (hooks, the file monitor,
/// signature checks, pagers, transports); and it calls only commands that read objects and refs: no filter, text conversion or external diff runs.
/// </summary>
/// <param name="run">Starts a process; tests put something else in the place of git.</param>
/// <param name="patience">How long it may say nothing while it is waited for; null for a minute.</param>
sealed class GitProgram(Repository repository, Func<ProcessStartInfo, Process?>? run = null, TimeSpan? patience = null)
{
    /// <summary>Longer silence is a hang: a pipe in the place of a file, a dead network drive.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static readonly string[] Settings =
    [
        "core.hooksPath=/dev/null",
        "core.fsmonitor=false",
        "core.untrackedCache=false",
        "core.attributesFile=/dev/null",
        "core.excludesFile=/dev/null",
        "core.pager=cat",
        "core.editor=false",
        "core.sshCommand=false",
        "core.askPass=false",
        "credential.helper=",
        "diff.external=",
        "gpg.program=false",
        "log.showSignature=false",
        "log.mailmap=false",
        "protocol.allow=never",
    ];

    static readonly (string Name, string Value)[] Surroundings =
    [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_ATTR_NOSYSTEM", "1"),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_NO_REPLACE_OBJECTS", "1"),
        ("GIT_GRAFT_FILE", "/dev/null"),
        ("GIT_ALLOW_PROTOCOL", "none"),
        ("GIT_PAGER", "cat"),
        ("GIT_EDITOR", "false"),
        ("GIT_ASKPASS", "false"),
        ("GIT_SSH_COMMAND", "false"),
        ("LC_ALL", "C"),
    ];

    /// <summary>Starts a command. The caller reads its output to the end or disposes it, which ends it.</summary>
    /// <returns>Null when there is no such program on this machine.</returns>
    public RunningGit? Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = repository.CommonFolder,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Surroundings)
            start.Environment[name] = value;
        start.ArgumentList.Add("--no-pager");
        start.ArgumentList.Add($"--git-dir={repository.GitFolder}");
        foreach (var setting in Settings)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(setting);
        }
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return (run ?? Process.Start)(start) is { } process ? new(process, patience ?? Patience) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The whole output of a command that says little; null when it fails.</summary>
    public string? Ask(params IEnumerable<string> arguments)
    {
        using var git = Start(arguments);
        if (git is null)
            return null;
        git.Input.Close();
        using var reader = new StreamReader(git.Output, Encoding.UTF8);
        var answer = reader.ReadToEnd();
        return git.Succeeded() ? answer.TrimEnd('\n') : null;
    }
}
