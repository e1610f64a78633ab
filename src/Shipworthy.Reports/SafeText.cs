using System.Globalization;
using System.Text;

namespace Shipworthy.Reports;

/// <summary>
/// Text of the app made fit for people. File names and messages may hold escape sequences that move the cursor, recolour or rename the window, and
/// marks that reverse the direction of writing; all of them are shown as what they are and do nothing.
/// </summary>
public static class SafeText
{
    /// <summary>One line without control characters; without Unicode, of ASCII alone.</summary>
    public static string Of(string text, bool unicode)
    {
        if (IsSafe(text, unicode))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            Append(safe, rune, unicode);
        return safe.ToString();
    }

    static bool IsSafe(string text, bool unicode)
    {
        foreach (var letter in text)
            if (letter is < ' ' or '\x7f' || (letter > '\x7f' && (!unicode || !char.IsLetterOrDigit(letter))))
                return false;
        return true;
    }

    static void Append(StringBuilder safe, Rune rune, bool unicode)
    {
        if (rune.Value is '\t' or '\n' or '\r')
            safe.Append(' ');
        else if (rune.IsAscii && rune.Value is >= ' ' and < 0x7f)
            safe.Append((char)rune.Value);
        else if (rune.Value < 0x20 || rune.Value == 0x7f)
            safe.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else if (unicode && !IsInvisible(rune))
            safe.Append(rune.ToString());
        else
            safe.Append(Ascii(rune));
    }

    static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.Surrogate
                or UnicodeCategory.OtherNotAssigned;

    static string Ascii(Rune rune) =>
        rune.Value switch
        {
            '\u00a0' or '\u202f' => " ",
            '\u2018' or '\u2019' => "'",
            '\u201c' or '\u201d' => "\"",
            '\u2013' or '\u2014' or '\u2212' => "-",
            '\u2026' => "...",
            '\u00d7' => "x",
            '\u2265' => ">=",
            '\u2264' => "<=",
            '\u2192' => "->",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
        };
}
