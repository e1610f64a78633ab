using Shipworthy.Extractors.Pipelines.Shell;

namespace Shipworthy.Extractors.BuildSecrets.Scripts;

/// <summary>Reads a shell script for what it does with the secrets that it is given or fetches, without running anything.</summary>
/// <param name="given">The variables of the environment that hold secrets.</param>
/// <param name="files">What the steps of the job before it have written.</param>
/// <param name="place">The place of a line of the script, from 1.</param>
sealed class ScriptReading(IReadOnlyDictionary<string, Held> given, JobFiles files, Func<int, Location> place)
{
    readonly Dictionary<string, Held> variables = new(given, StringComparer.Ordinal);
    readonly List<Doing> found = [];

    /// <summary>What a script does.</summary>
    public IReadOnlyList<Doing> Read(string text, char continuation = '\\')
    {
        Walk(ShellSyntax.Read(text, continuation), Sink.Log);
        return found;
    }

    void Walk(ShellNode node, Sink around)
    {
        var sink = around.Behind(node.Redirects);
        switch (node)
        {
            case ShellNode.Simple simple:
                Take(simple, sink);
                break;
            case ShellNode.Pipe pipe:
                for (var i = 0; i < pipe.Parts.Length; i++)
                    Walk(pipe.Parts[i], sink.Through(pipe.Parts[(i + 1)..]));
                break;
            case ShellNode.AndOr either:
                Walk(either.Left, sink);
                Walk(either.Right, sink);
                break;
            case ShellNode.Sequence sequence:
                foreach (var item in sequence.Items)
                    Walk(item, sink);
                break;
            case ShellNode.Subshell subshell:
                Walk(subshell.Body, sink);
                break;
            case ShellNode.Choice choice:
                foreach (var part in choice.Tests.Concat(choice.Branches))
                    Walk(part, sink);
                break;
            case ShellNode.For loop:
                Walk(loop.Body, sink);
                break;
            case ShellNode.While loop:
                Walk(loop.Test, sink);
                Walk(loop.Body, sink);
                break;
            case ShellNode.Function function:
                Walk(function.Body, sink);
                break;
        }
    }

    void Take(ShellNode.Simple simple, Sink sink)
    {
        var words = simple.Words;
        while (!words.IsEmpty && words[0] is "sudo" or "command" or "exec" or "export" or "local" or "readonly" or "declare" or "time")
            words = words.RemoveAt(0);
        while (words is [var first, ..] && Assign(first))
            words = words.RemoveAt(0);
        if (words.IsEmpty)
            return;
        var at = place(simple.Line);
        var line = string.Join(' ', words);
        switch (words[0].Trim('"', '\''))
        {
            case "set" when words.Skip(1).Any(word => Programs.Short(word, 'x') || word is "xtrace"):
            case "bash" or "sh" when words.Skip(1).TakeWhile(word => word.StartsWith('-')).Any(word => Programs.Short(word, 'x')):
                if (given.Count > 0)
                    Says(at, ExposureKind.NearlyShown, $"prints each command before it runs, with {Names()} in reach");
                break;
            case "echo" or "printf" or "Write-Host" or "Write-Output" or "print":
                Print(at, [.. words.Skip(1)], sink);
                break;
            case "cat" or "tee" or "Get-Content" or "type":
                Print(at, [simple.Redirects?.Input ?? ""], sink);
                foreach (var file in words.Skip(1).Where(word => !word.StartsWith('-')))
                    if (files.Find(file) is { } held)
                        Show(at, held, sink, $"prints {file.Trim('"')}, which holds {held.Noun}");
                break;
            case "printenv" when words.Length > 1:
                Print(at, [.. words.Skip(1).Select(word => $"${word}")], sink);
                break;
            case "printenv" or "env" when words.Length == 1 && given.Count > 0 && sink is { IsLog: true, Changes: not "cut to a piece" }:
                Says(at, ExposureKind.NearlyShown, $"prints every variable, {Names()} among them");
                break;
            case "curl"
                when sink.IsLog && words.Any(word => word is "--verbose" or "--trace" or "--trace-ascii" || Programs.Short(word, 'v')):
                if (References(words) is [var sent, ..])
                    Says(at, ExposureKind.NearlyShown, $"prints the request with {sent.Noun} in it");
                break;
            case "docker" or "docker-compose" when IsComposeConfig(line) && given.Count > 0 && sink.IsLog:
                Says(at, ExposureKind.NearlyShown, $"prints the composed configuration with {Names()} put in");
                break;
            default:
                if (FetchedSecrets.CommandIn(line) is { } command)
                    Show(at, new(command, Masked: false), sink, $"prints what {command} fetched");
                break;
        }
    }

    /// <summary>Takes a word as an assignment; false when it is none.</summary>
    bool Assign(string word)
    {
        var equals = word.IndexOf('=');
        if (equals < 1 || word.AsSpan(0, equals).ContainsAnyExcept(nameCharacters))
            return false;
        var name = word[..equals];
        if (References([word[(equals + 1)..]]) is [var held, ..])
            variables[name] = held;
        else
            variables.Remove(name);
        return true;
    }

    static readonly System.Buffers.SearchValues<char> nameCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );

