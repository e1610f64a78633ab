namespace Shipworthy.Syntax.Lowering.Hcl;

sealed partial class HclReader
{
    static readonly string[][] Levels =
    [
        ["||"],
        ["&&"],
        ["==", "!="],
        ["<=", ">=", "<", ">"],
        ["+", "-"],
        ["*", "/", "%"],
    ];

    /// <summary>An expression, with the condition <c>a ? b : c</c> as the loosest operator; null when none stands here.</summary>
    HclNode? Expression()
    {
        Blank();
        if (at >= limit)
            return null;
        if (nesting >= DeepestNesting)
            return TooDeep();
        nesting++;
        var condition = Binary(0);
        Blank();
        if (condition is not null && Peek('?'))
        {
            at++;
            var choice = new HclNode(CodeKind.Conditional, condition.Start, at)
                .With(Part.Condition, condition)
                .With(Part.Then, Expression());
            Blank();
            if (Peek(':'))
            {
                at++;
                choice.With(Part.Else, Expression());
            }
            condition = choice;
        }
        nesting--;
        return condition;
    }

    HclNode? Binary(int level)
    {
        if (level == Levels.Length)
            return Unary();
        var left = Binary(level + 1);
        while (left is not null)
        {
            Blank();
            var op = Array.Find(Levels[level], Peek);
            if (op is null || Peek("//") || Peek("/*"))
                break;
            at += op.Length;
            left = new HclNode(CodeKind.Binary, left.Start, at, op: op).With(Part.Left, left).With(Part.Right, Binary(level + 1));
        }
        return left;
    }

    HclNode? Unary()
    {
        Blank();
        var signs = new Stack<int>();
        while (Peek('!') && !Peek("!=") || Peek('-'))
        {
            signs.Push(at++);
            Blank();
        }
        var value = Traversed(Term());
        while (signs.TryPop(out var sign))
            value = new HclNode(CodeKind.Unary, sign, Math.Max(at, sign + 1), op: text[sign].ToString()).With(Part.Value, value);
        return value;
    }

    HclNode? Term()
    {
        if (at >= limit)
            return null;
        switch (text[at])
        {
            case '"':
                return Quoted();
            case '(':
                return Parenthesized();
            case '[':
                return Listed();
            case '{':
                return Braced();
            case '<' when Peek("<<"):
                return Heredoc();
            case >= '0' and <= '9':
                return Number();
            case var first when IsName(first):
                return Named();
            default:
                return null;
        }
    }

    HclNode Number()
    {
        var start = at;
        while (at < limit && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.' && at + 1 < limit && char.IsAsciiDigit(text[at + 1])))
            at += text[at] is 'e' or 'E' && at + 1 < limit && text[at + 1] is '+' or '-' ? 2 : 1;
        at = Math.Min(at, limit);
        return new(CodeKind.Literal, start, at, op: "number", word: text[start..at]);
    }

    HclNode Named()
    {
        var start = at;
        var name = Name();
        while (Peek("::") && at + 2 < limit && IsName(text[at + 2]))
        {
            at += 2;
            name += "::" + Name();
        }
        if (Peek('('))
            return Call(start, name);
        return name is "true" or "false" or "null"
            ? new(CodeKind.Literal, start, at, op: name)
            : new HclNode(CodeKind.Name, start, at, name);
    }

    HclNode Call(int start, string name)
    {
        var call = new HclNode(CodeKind.Call, start, at).With(Part.Callee, new(CodeKind.Name, start, at, name));
        return Items(call, Part.Argument, ')');
    }

    HclNode? Parenthesized()
    {
        at++;
        var outer = overLines;
        overLines = true;
        var inner = Expression();
        Blank();
        overLines = outer;
        if (Peek(')'))
            at++;
        return inner;
    }

    HclNode Listed() => ForAfterBracket() ? For(']') : Items(new(CodeKind.Array, at, at + 1), Part.Element, ']');

    /// <summary>Values between the bracket here and the one that closes it. One that is followed by three dots is spread.</summary>
    HclNode Items(HclNode holder, Part part, char close)
    {
        at++;
        var outer = overLines;
        overLines = true;
        while (true)
        {
            Blank();
            if (at >= limit || Peek(close))
                break;
            if (Peek(','))
                at++;
            else if (Expression() is { } item)
                holder.With(part, Spread(item));
            else
                break;
        }
        overLines = outer;
        return Closed(holder, close);
    }

    HclNode Spread(HclNode item)
    {
        Blank();
        if (!Peek("..."))
            return item;
        at += 3;
        return new HclNode(CodeKind.Spread, item.Start, at).With(Part.Value, item);
    }

    HclNode Closed(HclNode holder, char close)
    {
        if (Peek(close))
            at++;
        holder.End = Math.Max(holder.End, at);
        return holder;
    }
}
