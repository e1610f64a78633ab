using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.Python;

sealed partial class PythonLowering
{
    bool TryExpression(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "identifier" or "keyword_identifier" or "ellipsis":
                Leaf(CodeKind.Name, part, node, node.Text);
                break;
            case "attribute":
                using (Open(CodeKind.Member, part, node, node["attribute"].Text))
                    Lower(node["object"], Part.Receiver);
                break;
            case "dotted_name":
                Dotted(node, part);
                break;
            case "subscript":
                Subscript(node, part);
                break;
            case "slice":
                using (Open(CodeKind.Array, part, node, op: "slice"))
                    LowerAll(node, Part.Element);
                break;
            case "call":
                Call(node, part);
                break;
            case "keyword_argument":
                using (Open(CodeKind.Argument, part, node, node["name"].Text))
                    Lower(node["value"], Part.Value);
                break;
            case "list_splat" or "dictionary_splat":
                using (Open(CodeKind.Spread, part, node, op: node.Type == "list_splat" ? "*" : "**"))
                    LowerAll(node, Part.Value);
                break;
            case "parenthesized_expression" or "parenthesized_list_splat":
                Only(node, part);
                break;
            case "comparison_operator":
                Comparison(node, part);
                break;
            case "binary_operator" or "boolean_operator":
                using (Open(CodeKind.Binary, part, node, op: node["operator"].Text))
                {
                    Lower(node["left"], Part.Left);
                    Lower(node["right"], Part.Right);
                }
                break;
            case "not_operator" or "unary_operator":
                using (Open(CodeKind.Unary, part, node, op: node.Type == "not_operator" ? "not" : node["operator"].Text))
                    Lower(node["argument"], Part.Value);
                break;
            case "conditional_expression":
                Conditional(node, part);
                break;
            case "lambda":
                using (Open(CodeKind.Function, part, node, op: "lambda"))
                {
                    Parameters(node["parameters"]);
                    Lower(node["body"], Part.Body);
                }
                break;
            case "named_expression":
                using (Open(CodeKind.Variable, part, node, node["name"].Text, ":="))
                    Lower(node["value"], Part.Value);
                break;
            case "await":
                using (Open(CodeKind.Await, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "yield":
                using (Open(CodeKind.Yield, part, node, op: node.Has("from") ? "*" : ""))
                    LowerAll(node, Part.Value);
                break;
            case "list_comprehension" or "set_comprehension" or "dictionary_comprehension" or "generator_expression":
                Comprehension(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary><c>a.b.c</c> where the grammar has no attribute: a chain of members.</summary>
    void Dotted(SyntaxNode node, Part part)
    {
        Span<int> ends = stackalloc int[16];
        Span<int> starts = stackalloc int[16];
        var count = 0;
        foreach (var child in node.Children)
            if (child.Named && count < ends.Length)
                (starts[count], ends[count++]) = (child.Start, child.End);
        Chain(node.Start, starts[..count], ends[..count], part);
    }

    void Chain(int start, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Part part)
    {
        if (starts.IsEmpty)
            return;
        var name = Source.AsSpan(starts[^1], ends[^1] - starts[^1]);
        var kind = starts.Length == 1 ? CodeKind.Name : CodeKind.Member;
        using (Code.Open(kind, part, new(start, ends[^1]), name))
            if (starts.Length > 1)
                Chain(start, starts[..^1], ends[..^1], Part.Receiver);
    }

    void Subscript(SyntaxNode node, Part part)
    {
        var key = node["subscript"];
        using (Open(CodeKind.Index, part, node, key.Type == "string" ? Strings.Plain(key) : default))
        {
            Lower(node["value"], Part.Receiver);
            LowerAll(node, "subscript", Part.Key);
        }
    }

    void Call(SyntaxNode node, Part part)
    {
        var arguments = node["arguments"];
        using (Open(CodeKind.Call, part, node))
        {
            Lower(node["function"], Part.Callee);
            if (arguments.Type == "argument_list")
                LowerAll(arguments, Part.Argument);
            else
                Lower(arguments, Part.Argument);
        }
    }

    /// <summary><c>a &lt; b &lt; c</c> is a comparison whose left side is one; operators of two words keep both: <c>not in</c>, <c>is not</c>.</summary>
    void Comparison(SyntaxNode node, Part part)
    {
        var operands = new List<SyntaxNode>(2);
        var operators = new List<string>(1);
        foreach (var child in node.Children)
        {
            if (child.Named && child.Field != "operators")
                operands.Add(child);
            else if (child.Field == "operators" && operators.Count == operands.Count)
                operators[^1] = $"{operators[^1]} {child.Type}";
            else if (child.Field == "operators")
                operators.Add(child.Type);
        }
        Compare(operands, operators, operands.Count - 1, part);
    }

    void Compare(List<SyntaxNode> operands, List<string> operators, int last, Part part)
    {
        if (last <= 0 || operators.Count < last)
        {
            Lower(operands.Count > 0 ? operands[0] : default, part);
            return;
        }
        using (Code.Open(CodeKind.Binary, part, new(operands[0].Start, operands[last].End), op: operators[last - 1]))
        {
            Compare(operands, operators, last - 1, Part.Left);
            Lower(operands[last], Part.Right);
        }
    }

    void Conditional(SyntaxNode node, Part part)
    {
        // Written "then if condition else else"; the order of the text is kept, the parts say which is which.
        ReadOnlySpan<Part> parts = [Part.Then, Part.Condition, Part.Else];
        var position = 0;
        using (Open(CodeKind.Conditional, part, node))
            foreach (var child in node.Children)
                if (child.Named)
                    Lower(child, parts[Math.Min(position++, 2)]);
    }

    /// <summary>A comprehension is a collection made by loops: each clause is a loop, and the innermost one's body is the value.</summary>
    void Comprehension(SyntaxNode node, Part part)
    {
        var clauses = new List<SyntaxNode>();
        foreach (var child in node.Children)
            if (child.Type is "for_in_clause" or "if_clause")
                clauses.Add(child);
        var kind = node.Type == "dictionary_comprehension" ? CodeKind.Object : CodeKind.Array;
        using (Open(kind, part, node, op: node.Type == "generator_expression" ? "generator" : "comprehension"))
            Clauses(node["body"], clauses, 0, node, Part.Element);
    }

    void Clauses(SyntaxNode body, List<SyntaxNode> clauses, int at, SyntaxNode whole, Part part)
    {
        if (at == clauses.Count)
        {
            Lower(body, part);
            return;
        }
        var clause = clauses[at];
        var kind = clause.Type == "if_clause" ? CodeKind.Branch : CodeKind.Loop;
        using (
            Open(
                kind,
                part,
                whole,
                op: kind == CodeKind.Loop ? "in" : "",
                modifiers: clause.Has("async") ? Modifiers.Async : Modifiers.None
            )
        )
        {
            if (kind == CodeKind.Branch)
                LowerAll(clause, Part.Condition);
            else
            {
                Bind(clause["left"], Part.Target);
                LowerAll(clause, "right", Part.Source);
            }
            Clauses(body, clauses, at + 1, whole, kind == CodeKind.Loop ? Part.Body : Part.Then);
        }
    }
}
