using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

sealed partial class CSharpLowering
{
    bool TryPattern(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "constant_pattern" or "parenthesized_pattern" or "parenthesized_variable_designation":
                LowerAll(node, part);
                break;
            case "declaration_pattern" or "var_pattern":
                using (Open(CodeKind.Variable, part, node, node["name"].Text))
                    foreach (var child in node.Children)
                        if (child.Named && child.Field != "name")
                            Lower(child, child.Field == "type" ? Part.Type : Part.Target);
                break;
            case "type_pattern":
                Lower(node["type"], part == Part.Right ? Part.Type : part);
                break;
            case "recursive_pattern":
                using (Open(CodeKind.Object, part, node, node["name"].Text))
                    foreach (var child in node.Children)
                    {
                        if (child.Field == "type")
                            Lower(child, Part.Type);
                        else if (child.Type is "positional_pattern_clause" or "property_pattern_clause")
                            LowerAll(child, Part.Element);
                    }
                break;
            case "positional_pattern_clause" or "property_pattern_clause":
                LowerAll(node, part);
                break;
            case "subpattern":
                Subpattern(node, part);
                break;
            case "list_pattern" or "tuple_pattern":
                using (Open(CodeKind.Array, part, node, op: node.Type == "tuple_pattern" ? "tuple" : ""))
                    foreach (var child in node.Children)
                        if (child.Named && child.Type == "identifier")
                            Leaf(CodeKind.Variable, Part.Element, child, child.Text);
                        else if (child.Named)
                            Lower(child, Part.Element);
                break;
            case "and_pattern" or "or_pattern":
                using (Open(CodeKind.Binary, part, node, op: node["operator"].Text))
                {
                    Lower(node["left"], Part.Left);
                    Lower(node["right"], Part.Right);
                }
                break;
            case "negated_pattern":
                using (Open(CodeKind.Unary, part, node, op: "not"))
                    LowerAll(node, Part.Value);
                break;
            case "relational_pattern":
                Unary(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    void Subpattern(SyntaxNode node, Part part)
    {
        var colon = node.OfType(":");
        if (!colon.Exists)
        {
            LowerAll(node, part);
            return;
        }
        using (Open(CodeKind.Property, part, node, LastName(node.FirstNamed)))
            foreach (var child in node.Children)
                if (child.Named && child.Start > colon.Start)
                    Lower(child, Part.Value);
    }

    /// <summary>A query is a row of clauses; <c>from</c> and <c>join</c> go through a source like loops.</summary>
    bool TryQuery(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "query_expression":
                using (Open(CodeKind.Array, part, node, op: "query"))
                    LowerAll(node, Part.Element);
                break;
            case "from_clause" or "join_clause":
                using (Open(CodeKind.Loop, part, node, op: node.Type == "from_clause" ? "in" : "join"))
                {
                    var name = node["name"] is { Exists: true } found ? found : node.OfType("identifier");
                    Leaf(CodeKind.Variable, Part.Target, name, name.Text);
                    foreach (var child in node.Children)
                        if (child.Named && !child.Equals(name))
                            Lower(child, child.Field == "type" ? Part.Type : Part.Source);
                }
                break;
            case "let_clause":
                using (Open(CodeKind.Variable, part, node, node.FirstNamed.Text, "let"))
                    LowerExcept(node, node.FirstNamed, Part.Value);
                break;
            case "where_clause" or "select_clause" or "order_by_clause" or "group_clause" or "join_into_clause":
                using (Open(CodeKind.Unary, part, node, op: node.Type.AsSpan(0, node.Type.LastIndexOf('_'))))
                    LowerAll(node, Part.Value);
                break;
            default:
                return false;
        }
        return true;
    }
}
