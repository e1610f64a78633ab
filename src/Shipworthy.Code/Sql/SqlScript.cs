using System.Collections.Immutable;

namespace Shipworthy.Syntax.Sql;

/// <summary>
/// The statements of a script. They end at semicolons, at <c>GO</c> on a line of its own (SQL Server) or at what <c>DELIMITER</c> names (MySQL);
/// semicolons between <c>BEGIN</c> and <c>END</c> of a trigger or procedure do not end it. Rows of <c>COPY … FROM stdin</c> are passed over.
/// </summary>
public static class SqlScript
{
    /// <summary>The statements of a text, in their order.</summary>
    public static ImmutableArray<SqlStatement> Statements(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Split(SqlLexer.Tokens(WithoutRows(text)), text);
    }

    /// <summary>The statements of the body of a function, which begins at an offset of the text that it stands in.</summary>
    public static ImmutableArray<SqlToken> TokensOfBody(SqlToken body) =>
        [
            .. SqlLexer
                .Tokens(body.Value)
                .Select(token =>
                    token with
                    {
                        Start = token.Start + body.Inner,
                        End = token.End + body.Inner,
                        Inner = token.Inner + body.Inner,
                    }
                ),
        ];

    static ImmutableArray<SqlStatement> Split(ImmutableArray<SqlToken> tokens, string text)
    {
        var found = ImmutableArray.CreateBuilder<SqlStatement>();
        var delimiter = ";";
        var begin = 0;
        var depth = 0;
        void Ends(int end, int next)
        {
            if (end > begin)
                found.Add(new(tokens[begin..end]));
            (begin, depth) = (next, 0);
        }
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (i == begin && token.Is("delimiter"))
            {
                var line = LineEnd(text, token.End);
                delimiter = text[token.End..line].Trim();
                while (i + 1 < tokens.Length && tokens[i + 1].Start < line)
                    i++;
                begin = i + 1;
            }
            else if (token.Is("go") && IsAlone(text, token))
                Ends(i, i + 1);
            else if (delimiter != ";" && string.CompareOrdinal(text, token.Start, delimiter, 0, delimiter.Length) == 0)
            {
                var end = token.Start + delimiter.Length;
                var next = i;
                while (next < tokens.Length && tokens[next].Start < end)
                    next++;
                Ends(i, next);
                i = next - 1;
            }
            else if (delimiter == ";" && token.Is(";") && depth <= 0)
                Ends(i, i + 1);
            else if (HasBody(tokens, begin, i))
                depth += Nesting(tokens, i);
        }
        Ends(tokens.Length, tokens.Length);
        return found.DrainToImmutable();
    }

    /// <summary>Whether a token stands in a statement whose body is written without quotes.</summary>
    static bool HasBody(ImmutableArray<SqlToken> tokens, int begin, int at)
    {
        if (!tokens[begin].Is("create") || !(tokens[at].Is("begin") || tokens[at].Is("end") || tokens[at].Is("case")))
            return false;
        for (var i = begin + 1; i < Math.Min(at, begin + 6); i++)
            if (tokens[i].Is("trigger") || tokens[i].Is("procedure") || tokens[i].Is("proc") || tokens[i].Is("function"))
                return true;
        return false;
    }

    static int Nesting(ImmutableArray<SqlToken> tokens, int at)
    {
        var endsOther =
            at + 1 < tokens.Length
            && (tokens[at + 1].Is("if") || tokens[at + 1].Is("loop") || tokens[at + 1].Is("while") || tokens[at + 1].Is("repeat"));
        var isPartOfEnd = at > 0 && tokens[at - 1].Is("end");
        return tokens[at].Is("end") ? (endsOther ? 0 : -1)
            : isPartOfEnd ? 0
            : 1;
    }

    static int LineEnd(string text, int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end;
    }

    static bool IsAlone(string text, SqlToken token)
    {
        var start = token.Start == 0 ? 0 : text.LastIndexOf('\n', token.Start - 1) + 1;
        return string.IsNullOrWhiteSpace(text[start..token.Start]) && string.IsNullOrWhiteSpace(text[token.End..LineEnd(text, token.End)]);
    }

    /// <summary>The text with the rows of <c>COPY … FROM stdin;</c> turned to blanks, so that places stay.</summary>
    static string WithoutRows(string text)
    {
        const string End = "\n\\.";
        var from = text.IndexOf("FROM stdin", StringComparison.OrdinalIgnoreCase);
        if (from < 0)
            return text;
        var result = text.ToCharArray();
        for (; from >= 0; from = text.IndexOf("FROM stdin", from + 1, StringComparison.OrdinalIgnoreCase))
        {
            var start = text.IndexOf('\n', from);
            var end = start < 0 ? -1 : text.IndexOf(End, start, StringComparison.Ordinal);
            if (end < 0)
                break;
            for (var i = start; i < end + End.Length; i++)
                if (result[i] != '\n')
                    result[i] = ' ';
            from = end;
        }
        return new(result);
    }
}
