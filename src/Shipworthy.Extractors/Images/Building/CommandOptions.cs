namespace Shipworthy.Extractors.Images.Building;

/// <summary>The options and operands of a command as container tools read them: <c>--tag x</c>, <c>--tag=x</c>, <c>-t x</c>.</summary>
sealed class CommandOptions
{
    /// <summary>Options that stand alone; every other option takes the next word unless it has an equals sign.</summary>
    static readonly ImmutableHashSet<string> alone =
    [
        "--push",
        "--load",
        "--pull",
        "--no-cache",
        "--rm",
        "--force-rm",
        "--quiet",
        "-q",
        "--compress",
        "--squash",
        "-d",
        "--detach",
        "-i",
        "-t-i",
        "--build",
        "--remove-orphans",
        "--force-recreate",
        "--wait",
        "--privileged",
        "--init",
        "--no-deps",
        "--parallel",
        "--remote-only",
        "--local-only",
        "--ignore-unfixed",
        "--no-progress",
        "--detach=false",
        "--debug",
        "--verbose",
        "-v",
        "--all",
        "--ha",
        "--now",
        "--yes",
        "-y",
        "--no-build",
        "--always-recreate-deps",
        "-aP",
    ];

    readonly List<(string Name, string Value)> options = [];

    /// <summary>Reads the words behind the verb.</summary>
    public CommandOptions(ImmutableArray<string> words, int from)
    {
        var operands = ImmutableArray.CreateBuilder<string>();
        for (var at = from; at < words.Length; at++)
        {
            var word = words[at];
            if (!word.StartsWith('-') || word is "-")
                operands.Add(word);
            else if (word.IndexOf('=') is > 0 and var equals)
                options.Add((word[..equals], word[(equals + 1)..]));
            else if (alone.Contains(word) || at + 1 == words.Length || words[at + 1].StartsWith('-'))
                options.Add((word, ""));
            else
                options.Add((word, words[++at]));
        }
        Operands = operands.ToImmutable();
    }

    /// <summary>The words that are neither options nor their values.</summary>
    public ImmutableArray<string> Operands { get; }

    /// <summary>Whether one of the options is given and not switched off.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var (name, value) in options)
            if (names.Contains(name) && value is not "false")
                return true;
        return false;
    }

    /// <summary>The last value of an option under any of its names; null when it is not given.</summary>
    public string? Of(params ReadOnlySpan<string> names)
    {
        string? found = null;
        foreach (var (name, value) in options)
            if (names.Contains(name))
                found = value;
        return found;
    }

    /// <summary>All values of an option.</summary>
    public ImmutableArray<string> All(params ReadOnlySpan<string> names)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, value) in options)
            if (names.Contains(name))
                found.Add(value);
        return found.ToImmutable();
    }
}
