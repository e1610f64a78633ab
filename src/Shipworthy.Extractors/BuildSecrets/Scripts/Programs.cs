using System.Collections.Frozen;

namespace Shipworthy.Extractors.BuildSecrets.Scripts;

/// <summary>What programs in a pipe do with the text that they are given.</summary>
static class Programs
{
    static readonly FrozenSet<string> passOn = FrozenSet.ToFrozenSet(
        """
        cat tee jq grep egrep sed awk cut base64 head tail tr sort uniq rev xxd od hexdump fold nl column less more yq xargs
        Out-Host Out-String Select-Object Format-Table
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    static readonly FrozenDictionary<string, string> changes = new Dictionary<string, string>
    {
        ["base64"] = "in another encoding",
        ["xxd"] = "in another encoding",
        ["od"] = "in another encoding",
        ["hexdump"] = "in another encoding",
        ["rev"] = "turned around",
        ["cut"] = "cut to a piece",
        ["fold"] = "cut to pieces",
        ["jq"] = "cut to a piece",
        ["awk"] = "cut to a piece",
        ["head"] = "cut to a piece",
        ["tail"] = "cut to a piece",
        ["tr"] = "rewritten",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether what it is given comes out of it again, whole or in part.</summary>
    public static bool PassesOn(ImmutableArray<string> words) =>
        words is [var program, ..]
        && passOn.Contains(program)
        && !(program is "grep" or "egrep" && words.Any(word => word is "-q" or "-c" or "--quiet" or "--count" || Short(word, 'q')));

    /// <summary>What it does to the text, as an attribute of the secret in it; empty where the text stays itself.</summary>
    public static string WhatItDoes(string program) => changes.GetValueOrDefault(program, "");

    /// <summary>What it does with these arguments. <c>head -5</c> takes lines, which a secret of one line survives.</summary>
    public static string WhatItDoes(ImmutableArray<string> words) =>
        words is ["head" or "tail", ..] && !words.Any(word => word.StartsWith("-c", StringComparison.Ordinal)) ? ""
        : words is ["jq", ..] && words.Skip(1).All(word => word is "." or "-r" or "-c" or "-S") ? ""
        : words is [var program, ..] ? WhatItDoes(program)
        : "";

    /// <summary>Whether a cluster of short options holds one: <c>-euxo</c>.</summary>
    public static bool Short(string word, char option) =>
        word.Length > 1 && word[0] == '-' && word[1] != '-' && word.Contains(option) && word.AsSpan(1).IndexOfAnyExcept(letters) < 0;

    static readonly System.Buffers.SearchValues<char> letters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );
}
