namespace Shipworthy.Syntax.Lowering.Hcl;

/// <summary>
/// Reads HCL native syntax (hashicorp/hcl, "HCL Syntax-Agnostic Information Model" and "HCL Native Syntax Specification"): attributes and blocks here,
/// expressions and templates in the other parts. It goes on after errors: what fits no rule is an unknown node up to the end of its line. Every step
/// consumes text, and nothing nests deeper than <see cref="DeepestNesting"/>, so it ends on any input.
/// </summary>
sealed partial class HclReader
{
    /// <summary>Blocks, brackets and templates inside each other; what lies deeper is one unknown node.</summary>
    const int DeepestNesting = 150;

    readonly ImmutableArray<Span>.Builder comments = ImmutableArray.CreateBuilder<Span>();
    readonly string text;

    public HclReader(string text)
    {
        this.text = text;
        limit = text.Length;
    }

    /// <summary>The comments that were passed.</summary>
    public ImmutableArray<Span> Comments => comments.ToImmutable();

    /// <summary>What the file holds.</summary>
    public List<HclNode> File()
    {
        var items = new List<HclNode>();
        while (true)
        {
            items.AddRange(Body());
            if (at >= limit)
                return items;
            // A brace that closes nothing.
            items.Add(Unknown(at, ++at));
        }
    }

    /// <summary>Attributes and blocks up to a closing brace or the end.</summary>
    List<HclNode> Body()
    {
        var items = new List<HclNode>();
        while (true)
        {
            Blank(overLines: true);
            if (at >= limit || text[at] == '}')
                return items;
            items.Add(Item());
        }
    }

    HclNode Item()
    {
        var start = at;
        var name = IsName(text[at]) ? Name() : null;
        Blank(overLines: false);
        if (name is not null && Peek('=') && !Peek("=="))
        {
            at++;
            return Rest(new HclNode(CodeKind.Property, start, at, name).With(Part.Value, Expression()));
        }
        var block = new HclNode(CodeKind.Block, start, at, name ?? "");
        while (name is not null && at < limit && (IsName(text[at]) || text[at] == '"'))
        {
            block.With(Part.Argument, text[at] == '"' ? Quoted() : Label());
            Blank(overLines: false);
        }
        if (name is null || !Peek('{'))
            return Unknown(start, ToEndOfLine());
        return Block(block);
    }

    HclNode Block(HclNode block)
    {
        if (nesting >= DeepestNesting)
            return block.With(Part.Element, TooDeep());
        at++;
        var outer = (nesting++, overLines);
        overLines = false;
        foreach (var item in Body())
            block.With(Part.Element, item);
        (nesting, overLines) = outer;
        if (Peek('}'))
            at++;
        block.End = at;
        return block;
    }

    /// <summary>What stands after an attribute on its line, where nothing may stand, belongs to no rule.</summary>
    HclNode Rest(HclNode attribute)
    {
        Blank(overLines: false);
        if (at >= limit || text[at] is '\n' or '\r' or '}')
            return attribute;
        var start = at;
        return attribute.With(Part.Element, Unknown(start, ToEndOfLine()));
    }

    HclNode Label()
    {
        var start = at;
        var name = Name();
        return new(CodeKind.Literal, start, at, op: "string", word: name);
    }

    static HclNode Unknown(int start, int end) => new(CodeKind.Unknown, start, end, op: "ERROR");
}
