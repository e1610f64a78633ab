namespace Shipworthy.Syntax.Lowering.Hcl;

sealed partial class HclReader
{
    HclNode Braced() => ForAfterBracket() ? For('}') : Object();

    HclNode Object()
    {
        var holder = new HclNode(CodeKind.Object, at, at + 1);
        at++;
        var outer = overLines;
        overLines = false;
        while (true)
        {
            Blank(overLines: true);
            if (at >= limit || Peek('}'))
                break;
            if (Peek(','))
                at++;
            else if (Entry() is { } entry)
                holder.With(Part.Element, entry);
            else
                break;
        }
        overLines = outer;
        return Closed(holder, '}');
    }

    HclNode? Entry()
    {
        var start = at;
        var inParentheses = Peek('(');
        nesting++;
        var key = nesting < DeepestNesting ? Binary(0) : TooDeep();
        nesting--;
        if (key is null)
            return null;
        Blank();
        var entry = new HclNode(CodeKind.Property, start, at);
        if (!inParentheses && key is { Kind: CodeKind.Name })
            entry.Name = key.Name;
        else if (key is { Kind: CodeKind.Literal, Word: { } word })
            entry.Name = word;
        else
            entry.With(Part.Key, key);
        if (!Peek('=') && !Peek(':'))
            return entry;
        at++;
        return entry.With(Part.Value, Expression());
    }

    /// <summary>Whether the bracket here opens a <c>for</c> expression, and not a collection that begins with the name <c>for</c>.</summary>
    bool ForAfterBracket()
    {
        var (start, passed) = (at++, comments.Count);
        Blank(overLines: true);
        var found = Peek("for") && at + 3 < limit && text[at + 3] is ' ' or '\t' or '\n' or '\r';
        if (found)
        {
            at += 3;
            Blank(overLines: true);
            found = at < limit && IsName(text[at]);
        }
        at = start;
        while (comments.Count > passed)
            comments.RemoveAt(comments.Count - 1);
        return found;
    }

    /// <summary><c>[for k, v in source : value if condition]</c>, <c>{for k, v in source : key => value...}</c>.</summary>
    HclNode For(char close)
    {
        var loop = new HclNode(CodeKind.Loop, at, at + 1, op: "for");
        at++;
        var outer = overLines;
        overLines = true;
        Blank();
        at += "for".Length;
        Variables(loop);
        if (Word("in"))
            loop.With(Part.Source, Expression());
        Blank();
        if (Peek(':'))
        {
            at++;
            Produced(loop);
        }
        if (Word("if"))
            loop.With(Part.Condition, Expression());
        Blank();
        overLines = outer;
        return Closed(loop, close);
    }

    void Variables(HclNode loop)
    {
        Blank();
        while (at < limit && (IsName(text[at]) && !Keyword("in") || Peek(',')))
        {
            if (Peek(','))
                at++;
            else
            {
                var start = at;
                loop.With(Part.Target, new(CodeKind.Variable, start, at, Name()) { End = at });
            }
            Blank();
        }
    }

    void Produced(HclNode loop)
    {
        var first = Expression();
        Blank();
        if (first is not null && Peek("=>"))
        {
            at += 2;
            loop.With(Part.Key, first);
            first = Expression();
        }
        loop.With(Part.Body, first is null ? null : Spread(first));
    }

    bool Word(string word)
    {
        Blank();
        if (!Keyword(word))
            return false;
        at += word.Length;
        return true;
    }

    bool Keyword(string word) =>
        Peek(word) && (at + word.Length >= limit || !IsName(text[at + word.Length]) && !char.IsDigit(text[at + word.Length]));
}
