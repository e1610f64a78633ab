using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    bool TryElement(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "jsx_element":
                Element(node, node["open_tag"], part);
                break;
            case "jsx_self_closing_element":
                Element(node, node, part);
                break;
            case "jsx_attribute":
                using (Open(CodeKind.Property, part, node, node.FirstNamed.Text))
                {
                    var name = node.FirstNamed;
                    foreach (var child in node.Children)
                        if (child.Named && !child.Equals(name))
                            Lower(child, Part.Value);
                }
                break;
            case "jsx_text" or "html_character_reference":
                if (!node.Text.IsWhiteSpace())
                    Leaf(CodeKind.Literal, part, node, op: "string", word: node.Text.Trim().ToString());
                break;
            case "jsx_namespace_name":
                Leaf(CodeKind.Name, part, node, node.Text);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary>An element or fragment. A tag in small letters is the platform's, and so names nothing in the program.</summary>
    void Element(SyntaxNode node, SyntaxNode opening, Part part)
    {
        var tag = opening["name"];
        using (Open(CodeKind.Element, part, node, tag.Text))
        {
            if (tag.Type is not ("identifier" or "jsx_namespace_name") || !tag.Text.IsEmpty && !char.IsLower(tag.Text[0]))
                Lower(tag, Part.Callee);
            LowerAll(opening["type_arguments"], Part.Type);
            LowerAll(opening, "attribute", Part.Argument);
            if (node.Type == "jsx_element")
                foreach (var child in node.Children)
                    if (child.Named && child.Field.Length == 0)
                        Lower(child, Part.Element);
        }
    }
}
