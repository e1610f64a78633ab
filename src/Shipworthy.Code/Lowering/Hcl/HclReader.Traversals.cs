namespace Shipworthy.Syntax.Lowering.Hcl;

sealed partial class HclReader
{
    /// <summary>A term with what follows it: <c>.name</c>, <c>[key]</c>, <c>.0</c>, <c>.*</c>, <c>[*]</c>. A splat is a member named <c>*</c>.</summary>
    HclNode? Traversed(HclNode? term)
    {
        while (term is not null && at < limit)
        {
            if (Peek('.') && at + 1 < limit && (IsName(text[at + 1]) || text[at + 1] is '*' or >= '0' and <= '9'))
                term = Member(term);
            else if (Peek("[*]"))
            {
                at += 3;
                term = new HclNode(CodeKind.Member, term.Start, at, "*").With(Part.Receiver, term);
            }
            else if (Peek('['))
                term = Index(term);
            else
                break;
        }
        return term;
    }

    HclNode Member(HclNode receiver)
    {
        at++;
        if (Peek('*'))
        {
            at++;
            return new HclNode(CodeKind.Member, receiver.Start, at, "*").With(Part.Receiver, receiver);
        }
        if (char.IsAsciiDigit(text[at]))
        {
            var start = at;
            while (at < limit && char.IsAsciiDigit(text[at]))
                at++;
            var key = new HclNode(CodeKind.Literal, start, at, op: "number", word: text[start..at]);
            return new HclNode(CodeKind.Index, receiver.Start, at).With(Part.Receiver, receiver).With(Part.Key, key);
        }
        var name = Name();
        return new HclNode(CodeKind.Member, receiver.Start, at, name).With(Part.Receiver, receiver);
    }

    HclNode Index(HclNode receiver)
    {
        at++;
        var outer = overLines;
        overLines = true;
        var key = Expression();
        Blank();
        overLines = outer;
        var name = key is { Kind: CodeKind.Literal, Operator: "string", Word: { } word } ? word : "";
        return Closed(new HclNode(CodeKind.Index, receiver.Start, at, name).With(Part.Receiver, receiver).With(Part.Key, key), ']');
    }
}
