using System.Text;

namespace Shipworthy.Syntax.Lowering.Hcl;

sealed partial class HclReader
{
    /// <summary>A string in quotes; it ends at the end of its line at the latest.</summary>
    HclNode Quoted()
    {
        var start = at++;
        var parts = Parts(character => character is '"' or '\n', escapes: true, indentation: 0);
        if (Peek('"'))
            at++;
        return Joined(start, parts);
    }

    /// <summary>A heredoc. With a dash, what all its lines are indented by is not part of the text.</summary>
    HclNode? Heredoc()
    {
        var start = at;
        at += 2;
        var flush = Peek('-');
        if (flush)
            at++;
        var word = Name();
        var content = EndOfLine() + 1;
        if (word.Length == 0 || content > limit)
        {
            at = start;
            return null;
        }
        var (end, after) = Terminator(content, word);
        var indentation = flush ? Indentation(text.AsSpan(content, end - content)) : 0;
        var outer = limit;
        (at, limit) = (content, end);
        var parts = Parts(_ => false, escapes: false, indentation);
        (at, limit) = (after, outer);
        return Joined(start, parts);
    }

    /// <summary>Where the line that ends a heredoc starts, and where its word ends; the end of the text when there is none.</summary>
    (int End, int After) Terminator(int content, string word)
    {
        for (var line = content; line < limit; )
        {
            var end = text.IndexOf('\n', line, limit - line) is >= 0 and var found ? found : limit;
            if (text.AsSpan(line, end - line).Trim().SequenceEqual(word))
                return (line, line + text.AsSpan(line, end - line).TrimEnd().Length);
            line = end + 1;
        }
        return (limit, limit);
    }

    static int Indentation(ReadOnlySpan<char> content)
    {
        var least = int.MaxValue;
        foreach (var line in content.EnumerateLines())
            if (!line.IsWhiteSpace())
                least = Math.Min(least, line.Length - line.TrimStart(" \t").Length);
        return least == int.MaxValue ? 0 : least;
    }

    /// <summary>The pieces of a template up to a character that ends it.</summary>
    List<HclNode> Parts(Func<char, bool> ends, bool escapes, int indentation)
    {
        var parts = new List<HclNode>();
        var from = at;
        while (at < limit && !ends(text[at]))
        {
            if (escapes && text[at] == '\\' || Peek("$${") || Peek("%%{"))
                at = Math.Min(at + (text[at] == '\\' ? 2 : 3), limit);
            else if (Peek("${") || Peek("%{"))
            {
                Piece(parts, from, escapes, indentation);
                Interpolation(parts);
                from = at;
            }
            else
                at++;
        }
        Piece(parts, from, escapes, indentation);
        return parts;
    }

    void Piece(List<HclNode> parts, int from, bool escapes, int indentation)
    {
        if (at > from)
            parts.Add(new(CodeKind.Literal, from, at, op: "string", word: Cooked(from, at, escapes, indentation)));
    }

    /// <summary><c>${expression}</c>, or a directive such as <c>%{ if condition }</c>, of which the expression is kept.</summary>
    void Interpolation(List<HclNode> parts)
    {
        var directive = Peek('%');
        at += 2;
        var outer = overLines;
        overLines = true;
        if (Peek('~'))
            at++;
        Blank();
        if (directive && Keyword("for"))
            parts.Add(Directive());
        else if (!directive || Word("if"))
            if (Expression() is { } value)
                parts.Add(value);
        Blank();
        overLines = outer;
        while (at < limit && text[at] is not ('}' or '"' or '\n'))
            at++;
        if (Peek('}'))
            at++;
    }

    /// <summary><c>%{ for k, v in source }</c>: a loop without a body, which is the rest of the template.</summary>
    HclNode Directive()
    {
        var loop = new HclNode(CodeKind.Loop, at, at + "for".Length, op: "for");
        at += "for".Length;
        Variables(loop);
        return Word("in") ? loop.With(Part.Source, Expression()) : loop;
    }

    /// <summary>A template without expressions is a string.</summary>
    HclNode Joined(int start, List<HclNode> parts)
    {
        if (parts.TrueForAll(part => part is { Kind: CodeKind.Literal, Operator: "string" }))
            return new(CodeKind.Literal, start, at, op: "string", word: string.Concat(parts.Select(part => part.Word)));
        var template = new HclNode(CodeKind.Template, start, at);
        foreach (var part in parts)
            template.With(Part.Element, part);
        return template;
    }

    string Cooked(int from, int to, bool escapes, int indentation)
    {
        var raw = text.AsSpan(from, to - from);
        if (indentation == 0 && raw.IndexOfAny("\\$%") < 0)
            return raw.ToString();
        var cooked = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var lineStart = from + i == 0 || text[from + i - 1] == '\n';
            if (indentation > 0 && lineStart)
                i += Math.Min(indentation, raw[i..].Length - raw[i..].TrimStart(" \t").Length);
            if (i >= raw.Length)
                break;
            if (escapes && raw[i] == '\\' && i + 1 < raw.Length)
                i += Escape(cooked, raw[(i + 1)..]);
            else
            {
                cooked.Append(raw[i]);
                if (raw[i] is '$' or '%' && i + 2 < raw.Length && raw[i + 1] == raw[i] && raw[i + 2] == '{')
                    i++;
            }
        }
        return cooked.ToString();
    }

    /// <summary>Appends what stands after a backslash, and says how many characters that took.</summary>
    static int Escape(StringBuilder cooked, ReadOnlySpan<char> rest)
    {
        var digits = rest[0] switch
        {
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if (
            digits > 0
            && rest.Length > digits
            && int.TryParse(rest.Slice(1, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var point)
            && Rune.IsValid(point)
        )
        {
            cooked.Append(new Rune(point).ToString());
            return digits + 1;
        }
        cooked.Append(
            rest[0] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                var plain => plain,
            }
        );
        return 1;
    }
}
