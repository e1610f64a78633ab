using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

sealed partial class CSharpLowering
{
    bool TryType(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "predefined_type":
                Leaf(CodeKind.Type, part, node, node.Text);
                break;
            case "generic_name" or "qualified_name" or "alias_qualified_name":
                using (Open(CodeKind.Type, part, node, LastName(node)))
                {
                    Lower(node["qualifier"], Part.Receiver);
                    TypeArguments(node.Type == "generic_name" ? node : node["name"]);
                }
                break;
            case "nullable_type":
                using (Open(CodeKind.Type, part, node, LastName(node), "?", Modifiers.Optional))
                    Lower(node["type"], Part.Type);
                break;
            case "array_type" or "pointer_type":
                using (Open(CodeKind.Type, part, node, LastName(node), node.Type == "array_type" ? "[]" : "*"))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Lower(child, Part.Type);
                break;
            case "array_rank_specifier":
                LowerAll(node, Part.Key);
                break;
            case "ref_type" or "scoped_type":
                Lower(node["type"], part);
                break;
            case "tuple_type" or "function_pointer_type":
                using (Open(CodeKind.Type, part, node, op: node.Type == "tuple_type" ? "tuple" : "function"))
                    LowerAll(node, Part.Type);
                break;
            case "tuple_element" when node["name"] is { Exists: true } name:
                using (Open(CodeKind.Property, Part.Element, node, name.Text))
                    Lower(node["type"], Part.Type);
                break;
            case "tuple_element" or "function_pointer_parameter":
                Lower(node["type"], part);
                break;
            case "calling_convention":
                break;
            default:
                return false;
        }
        return true;
    }

    void TypeArguments(SyntaxNode name)
    {
        foreach (var child in name.OfType("type_argument_list").Children)
            if (child.Named)
                Lower(child, Part.Type);
    }
}