    List<Held> References(IEnumerable<string> words) => [.. words.SelectMany(word => SecretReferences.In(word, variables))];

    void Print(Location at, ImmutableArray<string> words, Sink sink)
    {
        var text = string.Join(' ', words);
        var held = References(words);
        if (held.Count == 0)
            return;
        if (text.Contains("::add-mask::", StringComparison.Ordinal) || text.Contains("issecret=true", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, one) in variables.Where(entry => held.Contains(entry.Value)).ToList())
                variables[name] = one with { Masked = true, Changed = "" };
            return;
        }
        // The worst of several decides: the one that nothing masks.
        var worst = held.FirstOrDefault(one => !IsHidden(one)) ?? held[0];
        if (text.Contains("::set-output", StringComparison.Ordinal))
            Says(at, ExposureKind.NearlyShown, $"puts {worst.Noun} into a step output");
        else
            Show(at, worst, sink, $"prints {worst.Noun}");
    }

    /// <summary>Whether the runner replaces it in the log.</summary>
    static bool IsHidden(Held held) => held.Masked && held.Changed.Length == 0;

    void Show(Location at, Held held, Sink sink, string says)
    {
        if (sink.Changes.Length > 0)
            held = held with { Changed = sink.Changes };
        if (sink.File.Contains("GITHUB_OUTPUT", StringComparison.Ordinal))
            Says(at, ExposureKind.NearlyShown, $"puts {held.Noun} into a step output");
        else if (sink.File.Contains("GITHUB_STEP_SUMMARY", StringComparison.Ordinal))
            Says(
                at,
                IsHidden(held) ? ExposureKind.NearlyShown : ExposureKind.PrintedUnmasked,
                $"writes {held.Noun} into the summary of the run"
            );
        else if (sink.File.Contains("GITHUB_ENV", StringComparison.Ordinal) && !IsHidden(held))
            Says(at, ExposureKind.PrintedUnmasked, $"makes a variable of {held.Noun}, which the log of each later step shows");
        else if (sink.File.Length > 0)
            files.Put(sink.File, held);
        else if (sink.IsLog)
            Says(
                at,
                IsHidden(held) ? ExposureKind.NearlyShown : ExposureKind.PrintedUnmasked,
                sink.Changes.Length > 0 ? $"{says} {sink.Changes}"
                    : IsHidden(held) ? $"{says}, which the runner masks"
                    : says
            );
    }

    static bool IsComposeConfig(string line) =>
        (line.StartsWith("docker compose", StringComparison.Ordinal) || line.StartsWith("docker-compose", StringComparison.Ordinal))
        && line.Split(' ') is var words
        && words.Contains("config")
        && !words.Any(word => word is "-q" or "--quiet" or "--services" or "--images" or "--volumes" or "--hash" or "--no-interpolate");

    string Names() => string.Join(", ", given.Values.Select(held => held.Name).Distinct().Take(3));

    void Says(Location at, ExposureKind kind, string says) => found.Add(new(at, kind, says));
}

/// <summary>Where the output of a program goes.</summary>
/// <param name="IsLog">Whether it is seen in the log.</param>
/// <param name="File">The file that takes it; empty for none.</param>
/// <param name="Changes">What programs behind it do to the text, as an attribute; empty where they do nothing.</param>
readonly record struct Sink(bool IsLog, string File, string Changes)
{
    /// <summary>The log, unchanged.</summary>
    public static Sink Log { get; } = new(IsLog: true, "", "");

    /// <summary>The sink behind redirections.</summary>
    public Sink Behind(ShellRedirects? redirects) =>
        redirects?.Output is not { } output ? this
        : output.Length == 0 ? Log
        : output.Contains("/dev/null", StringComparison.Ordinal) ? new(IsLog: false, "", "")
        : output.Contains("/dev/std", StringComparison.Ordinal) || output.Contains("/dev/tty", StringComparison.Ordinal) ? Log
        : new(IsLog: false, output, Changes);

    /// <summary>The sink of a program whose output other programs read.</summary>
    public Sink Through(ImmutableArray<ShellNode> programs)
    {
        var sink = this;
        foreach (var node in programs.Reverse())
        {
            if (node is not ShellNode.Simple simple || !Programs.PassesOn(simple.Words))
                return new(IsLog: false, "", "");
            sink = sink.Behind(simple.Redirects);
            if (
                simple.Words is ["tee", .. var to]
                && to.FirstOrDefault(word => !word.StartsWith('-')) is { } file
                && !file.StartsWith("/dev/")
            )
                sink = sink with { File = file };
            else if (Programs.WhatItDoes(simple.Words) is { Length: > 0 } change)
                sink = sink with { Changes = change };
        }
        return sink;
    }
}
