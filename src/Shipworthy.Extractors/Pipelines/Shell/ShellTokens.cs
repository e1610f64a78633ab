using System.Text;

namespace Shipworthy.Extractors.Pipelines.Shell;

/// <summary>A word or an operator of a shell script.</summary>
/// <param name="Text">As written, quotes included.</param>
/// <param name="IsOperator">Whether it separates words, such as <c>&amp;&amp;</c>, <c>;</c> or a line end (<c>\n</c>).</param>
/// <param name="Line">The line, from 1.</param>
readonly record struct ShellToken(string Text, bool IsOperator, int Line)
{
    /// <summary>The redirections that stand behind it; null without any.</summary>
    public ShellRedirects? Redirects { get; init; }
}

/// <summary>Where the output and the input of a piece of a script go.</summary>
/// <param name="Output">The file that takes its output, as written; empty where the output goes on, and null where nothing is said.</param>
/// <param name="Input">The text of a here-document; empty without one.</param>
readonly record struct ShellRedirects(string? Output, string Input);

/// <summary>
/// Cuts a script into words and operators, as POSIX.1-2024 XCU 2.3 describes, tolerantly: an open quote ends with the text. Comments, line continuations,
/// redirections and bodies of here-documents leave no token of their own; command substitutions and <c>${{ … }}</c> stay inside their word.
/// </summary>
sealed class ShellTokens(string text, char continuation)
{
    static readonly string[] operators = ["&&", "||", ";;", "|&", "|", "&", ";", "(", ")", "\n"];

    readonly List<ShellToken> tokens = [];
    readonly List<(string Mark, int Token)> hereDocuments = [];
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
        foreach (var (mark, token) in hereDocuments)
            TakeBody(mark, token);
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

    /// <summary>A redirection is no argument: it goes, with its target and the digit before it, and is kept at the token that it follows.</summary>
    void Redirect()
    {
        var isOutput = text[at] == '>';
        if (inWord && word.Length == 1 && char.IsAsciiDigit(word[0]))
        {
            isOutput &= word[0] == '1';
            word.Clear();
            inWord = false;
        }
        EndWord();
        var joins = false;
        for (; at < text.Length && text[at] is '>' or '<' or '&' or '|'; at++)
            joins |= text[at] == '&';
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && OperatorHere() is null)
            at += text[at] is '\'' or '"' ? LengthOfQuoted(text[at]) : 1;
        at = Math.Min(at, text.Length);
        if (isOutput && tokens.Count > 0)
            tokens[^1] = tokens[^1] with
            {
                // What goes to another stream (>&2) is seen in the log all the same.
                Redirects = new(joins ? "" : text[start..at], tokens[^1].Redirects?.Input ?? ""),
            };
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
        hereDocuments.Add((text[start..at].Trim('\'', '"', '\\'), tokens.Count - 1));
    }

    void TakeBody(string mark, int token)
    {
        var start = at;
        var before = at;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            var body = text[at..end].Trim();
            before = at;
            at = Math.Min(end + 1, text.Length);
            line++;
            if (body == mark)
                break;
            before = at;
        }
        if (token >= 0)
            tokens[token] = tokens[token] with { Redirects = new(tokens[token].Redirects?.Output, text[start..before]) };
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
