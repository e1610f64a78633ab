namespace Shipworthy.Extractors.Pipelines.Shell;

/// <summary>
/// Walks a script as a shell would, without running anything, and tells which programs it starts, where, and whether their failure fails the script:
/// <c>set -e</c>, <c>pipefail</c>, <c>||</c>, <c>&amp;&amp;</c> lists and tests as POSIX.1-2024 XCU 2.8 and 2.9 describe them. Every branch of a test counts as taken.
/// </summary>
sealed class ShellScript
{
    /// <summary>Loops over loops, and functions that call each other, end here.</summary>
    const int MostCommands = 2000;

    const int MostFunctionCalls = 8;

    readonly Func<string, string, ImmutableArray<string>> files;
    readonly List<ShellCommand> commands = [];
    readonly Dictionary<string, ShellNode> functions = new(StringComparer.Ordinal);
    ImmutableDictionary<string, string> variables;
    string? directory;
    bool stopsOnError;
    bool pipeFail;
    int calls;

    ShellScript(
        ShellOptions options,
        string? directory,
        ImmutableDictionary<string, string> variables,
        Func<string, string, ImmutableArray<string>> files
    )
    {
        this.files = files;
        this.variables = variables;
        this.directory = directory;
        stopsOnError = options.StopsOnError;
        pipeFail = options.PipeFail;
    }

    /// <summary>The commands of a script in order.</summary>
    /// <param name="files">The paths, relative to a folder, that a pattern stands for in it.</param>
    public static IReadOnlyList<ShellCommand> Commands(
        string text,
        ShellOptions options,
        string? directory,
        ImmutableDictionary<string, string> variables,
        Func<string, string, ImmutableArray<string>> files
    )
    {
        var script = new ShellScript(options, directory, variables, files);
        script.Walk(ShellSyntax.Read(text, options.Continuation), swallowed: null, last: true);
        return script.commands;
    }

    void Walk(ShellNode node, string? swallowed, bool last)
    {
        if (commands.Count >= MostCommands)
            return;
        switch (node)
        {
            case ShellNode.Simple simple:
                Start(simple, swallowed, last);
                break;
            case ShellNode.Pipe pipe:
                WalkPipe(pipe, swallowed, last);
                break;
            case ShellNode.AndOr { And: true } both:
                Walk(
                    both.Left,
                    swallowed ?? (last || !stopsOnError ? null : "only decides whether the next command of its line runs"),
                    last
                );
                Walk(both.Right, swallowed, last);
                break;
            case ShellNode.AndOr either:
                Walk(either.Left, swallowed ?? Rescue(either.Right), last);
                Walk(either.Right, swallowed, last);
                break;
            case ShellNode.Sequence sequence:
                WalkSequence(sequence, swallowed, last);
                break;
            case ShellNode.Subshell subshell:
                var before = (directory, variables, stopsOnError, pipeFail);
                Walk(subshell.Body, swallowed, last);
                (directory, variables, stopsOnError, pipeFail) = before;
                break;
            case ShellNode.Choice choice:
                WalkChoice(choice, swallowed, last);
                break;
            case ShellNode.For loop:
                WalkLoop(loop, swallowed);
                break;
            case ShellNode.While loop:
                Walk(loop.Test, swallowed ?? "is only tested by a loop", last: false);
                Walk(loop.Body, swallowed, last: false);
                break;
            case ShellNode.Function function:
                functions[function.Name] = function.Body;
                break;
        }
    }

    /// <summary>A test whose branch ends the script keeps the failure, turned around or not.</summary>
    void WalkChoice(ShellNode.Choice choice, string? swallowed, bool last)
    {
        var keeps = choice.Branches.Any(ShellOutcome.Fails);
        foreach (var test in choice.Tests)
            Walk(
                keeps && test is ShellNode.Pipe pipe ? pipe with { Negated = false } : test,
                swallowed ?? (keeps ? null : "is only tested by an if"),
                last || keeps
            );
        foreach (var branch in choice.Branches)
            Walk(branch, swallowed, last);
    }

    void WalkPipe(ShellNode.Pipe pipe, string? swallowed, bool last)
    {
        if (pipe.Negated)
            swallowed ??= "has its result turned around";
        for (var i = 0; i < pipe.Parts.Length - 1; i++)
            Walk(
                pipe.Parts[i],
                swallowed ?? (pipeFail ? null : $"is piped into {ShellOutcome.NameOf(pipe.Parts[i + 1])} without pipefail"),
                last
            );
        Walk(pipe.Parts[^1], swallowed, last);
    }

