namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>Tells names, sentences and identifiers from random text.</summary>
static class Words
{
    const int ShortestWord = 4;

    /// <summary>
    /// Whether most of the letters stand in runs that can be spoken: at least four letters of one case, with a vowel, and without four consonants in a
    /// row. Random text has few of them.
    /// </summary>
    public static bool ReadLike(string value)
    {
        var letters = value.Count(char.IsAsciiLetter);
        if (letters == 0)
            return false;
        var spoken = 0;
        for (var start = 0; start < value.Length; )
        {
            var end = EndOfRun(value, start);
            if (end - start >= ShortestWord && CanBeSpoken(value.AsSpan(start, end - start)))
                spoken += end - start;
            start = Math.Max(end, start + 1);
        }
        return spoken >= 0.55 * value.Length || (spoken >= 0.75 * letters && letters >= 0.6 * value.Length);
    }

    /// <summary>Whether the value names something in code or on disk: a path, a chain of members, a call, markup.</summary>
    public static bool IsCode(string value) =>
        value.Contains("://", StringComparison.Ordinal)
        || value.Contains("=>", StringComparison.Ordinal)
        || value.Contains("()", StringComparison.Ordinal)
        || value.Contains('(', StringComparison.Ordinal) && value.Contains(')', StringComparison.Ordinal) && !value.Any(char.IsAsciiDigit)
        || value.StartsWith('/')
        || value.StartsWith("./", StringComparison.Ordinal)
        || value.StartsWith("../", StringComparison.Ordinal)
        || value.StartsWith("~/", StringComparison.Ordinal)
        || value.StartsWith("data:", StringComparison.Ordinal)
        || value.StartsWith("sha256-", StringComparison.Ordinal)
        || value.StartsWith("sha384-", StringComparison.Ordinal)
        || value.StartsWith("sha512-", StringComparison.Ordinal)
        || value.Contains('|', StringComparison.Ordinal) && value.Contains('[', StringComparison.Ordinal)
        || IsConstant(value)
        || EndsLikeAFile(value)
        || ReadLike(value)
            && value.Split('.') is { Length: > 1 } parts
            && parts.All(part =>
                part.Length > 0
                && char.IsAsciiLetter(part[0])
                && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '[' or ']' or '!' or '?')
            );

    /// <summary>Whether it is the hash of a password, which is made to be harder to use than the password.</summary>
    public static bool IsHash(string value) =>
        value.StartsWith("$2", StringComparison.Ordinal)
        || value.StartsWith("$argon2", StringComparison.Ordinal)
        || value.StartsWith("$scrypt", StringComparison.Ordinal)
        || value.StartsWith("$5$", StringComparison.Ordinal)
        || value.StartsWith("$6$", StringComparison.Ordinal)
        || value.StartsWith("$y$", StringComparison.Ordinal)
        || value.StartsWith("$apr1$", StringComparison.Ordinal)
        || value.StartsWith("pbkdf2", StringComparison.Ordinal)
        || value.StartsWith("{SHA", StringComparison.Ordinal)
        || value.StartsWith("AQAAAA", StringComparison.Ordinal);

    /// <summary>The name of a variable in capitals.</summary>
    static bool IsConstant(string value) =>
        value.Contains('_', StringComparison.Ordinal)
        && char.IsAsciiLetterUpper(value[0])
        && value.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_')
        && value.Split('_').All(word => word.Length is > 0 and < 14);

    static bool EndsLikeAFile(string value) =>
        value.LastIndexOf('.') is > 0 and var dot
        && value[dot..].ToLowerInvariant()
            is ".json"
                or ".pem"
                or ".key"
                or ".crt"
                or ".txt"
                or ".yml"
                or ".yaml"
                or ".env"
                or ".ts"
                or ".tsx"
                or ".js"
                or ".py"
                or ".cs"
                or ".go"
                or ".rb"
                or ".php"
                or ".html"
                or ".md"
                or ".css"
                or ".svg"
                or ".png"
                or ".sh"
                or ".sql"
                or ".com"
                or ".org"
                or ".net"
                or ".io"
                or ".dev";

    static int EndOfRun(string value, int start)
    {
        var end = start;
        if (!char.IsAsciiLetter(value[start]))
            return start + 1;
        while (end < value.Length && char.IsAsciiLetter(value[end]) && (end == start || SameWord(value[end - 1], value[end], end - start)))
            end++;
        return end;
    }

    static bool SameWord(char before, char letter, int length) =>
        char.IsAsciiLetterUpper(before) == char.IsAsciiLetterUpper(letter) || (length == 1 && char.IsAsciiLetterUpper(before));

    static bool CanBeSpoken(ReadOnlySpan<char> run)
    {
        var (vowels, consonants) = (0, 0);
        foreach (var letter in run)
        {
            if (char.ToLowerInvariant(letter) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')
                (vowels, consonants) = (vowels + 1, 0);
            else if (++consonants > 4)
                return false;
        }
        return vowels * 6 >= run.Length;
    }
}
