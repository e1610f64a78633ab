using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    bool TryExpression(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "identifier"
            or "this"
            or "super"
            or "import"
            or "shorthand_property_identifier"
            or "private_property_identifier"
            or "property_identifier":
                Leaf(CodeKind.Name, part, node, node.Text);
                break;
            case "meta_property":
                Leaf(CodeKind.Name, part, node, node.Text);
                break;
            case "member_expression" or "nested_identifier":
                using (Open(CodeKind.Member, part, node, node["property"].Text, modifiers: OptionalChain(node)))
                    Lower(node["object"], Part.Receiver);
                break;
            case "subscript_expression":
                Index(node, part);
                break;
            case "call_expression":
                Call(node, part);
                break;
            case "new_expression":
                New(node, part);
                break;
            case "parenthesized_expression" or "expression" or "jsx_expression":
                Wrapper(node, part);
                break;
            case "non_null_expression":
                Lower(node.FirstNamed, part);
                break;
            case "as_expression" or "satisfies_expression" or "type_assertion":
                Cast(node, part);
                break;
            case "instantiation_expression":
                Cast(node, part);
                break;
            case "function_expression" or "generator_function":
                Function(node, part, "function");
                break;
            case "arrow_function":
                Function(node, part, "=>");
                break;
            case "method_definition":
                Function(node, part, MethodSort(node));
                break;
            case "class":
                Class(node, part, node.Start, "class");
                break;
            case "assignment_expression" or "augmented_assignment_expression":
                using (Open(CodeKind.Assignment, part, node, op: node["operator"] is { Exists: true } op ? op.Text : "="))
                {
                    Lower(node["left"], Part.Target);
                    Lower(node["right"], Part.Value);
                }
                break;
            case "update_expression":
                using (Open(CodeKind.Assignment, part, node, op: node["operator"].Text))
                    Lower(node["argument"], Part.Target);
                break;
            case "binary_expression" when IsAwaitedCall(node):
                AwaitedCall(node, part, node["left"]["left"], node["left"]["right"], node["right"]);
                break;
            case "binary_expression" when TagOf(node) is { Tag.Exists: true } found:
                TaggedCall(node, part, found.Tag, found.Template);
                break;
            case "binary_expression":
                using (Open(CodeKind.Binary, part, node, op: node["operator"].Text))
                {
                    Lower(node["left"], Part.Left);
                    Lower(node["right"], Part.Right);
                }
                break;
            case "unary_expression":
                using (Open(CodeKind.Unary, part, node, op: node["operator"].Text))
                    Lower(node["argument"], Part.Value);
                break;
            case "ternary_expression":
                using (Open(CodeKind.Conditional, part, node))
                {
                    Lower(node["condition"], Part.Condition);
                    Lower(node["consequence"], Part.Then);
                    Lower(node["alternative"], Part.Else);
                }
                break;
            case "await_expression":
                using (Open(CodeKind.Await, part, node))
                    Lower(node.FirstNamed, Part.Value);
                break;
            case "yield_expression":
                using (Open(CodeKind.Yield, part, node, op: node.Has("*") ? "*" : ""))
                    Lower(node.FirstNamed, Part.Value);
                break;
            case "sequence_expression":
                using (Open(CodeKind.Block, part, node, op: ","))
                    LowerAll(node, Part.Statement);
                break;
            case "decorator":
                Decorator(node, part);
                break;
            default:
                return TryLiteral(node, part) || TryElement(node, part);
        }
        return true;
    }

    void Index(SyntaxNode node, Part part)
    {
        var key = node["index"];
        using (Open(CodeKind.Index, part, node, key.Type == "string" ? Unquoted(key) : default, modifiers: OptionalChain(node)))
        {
            Lower(node["object"], Part.Receiver);
            Lower(key, Part.Key);
        }
    }

    /// <summary>The grammar may take <c>await f&lt;T&gt;(x)</c> for two comparisons.</summary>
    static bool IsAwaitedCall(SyntaxNode node) =>
        node["operator"].Text is ">"
        && node["right"].Type == "parenthesized_expression"
        && node["left"].Type == "binary_expression"
        && node["left"]["operator"].Text is "<"
        && node["left"]["left"].Type == "await_expression";

    /// <summary>
    /// The grammar may take <c>tag&lt;A&lt;T&gt;&gt;`…`</c> for comparisons and shifts. A comparison that ends in a template begins with a tag: nobody asks whether something is
    /// greater than a text that is written there.
    /// </summary>
    static (SyntaxNode Tag, SyntaxNode Template) TagOf(SyntaxNode node)
    {
        if (node["operator"].Text is not (">" or ">>" or ">>>" or "<"))
            return default;
        var (first, last, opens) = (node, node, false);
        for (var steps = 0; first.Type == "binary_expression" && steps < 8; steps++)
        {
            opens |= first["operator"].Text is "<";
            first = first["left"];
        }
        for (var steps = 0; last.Type == "binary_expression" && steps < 8; steps++)
            last = last["right"];
        return opens && last.Type == "template_string" && first.Type is "await_expression" or "member_expression" or "identifier"
            ? (first, last)
            : default;
    }

    /// <summary>A tag with type arguments, which the grammar takes for comparisons.</summary>
    void TaggedCall(SyntaxNode node, Part part, SyntaxNode tag, SyntaxNode template)
    {
        if (tag.Type == "await_expression")
        {
            AwaitedCall(node, part, tag, default, template);
            return;
        }
        using (Open(CodeKind.Call, part, node, op: "tag"))
        {
            Lower(tag, Part.Callee);
            Template(template, Part.Argument);
        }
    }

    /// <summary>A call with type arguments that is awaited, which the grammar takes for a call of what is awaited.</summary>
    void AwaitedCall(SyntaxNode node, Part part, SyntaxNode awaited, SyntaxNode types, SyntaxNode arguments)
    {
        var callee = awaited.FirstNamed;
        var tag = arguments.Type == "template_string";
        using (Open(CodeKind.Await, part, node))
        using (Code.Open(CodeKind.Call, Part.Value, new(callee.Start, node.End), op: tag ? "tag" : ""))
        {
            Lower(callee, Part.Callee);
            if (types.Type == "type_arguments")
                LowerAll(types, Part.Type);
            if (tag)
                Template(arguments, Part.Argument);
            else
                LowerAll(arguments.FirstNamed.Type == "sequence_expression" ? arguments.FirstNamed : arguments, Part.Argument);
        }
    }

    void Call(SyntaxNode node, Part part)
    {
        var arguments = node["arguments"];
        var tag = arguments.Type == "template_string";
        // The grammar may end the type arguments of a tag with a mark that is not there.
        var function = tag && node["function"].Type == "non_null_expression" ? node["function"].FirstNamed : node["function"];
        if (function.Type == "await_expression")
        {
            AwaitedCall(node, part, function, node["type_arguments"], arguments);
            return;
        }
        using (Open(CodeKind.Call, part, node, op: tag ? "tag" : "", modifiers: OptionalChain(node)))
        {
            Lower(function, Part.Callee);
            LowerAll(node["type_arguments"], Part.Type);
            if (tag)
                Template(arguments, Part.Argument);
            else
                LowerAll(arguments, Part.Argument);
        }
    }

    void New(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.New, part, node))
        {
            Lower(node["constructor"], Part.Callee);
            LowerAll(node["type_arguments"], Part.Type);
            LowerAll(node["arguments"], Part.Argument);
        }
    }

    /// <summary>Parentheses and braces vanish; a type that stands inside them stays beside what it speaks of.</summary>
    void Wrapper(SyntaxNode node, Part part)
    {
        foreach (var child in node.Children)
            if (child.Named)
                Lower(child, child.Field == "type" ? Part.Cast : part);
    }

    /// <summary><c>x as T</c>, <c>x satisfies T</c>, <c>&lt;T&gt;x</c>, <c>f&lt;T&gt;</c>: the expression itself, with the type as its neighbour.</summary>
    void Cast(SyntaxNode node, Part part)
    {
        var expressionLast = node.Type == "type_assertion";
        var expression = node.Type == "instantiation_expression" && node["function"] is { Exists: true } function ? function : default;
        foreach (var child in node.Children)
            if (child.Named && !expression.Exists && (!expressionLast || child.Type != "type_arguments"))
                expression = child;
        foreach (var child in node.Children)
        {
            if (child.Equals(expression))
                Lower(child, part);
            else if (child.Type == "type_arguments")
                LowerAll(child, Part.Cast);
            else if (child.Named)
                Lower(child, Part.Cast);
        }
    }

    static Modifiers OptionalChain(SyntaxNode node) => node.Has("optional_chain") || node.Has("?.") ? Modifiers.Optional : Modifiers.None;
}
