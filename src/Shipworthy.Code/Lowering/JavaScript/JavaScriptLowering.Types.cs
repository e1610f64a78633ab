using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    bool TryType(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "type_annotation"
            or "type_predicate_annotation"
            or "asserts_annotation"
            or "parenthesized_type"
            or "constraint"
            or "default_type":
            case "adding_type_annotation" or "omitting_type_annotation" or "opting_type_annotation":
                LowerAll(node, part);
                break;
            case "type_identifier" or "predefined_type" or "this_type" or "existential_type":
                Leaf(CodeKind.Type, part, node, node.Text);
                break;
            case "nested_type_identifier":
                using (Open(CodeKind.Type, part, node, node["name"].Text))
                    Lower(node["module"], Part.Receiver);
                break;
            case "generic_type":
                using (Open(CodeKind.Type, part, node, LastName(node["name"])))
                {
                    Lower(node["name"]["module"], Part.Receiver);
                    LowerAll(node["type_arguments"], Part.Type);
                }
                break;
            case "union_type" or "intersection_type":
                using (Open(CodeKind.Type, part, node, op: node.Type == "union_type" ? "|" : "&"))
                    Members(node, node.Type);
                break;
            case "object_type" or "interface_body":
                using (Open(CodeKind.Type, part, node, op: "object"))
                    Members(node);
                break;
            case "function_type" or "constructor_type":
                using (Open(CodeKind.Type, part, node, op: "=>"))
                {
                    LowerAll(node["type_parameters"], Part.Generic);
                    foreach (var parameter in node["parameters"].Children)
                        if (parameter.Named)
                            Parameter(parameter);
                    Lower(node["return_type"], Part.Type);
                    Lower(node["type"], Part.Type);
                }
                break;
            case "required_parameter" or "optional_parameter":
                Parameter(node);
                break;
            case "type_parameter":
                using (Open(CodeKind.Type, part, node, node["name"].Text))
                {
                    Lower(node["constraint"], Part.Base);
                    Lower(node["value"], Part.Default);
                }
                break;
            case "literal_type":
                using (Open(CodeKind.Type, part, node, op: "literal"))
                    LowerAll(node, Part.Value);
                break;
            default:
                return Operator(node.Type) is { } op && Composite(node, part, op);
        }
        return true;
    }

    bool Composite(SyntaxNode node, Part part, string op)
    {
        using (Open(CodeKind.Type, part, node, node["name"].Type is "identifier" or "type_identifier" ? node["name"].Text : default, op))
            foreach (var child in node.Children)
                if (child.Named && child.Field != "name")
                    Lower(child, Part.Type);
        return true;
    }

    static string? Operator(string type) =>
        type switch
        {
            "array_type" => "[]",
            "tuple_type" => "tuple",
            "type_query" => "typeof",
            "index_type_query" => "keyof",
            "lookup_type" => "[key]",
            "readonly_type" => "readonly",
            "optional_type" or "flow_maybe_type" => "?",
            "rest_type" => "...",
            "conditional_type" => "extends",
            "infer_type" => "infer",
            "template_literal_type" or "template_type" => "template",
            "mapped_type_clause" => "in",
            "index_signature" => "index",
            "type_predicate" => "is",
            "asserts" => "asserts",
            "type_parameters" or "type_arguments" => "<>",
            "extends_type_clause" => "extends",
            _ => null,
        };

    /// <summary>The members of a union or intersection. The grammar nests them to the left, thousands deep in generated unions.</summary>
    void Members(SyntaxNode node, string type)
    {
        var members = new Stack<SyntaxNode>();
        while (node.Exists)
        {
            SyntaxNode inner = default;
            var before = members.Count;
            foreach (var child in node.Children)
                if (child.Named && child.Type == type && !inner.Exists && members.Count == before)
                    inner = child;
                else if (child.Named)
                    members.Push(child);
            Reverse(members, before);
            node = inner;
        }
        while (members.TryPop(out var member))
            Lower(member, Part.Type);
    }

    /// <summary>Turns around what was pushed since, so that it pops in the order of the text.</summary>
    static void Reverse(Stack<SyntaxNode> members, int since)
    {
        var last = new List<SyntaxNode>();
        while (members.Count > since)
            last.Add(members.Pop());
        foreach (var member in last)
            members.Push(member);
    }

    static ReadOnlySpan<char> LastName(SyntaxNode name) => name.Type == "nested_type_identifier" ? name["name"].Text : name.Text;
}
