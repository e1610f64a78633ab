using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

sealed partial class CSharpLowering
{
    bool TryLiteral(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "string_literal" or "verbatim_string_literal" or "raw_string_literal" or "character_literal":
                Leaf(CodeKind.Literal, part, node, op: "string", word: Strings.Plain(node).ToString());
                break;
            case "integer_literal" or "real_literal":
                Leaf(CodeKind.Literal, part, node, op: "number", word: node.Text.ToString());
                break;
            case "boolean_literal":
                Leaf(CodeKind.Literal, part, node, op: node.Text);
                break;
            case "null_literal":
                Leaf(CodeKind.Literal, part, node, op: "null");
                break;
            case "interpolated_string_expression":
                Interpolated(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    void Interpolated(SyntaxNode node, Part part)
    {
        var verbatim = node.Text.StartsWith("$@") || node.Text.StartsWith("@$") || node.Text.Contains("\"\"\"", StringComparison.Ordinal);
        using (Open(CodeKind.Template, part, node))
            foreach (var child in node.Children)
            {
                if (child.Type == "interpolation")
                {
                    foreach (var inner in child.Children)
                        if (
                            inner.Named
                            && inner.Type
                                is not ("interpolation_brace" or "interpolation_format_clause" or "interpolation_alignment_clause")
                        )
                            Lower(inner, Part.Element);
                }
                else if (child.Type is "string_content" or "escape_sequence")
                    Leaf(CodeKind.Literal, Part.Element, child, op: "string", word: Strings.Resolve(child.Text, verbatim).ToString());
            }
    }
}
