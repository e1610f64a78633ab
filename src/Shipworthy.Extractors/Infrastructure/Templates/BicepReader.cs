using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Templates;

/// <summary>
/// Reads the values of a Bicep file by its grammar (Azure/bicep, "grammar"): objects, arrays, texts, numbers, names. Parameters are their defaults; every other expression is
/// unknown. Each step consumes text, and nothing nests deeper than a fixed level, so it ends on any input.
/// </summary>
sealed class BicepReader(SourceFile file, Func<string, InfraValue?> named)
{
    const int MostLevels = 40;

    readonly string text = file.Text;
    int at;

    /// <summary>The value that begins at an offset.</summary>
    public InfraValue ValueAt(int offset)
    {
        at = offset;
        return Value(0);
    }

    InfraValue Value(int level)
    {
        Blank(overLines: false);
        if (at >= text.Length || level > MostLevels)
            return InfraValue.Absent;
        var start = at;
        if (text[at] == '{')
            return Object(level);
        if (text[at] == '[')
            return Array(level);
        if (text[at] == '\'' && Quoted() is { } quoted && AtEndOfValue())
            return quoted;
        at = start;
        var written = Expression();
        return Named(start, written);
    }

    InfraValue Named(int start, string written) =>
        written is "true" or "false" || written.Length > 0 && written.All(char.IsAsciiDigit) ? InfraValue.TextAt(file.At(start), written)
        : written is "null" ? InfraValue.NullAt(file.At(start))
        : written.Length > 0 && written.All(character => char.IsAsciiLetterOrDigit(character) || character is '_')
            ? named(written) is { } known
                    ? known.Kind is InfraValueKind.Text ? InfraValue.TextAt(file.At(start), known.Text)
                        : known
                : InfraValue.UnknownBecause(file.At(start), $"takes its value from {written}")
        : written.IndexOf('.') is > 0 and var dot
        && written.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.')
            ? InfraValue.ReferenceAt(file.At(start), written[..dot], written[(written.LastIndexOf('.') + 1)..])
        : InfraValue.UnknownBecause(file.At(start), "is computed");

    InfraValue Object(int level)
    {
        var start = at++;
        var entries = ImmutableArray.CreateBuilder<(string, InfraValue)>();
        var isOpen = false;
        while (true)
        {
            Blank(overLines: true);
            if (at >= text.Length || text[at] == '}')
                break;
            var before = at;
            var key = text[at] == '\'' ? Quoted()?.Shown ?? "" : Name();
            Blank(overLines: false);
            if (key.Length > 0 && at < text.Length && text[at] == ':')
            {
                at++;
                entries.Add((key, Value(level + 1)));
            }
            else
            {
                // A nested resource, a spread or a decorator: none of them is a setting.
                isOpen |= text.AsSpan(before).StartsWith("...");
                SkipLine(before);
            }
        }
        at = Math.Min(at + 1, text.Length);
        return InfraValue.MapAt(file.At(start), entries.ToImmutable(), isOpen);
    }

    InfraValue Array(int level)
    {
        var start = at++;
        var items = ImmutableArray.CreateBuilder<InfraValue>();
        Blank(overLines: true);
        if (text.AsSpan(at).StartsWith("for "))
        {
            at = start;
            Expression();
            return InfraValue.UnknownBecause(file.At(start), "is made from a list");
        }
        while (true)
        {
            Blank(overLines: true);
            if (at >= text.Length || text[at] == ']')
                break;
            var before = at;
            if (text[at] == ',')
                at++;
            else
                items.Add(Value(level + 1));
            if (at == before)
                at++;
        }
        at = Math.Min(at + 1, text.Length);
        return InfraValue.ListAt(file.At(start), items.ToImmutable());
    }

    /// <summary>A text in quotes; what is put into it stays open. Null when it does not end on its line.</summary>
    InfraValue? Quoted()
    {
        var start = at++;
        var parts = new List<InfraValue>();
        var from = at;
        while (at < text.Length && text[at] is not ('\'' or '\n'))
            if (text[at] == '\\')
                at += 2;
            else if (text.AsSpan(at).StartsWith("${") && text.IndexOf('}', at) is > 0 and var close)
            {
                parts.Add(InfraValue.TextAt(file.At(start), text[from..at]));
                parts.Add(Named(at, text[(at + 2)..close].Trim()));
                from = at = close + 1;
            }
            else
                at++;
        if (at >= text.Length || text[at] != '\'')
            return null;
        parts.Add(InfraValue.TextAt(file.At(start), text[from..at]));
        at++;
        return InfraValue.JoinedAt(file.At(start), parts);
    }

    /// <summary>The rest of the line, and of further lines while brackets are open; it stops before what closes the object or array around it.</summary>
    string Expression()
    {
        var start = at;
        var open = 0;
        for (; at < text.Length; at++)
            if (text[at] is '(' or '[' or '{')
                open++;
            else if (text[at] is ')' or ']' or '}' && --open < 0)
                break;
            else if (open == 0 && (text[at] is '\n' or ',' || text.AsSpan(at).StartsWith("//")))
                break;
        return text[start..at].Trim();
    }

    bool AtEndOfValue()
    {
        Blank(overLines: false);
        return at >= text.Length || text[at] is '\n' or '\r' or '}' or ']' or ',' or ')';
    }

    string Name()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_'))
            at++;
        return text[start..at];
    }

    void SkipLine(int from)
    {
        at = from;
        Expression();
        if (at == from)
            at++;
    }

    void Blank(bool overLines)
    {
        while (at < text.Length)
            if (text[at] is ' ' or '\t' or '\r' || overLines && text[at] == '\n')
                at++;
            else if (text.AsSpan(at).StartsWith("//"))
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else if (text.AsSpan(at).StartsWith("/*") && text.IndexOf("*/", at, StringComparison.Ordinal) is >= 0 and var close)
                at = close + 2;
            else
                return;
    }
}
