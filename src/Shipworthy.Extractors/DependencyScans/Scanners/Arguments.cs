namespace Shipworthy.Extractors.DependencyScans.Scanners;

/// <summary>The arguments of a scanner behind its verb: options with or without values, and operands.</summary>
sealed class Arguments
{
    readonly ImmutableArray<string> words;
    readonly ImmutableArray<string> alone;

    /// <summary>Reads the words.</summary>
    /// <param name="words">Everything behind the verb.</param>
    /// <param name="alone">Options that take no value; every other one without an equals sign takes the next word, unless that is an option.</param>
    public Arguments(IEnumerable<string> words, ImmutableArray<string> alone)
    {
        this.words = [.. words];
        this.alone = alone;
    }

    /// <summary>Words that are neither options nor their values.</summary>
    public ImmutableArray<string> Operands =>
        [.. words.Where((word, at) => !word.StartsWith('-') && !(at > 0 && TakesValue(words[at - 1])) && word is not ("." or ""))];

    /// <summary>Whether one of the options is given, and not switched off.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var word in words)
        foreach (var name in names)
            if (
                word == name
                || (word.StartsWith($"{name}=", StringComparison.Ordinal) && !word.EndsWith("=false", StringComparison.Ordinal))
            )
                return true;
        return false;
    }

    /// <summary>All values of an option under any of its names.</summary>
    public ImmutableArray<string> All(params ReadOnlySpan<string> names)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < words.Length; at++)
            foreach (var name in names)
                if (words[at] == name && at + 1 < words.Length)
                    found.Add(words[at + 1]);
                else if (words[at].StartsWith($"{name}=", StringComparison.Ordinal))
                    found.Add(words[at][(name.Length + 1)..]);
        return found.ToImmutable();
    }

    /// <summary>The last value of an option under any of its names; null without it.</summary>
    public string? Of(params ReadOnlySpan<string> names) => All(names) is [.., var last] ? last : null;

    bool TakesValue(string word) => word.StartsWith('-') && !word.Contains('=') && !alone.Contains(word);
}
