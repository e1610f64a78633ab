using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Pipelines;

/// <summary>
/// A pattern of paths or branch names as pipelines write them: <c>*</c> stays within a segment, <c>**</c> crosses segments, <c>?</c>, <c>[a-z]</c>,
/// <c>{a,b}</c>.
/// </summary>
sealed class NamePattern(string pattern)
{
    readonly Regex expression = new($@"\A(?:{Expression(pattern)})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether the whole text matches.</summary>
    public bool Matches(string text) => expression.IsMatch(text);

    /// <summary>Whether a text has a character that means more than itself in a pattern.</summary>
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny("*?[{") >= 0;

    static string Expression(string pattern)
    {
        var result = new StringBuilder();
        var braces = 0;
        for (var at = 0; at < pattern.Length; at++)
            switch (pattern[at])
            {
                case '*' when pattern.AsSpan(at).StartsWith("**/"):
                    result.Append("(?:.*/)?");
                    at += 2;
                    break;
                case '*' when pattern.AsSpan(at).StartsWith("**"):
                    result.Append(".*");
                    at++;
                    break;
                case '*':
                    result.Append("[^/]*");
                    break;
                case '?':
                    result.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', at + 2) is > 0 and var end:
                    result.Append(Class(pattern[(at + 1)..end]));
                    at = end;
                    break;
                case '{' when pattern.IndexOf('}', at) > 0:
                    braces++;
                    result.Append("(?:");
                    break;
                case '}' when braces > 0:
                    braces--;
                    result.Append(')');
                    break;
                case ',' when braces > 0:
                    result.Append('|');
                    break;
                default:
                    result.Append(Regex.Escape(pattern[at].ToString()));
                    break;
            }
        return result.Append(new string(')', braces)).ToString();
    }

    static string Class(string members)
    {
        var negated = members.StartsWith('!') || members.StartsWith('^');
        var kept = members.AsSpan(negated ? 1 : 0).ToString().Replace("\\", @"\\").Replace("[", @"\[").Replace("^", @"\^");
        return IsRange(kept) ? $"[{(negated ? "^" : "")}{kept}]" : Regex.Escape($"[{members}]");
    }

    /// <summary>A range written backwards would be refused by the regular expression; it matches itself then.</summary>
    static bool IsRange(string members)
    {
        for (var at = 1; at < members.Length - 1; at++)
            if (members[at] == '-' && members[at - 1] > members[at + 1])
                return false;
        return members.Length > 0;
    }
}

/// <summary>A filter of names by patterns; in a list a later pattern with <c>!</c> takes back what an earlier one let through.</summary>
sealed class NameFilter(NamePatterns names)
{
    readonly ImmutableArray<(bool Negated, NamePattern NamePattern)> only = Compiled(names.Only);
    readonly ImmutableArray<(bool Negated, NamePattern NamePattern)> except = Compiled(names.Except);

    /// <summary>Whether the filter lets the name through.</summary>
    public bool Admits(string name) => (only.IsEmpty || Matches(only, name)) && !Matches(except, name);

    static bool Matches(ImmutableArray<(bool Negated, NamePattern NamePattern)> patterns, string name)
    {
        var matched = false;
        foreach (var (negated, glob) in patterns)
            if (matched == negated && glob.Matches(name))
                matched = !negated;
        return matched;
    }

    static ImmutableArray<(bool, NamePattern)> Compiled(ImmutableArray<string> patterns) =>
        [
            .. patterns.Select(pattern =>
                pattern.StartsWith('!') ? (true, new NamePattern(pattern[1..])) : (false, new NamePattern(pattern))
            ),
        ];
}
