using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Specs;

/// <summary>
/// Damages the text of a file as bad luck and bad people do: cut off in the middle, halves doubled or swapped, other files mixed in, brackets without
/// an end, letters that no encoding has. What comes out is no language any more, and a scan has to live with it. Or all brackets stay whole and names become one
/// another: then what a name stands for leads back to itself.
/// </summary>
static partial class Mangling
{
    static readonly ImmutableArray<string> intruders =
    [
        "\0",
        "\uFEFF",
        "\u202E",
        "\uD800",
        "\r",
        "\"",
        "'''",
        "\"\"\"",
        "`${",
        "/*",
        "{{",
        "}}",
        "{%",
        "<<EOF",
        "<!--",
        "$$",
        "&a [*a, *a]",
        "!!binary |",
        "? :",
        "- - -",
        "\t\t\t",
        "\\",
        "@@",
        "2147483648",
        "-1",
        "1e999",
        "${{ ${{",
        "\u001b[2J",
        "../../../etc/passwd",
    ];

    static readonly ImmutableArray<string> openers =
    [
        "(",
        "[",
        "{",
        "<",
        "((x)=>",
        "if(a){",
        "[[",
        "a.b(",
        "- ",
        "<div>",
        "!",
        "not ",
        "select (",
        "{\"a\":",
    ];

    /// <summary>One to four damages, one after the other.</summary>
    /// <param name="other">The text of another file, from which pieces may come.</param>
    public static string Of(string text, string other, Random random)
    {
        if (random.Next(3) == 0)
            return Names(text, random);
        for (var left = random.Next(1, 5); left > 0; left--)
            text = Once(text, other, random);
        return text;
    }

    static string Once(string text, string other, Random random)
    {
        var (from, to) = Span(text, random);
        return random.Next(11) switch
        {
            0 => text[..from],
            1 => text[from..],
            2 => text.Remove(from, to - from),
            3 => text.Insert(to, text[from..to]),
            4 => text.Insert(from, random.GetItems(intruders.AsSpan(), 1)[0]),
            5 => text[..from] + Piece(other, random) + text[from..],
            6 => text[from..] + text[..from],
            7 => text.Insert(from, string.Concat(Enumerable.Repeat(random.GetItems(openers.AsSpan(), 1)[0], random.Next(1, 3000)))),
            8 => Lines(text, random),
            9 => Letters(text, random),
            _ => text.Replace("\n", random.Next(2) == 0 ? "\r\n" : "", StringComparison.Ordinal),
        };
    }

    /// <summary>One to six names take the place of others, wherever these stand.</summary>
    static string Names(string text, Random random)
    {
        var names = Name().Matches(text).Select(one => one.Value).Distinct(StringComparer.Ordinal).ToArray();
        for (var left = names.Length < 2 ? 0 : random.Next(1, 7); left > 0; left--)
            if (random.GetItems(names, 2) is [var gone, var instead])
                text = Name().Replace(text, one => one.Value == gone ? instead : one.Value);
        return text;
    }

    static (int From, int To) Span(string text, Random random)
    {
        var (one, two) = (random.Next(text.Length + 1), random.Next(text.Length + 1));
        return (Math.Min(one, two), Math.Max(one, two));
    }

    static string Piece(string text, Random random)
    {
        var (from, to) = Span(text, random);
        return text[from..to];
    }

    static string Lines(string text, Random random)
    {
        var lines = text.Split('\n');
        random.Shuffle(lines);
        return string.Join('\n', lines);
    }

    static string Letters(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var left = random.Next(1, 20); left > 0 && damaged.Length > 0; left--)
            damaged[random.Next(damaged.Length)] = (char)random.Next(random.Next(2) == 0 ? 128 : 65_536);
        return damaged.ToString();
    }

    [GeneratedRegex(@"(?<![\w$])[A-Za-z_$][\w$]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();
}
