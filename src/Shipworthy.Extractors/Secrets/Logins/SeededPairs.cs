using System.Buffers;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>
/// Finds accounts that code makes from an account and a password side by side: <c>new User({ email: "…", password: "…" })</c>, <c>insertMany([…])</c>, rows that a
/// loop goes through, <c>for name, pw in (("…", "…"), …)</c>.
/// </summary>
static partial class SeededPairs
{
    /// <summary>How many characters of a list or of a call are read.</summary>
    const int Longest = 8000;

    /// <summary>How many characters of a loop are read for what it makes.</summary>
    const int Body = 1000;

    /// <summary>How many characters a password and its name take at most.</summary>
    const int Entry = 100;

    /// <summary>One of them stands in every record that <see cref="Password"/> finds.</summary>
    static readonly SearchValues<string> Words = SearchValues.Create(["password", "passwd", "pwd"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The passwords, each with the text about its account.</summary>
    public static IEnumerable<(Group Password, string About)> In(string text)
    {
        if (HoldsPassword(text))
            foreach (Match made in Made().Matches(text))
            foreach (var found in InRecords(text, Argument(text, made.Index + made.Length)))
                yield return found;
        foreach (Match loop in Loop().Matches(text))
            if (Argument(text, loop.Index + loop.Length) is { Length: > 0 } list && Makes(text, loop.Index + loop.Length, list))
                foreach (Match pair in Pair().Matches(text[list.Start..list.End]))
                {
                    var value = Within(text, list.Start + pair.Groups["v"].Index, pair.Groups["v"].Length);
                    yield return (value, pair.Value);
                }
    }

    /// <summary>Whether any record of the text has a password in clear: most old versions have none, and <see cref="Made"/> is dear.</summary>
    static bool HoldsPassword(string text)
    {
        for (int at = 0, next; (next = text.AsSpan(at).IndexOfAny(Words)) >= 0; at += next + 1)
        {
            // The word, the quotation marks around it and before it, and the one before them, which makes it a member.
            var start = Math.Max(0, at + next - 2);
            if (Password().IsMatch(text.AsSpan(start, Math.Min(Entry, text.Length - start))))
                return true;
        }
        return false;
    }

    readonly record struct Span(int Start, int End)
    {
        public int Length => End - Start;
    }

    /// <summary>The brackets that open at a place, or the list that is declared under the name there.</summary>
    static Span Argument(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length)
            return default;
        if (text[at] is '[' or '(' or '{')
            return Balanced(text, at);
        var name = Identifier().Match(text, at);
        if (!name.Success || name.Index != at)
            return default;
        foreach (Match declared in Declared().Matches(text))
            if (declared.Groups["name"].ValueSpan.SequenceEqual(name.ValueSpan))
                return Balanced(text, declared.Index + declared.Length - 1);
        // The arguments of a call go on behind a first one that is no record: User(name="…", password="…").
        return at > 0 && text.LastIndexOf('(', at) is var open && open >= 0 && text[(open + 1)..at].Trim().Length == 0
            ? Balanced(text, open)
            : default;
    }

    /// <summary>From a bracket to the one that closes it; empty when that is far away.</summary>
    static Span Balanced(string text, int at)
    {
        var depth = 0;
        for (var i = at; i < text.Length && i - at < Longest; i++)
            if (text[i] is '(' or '[' or '{')
                depth++;
            else if (text[i] is ')' or ']' or '}' && --depth == 0)
                return new(at, i + 1);
        return default;
    }

    static IEnumerable<(Group, string)> InRecords(string text, Span span)
    {
        if (span.Length == 0)
            yield break;
        foreach (Match match in Password().Matches(text[span.Start..span.End]))
        {
            var at = span.Start + match.Index;
            var about = Record(text, span, at);
            if (Account().IsMatch(about))
                yield return (Within(text, span.Start + match.Groups["v"].Index, match.Groups["v"].Length), about);
        }
    }

    /// <summary>The innermost brackets around a place.</summary>
    static string Record(string text, Span span, int at)
    {
        var depth = 0;
        for (var i = at - 1; i >= span.Start; i--)
            if (text[i] is ')' or '}')
                depth++;
            else if (text[i] is '(' or '{' && depth-- == 0)
                return Balanced(text, i) is { Length: > 0 } found ? text[found.Start..found.End] : "";
        return text[span.Start..span.End];
    }

    static Group Within(string text, int at, int length) => Anything().Match(text, at, length).Groups[0];

    /// <summary>Whether a loop over a list makes accounts: behind the list where it stands in the loop's head.</summary>
    static bool Makes(string text, int at, Span list)
    {
        var from = list.Start >= at ? list.End : at;
        return Making().IsMatch(text.AsSpan(from, Math.Min(Body, text.Length - from)));
    }

    const string People = "[Uu]sers?|[Aa]ccounts?|[Aa]dmins?|[Mm]embers?|[Cc]ustomers?|[Ee]mployees?|[Pp]ersons?|[Pp]eople";

    [GeneratedRegex(
        $"""\bnew\s+\w*(?:User|Account|Admin|Member|Customer|Employee|Person)(?:Model)?\s*\(|\b\w*(?:{People})(?:Model|Repository|Repo|s)?(?:\.objects)?\.(?:insertMany|insertOne|insert|insert_many|insert_one|create|createMany|bulkCreate|bulk_create|findOrCreate|upsert|add|save)\s*\(|collection\(\s*["'](?:{People})["']\s*\)\s*\.insert(?:One|Many)\s*\(|\b(?:create_superuser|create_user)\s*\((?=\s*\w+\s*=)|(?<![\w.])(?:User|Account|Admin)\s*\((?=\s*\w+\s*=)""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Made();

    [GeneratedRegex(
        @"\bfor\s*\(\s*(?:const|let|var)\s*\[\s*\w+\s*,\s*(?:p|pw|pwd|pass|password|passwd)\b[^\]\n]{0,60}\]\s*of\b|\bfor\s+\(?\w+\s*,\s*(?:p|pw|pwd|pass|password|passwd)\b[^\n]{0,60}?\)?\s+in\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Loop();

    [GeneratedRegex(
        """[\[(]\s{0,40}["'](?<u>[^"'\n]{2,80})["']\s{0,10},\s{0,40}["'](?<v>[^"'\s]{4,64})["'][^\])\n]{0,200}[\])]""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Pair();

    [GeneratedRegex(
        """(?<![\w.])["']?(?:password|passwd|pwd)["']?\s{0,4}[:=]\s{0,4}["'`](?<v>[^"'`\s]{4,64})["'`]""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Password();

    [GeneratedRegex(
        """(?<![\w.])["']?(?:e?mail|user_?name|login|name)["']?\s{0,4}[:=]\s{0,4}["'`][^"'`\n]{2,100}["'`]""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Account();

    [GeneratedRegex(
        @"\b(?:const|let|var)?\s*(?<name>[A-Za-z_]\w{0,60})\s*(?::\s*[^=\n]{1,60})?=\s*[\[(]",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Declared();

    [GeneratedRegex(@"[A-Za-z_]\w*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"hash|[Uu]ser|[Aa]ccount|insert|INSERT", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Making();

    [GeneratedRegex(@"(?s).*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Anything();
}
