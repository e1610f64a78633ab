using System.Collections.Immutable;
using System.Text;

namespace Shipworthy.Syntax.Sql;

/// <summary>
/// Reads SQL of PostgreSQL, MySQL, SQLite and SQL Server into tokens, whichever it is: the four differ in quotes and comments, and what means one thing in
/// one of them hardly ever means another thing in the others. It never throws; what it does not know is a mark.
/// Sources: PostgreSQL 18 manual 4.1 (lexical structure), MySQL 9 manual 11.1 and 11.7, SQLite "The SQL language", Transact-SQL "Identifiers".
/// </summary>
public sealed class SqlLexer
{
    static readonly string[] Operators =
    [
        "#>>",
        "->>",
        "!~*",
        "||",
        "::",
        ":=",
        "=>",
        "->",
        "#>",
        "<=",
        ">=",
        "<>",
        "!=",
        "@>",
        "<@",
        "?|",
        "?&",
        "~*",
        "!~",
        "&&",
    ];

    readonly string text;
    readonly ImmutableArray<SqlToken>.Builder tokens = ImmutableArray.CreateBuilder<SqlToken>();
    int at;

    SqlLexer(string text) => this.text = text;

    /// <summary>The tokens of a text, without blanks and comments.</summary>
    public static ImmutableArray<SqlToken> Tokens(string text)
    {
        var lexer = new SqlLexer(text);
        while (lexer.at < text.Length)
            lexer.Next();
        return lexer.tokens.DrainToImmutable();
    }

    char Here => text[at];

    char Ahead(int by = 1) => at + by < text.Length ? text[at + by] : '\0';

    bool IsLineStart
    {
        get
        {
            var before = at - 1;
            while (before >= 0 && text[before] is ' ' or '\t')
                before--;
            return before < 0 || text[before] == '\n';
        }
    }

    void Next()
    {
        var start = at;
        switch (Here)
        {
            case ' ' or '\t' or '\r' or '\n' or '\f' or '\uFEFF':
                at++;
                break;
            case '-' when Ahead() == '-':
            case '#' when IsLineStart && Ahead() is not ('>' or '-'):
            case '\\' when IsLineStart:
                SkipLine();
                break;
            case '/' when Ahead() == '*':
                SkipComment();
                break;
            case '\'':
                Text(start, escapes: false);
                break;
            case 'e' or 'E' when Ahead() == '\'':
                at++;
                Text(start, escapes: true);
                break;
            case 'n' or 'N' or 'b' or 'B' or 'x' or 'X' when Ahead() == '\'':
                at++;
                Text(start, escapes: false);
                break;
            case '"':
                Quoted('"');
                break;
            case '`':
                Quoted('`');
                break;
            case '[' when IsBracketedName():
                Quoted(']');
                break;
            case '$' when DollarTag() is { } tag:
                DollarQuoted(tag);
                break;
            case '$' or ':' or '@' when char.IsLetterOrDigit(Ahead()) || Ahead() == '_' || (Here == '@' && Ahead() == '@'):
                Parameter(start);
                break;
            case var c when char.IsLetter(c) || c == '_':
                Word(start);
                break;
            case var c when char.IsAsciiDigit(c):
                Number(start);
                break;
            default:
                Symbol(start);
                break;
        }
    }

    void Add(SqlTokenKind kind, string value, int start, int inner = -1) =>
        tokens.Add(new(kind, value, start, at, inner < 0 ? start : inner));

    void SkipLine()
    {
        var end = text.IndexOf('\n', at);
        at = end < 0 ? text.Length : end + 1;
    }

    void SkipComment()
    {
        var depth = 0;
        do
        {
            if (Here == '/' && Ahead() == '*')
                (depth, at) = (depth + 1, at + 2);
            else if (Here == '*' && Ahead() == '/')
                (depth, at) = (depth - 1, at + 2);
            else
                at++;
        } while (depth > 0 && at < text.Length);
    }

    void Text(int start, bool escapes)
    {
        var inner = ++at;
        var says = new StringBuilder();
        while (at < text.Length)
        {
            if (Here == '\'' && Ahead() == '\'')
                (_, at) = (says.Append('\''), at + 2);
            else if (Here == '\\' && (escapes || Ahead() == '\'' && !ClosesAfterBackslash()) && at + 1 < text.Length)
                (_, at) = (says.Append(Ahead()), at + 2);
            else if (Here == '\'')
                break;
            else
                says.Append(text[at++]);
        }
        at = Math.Min(text.Length, at + 1);
        Add(SqlTokenKind.Text, says.ToString(), start, inner);
    }

    /// <summary>Only MySQL takes a backslash before a quote for an escape: elsewhere the string ends there, which what follows shows.</summary>
    bool ClosesAfterBackslash()
    {
        var next = at + 2;
        while (next < text.Length && text[next] is ' ' or '\t')
            next++;
        return next >= text.Length || text[next] is ',' or ')' or ';' or '\n' or '\r' or ':' or '|';
    }

    void Quoted(char end)
    {
        var start = at++;
        var inner = at;
        var says = new StringBuilder();
        while (at < text.Length)
        {
            if (Here == end && Ahead() == end)
                (_, at) = (says.Append(end), at + 2);
            else if (Here == end)
                break;
            else
                says.Append(text[at++]);
        }
        at = Math.Min(text.Length, at + 1);
        Add(SqlTokenKind.QuotedName, says.ToString(), start, inner);
    }

    /// <summary>A bracket quotes a name in SQL Server and picks an element in PostgreSQL, where it follows what it picks from.</summary>
    bool IsBracketedName()
    {
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or ')' or ']' or '"'))
            return false;
        if (tokens.Count > 0 && tokens[^1].Is("array") || !(char.IsLetter(Ahead()) || Ahead() == '_'))
            return false;
        var end = text.IndexOfAny([']', '\n', ','], at);
        return end > 0 && text[end] == ']';
    }

    string? DollarTag()
    {
        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        var isTag = end < text.Length && text[end] == '$' && !char.IsAsciiDigit(text[at + 1]);
        return isTag ? text[at..(end + 1)] : null;
    }

    void DollarQuoted(string tag)
    {
        var start = at;
        var inner = at + tag.Length;
        var end = text.IndexOf(tag, inner, StringComparison.Ordinal);
        at = end < 0 ? text.Length : end + tag.Length;
        Add(SqlTokenKind.Text, text[inner..(end < 0 ? text.Length : end)], start, inner);
    }

    void Parameter(int start)
    {
        at++;
        while (at < text.Length && (char.IsLetterOrDigit(Here) || Here is '_' or '@'))
            at++;
        Add(SqlTokenKind.Parameter, text[start..at], start);
    }

    void Word(int start)
    {
        while (at < text.Length && (char.IsLetterOrDigit(Here) || Here is '_' or '$'))
            at++;
        Add(SqlTokenKind.Word, text[start..at].ToLowerInvariant(), start);
    }

    void Number(int start)
    {
        while (at < text.Length && (char.IsLetterOrDigit(Here) || Here == '.'))
            at++;
        Add(SqlTokenKind.Number, text[start..at], start);
    }

    void Symbol(int start)
    {
        var known = Array.Find(Operators, one => string.CompareOrdinal(text, at, one, 0, one.Length) == 0);
        at += known?.Length ?? 1;
        Add(SqlTokenKind.Symbol, text[start..at], start);
    }
}
