using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>Shell scripts of the repository, called by their path or handed to a shell.</summary>
sealed class ShellFiles(SourceTree tree) : ITaskRunner
{
    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call)
    {
        var shell = call.Program is "bash" or "sh" or "zsh" or "dash" or "source" or "." or "pwsh" or "powershell";
        var at = shell ? FirstPlain(call.Words) : 0;
        if (at >= call.Words.Length || (!shell && !call.Program.Contains('/')))
            return null;
        // The wrappers of Gradle and Maven stand for the programs that they fetch.
        if (call.Words[at].Split('/')[^1] is "gradlew" or "mvnw")
            return null;
        var path = Paths.Within(call.Directory, call.Words[at]);
        if (path is null || tree.Find(path) is not { } file)
            return shell && !IsMade(call.Words[at]) ? [] : null;
        if (!shell && !IsShell(file))
            return null;
        return [Of(file, call, at, shell)];
    }

    /// <summary>What is piped in, or lies outside the repository, is no script of it.</summary>
    static bool IsMade(string path) =>
        path.StartsWith('<') || path.StartsWith('-') || path.StartsWith('/') || path.StartsWith('~') || path.Contains('$');

    static int FirstPlain(ImmutableArray<string> words)
    {
        var at = 1;
        while (at < words.Length && (words[at].StartsWith('-') || words[at] is "pipefail"))
            at++;
        return at;
    }

    static bool IsShell(SourceFile file) =>
        file.Name.EndsWith(".sh", StringComparison.Ordinal)
        || file.Name.EndsWith(".bash", StringComparison.Ordinal)
        || FirstLine(file) is var line && line.StartsWith("#!") && (line.Contains("sh") && !line.Contains("powershell"));

    static string FirstLine(SourceFile file)
    {
        var end = file.Text.IndexOf('\n');
        return end < 0 ? file.Text : file.Text[..end];
    }

    static Script Of(SourceFile file, Call call, int at, bool shell)
    {
        var flags = string.Concat(shell ? call.Words.Take(at).Skip(1) : FirstLine(file).Split(' ').Skip(1)).Replace("pipefail", "");
        var options = file.Name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)
            ? ShellOptions.PowerShell
            : new ShellOptions(flags.Contains('e') && flags.Contains('-') && !flags.Contains("bash"), call.Has("pipefail"));
        var arguments = call.Words.Skip(at + 1).ToList();
        var env = ImmutableDictionary<string, string>.Empty.SetItem("@", string.Join(' ', arguments));
        for (var i = 0; i < arguments.Count; i++)
            env = env.SetItem((i + 1).ToString(), arguments[i]);
        env = env.SetItem("0", file.Path);
        return new(file.Text, options, call.Directory, file.AtLine) { Env = env };
    }
}
