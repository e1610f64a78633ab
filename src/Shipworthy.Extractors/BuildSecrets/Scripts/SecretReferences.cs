using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.BuildSecrets.Scripts;

/// <summary>Finds the secrets that a word of a script stands for.</summary>
static partial class SecretReferences
{
    /// <summary>The secrets that become part of a word when the shell has read it.</summary>
    public static IEnumerable<Held> In(string word, IReadOnlyDictionary<string, Held> variables)
    {
        if (word.IndexOf('$') < 0)
            yield break;
        foreach (var inner in Substitutions(word))
            if (OfSubstitution(inner, variables) is { } held)
                yield return held;
        foreach (Match found in Reference().Matches(Without(word)))
            if (Of(found, word, variables) is { } held)
                yield return held;
    }

    static Held? Of(Match found, string word, IReadOnlyDictionary<string, Held> variables)
    {
        if (found.Groups["secret"].Value is { Length: > 0 } secret)
            return SecretNames.IsSecret(secret) ? new(secret, Masked: true) : null;
        if (found.Groups["context"].Value is { Length: > 0 } context)
            return variables.GetValueOrDefault(context);
        var name = found.Groups["name"].Value;
        if (word.StartsWith('\'') || !variables.TryGetValue(name, out var held))
            return null;
        var operation = found.Groups["operation"].Value;
        return operation.StartsWith('+') || operation.StartsWith(":+", StringComparison.Ordinal) || found.Groups["length"].Length > 0 ? null
            : operation.Length == 0 || operation[0] is '-' or '?' or '=' || operation is [':', '-' or '?' or '=', ..] ? held
            : held with { Changed = "cut to a piece" };
    }

    /// <summary>What a command between <c>$(</c> and <c>)</c> gives.</summary>
    static Held? OfSubstitution(string inner, IReadOnlyDictionary<string, Held> variables)
    {
        if (FetchedSecrets.CommandIn(inner) is { } command)
            return new(command, Masked: false);
        var program = inner.TrimStart().Split(' ')[0];
        if (program is not ("echo" or "printf" or "cat") || inner.Contains("wc ", StringComparison.Ordinal) || Digest().IsMatch(inner))
            return null;
        var held = In(inner.TrimStart()[program.Length..], variables).FirstOrDefault();
        return held is not null && Changer().Match(inner) is { Success: true } changer
            ? held with
            {
                Changed = Programs.WhatItDoes(changer.Groups["program"].Value),
            }
            : held;
    }

    /// <summary>The outermost command substitutions of a word.</summary>
    static IEnumerable<string> Substitutions(string word)
    {
        for (var at = word.IndexOf("$(", StringComparison.Ordinal); at >= 0; at = word.IndexOf("$(", at, StringComparison.Ordinal))
        {
            var end = EndOf(word, at);
            yield return word[(at + 2)..Math.Max(at + 2, end - 1)];
            at = end;
            if (at >= word.Length)
                yield break;
        }
    }

    /// <summary>The word without its command substitutions: what is used in them is not part of it.</summary>
    static string Without(string word)
    {
        for (var at = word.IndexOf("$(", StringComparison.Ordinal); at >= 0; at = word.IndexOf("$(", StringComparison.Ordinal))
            word = word.Remove(at, EndOf(word, at) - at);
        return word;
    }

    static int EndOf(string word, int at)
    {
        var depth = 0;
        for (var i = at + 1; i < word.Length; i++)
            if (word[i] == '(')
                depth++;
            else if (word[i] == ')' && --depth == 0)
                return i + 1;
        return word.Length;
    }

    [GeneratedRegex(
        @"\$\{\{\s*(?:secrets\.(?<secret>[\w-]+)|env\.(?<context>\w+))\s*\}\}|\$\{(?<length>#)?(?<name>[A-Za-z_]\w*)(?<operation>[^}]*)\}|\$(?:env:)?(?<name>[A-Za-z_]\w*)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reference();

    [GeneratedRegex(@"\|\s*(?<program>base64|rev|cut|xxd|od|hexdump|fold|jq)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Changer();

    [GeneratedRegex(@"\|\s*(?:sha\d*sum|md5sum|shasum|openssl\s+dgst|wc)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Digest();
}
