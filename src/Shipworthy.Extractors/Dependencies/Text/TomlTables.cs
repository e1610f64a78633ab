using System.Text;

namespace Shipworthy.Extractors.Dependencies.Text;

/// <summary>One table of a TOML file.</summary>
/// <param name="Name">Its dotted name as written: <c>package.dependencies</c>.</param>
/// <param name="Line">The line of its head.</param>
sealed record TomlTable(string Name, int Line)
{
    readonly Dictionary<string, string> entries = new(StringComparer.Ordinal);
    readonly List<string> keys = [];
    readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    /// <summary>Its keys in the order of the file, without quotes.</summary>
    public IReadOnlyList<string> Keys => keys;

    /// <summary>The value of a key as written, on one line; empty when there is none.</summary>
    public string Raw(string key) => entries.GetValueOrDefault(key, "");

    /// <summary>The value of a key that is a text; empty when there is none.</summary>
    public string Text(string key) => TomlTables.Unquoted(Raw(key));

    /// <summary>All texts in the value of a key that is a list of texts.</summary>
    public ImmutableArray<string> Texts(string key) => TomlTables.TextsIn(Raw(key));

    /// <summary>The <c>name</c> of each inline table in the value of a key, with its <c>version</c> or an empty text.</summary>
    public IEnumerable<(string Name, string Version)> Names(string key) =>
        TomlTables.InlineTablesIn(Raw(key)).Select(one => (TomlTables.FieldOf(one, "name"), TomlTables.FieldOf(one, "version")));

    /// <summary>The line at which a key stands; that of the head when there is none.</summary>
    public int LineOf(string key) => lines.GetValueOrDefault(key, Line);

    internal void Add(string key, string value, int line)
    {
        if (!entries.TryAdd(key, value))
            return;
        keys.Add(key);
        lines[key] = line;
    }
}

/// <summary>
/// Reads TOML as package managers write their lock files: one key a line, and a list over several. Such files are large and even, and need no syntax tree.
/// </summary>
static class TomlTables
{
    /// <summary>The tables in the order of the file; keys above the first head are in a table without a name.</summary>
    /// <param name="passed">Keys whose values nobody asks for, such as long lists of hashes.</param>
    public static IEnumerable<TomlTable> Of(string text, params string[] passed)
    {
        var table = new TomlTable("", 1);
        var number = 0;
        string? key = null;
        var value = new StringBuilder();
        var (depth, started) = (0, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (key is not null)
            {
                depth += Append(value, content);
                if (depth > 0)
                    continue;
                Finish(table, key, value, started, passed);
                key = null;
                continue;
            }
            if (content.Length == 0 || content[0] is '#')
                continue;
            if (content[0] is '[')
            {
                yield return table;
                var end = content.IndexOf(']');
                table = new(content[..(end < 0 ? content.Length : end)].Trim('[').Trim(), number);
                continue;
            }
            if (EqualsOf(content) is not (> 0 and var equals))
                continue;
            (key, started) = (Unquoted(content[..equals].Trim()), number);
            value.Clear();
            depth = Append(value, content[(equals + 1)..].Trim());
            if (depth > 0)
                continue;
            Finish(table, key, value, started, passed);
            key = null;
        }
        yield return table;
    }

    static void Finish(TomlTable table, string key, StringBuilder value, int line, string[] passed)
    {
        if (!passed.Contains(key))
            table.Add(key, value.ToString().Trim(), line);
    }

    static int EqualsOf(string content)
    {
        if (content[0] is not ('"' or '\''))
            return content.IndexOf('=');
        var quote = content.IndexOf(content[0], 1);
        return quote < 0 ? -1 : content.IndexOf('=', quote);
    }

    /// <summary>Takes a line of a value without its comment, and gives how many brackets it opens more than it closes.</summary>
    static int Append(StringBuilder value, ReadOnlySpan<char> content)
    {
        var depth = 0;
        var quote = '\0';
        var at = 0;
        for (; at < content.Length; at++)
        {
            var c = content[at];
            if (quote != '\0')
            {
                if (c == '\\' && quote == '"')
                    at++;
                else if (c == quote)
                    quote = '\0';
            }
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '[' or '{')
                depth++;
            else if (c is ']' or '}')
                depth--;
            else if (c is '#')
                break;
        }
        value.Append(content[..Math.Min(at, content.Length)]).Append(' ');
        return depth;
    }

    /// <summary>A text without its quotes.</summary>
    public static string Unquoted(string text)
    {
        text = text.Trim();
        return text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
    }

    /// <summary>All texts in quotes.</summary>
    public static ImmutableArray<string> TextsIn(string raw)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] is not ('"' or '\''))
                continue;
            var end = raw.IndexOf(raw[at], at + 1);
            if (end < 0)
                break;
            texts.Add(raw[(at + 1)..end]);
            at = end;
        }
        return texts.ToImmutable();
    }

    /// <summary>The outermost inline tables of a value, without their braces.</summary>
    public static IEnumerable<string> InlineTablesIn(string raw)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < raw.Length; at++)
            if (raw[at] is '{' && depth++ == 0)
                start = at + 1;
            else if (raw[at] is '}' && depth > 0 && --depth == 0)
                yield return raw[start..at];
    }

    /// <summary>The text of a field of an inline table; empty when it has none.</summary>
    public static string FieldOf(string inline, string field)
    {
        for (
            var at = inline.IndexOf(field, StringComparison.Ordinal);
            at >= 0;
            at = inline.IndexOf(field, at + 1, StringComparison.Ordinal)
        )
        {
            if (at > 0 && inline[at - 1] is not (' ' or ',' or '{'))
                continue;
            var rest = inline.AsSpan(at + field.Length).TrimStart();
            if (rest.IsEmpty || rest[0] is not '=')
                continue;
            rest = rest[1..].TrimStart();
            if (rest.IsEmpty || rest[0] is not ('"' or '\''))
                return "";
            var end = rest[1..].IndexOf(rest[0]);
            return end < 0 ? "" : rest[1..(end + 1)].ToString();
        }
        return "";
    }
}
