using System.Buffers;

namespace Shipworthy.Extractors.Docs;

/// <summary>
/// A list of words and phrases to be found in text, in any case and with or without accents. A word stands alone unless its entry ends with <c>*</c>
/// (the beginning of a word); Chinese and Japanese entries are found anywhere, since these scripts do not separate words. One pass over the text
/// finds them all.
/// </summary>
sealed class WordList
{
    readonly SearchValues<string> any;
    readonly ILookup<char, string> byFirst;

    /// <summary>Entries in lower case without accents, several in one text separated by commas.</summary>
    public WordList(params ReadOnlySpan<string> lists)
    {
        var entries = new List<string>();
        foreach (var list in lists)
            entries.AddRange(list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        any = SearchValues.Create([.. entries.Select(entry => entry.TrimEnd('*')).Distinct()], StringComparison.OrdinalIgnoreCase);
        byFirst = entries.ToLookup(entry => entry[0]);
    }

    /// <summary>Whether any entry occurs in the text.</summary>
    public bool IsIn(string text)
    {
        var plain = WithoutAccents(text);
        for (var at = 0; at < plain.Length; at++)
        {
            var next = plain.AsSpan(at).IndexOfAny(any);
            if (next < 0)
                return false;
            at += next;
            foreach (var entry in byFirst[char.ToLowerInvariant(plain[at])])
                if (StandsAt(plain, at, entry))
                    return true;
        }
        return false;
    }

    static bool StandsAt(string text, int at, string entry)
    {
        var word = entry.AsSpan().TrimEnd('*');
        if (!text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            return false;
        if (!IsSeparated(word[0]))
            return true;
        var end = at + word.Length;
        return (at == 0 || !IsWord(text[at - 1]) || !IsWord(word[0]))
            && (word.Length < entry.Length || end == text.Length || !IsWord(text[end]) || !IsWord(word[^1]));
    }

    static bool IsWord(char letter) => char.IsLetterOrDigit(letter) && IsSeparated(letter);

    /// <summary>Scripts from Hiragana on are written without spaces.</summary>
    static bool IsSeparated(char letter) => letter < '\u3040';

    /// <summary>The text with Latin letters stripped of accents, letter by letter.</summary>
    internal static string WithoutAccents(string text) =>
        System.Text.Ascii.IsValid(text)
            ? text
            : string.Create(
                text.Length,
                text,
                (into, from) =>
                {
                    for (var i = 0; i < into.Length; i++)
                        into[i] = Plain(from[i]);
                }
            );

    static char Plain(char letter) =>
        letter switch
        {
            'á' or 'à' or 'â' or 'ã' or 'ä' or 'å' or 'ą' or 'Á' or 'À' or 'Â' or 'Ã' or 'Ä' or 'Å' or 'Ą' => 'a',
            'é' or 'è' or 'ê' or 'ë' or 'ę' or 'É' or 'È' or 'Ê' or 'Ë' or 'Ę' => 'e',
            'í' or 'ì' or 'î' or 'ï' or 'ı' or 'İ' or 'Í' or 'Ì' or 'Î' or 'Ï' => 'i',
            'ó' or 'ò' or 'ô' or 'õ' or 'ö' or 'Ó' or 'Ò' or 'Ô' or 'Õ' or 'Ö' => 'o',
            'ú' or 'ù' or 'û' or 'ü' or 'Ú' or 'Ù' or 'Û' or 'Ü' => 'u',
            'ç' or 'ć' or 'Ç' or 'Ć' => 'c',
            'ñ' or 'ń' or 'Ñ' or 'Ń' => 'n',
            'ş' or 'ś' or 'Ş' or 'Ś' => 's',
            'ğ' or 'Ğ' => 'g',
            'ł' or 'Ł' => 'l',
            'ż' or 'ź' or 'Ż' or 'Ź' => 'z',
            '’' => '\'',
            _ => letter,
        };
}
