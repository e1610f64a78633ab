using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    bool TryLiteral(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "string" or "string_fragment" or "escape_sequence":
                Leaf(CodeKind.Literal, part, node, op: "string", word: Unquoted(node).ToString());
                break;
            case "template_string":
                Template(node, part);
                break;
            case "number":
                Leaf(CodeKind.Literal, part, node, op: "number", word: node.Text.ToString());
                break;
            case "true" or "false" or "null" or "undefined":
                Leaf(CodeKind.Literal, part, node, op: node.Type);
                break;
            case "regex":
                Leaf(CodeKind.Literal, part, node, op: "regex", word: node["pattern"].Text.ToString());
                break;
            case "array":
                Elements(node, part);
                break;
            case "object":
                using (Open(CodeKind.Object, part, node))
                    foreach (var child in node.Children)
                        if (child.Named)
                            ObjectEntry(child);
                break;
            case "spread_element":
                using (Open(CodeKind.Spread, part, node))
                    LowerAll(node, Part.Value);
                break;
            default:
                return false;
        }
        return true;
    }

    void ObjectEntry(SyntaxNode node)
    {
        switch (node.Type)
        {
            case "pair":
                using (Open(CodeKind.Property, Part.Element, node, KeyName(node["key"])))
                {
                    ComputedKey(node["key"]);
                    Lower(node["value"], Part.Value);
                }
                break;
            case "shorthand_property_identifier":
                using (Open(CodeKind.Property, Part.Element, node, node.Text))
                    Leaf(CodeKind.Name, Part.Value, node, node.Text);
                break;
            default:
                Lower(node, Part.Element);
                break;
        }
    }

    /// <summary>A template; one without expressions is a string.</summary>
    void Template(SyntaxNode node, Part part)
    {
        if (!node.Has("template_substitution"))
        {
            Leaf(CodeKind.Literal, part, node, op: "string", word: Unquoted(node).ToString());
            return;
        }
        using (Open(CodeKind.Template, part, node))
        {
            var from = node.Start + 1;
            foreach (var child in node.Children)
                if (child.Type == "template_substitution")
                {
                    Piece(from, child.Start);
                    Wrapper(child, Part.Element);
                    from = child.End;
                }
            Piece(from, node.End - 1);
        }
    }

    void Piece(int from, int to)
    {
        if (to > from)
            Code.Leaf(
                CodeKind.Literal,
                Part.Element,
                new(from, to),
                op: "string",
                word: Escapes.Resolve(Source.AsSpan(from, to - from)).ToString()
            );
    }

    /// <summary>The characters that a string stands for; of anything else, its text.</summary>
    static ReadOnlySpan<char> Unquoted(SyntaxNode node) =>
        node.Text is ['"' or '\'' or '`', .., '"' or '\'' or '`'] text && text.Length > 1 ? Escapes.Resolve(text[1..^1]) : node.Text;
}
