using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    /// <summary>Lowers a pattern of a declaration: the names in it are bound.</summary>
    void Pattern(SyntaxNode node, Part part)
    {
        var before = binds;
        binds = true;
        Lower(node, part);
        binds = before;
    }

    /// <summary>Lowers an expression inside a pattern: a default or a computed key.</summary>
    void Plain(SyntaxNode node, Part part)
    {
        var before = binds;
        binds = false;
        Lower(node, part);
        binds = before;
    }

    bool TryPattern(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "identifier" or "undefined" when binds:
            case "shorthand_property_identifier_pattern":
                Leaf(Bound, part, node, node.Text);
                break;
            case "object_pattern":
                using (Open(CodeKind.Object, part, node))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Entry(child);
                break;
            case "array_pattern":
                Elements(node, part);
                break;
            case "rest_pattern":
                using (Open(CodeKind.Spread, part, node))
                    Lower(node.FirstNamed, Part.Value);
                break;
            case "assignment_pattern" or "object_assignment_pattern":
                WithDefault(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    CodeKind Bound => binds ? CodeKind.Variable : CodeKind.Name;

    void Entry(SyntaxNode node)
    {
        switch (node.Type)
        {
            case "pair_pattern":
                using (Open(CodeKind.Property, Part.Element, node, KeyName(node["key"])))
                {
                    if (node["key"].Type == "computed_property_name")
                        Plain(node["key"].FirstNamed, Part.Key);
                    Lower(node["value"], Part.Value);
                }
                break;
            case "shorthand_property_identifier_pattern":
                using (Open(CodeKind.Property, Part.Element, node, node.Text))
                    Lower(node, Part.Value);
                break;
            case "object_assignment_pattern":
                using (Open(CodeKind.Property, Part.Element, node, node["left"].Text))
                    Lower(node, Part.Value);
                break;
            default:
                Lower(node, Part.Element);
                break;
        }
    }

    /// <summary>A binding with a default is a variable that has one; a mere assignment with a default is an assignment by <c>??=</c> in effect.</summary>
    void WithDefault(SyntaxNode node, Part part)
    {
        var left = node["left"];
        var plain = left.Type is "identifier" or "undefined" or "shorthand_property_identifier_pattern";
        using (Open(binds ? CodeKind.Variable : CodeKind.Assignment, part, node, binds && plain ? left.Text : default, binds ? "" : "="))
        {
            if (!binds || !plain)
                Lower(left, Part.Target);
            Plain(node["right"], Part.Default);
        }
    }

    /// <summary>The entries of an array or of its pattern; a hole keeps its place as a literal with the operator <c>hole</c>.</summary>
    void Elements(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Array, part, node))
        {
            var empty = true;
            foreach (var child in node.Children)
            {
                if (child.Type == "," && empty)
                    Code.Leaf(CodeKind.Literal, Part.Element, new(child.Start, child.Start), op: "hole");
                else if (child.Named)
                    Lower(child, Part.Element);
                empty = !child.Named;
            }
        }
    }
}
