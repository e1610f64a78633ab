using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

sealed partial class CSharpLowering
{
    bool TryExpression(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "identifier" or "discard" or "this" or "base" or "this_expression" or "base_expression":
                Leaf(part is Part.Type or Part.Generic or Part.Cast ? CodeKind.Type : CodeKind.Name, part, node, node.Text);
                break;
            case "generic_name" when part is not (Part.Type or Part.Base or Part.Generic or Part.Cast):
                using (Open(CodeKind.Name, part, node, node.FirstNamed.Text))
                    TypeArguments(node);
                break;
            case "qualified_name" or "alias_qualified_name" when part is not (Part.Type or Part.Base or Part.Generic or Part.Cast):
                using (Open(CodeKind.Member, part, node, LastName(node["name"])))
                {
                    Lower(node.Type == "qualified_name" ? node["qualifier"] : node["alias"], Part.Receiver);
                    TypeArguments(node["name"]);
                }
                break;
            case "member_access_expression":
                using (Open(CodeKind.Member, part, node, LastName(node["name"])))
                {
                    Lower(node["expression"], Part.Receiver);
                    TypeArguments(node["name"]);
                }
                break;
            case "conditional_access_expression":
                Chain(node, part);
                break;
            case "member_binding_expression":
                using (Open(CodeKind.Member, part, node, LastName(node["name"]), modifiers: Modifiers.Optional))
                {
                    LeftOfChain();
                    TypeArguments(node["name"]);
                }
                break;
            case "element_binding_expression":
                using (Open(CodeKind.Index, part, node, KeyText(node.FirstNamed), modifiers: Modifiers.Optional))
                {
                    LeftOfChain();
                    LowerAll(node, Part.Key);
                }
                break;
            case "element_access_expression":
                using (Open(CodeKind.Index, part, node, KeyText(node["subscript"].FirstNamed)))
                {
                    Lower(node["expression"], Part.Receiver);
                    LowerAll(node["subscript"], Part.Key);
                }
                break;
            // Where the rest of a function continues is nothing that it does: the task stands for itself.
            case "invocation_expression"
                when node["function"] is { Type: "member_access_expression" } named && named["name"].Text is "ConfigureAwait":
                Lower(named["expression"], part);
                break;
            case "invocation_expression":
                using (Open(CodeKind.Call, part, node))
                {
                    Lower(node["function"], Part.Callee);
                    LowerAll(node["arguments"], Part.Argument);
                }
                break;
            case "argument" or "attribute_argument":
                Argument(node, part);
                break;
            case "parenthesized_expression"
            or "ref_expression"
            or "checked_expression"
            or "arrow_expression_clause"
            or "reftype_expression"
            or "makeref_expression":
                LowerAll(node, part);
                break;
            case "cast_expression":
                Lower(node["type"], Part.Cast);
                Lower(node["value"], part);
                break;
            case "as_expression":
                Lower(node["left"], part);
                Lower(node["right"], Part.Cast);
                break;
            case "assignment_expression":
                using (Open(CodeKind.Assignment, part, node, op: node["operator"].Text))
                {
                    Lower(node["left"], Part.Target);
                    Lower(node["right"], Part.Value);
                }
                break;
            case "binary_expression" or "is_expression":
                using (Open(CodeKind.Binary, part, node, op: node["operator"].Text))
                {
                    Lower(node["left"], Part.Left);
                    Lower(node["right"], node.Type == "is_expression" ? Part.Type : Part.Right);
                }
                break;
            case "is_pattern_expression":
                using (Open(CodeKind.Binary, part, node, op: "is"))
                {
                    Lower(node["expression"], Part.Left);
                    Lower(node["pattern"], Part.Right);
                }
                break;
            case "range_expression":
                using (Open(CodeKind.Array, part, node, op: ".."))
                    LowerAll(node, Part.Element);
                break;
            case "prefix_unary_expression" or "unary_expression" or "postfix_unary_expression":
                Unary(node, part);
                break;
            case "conditional_expression":
                using (Open(CodeKind.Conditional, part, node))
                {
                    Lower(node["condition"], Part.Condition);
                    Lower(node["consequence"], Part.Then);
                    Lower(node["alternative"], Part.Else);
                }
                break;
            case "switch_expression":
                using (Open(CodeKind.Branch, part, node, op: "switch"))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Lower(child, child.Type == "switch_expression_arm" ? Part.Case : Part.Subject);
                break;
            case "switch_expression_arm":
                Arm(node, part);
                break;
            case "await_expression":
                using (Open(CodeKind.Await, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "throw_expression":
                using (Open(CodeKind.Throw, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "lambda_expression" or "anonymous_method_expression":
                Lambda(node, part);
                break;
            case "declaration_expression":
                using (Open(CodeKind.Variable, part, node, node["name"].Text))
                    Lower(node["type"], Part.Type);
                break;
            case "typeof_expression" or "default_expression" or "sizeof_expression" or "refvalue_expression":
                using (Open(CodeKind.Unary, part, node, op: node.Type.AsSpan(0, node.Type.IndexOf('_'))))
                {
                    Lower(node["type"], Part.Type);
                    Lower(node["value"], Part.Value);
                }
                break;
            default:
                return TryCreation(node, part);
        }
        return true;
    }

    void Chain(SyntaxNode node, Part part)
    {
        var left = node["condition"];
        SyntaxNode right = default;
        foreach (var child in node.Children)
            if (child.Named && !child.Equals(left))
                right = child;
        if (!right.Exists)
        {
            Lower(left, part);
            return;
        }
        chains.Push((left, right.Start));
        Lower(right, part);
        chains.Pop();
    }

    /// <summary>Lowers what stands left of the innermost <c>?.</c>; it belongs to the chain around that one.</summary>
    void LeftOfChain()
    {
        if (!chains.TryPop(out var chain))
            return;
        Lower(chain.Receiver, Part.Receiver);
        chains.Push(chain);
    }

    void Argument(SyntaxNode node, Part part)
    {
        if (node is { Type: "attribute_argument", FirstNamed: { Type: "assignment_expression" } set } && set["left"].Type == "identifier")
        {
            using (Open(CodeKind.Argument, part, node, set["left"].Text))
                Lower(set["right"], Part.Value);
            return;
        }
        if (NameBeforeValue(node) is { Exists: true } name)
            using (Open(CodeKind.Argument, part, node, name.Text))
                LowerExcept(node, name, Part.Value);
        else
            LowerAll(node, part);
    }

    /// <summary>The name in <c>name: value</c> and <c>name = value</c>.</summary>
    static SyntaxNode NameBeforeValue(SyntaxNode node)
    {
        SyntaxNode first = default;
        foreach (var child in node.Children)
        {
            if (child.Named && !first.Exists)
                first = child;
            else if (first.Exists && child.Type is ":" or "=" or "name_colon" or "name_equals")
                return first.Type == "identifier" ? first : default;
            else if (child.Named)
                return default;
        }
        return default;
    }

    void LowerExcept(SyntaxNode node, SyntaxNode left, Part part)
    {
        foreach (var child in node.Children)
            if (child.Named && !child.Equals(left))
                Lower(child, part);
    }

    void Unary(SyntaxNode node, Part part)
    {
        var op = "";
        foreach (var child in node.Children)
            if (!child.Named)
                op = child.Type;
        if (op == "!" && node.Type == "postfix_unary_expression")
        {
            LowerAll(node, part);
            return;
        }
        var changes = op is "++" or "--";
        using (Open(changes ? CodeKind.Assignment : CodeKind.Unary, part, node, op: op))
            LowerAll(node, changes ? Part.Target : Part.Value);
    }

    void Lambda(SyntaxNode node, Part part)
    {
        var parameters = node["parameters"];
        using (Open(CodeKind.Function, part, node, op: "=>", modifiers: ModifiersOf(node)))
        {
            Attributes(node);
            Lower(node["type"], Part.Type);
            if (parameters.Type == "implicit_parameter")
                Leaf(CodeKind.Parameter, Part.Parameter, parameters, parameters.Text);
            else
                Parameters(parameters);
            Lower(node["body"] is { Exists: true } body ? body : node.OfType("block"), Part.Body);
        }
    }

    void Arm(SyntaxNode node, Part part)
    {
        var arrow = node.OfType("=>");
        using (Open(CodeKind.Case, part, node))
            foreach (var child in node.Children)
                if (child.Named)
                    Lower(child, arrow.Exists && child.Start > arrow.Start ? Part.Value : Part.Condition);
    }

    static ReadOnlySpan<char> KeyText(SyntaxNode argument) =>
        argument.FirstNamed is { Type: "string_literal" or "verbatim_string_literal" } text ? Strings.Plain(text) : default;
}
