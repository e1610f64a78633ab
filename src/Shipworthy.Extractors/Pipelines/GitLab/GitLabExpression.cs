using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Pipelines.GitLab;

/// <summary>
/// Evaluates a condition of <c>rules:if</c> (docs.gitlab.com, "CI/CD job rules") as far as the variables are known. Null means that it is not known.
/// </summary>
sealed class GitLabExpression(string text, Func<string, (bool Known, string Value)> lookUp)
{
    readonly List<string> tokens = Tokens(text);
    int at;
    int depth;

    /// <summary>Whether the condition holds.</summary>
    public static bool? Holds(string text, Func<string, (bool Known, string Value)> lookUp) => new GitLabExpression(text, lookUp).Or();

    bool? Or()
    {
        var left = And();
        while (Take("||"))
            left = (left, And()) switch
            {
                (true, _) or (_, true) => true,
                (false, false) => false,
                _ => null,
            };
        return left;
    }

    bool? And()
    {
        var left = One();
        while (Take("&&"))
            left = (left, One()) switch
            {
                (false, _) or (_, false) => false,
                (true, true) => true,
                _ => null,
            };
        return left;
    }

    bool? One()
    {
        if (at >= tokens.Count || depth > 40)
            return null;
        if (Take("("))
        {
            depth++;
            var inner = Or();
            depth--;
            Take(")");
            return inner;
        }
        var left = Value(tokens[at++]);
        if (at >= tokens.Count || tokens[at] is not ("==" or "!=" or "=~" or "!~"))
            return left.Known ? left.Value.Length > 0 : null;
        var sign = tokens[at++];
        if (at >= tokens.Count)
            return null;
        var right = tokens[at++];
        if (!left.Known)
            return null;
        var other = Value(right);
        bool? same =
            sign is "=~" or "!~" ? Matches(right, left.Value)
            : other.Known ? left.Value == other.Value
            : null;
        return sign[0] is '!' ? !same : same;
    }

    (bool Known, string Value) Value(string token) =>
        token[0] is '$' ? lookUp(token.Trim('$', '{', '}'))
        : token is "null" ? (true, "")
        : (true, token.Trim('"', '\''));

    /// <summary>GitLab takes expressions of RE2 between slashes, with flags behind.</summary>
    static bool? Matches(string pattern, string value)
    {
        var end = pattern.LastIndexOf('/');
        if (pattern[0] != '/' || end <= 0)
            return null;
        var options =
            RegexOptions.NonBacktracking
            | RegexOptions.CultureInvariant
            | (pattern[end..].Contains('i') ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(pattern[1..end], options).IsMatch(value);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    bool Take(string token)
    {
        if (at >= tokens.Count || tokens[at] != token)
            return false;
        at++;
        return true;
    }

    static List<string> Tokens(string text)
    {
        var found = new List<string>();
        for (var i = 0; i < text.Length; )
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            if (text[i] is '"' or '\'')
                i = text.IndexOf(text[i], i + 1) is > 0 and var quote ? quote + 1 : text.Length;
            else if (text[i] is '/')
                i = EndOfPattern(text, i);
            else if (text[i] is '(' or ')')
                i++;
            else if (text[i] is '=' or '!' or '&' or '|')
                i = Math.Min(i + 2, text.Length);
            else
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('=' or '!' or '&' or '|' or '(' or ')'))
                    i++;
            found.Add(text[start..i]);
        }
        return found;
    }

    static int EndOfPattern(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && (text[end] != '/' || text[end - 1] == '\\'))
            end++;
        end = Math.Min(end + 1, text.Length);
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return end;
    }
}
