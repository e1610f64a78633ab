using System.Text;

namespace Shipworthy.Extractors.Pipelines.Shell;

/// <summary>A word or an operator of a shell script.</summary>
/// <param name="Text">As written, quotes included.</param>
/// <param name="IsOperator">Whether it separates words, such as <c>&amp;&amp;</c>, <c>;</c> or a line end (<c>\n</c>).</param>
/// <param name="Line">The line, from 1.</param>
readonly record struct ShellToken(string Text, bool IsOperator, int Line);

/// <summary>
/// Cuts a script into words and operators, as POSIX.1-2024 XCU 2.3 describes, tolerantly: an open quote ends with the text. Comments, line continuations and
/// bodies of here-documents leave no token; command substitutions and <c>${{ … }}</c> stay inside their word.
/// </summary>
sealed class ShellTokens(string text, char continuation)
{
    static readonly string[] operators = ["&&", "||", ";;", "|&", "|", "&", ";", "(", ")", "\n"];

    readonly List<ShellToken> tokens = [];
    readonly List<string> hereDocuments = [];
    readonly StringBuilder word = new();
    int at;
    int line = 1;
    int wordLine = 1;
    bool inWord;

    /// <summary>The tokens of a script; <paramref name="continuation"/> joins lines: a backslash, or PowerShell's grave accent.</summary>
    public static List<ShellToken> Of(string text, char continuation = '\\') => new ShellTokens(text, continuation).Read();

    List<ShellToken> Read()
    {
        while (at < text.Length)
            Next(text[at]);
        EndWord();
        return tokens;
    }

    void Next(char next)
    {
        if (next == continuation && at + 1 < text.Length && text[at + 1] is '\n' or '\r')
            SkipContinuation();
        else if (next == '\\')
            Take(2);
        else if (next is '\'' or '"' or '`')
            Take(LengthOfQuoted(next));
        else if (next == '$' && At("${{"))
            Take(LengthUntil("}}"));
        else if (next == '$' && (At("$(") || At("${")))
            Take(LengthOfNested(text[at + 1], text[at + 1] == '(' ? ')' : '}'));
        else if (next == '#' && !inWord)
            SkipComment();
        else if (next is ' ' or '\t' or '\r')
        {
            EndWord();
            at++;
        }
        else if (next == '<' && At("<<") && !At("<<<"))
            StartHereDocument();
        else if (next is '>' or '<')
            Redirect();
        else if (OperatorHere() is { } found)
            EndWith(found);
        else
            Take(1);
    }

    bool At(string wanted) => text.AsSpan(at).StartsWith(wanted, StringComparison.Ordinal);

    string? OperatorHere() => Array.Find(operators, At);

    void EndWith(string found)
    {
        EndWord();
        tokens.Add(new(found, IsOperator: true, line));
        at += found.Length;
        if (found != "\n")
            return;
        line++;
        foreach (var mark in hereDocuments)
            SkipBody(mark);
        hereDocuments.Clear();
    }

    void Take(int length)
    {
        if (!inWord)
            wordLine = line;
        inWord = true;
        var taken = text.AsSpan(at, Math.Min(length, text.Length - at));
        line += taken.Count('\n');
        word.Append(taken);
        at += taken.Length;
    }

    void EndWord()
    {
        if (inWord)
            tokens.Add(new(word.ToString(), IsOperator: false, wordLine));
        word.Clear();
        inWord = false;
    }

    void SkipContinuation()
    {
        at += text[at + 1] == '\r' && at + 2 < text.Length && text[at + 2] == '\n' ? 3 : 2;
        line++;
    }

    void SkipComment()
    {
        while (at < text.Length && text[at] != '\n')
            at++;
    }

    /// <summary>A redirection is no argument: it goes, with its target and the digit before it.</summary>
    void Redirect()
    {
        if (inWord && word.Length == 1 && char.IsAsciiDigit(word[0]))
        {
            word.Clear();
            inWord = false;
        }
        EndWord();
        while (at < text.Length && text[at] is '>' or '<' or '&' or '|')
            at++;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && OperatorHere() is null)
            at += text[at] is '\'' or '"' ? LengthOfQuoted(text[at]) : 1;
        at = Math.Min(at, text.Length);
    }

    void StartHereDocument()
    {
        EndWord();
        at += At("<<-") ? 3 : 2;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (';' or '|' or '&' or ')'))
            at++;
        hereDocuments.Add(text[start..at].Trim('\'', '"', '\\'));
    }

    void SkipBody(string mark)
    {
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            var body = text[at..end].Trim();
            at = Math.Min(end + 1, text.Length);
            line++;
            if (body == mark)
                return;
        }
    }

    int LengthUntil(string end) =>
        text.IndexOf(end, at, StringComparison.Ordinal) is > 0 and var found ? found + end.Length - at : text.Length - at;

    int LengthOfQuoted(char quote)
    {
        for (var i = at + 1; i < text.Length; i++)
            if (text[i] == '\\' && quote != '\'')
                i++;
            else if (text[i] == quote)
                return i + 1 - at;
        return text.Length - at;
    }

    int LengthOfNested(char opening, char closing)
    {
        var depth = 0;
        for (var i = at + 1; i < text.Length; i++)
            if (text[i] == '\\')
                i++;
            else if (text[i] == opening)
                depth++;
            else if (text[i] == closing && --depth == 0)
                return i + 1 - at;
        return text.Length - at;
    }
}
