using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.Python;

sealed partial class PythonLowering
{
    /// <summary>What an assignment or a loop binds: names are variables, several names a pattern of them, anything else is assigned to.</summary>
    void Bind(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "identifier":
                Leaf(CodeKind.Variable, part, node, node.Text);
                break;
            case "pattern_list" or "tuple_pattern" or "list_pattern" or "tuple" or "list":
                using (Open(CodeKind.Array, part, node, op: node.Type == "list_pattern" ? "" : "tuple"))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Bind(child, Part.Element);
                break;
            case "list_splat_pattern":
                using (Open(CodeKind.Spread, part, node, op: "*"))
                    Bind(node.FirstNamed, Part.Value);
                break;
            default:
                Lower(node, part);
                break;
        }
    }

    /// <summary>Patterns of <c>match</c>, and those that a broken text leaves in other places.</summary>
    bool TryPattern(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "case_pattern":
                Only(node, part);
                break;
            case "as_pattern" or "as_pattern_target":
                using (Open(CodeKind.Variable, part, node, node["alias"].Text, "as"))
                    if (node.Type == "as_pattern")
                        Lower(node.FirstNamed, Part.Value);
                break;
            case "class_pattern":
                using (Open(CodeKind.Call, part, node))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Lower(child, child.Type == "dotted_name" ? Part.Callee : Part.Argument);
                break;
            case "keyword_pattern":
                using (Open(CodeKind.Argument, part, node, node.FirstNamed.Text))
                    foreach (var child in node.Children)
                        if (child.Named && !child.Equals(node.FirstNamed))
                            Lower(child, Part.Value);
                break;
            case "dict_pattern":
                using (Open(CodeKind.Object, part, node))
                    LowerAll(node, Part.Element);
                break;
            case "union_pattern" or "complex_pattern":
                using (Open(CodeKind.Array, part, node, op: node.Type == "union_pattern" ? "|" : "+"))
                    LowerAll(node, Part.Element);
                break;
            case "splat_pattern" or "list_splat_pattern" or "dictionary_splat_pattern":
                using (Open(CodeKind.Spread, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "pattern_list" or "tuple_pattern" or "list_pattern":
                using (Open(CodeKind.Array, part, node, op: "tuple"))
                    LowerAll(node, Part.Element);
                break;
            default:
                return false;
        }
        return true;
    }

    void Type(SyntaxNode node) => Type(node, Part.Type);

    /// <summary>A type annotation; the text of a quoted one is its name.</summary>
    void Type(SyntaxNode node, Part part)
    {
        if (!node.Exists)
            return;
        switch (node.Type)
        {
            case "type" or "constrained_type" or "splat_type" or "type_parameter" when HasOneChild(node):
                Type(node.FirstNamed, part);
                break;
            case "identifier" or "none":
                Leaf(CodeKind.Type, part, node, node.Text);
                break;
            case "attribute":
                using (Open(CodeKind.Type, part, node, node["attribute"].Text))
                    Lower(node["object"], Part.Receiver);
                break;
            case "string":
                Leaf(CodeKind.Type, part, node, Strings.Plain(node));
                break;
            case "subscript":
                using (Open(CodeKind.Type, part, node, LastName(node["value"])))
                    foreach (var child in node.Children)
                        if (child.Field == "subscript")
                            Type(child, Part.Type);
                break;
            case "generic_type":
                using (Open(CodeKind.Type, part, node, node.FirstNamed.Text))
                    foreach (var child in node.OfType("type_parameter").Children)
                        if (child.Named)
                            Type(child, Part.Type);
                break;
            case "union_type" or "binary_operator" or "list" or "tuple" or "member_type" or "type_parameter" or "constrained_type":
                using (Open(CodeKind.Type, part, node, op: node.Type == "binary_operator" ? "|" : ""))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Type(child, Part.Type);
                break;
            default:
                Lower(node, part);
                break;
        }
    }

    static bool HasOneChild(SyntaxNode node)
    {
        var named = 0;
        foreach (var child in node.Children)
            if (child.Named)
                named++;
        return named == 1;
    }
}
