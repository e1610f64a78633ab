using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

sealed partial class CSharpLowering
{
    bool TryCreation(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "object_creation_expression" or "implicit_object_creation_expression":
                using (Open(CodeKind.New, part, node))
                {
                    Lower(node["type"], Part.Callee);
                    LowerAll(node["arguments"] is { Exists: true } arguments ? arguments : node.OfType("argument_list"), Part.Argument);
                    Lower(node.OfType("initializer_expression"), Part.Element);
                }
                break;
            case "anonymous_object_creation_expression":
                using (Open(CodeKind.Object, part, node))
                    Entries(node);
                break;
            case "initializer_expression":
                Initializer(node, part);
                break;
            case "with_expression":
                using (Open(CodeKind.Object, part, node, op: "with"))
                    foreach (var child in node.Children)
                    {
                        if (child.Type == "with_initializer")
                            Entries(child, whole: true);
                        else if (child.Named)
                            using (Open(CodeKind.Spread, Part.Element, child))
                                Lower(child, Part.Value);
                    }
                break;
            case "array_creation_expression"
            or "implicit_array_creation_expression"
            or "stackalloc_expression"
            or "implicit_stackalloc_expression":
                using (Open(CodeKind.Array, part, node))
                {
                    Lower(node["type"], Part.Type);
                    LowerAll(node.OfType("initializer_expression"), Part.Element);
                }
                break;
            case "tuple_expression":
                using (Open(CodeKind.Array, part, node, op: "tuple"))
                    LowerAll(node, Part.Element);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary><c>{ A = 1 }</c> is an object, <c>{ 1, 2 }</c> an array.</summary>
    void Initializer(SyntaxNode node, Part part)
    {
        var isObject = node.FirstNamed.Type == "assignment_expression";
        using (Open(isObject ? CodeKind.Object : CodeKind.Array, part, node))
            foreach (var child in node.Children)
            {
                if (child.Type == "assignment_expression" && child["left"].Type == "identifier")
                    using (Open(CodeKind.Property, Part.Element, child, child["left"].Text))
                        Lower(child["right"], Part.Value);
                else if (child.Named)
                    Lower(child, Part.Element);
            }
    }

    /// <summary>Entries <c>name = value</c>, or expressions whose last name is the entry's name.</summary>
    void Entries(SyntaxNode node, bool whole = false)
    {
        if (whole && NameBeforeValue(node) is { Exists: true } only)
        {
            using (Open(CodeKind.Property, Part.Element, node, only.Text))
                LowerExcept(node, only, Part.Value);
            return;
        }
        SyntaxNode pending = default;
        var named = false;
        foreach (var child in node.Children)
        {
            if (child.Type == "=")
                named = true;
            else if (child.Named && named)
            {
                using (Code.Open(CodeKind.Property, Part.Element, new(pending.Start, child.End), pending.Text))
                    Lower(child, Part.Value);
                (pending, named) = (default, false);
            }
            else if (child.Named)
            {
                Entry(pending);
                pending = child;
            }
        }
        Entry(pending);
    }

    void Entry(SyntaxNode node)
    {
        if (!node.Exists)
            return;
        using (
            Open(CodeKind.Property, Part.Element, node, node.Type is "identifier" or "member_access_expression" ? LastName(node) : default)
        )
            Lower(node, Part.Value);
    }
}
