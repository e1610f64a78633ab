namespace Shipworthy.Extractors.Secrets;

/// <summary>Measures how far a value is from a word.</summary>
static class Randomness
{
    /// <summary>Shannon entropy of the characters, in bits a character.</summary>
    public static double EntropyOf(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return 0;
        Span<int> counts = stackalloc int[256];
        foreach (var letter in value)
            counts[letter & 0xFF]++;
        var entropy = 0.0;
        foreach (var count in counts)
            if (count > 0)
                entropy -= (double)count / value.Length * Math.Log2((double)count / value.Length);
        return entropy;
    }

    /// <summary>Whether all characters are hexadecimal digits.</summary>
    public static bool IsHex(ReadOnlySpan<char> value)
    {
        foreach (var letter in value)
            if (!char.IsAsciiHexDigit(letter))
                return false;
        return !value.IsEmpty;
    }

    /// <summary>The rubric's threshold: 3.0 bits a character in hexadecimal and 3.5 otherwise, over 16 characters or more.</summary>
    public static bool LooksRandom(string value) => value.Length >= 16 && EntropyOf(value) >= (IsHex(value) ? 3.0 : 3.5);

    /// <summary>How many of small letters, capitals, digits and other characters occur.</summary>
    public static int ClassesOf(string value) =>
        (value.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (value.Any(char.IsAsciiLetterUpper) ? 1 : 0)
        + (value.Any(char.IsAsciiDigit) ? 1 : 0)
        + (value.Any(letter => !char.IsAsciiLetterOrDigit(letter)) ? 1 : 0);

    /// <summary>
    /// Whether the value repeats or counts instead of being random: one character six times in a row, eight characters that follow each other
    /// (<c>12345678</c>, <c>abcdefgh</c>), or hardly any different ones.
    /// </summary>
    public static bool IsPattern(string value)
    {
        if (value.Length >= 12 && value.Distinct().Count() <= Math.Min(5, value.Length / 3))
            return true;
        var (same, rising) = (1, 1);
        for (var i = 1; i < value.Length; i++)
        {
            same = value[i] == value[i - 1] ? same + 1 : 1;
            rising = value[i] == value[i - 1] + 1 ? rising + 1 : 1;
            if (same >= 6 || rising >= 8)
                return true;
        }
        return IsInterleaved(value);
    }

    /// <summary>Two sequences in turn, as in <c>a1b2c3d4e5f6</c>.</summary>
    static bool IsInterleaved(string value)
    {
        var rising = 0;
        for (var i = 2; i < value.Length; i++)
        {
            rising = value[i] == value[i - 2] + 1 ? rising + 1 : 0;
            if (rising >= 8)
                return true;
        }
        return false;
    }
}
