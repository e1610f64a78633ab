using System.Globalization;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>
/// Evaluates an expression of GitHub Actions (docs.github.com, "Evaluate expressions in workflows and actions") as far as it is known:
/// a text, a truth value, a number, or null for what cannot be known without running it.
/// </summary>
sealed class GitHubExpression(string text, Func<string, object?> lookUp)
{
    /// <summary>Deeper expressions are taken as unknown.</summary>
    const int MostDepth = 40;

    readonly List<string> tokens = Tokens(text);
    int at;
    int depth;

    /// <summary>The value; null when it is not known.</summary>
    /// <param name="text">The expression, with or without <c>${{ }}</c>.</param>
    /// <param name="lookUp">The value of a name such as <c>github.ref</c>; null when it is not known.</param>
    public static object? Evaluate(string text, Func<string, object?> lookUp) => new GitHubExpression(Bare(text), lookUp).Or();

    /// <summary>Whether the value counts as true; null when it is not known.</summary>
    public static bool? Holds(string text, Func<string, object?> lookUp) => text.Trim().Length == 0 ? true : Truth(Evaluate(text, lookUp));

    static bool? Truth(object? value) =>
        value switch
        {
            bool truth => truth,
            string { Length: 0 } => false,
            double number => number != 0,
            string => true,
            _ => null,
        };

    static string Bare(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith("${{") && trimmed.IndexOf("}}", StringComparison.Ordinal) == trimmed.Length - 2
            ? trimmed[3..^2]
            : trimmed.Replace("${{", "(").Replace("}}", ")");
    }

    object? Or()
    {
        var left = And();
        while (Take("||"))
        {
            var right = And();
            left = Truth(left) switch
            {
                true => left,
                false => right,
                null => right is true ? true : null,
            };
        }
        return left;
    }

    object? And()
    {
        var left = Equality();
        while (Take("&&"))
        {
            var right = Equality();
            left = Truth(left) switch
            {
                true => right,
                false => left,
                null => Truth(right) is false ? false : null,
            };
        }
        return left;
    }

    object? Equality()
    {
        var left = Unary();
        while (at < tokens.Count && tokens[at] is "==" or "!=" or "<" or ">" or "<=" or ">=")
        {
            var sign = tokens[at++];
            var right = Unary();
            left = sign switch
            {
                "==" => Same(left, right),
                "!=" => left is GitHubContext.Anything || right is GitHubContext.Anything ? true : !Same(left, right),
                _ => null,
            };
        }
        return left;
    }

    static bool? Same(object? left, object? right) =>
        left is GitHubContext.Anything || right is GitHubContext.Anything ? true
        : left is null || right is null ? null
        : string.Equals(Text(left), Text(right), StringComparison.OrdinalIgnoreCase);

    static string Text(object value) =>
        value switch
        {
            bool truth => truth ? "true" : "false",
            double number => number.ToString(CultureInfo.InvariantCulture),
            _ => value as string ?? "",
        };

    object? Unary()
    {
        if (!Take("!"))
            return Primary();
        return Truth(Unary()) is { } truth ? !truth : null;
    }

    object? Primary()
    {
        if (at >= tokens.Count || depth >= MostDepth)
            return null;
        var token = tokens[at++];
        if (token == "(")
        {
            depth++;
            var inner = Or();
            depth--;
            Take(")");
            return inner;
        }
        if (token[0] == '\'')
            return token.Trim('\'').Replace("''", "'");
        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        if (Take("("))
            return Function(token);
        return token switch
        {
            "true" => true,
            "false" => false,
            "null" => "",
            _ => lookUp(token),
        };
    }

    object? Function(string name)
    {
        depth++;
        var arguments = new List<object?>();
        while (at < tokens.Count && !Take(")"))
            if (!Take(","))
                arguments.Add(Or());
        depth--;
        return (name.ToLowerInvariant(), arguments) switch
        {
            ("always" or "success", _) => true,
            ("failure" or "cancelled", _) => false,
            ("contains", [string all, string part]) => all.Contains(part, StringComparison.OrdinalIgnoreCase),
            ("startswith", [string all, string part]) => all.StartsWith(part, StringComparison.OrdinalIgnoreCase),
            ("endswith", [string all, string part]) => all.EndsWith(part, StringComparison.OrdinalIgnoreCase),
            ("fromjson", ["true"]) => true,
            ("fromjson", ["false"]) => false,
            ("fromjson" or "tojson", [string inner]) => inner,
            ("hashfiles", _) => "some",
            _ => null,
        };
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
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            if (text[i] == '\'')
                i = EndOfText(text, i);
            else if (IsName(text[i]))
                i = EndOfName(text, i);
            else
                i += i + 1 < text.Length && text.Substring(i, 2) is "&&" or "||" or "==" or "!=" or "<=" or ">=" ? 2 : 1;
            found.Add(text[start..i].Replace("['", ".").Replace("']", ""));
        }
        return found;
    }

    /// <summary>A name goes on through <c>['key']</c>.</summary>
    static int EndOfName(string text, int i)
    {
        while (i < text.Length)
            if (IsName(text[i]))
                i++;
            else if (text.AsSpan(i).StartsWith("['") && text.IndexOf("']", i, StringComparison.Ordinal) is > 0 and var end)
                i = end + 2;
            else
                break;
        return i;
    }

    static bool IsName(char one) => char.IsAsciiLetterOrDigit(one) || one is '_' or '.' or '-' or '*';

    static int EndOfText(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
            if (text[i] == '\'' && i + 1 < text.Length && text[i + 1] == '\'')
                i++;
            else if (text[i] == '\'')
                return i + 1;
        return text.Length;
    }
}
