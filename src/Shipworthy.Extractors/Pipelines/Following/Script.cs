using Shipworthy.Extractors.Pipelines.Shell;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>A text that a shell runs.</summary>
/// <param name="Text">The text.</param>
/// <param name="Options">How its shell is started.</param>
/// <param name="Directory">The folder that it starts in; null when it is not known.</param>
/// <param name="At">The place of a line of the text, from 1.</param>
sealed record Script(string Text, ShellOptions Options, string? Directory, Func<int, Location> At)
{
    /// <summary>Variables set for it.</summary>
    public ImmutableDictionary<string, string> Env { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why it counts as swallowed whatever its text says; null when it does not.</summary>
    public string? Swallowed { get; init; }
}

/// <summary>One call of a program.</summary>
/// <param name="Words">Program and arguments.</param>
/// <param name="Directory">The folder that it runs in; null when it is not known.</param>
/// <param name="Env">Variables set for it.</param>
sealed record Call(ImmutableArray<string> Words, string? Directory, ImmutableDictionary<string, string> Env)
{
    /// <summary>The program.</summary>
    public string Program => Words.IsEmpty ? "" : Words[0];

    /// <summary>The value of an option, written <c>--name value</c> or <c>--name=value</c>; null without it.</summary>
    public string? Option(params ReadOnlySpan<string> names)
    {
        for (var i = 1; i < Words.Length; i++)
            foreach (var name in names)
                if (Words[i] == name)
                    return i + 1 < Words.Length ? Words[i + 1] : "";
                else if (Words[i].Length > name.Length && Words[i].StartsWith(name) && Words[i][name.Length] == '=')
                    return Words[i][(name.Length + 1)..];
        return null;
    }

    /// <summary>All values of an option that may be repeated.</summary>
    public IEnumerable<string> Options(string name)
    {
        for (var i = 1; i < Words.Length; i++)
            if (Words[i] == name && i + 1 < Words.Length)
                yield return Words[i + 1];
            else if (Words[i].StartsWith($"{name}="))
                yield return Words[i][(name.Length + 1)..];
    }

    /// <summary>Whether one of the words is there.</summary>
    public bool Has(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Words.Contains(word))
                return true;
        return false;
    }
}

/// <summary>Knows one kind of task: a package script, a make target, a shell script.</summary>
interface ITaskRunner
{
    /// <summary>The scripts that a call finally runs; none when the task is not there; null when the call is not of this kind.</summary>
    ImmutableArray<Script>? ScriptsOf(Call call);
}