    void WalkSequence(ShellNode.Sequence sequence, string? swallowed, bool last)
    {
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            var isLast = last && i == sequence.Items.Length - 1;
            var why =
                sequence.Background.Contains(i) ? "runs in the background"
                : ShellOutcome.IsKept(sequence.Items, i) ? null
                : stopsOnError || isLast ? swallowed
                : "is not the last command of a script that goes on after errors";
            if (why is null && ShellOutcome.IsKept(sequence.Items, i) && swallowed is null)
                WalkKept(sequence.Items[i], isLast);
            else
                Walk(sequence.Items[i], swallowed ?? why, isLast);
        }
    }

    /// <summary>The next line looks at the exit code, of each part of a pipe if need be.</summary>
    void WalkKept(ShellNode node, bool last)
    {
        var before = pipeFail;
        pipeFail = true;
        Walk(node, swallowed: null, last);
        pipeFail = before;
    }

    void WalkLoop(ShellNode.For loop, string? swallowed)
    {
        var why = swallowed ?? (stopsOnError ? null : "runs in a loop that goes on after errors");
        var values = loop
            .Words.SelectMany(word => ShellWords.Expand(word, variables))
            .SelectMany(word =>
                NamePattern.IsPattern(word) && directory is not null && files(directory, word) is { IsEmpty: false } found ? found : [word]
            )
            .Take(100)
            .ToList();
        foreach (var value in values)
        {
            variables = variables.SetItem(loop.Name, value);
            Walk(loop.Body, why, last: false);
        }
        if (values.Count == 0)
            Walk(loop.Body, why, last: false);
    }

    /// <summary>What follows <c>||</c> when it lets the failure pass.</summary>
    static string? Rescue(ShellNode right) => ShellOutcome.Succeeds(right) ? $"ends in || {ShellOutcome.TextOf(right)}" : null;

    void Start(ShellNode.Simple simple, string? swallowed, bool last)
    {
        var assignments = simple.Words.TakeWhile(IsAssignment).ToList();
        var env = variables;
        foreach (var assignment in assignments)
            env = Assigned(env, assignment);
        ImmutableArray<string> words = [.. simple.Words.Skip(assignments.Count).SelectMany(word => ShellWords.Expand(word, variables))];
        if (words.IsEmpty)
            variables = env;
        else if (functions.TryGetValue(words[0], out var body))
            Call(body, words, swallowed, last);
        else if (!IsBuiltIn(words))
            commands.Add(new(simple.Line, words, directory, swallowed) { Env = env });
    }

    void Call(ShellNode body, ImmutableArray<string> words, string? swallowed, bool last)
    {
        if (calls >= MostFunctionCalls)
            return;
        calls++;
        var before = variables;
        for (var i = 1; i < words.Length; i++)
            variables = variables.SetItem(i.ToString(), words[i]);
        variables = variables.SetItem("@", string.Join(' ', words.Skip(1)));
        Walk(body, swallowed, last);
        variables = before;
        calls--;
    }

    static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=');
        return equals > 0 && (char.IsAsciiLetter(word[0]) || word[0] == '_') && !word.AsSpan(0, equals).ContainsAnyExcept(nameCharacters);
    }

    static readonly System.Buffers.SearchValues<char> nameCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );

    ImmutableDictionary<string, string> Assigned(ImmutableDictionary<string, string> to, string assignment)
    {
        var equals = assignment.IndexOf('=');
        return to.SetItem(assignment[..equals], ShellWords.Cook(assignment[(equals + 1)..], variables));
    }

    bool IsBuiltIn(ImmutableArray<string> words)
    {
        switch (words[0])
        {
            case "cd" or "pushd" or "Set-Location":
                directory = words.Length > 1 ? Paths.Within(directory, words[^1]) : null;
                return true;
            case "set":
                foreach (var word in words.Skip(1))
                    Set(word, words);
                return true;
            case "export" or "declare" or "local" or "readonly":
                foreach (var word in words.Skip(1).Where(IsAssignment))
                    variables = Assigned(variables, word);
                return true;
            default:
                return false;
        }
    }

    void Set(string word, ImmutableArray<string> words)
    {
        if (word.StartsWith('-') || word.StartsWith('+'))
        {
            if (word.Contains('e'))
                stopsOnError = word[0] == '-';
            if (word.Contains('o') && words.Contains("pipefail"))
                pipeFail = word[0] == '-';
            if (word.Contains('o') && words.Contains("errexit"))
                stopsOnError = word[0] == '-';
        }
    }
}
