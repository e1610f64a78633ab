using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.Python;

sealed partial class PythonLowering
{
    bool TryLiteral(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "string":
                String(node, part);
                break;
            case "concatenated_string":
                Concatenated(node, part);
                break;
            case "integer" or "float":
                Leaf(CodeKind.Literal, part, node, op: "number", word: node.Text.ToString());
                break;
            case "true" or "false":
                Leaf(CodeKind.Literal, part, node, op: node.Type);
                break;
            case "none":
                Leaf(CodeKind.Literal, part, node, op: "null");
                break;
            case "list":
                using (Open(CodeKind.Array, part, node))
                    LowerAll(node, Part.Element);
                break;
            case "tuple" or "expression_list":
                using (Open(CodeKind.Array, part, node, op: "tuple"))
                    LowerAll(node, Part.Element);
                break;
            case "set":
                using (Open(CodeKind.Array, part, node, op: "set"))
                    LowerAll(node, Part.Element);
                break;
            case "dictionary":
                using (Open(CodeKind.Object, part, node))
                    LowerAll(node, Part.Element);
                break;
            case "pair":
                Pair(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    void Pair(SyntaxNode node, Part part)
    {
        var key = node["key"];
        var plain = key.Type == "string" && !key.Has("interpolation");
        using (Open(CodeKind.Property, part, node, plain ? Strings.Plain(key) : default))
        {
            if (!plain)
                Lower(key, Part.Key);
            Lower(node["value"], Part.Value);
        }
    }

    void String(SyntaxNode node, Part part)
    {
        if (node.Has("interpolation"))
        {
            using (Open(CodeKind.Template, part, node))
                Pieces(node);
            return;
        }
        var bytes = node.OfType("string_start").Text.ContainsAny('b', 'B');
        Leaf(CodeKind.Literal, part, node, op: bytes ? "bytes" : "string", word: Strings.Plain(node).ToString());
    }

    void Pieces(SyntaxNode node)
    {
        var raw = Strings.IsRaw(node);
        foreach (var child in node.Children)
        {
            if (child.Type == "string_content")
                Leaf(CodeKind.Literal, Part.Element, child, op: "string", word: Strings.Resolve(child.Text, raw).ToString());
            else if (child.Type == "interpolation")
                LowerAll(child, "expression", Part.Element);
        }
    }

    /// <summary>Strings side by side are one string.</summary>
    void Concatenated(SyntaxNode node, Part part)
    {
        var plain = true;
        foreach (var child in node.Children)
            plain &= !child.Named || (child.Type == "string" && !child.Has("interpolation"));
        if (!plain)
        {
            using (Open(CodeKind.Template, part, node))
                foreach (var child in node.Children)
                    if (child.Type == "string" && child.Has("interpolation"))
                        Pieces(child);
                    else if (child.Named)
                        Lower(child, Part.Element);
            return;
        }
        var text = new System.Text.StringBuilder();
        foreach (var child in node.Children)
            if (child.Named)
                text.Append(Strings.Plain(child));
        Leaf(CodeKind.Literal, part, node, op: "string", word: text.ToString());
    }
}
