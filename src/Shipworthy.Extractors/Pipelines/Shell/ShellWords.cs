using System.Text;

namespace Shipworthy.Extractors.Pipelines.Shell;

/// <summary>Turns words as written into words as a program gets them: quotes removed, known variables replaced. What is not known stays as written.</summary>
static class ShellWords
{
    /// <summary>The words that a written word becomes: one, or several where an unquoted variable holds spaces.</summary>
    public static IEnumerable<string> Expand(string written, ImmutableDictionary<string, string> variables)
    {
        var text = Cook(written, variables);
        return written.StartsWith('$') && !written.Contains('"') && text.Contains(' ') && text != written
                ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : written is "\"$@\"" or "\"${@}\"" && variables.ContainsKey("@") ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [text];
    }

    /// <summary>The text of a written word.</summary>
    public static string Cook(string written, ImmutableDictionary<string, string> variables)
    {
        if (written.AsSpan().IndexOfAny("'\"\\$") < 0)
            return written;
        var result = new StringBuilder();
        var quote = '\0';
        for (var at = 0; at < written.Length; at++)
            switch (written[at])
            {
                case '\'' when quote != '"':
                    quote = quote == '\0' ? '\'' : '\0';
                    break;
                case '"' when quote != '\'':
                    quote = quote == '\0' ? '"' : '\0';
                    break;
                case '\\' when quote != '\'' && at + 1 < written.Length:
                    result.Append(written[++at] is '\n' ? "" : written[at].ToString());
                    break;
                case '$' when quote != '\'':
                    at += Variable(written.AsSpan(at), variables, result) - 1;
                    break;
                default:
                    result.Append(written[at]);
                    break;
            }
        return result.ToString();
    }

    /// <summary>Appends the value of the variable that the text begins with, or its text; gives its length.</summary>
    static int Variable(ReadOnlySpan<char> text, ImmutableDictionary<string, string> variables, StringBuilder result)
    {
        if (text.StartsWith("${{"))
            return Verbatim(text, text.IndexOf("}}") is > 0 and var end ? end + 2 : text.Length, result);
        if (text.StartsWith("$("))
            return Substitution(text[..LengthOfSubstitution(text)], variables, result);
        if (text.StartsWith("${"))
            return Braced(text, text.IndexOf('}') is > 0 and var close ? close + 1 : text.Length, variables, result);
        var length = 1;
        while (
            length < text.Length
            && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_' || (length == 1 && text[length] is '@' or '*'))
        )
            length++;
        if (length > 1 && variables.TryGetValue(text[1..length].ToString(), out var value))
            result.Append(value);
        else
            result.Append(text[..length]);
        return length;
    }

    static int Braced(ReadOnlySpan<char> text, int length, ImmutableDictionary<string, string> variables, StringBuilder result)
    {
        var inner = text[2..Math.Max(2, length - 1)];
        var nameEnd = 0;
        while (nameEnd < inner.Length && (char.IsAsciiLetterOrDigit(inner[nameEnd]) || inner[nameEnd] is '_' or '@'))
            nameEnd++;
        var rest = inner[nameEnd..];
        if (variables.TryGetValue(inner[..nameEnd].ToString(), out var value))
            result.Append(value);
        else if (rest.StartsWith(":-") || rest.StartsWith(":="))
            result.Append(rest[2..]);
        else if (rest.StartsWith("-"))
            result.Append(rest[1..]);
        else
            result.Append(text[..length]);
        return length;
    }

    static int Verbatim(ReadOnlySpan<char> text, int length, StringBuilder result)
    {
        result.Append(text[..length]);
        return length;
    }

    /// <summary>The two substitutions by which scripts find their own folder and the root of the repository; others stay as written.</summary>
    static int Substitution(ReadOnlySpan<char> text, ImmutableDictionary<string, string> variables, StringBuilder result)
    {
        if (text.Contains("rev-parse --show-toplevel", StringComparison.Ordinal))
            result.Append('/');
        else if (text.Contains("dirname", StringComparison.Ordinal) && variables.TryGetValue("0", out var script))
            result.Append('/').Append(Paths.FolderOf(script)).Append(text.Contains("/..", StringComparison.Ordinal) ? "/.." : "");
        else
            result.Append(text);
        return text.Length;
    }

    static int LengthOfSubstitution(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var at = 1; at < text.Length; at++)
            if (text[at] == '(')
                depth++;
            else if (text[at] == ')' && --depth == 0)
                return at + 1;
        return text.Length;
    }
}
