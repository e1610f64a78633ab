namespace Shipworthy.Syntax.Lowering.Hcl;

sealed partial class HclReader
{
    int at;
    int limit;
    int nesting;

    /// <summary>Whether line ends are blank: inside parentheses and square brackets, but not inside braces.</summary>
    bool overLines;

    bool Peek(char character) => at < limit && text[at] == character;

    bool Peek(string characters) => at + characters.Length <= limit && text.AsSpan(at).StartsWith(characters);

    /// <summary>Passes blanks and comments.</summary>
    void Blank(bool overLines)
    {
        while (at < limit)
        {
            if (text[at] is ' ' or '\t' or '\uFEFF' || text[at] is '\n' or '\r' && overLines)
                at++;
            else if (text[at] == '#' || Peek("//"))
                Comment(EndOfLine());
            else if (Peek("/*"))
                Comment(text.IndexOf("*/", at + 2, limit - at - 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : limit);
            else
                return;
        }
    }

    void Blank() => Blank(overLines);

    void Comment(int end)
    {
        comments.Add(new(at, end));
        at = end;
    }

    int EndOfLine() => text.IndexOf('\n', at, limit - at) is >= 0 and var end ? end : limit;

    /// <summary>Goes to the end of the line, and at least one character on.</summary>
    int ToEndOfLine() => at = Math.Max(EndOfLine(), Math.Min(at + 1, limit));

    string Name()
    {
        var start = at;
        while (at < limit && (IsName(text[at]) || char.IsDigit(text[at]) || text[at] == '-'))
            at++;
        return text[start..at];
    }

    static bool IsName(char character) => char.IsLetter(character) || character == '_';

    /// <summary>One unknown node for everything up to the bracket that closes the one here, or to the end.</summary>
    HclNode TooDeep()
    {
        var start = at;
        var open = 0;
        do
        {
            if (text[at] is '(' or '[' or '{')
                open++;
            else if (text[at] is ')' or ']' or '}')
                open--;
            at++;
        } while (at < limit && open > 0);
        return new(CodeKind.Unknown, start, at, op: "too deep");
    }
}
