using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.OwnRules;

/// <summary>
/// Regular expressions as Go has them (RE2 syntax), for bytes that are read as Latin-1. Both engines take time linear in the text. What .NET reads otherwise is rewritten: classes
/// that mean ASCII only in Go, POSIX classes, named groups, quoted stretches, the end of the text, and letters beyond ASCII as the bytes that they are in UTF-8.
/// </summary>
static class GoExpression
{
    /// <summary>A pattern may be as long as people write it, and no longer.</summary>
    const int Longest = 20_000;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The expression; null when it says something that cannot be said here.</summary>
    public static Regex? Of(string pattern)
    {
        if (pattern.Length is 0 or > Longest || Translation.Of(pattern) is not { } translated)
            return null;
        try
        {
            return new(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    sealed class Translation(string pattern)
    {
        readonly StringBuilder text = new();
        readonly bool takesLines = MentionsFlag(pattern, 'm');
        int at;

        public static string? Of(string pattern)
        {
            var translation = new Translation(pattern);
            return !MentionsFlag(pattern, 'U') && translation.All() ? translation.text.ToString() : null;
        }

        bool All()
        {
            while (at < pattern.Length)
                if (!One())
                    return false;
            return true;
        }

        bool One()
        {
            switch (pattern[at])
            {
                case '\\':
                    return Escape(inClass: false);
                case '[':
                    return Class();
                case '(' when pattern.AsSpan(at).StartsWith("(?P<"):
                    text.Append("(?<");
                    at += 4;
                    return true;
                case '$' when !takesLines:
                    return Take(1, @"\z");
                case > (char)127:
                    return Bytes();
                default:
                    return Take(1, pattern[at].ToString());
            }
        }

        bool Take(int length, string translated)
        {
            text.Append(translated);
            at += length;
            return true;
        }

        bool Bytes()
        {
            if (!Rune.TryGetRuneAt(pattern, at, out var rune))
                return false;
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            return Take(rune.Utf16SequenceLength, $"(?:{string.Concat(bytes.Select(one => $@"\x{one:X2}"))})");
        }

        bool Class()
        {
            text.Append('[');
            at++;
            if (at < pattern.Length && pattern[at] == '^')
                Take(1, "^");
            if (at < pattern.Length && pattern[at] == ']')
                Take(1, @"\]");
            while (at < pattern.Length && pattern[at] != ']')
                if (!Member())
                    return false;
            return at < pattern.Length && Take(1, "]");
        }

        bool Member() =>
            pattern[at] switch
            {
                '\\' => Escape(inClass: true),
                '[' when pattern.AsSpan(at).StartsWith("[:") => Posix(),
                '[' => Take(1, @"\["),
                > (char)127 => false,
                var one => Take(1, one.ToString()),
            };

        bool Posix()
        {
            var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
            var members =
                end < 0
                    ? null
                    : pattern[(at + 2)..end] switch
                    {
                        "alnum" => "0-9A-Za-z",
                        "alpha" => "A-Za-z",
                        "digit" => "0-9",
                        "lower" => "a-z",
                        "upper" => "A-Z",
                        "word" => "0-9A-Za-z_",
                        "xdigit" => "0-9A-Fa-f",
                        "space" => @"\t\n\v\f\r ",
                        "blank" => @"\t ",
                        "punct" => @"!-/:-@\[-`{-~",
                        "graph" => "!-~",
                        "print" => " -~",
                        _ => null,
                    };
            return members is not null && Take(end + 2 - at, members);
        }

        bool Escape(bool inClass)
        {
            if (at + 1 >= pattern.Length)
                return false;
            var letter = pattern[at + 1];
            return letter switch
            {
                'd' => Take(2, inClass ? "0-9" : "[0-9]"),
                'w' => Take(2, inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]"),
                's' => Take(2, inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]"),
                'D' => Take(2, inClass ? @"\D" : "[^0-9]"),
                'W' => Take(2, inClass ? @"\W" : "[^0-9A-Za-z_]"),
                'S' => Take(2, inClass ? @"\S" : @"[^\t\n\f\r ]"),
                'b' or 'B' or 'A' or 'z' => !inClass && Take(2, $@"\{letter}"),
                'a' or 'f' or 't' or 'n' or 'r' or 'v' => Take(2, $@"\{letter}"),
                'x' => Hexadecimal(),
                'Q' => Quoted(),
                'p' or 'P' when at + 2 < pattern.Length && pattern[at + 2] is not '{' => Take(3, $@"\{letter}{{{pattern[at + 2]}}}"),
                'p' or 'P' => Take(2, $@"\{letter}"),
                '_' => Take(2, "_"),
                _ => !char.IsLetterOrDigit(letter) && letter < 128 && Take(2, $@"\{letter}"),
            };
        }

        bool Hexadecimal()
        {
            if (at + 2 < pattern.Length && pattern[at + 2] != '{')
                return at + 3 < pattern.Length && Take(4, pattern.Substring(at, 4));
            var end = pattern.IndexOf('}', at);
            return end > 0
                && int.TryParse(
                    pattern.AsSpan((at + 3)..end),
                    System.Globalization.NumberStyles.AllowHexSpecifier,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var code
                )
                && code < 128
                && Take(end + 1 - at, $@"\x{code:X2}");
        }

        bool Quoted()
        {
            var end = pattern.IndexOf(@"\E", at, StringComparison.Ordinal);
            var quoted = end < 0 ? pattern[(at + 2)..] : pattern[(at + 2)..end];
            return quoted.All(char.IsAscii) && Take(quoted.Length + (end < 0 ? 2 : 4), Regex.Escape(quoted));
        }

        /// <summary>Whether a group sets a flag: <c>(?im)</c>, <c>(?m:</c>.</summary>
        static bool MentionsFlag(string pattern, char flag)
        {
            for (
                var open = pattern.IndexOf("(?", StringComparison.Ordinal);
                open >= 0;
                open = pattern.IndexOf("(?", open + 2, StringComparison.Ordinal)
            )
            for (var i = open + 2; i < pattern.Length && (char.IsAsciiLetter(pattern[i]) || pattern[i] == '-'); i++)
                if (pattern[i] == flag && pattern[open + 2] != 'P')
                    return true;
            return false;
        }
    }
}
