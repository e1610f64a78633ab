using System.Globalization;
using System.Text;

namespace Shipworthy.Reports;

/// <summary>How numbers, days and lists are written in sentences; the same in every format.</summary>
static class Words
{
    static readonly string[] small =
    [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    /// <summary>A count inside a sentence: "seven", "13", "1,161".</summary>
    public static string Number(int count) => count < small.Length ? small[count] : Digits(count);

    /// <summary>A count in figures: "17,174".</summary>
    public static string Digits(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"one blocker", "seven causes".</summary>
    public static string Counted(int count, string one, string? many = null) => $"{Number(count)} {Noun(count, one, many)}";

    /// <summary>"1 blocker", "7 causes".</summary>
    public static string Figured(int count, string one, string? many = null) => $"{Digits(count)} {Noun(count, one, many)}";

    /// <summary>The noun alone, in the number that the count asks for.</summary>
    public static string Noun(int count, string one, string? many = null) => count == 1 ? one : many ?? one + "s";

    /// <summary>"22 April 2025".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"0.41 s" below ten seconds, "12 s" below two minutes, "3 min" from there.</summary>
    public static string Time(int milliseconds) =>
        milliseconds switch
        {
            < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.00} s"),
            < 120_000 => $"{milliseconds / 1000} s",
            _ => $"{milliseconds / 60_000} min",
        };

    /// <summary>A clause as a sentence: first letter large, full stop at the end.</summary>
    public static string Sentence(string clause)
    {
        var text = clause.Trim();
        if (text.Length == 0)
            return "";
        var first = text[0] == '`' ? text : Capital(text);
        return first[^1] is '.' or '!' or '?' or ':' ? first : first + ".";
    }

    /// <summary>The text up to the first full stop that ends a sentence; the stop is not part of it.</summary>
    public static string FirstSentence(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '.' && (i + 1 == text.Length || (text[i + 1] == ' ' && i + 2 < text.Length && char.IsUpper(text[i + 2]))))
                return text[..i];
        return text;
    }

    /// <summary>The same words with a large first letter.</summary>
    public static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    /// <summary>The first items and how many follow: "a, b, c and 12 more".</summary>
    public static string ListOf(IReadOnlyList<string> items, int atMost) =>
        items.Count <= atMost ? List(items) : $"{string.Join(", ", items.Take(atMost))} and {Digits(items.Count - atMost)} more";

    /// <summary>The first seven digits of a commit.</summary>
    public static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit;

    /// <summary>Text with the marks of inline code taken off, for formats that have none.</summary>
    public static string Plain(string markdown) =>
        markdown.Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal);

    /// <summary>All white space, line breaks among it, as single spaces.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (!char.IsWhiteSpace(letter))
                line.Append(letter);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        return line.ToString().TrimEnd();
    }
}
