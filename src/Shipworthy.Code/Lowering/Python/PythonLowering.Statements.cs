using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.Python;

sealed partial class PythonLowering
{
    bool TryStatement(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "expression_statement":
                Only(node, part);
                break;
            case "assignment":
                Assignment(node, part);
                break;
            case "augmented_assignment":
                using (Open(CodeKind.Assignment, part, node, op: node["operator"].Text))
                {
                    Lower(node["left"], Part.Target);
                    Lower(node["right"], Part.Value);
                }
                break;
            case "block":
                Block(node, part);
                break;
            case "if_statement":
                If(node, part, node.Children);
                break;
            case "else_clause":
                Block(node["body"], part);
                break;
            case "for_statement":
                using (Open(CodeKind.Loop, part, node, op: "in", modifiers: node.Has("async") ? Modifiers.Async : Modifiers.None))
                {
                    Bind(node["left"], Part.Target);
                    Lower(node["right"], Part.Source);
                    Block(node["body"], Part.Body);
                    Lower(node["alternative"], Part.Else);
                }
                break;
            case "while_statement":
                using (Open(CodeKind.Loop, part, node, op: "while"))
                {
                    Lower(node["condition"], Part.Condition);
                    Block(node["body"], Part.Body);
                    Lower(node["alternative"], Part.Else);
                }
                break;
            case "try_statement":
                Try(node, part);
                break;
            case "except_clause" or "except_group_clause":
                Except(node, part);
                break;
            case "finally_clause":
                Block(node.OfType("block"), part);
                break;
            case "with_statement":
                With(node, part);
                break;
            case "return_statement":
                using (Open(CodeKind.Return, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "raise_statement":
                using (Open(CodeKind.Throw, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "assert_statement" or "delete_statement":
                using (Open(CodeKind.Unary, part, node, op: node.Type == "assert_statement" ? "assert" : "del"))
                    LowerAll(node, Part.Value);
                break;
            case "pass_statement" or "break_statement" or "continue_statement":
                Leaf(CodeKind.Jump, part, node, op: node.Type.AsSpan(0, node.Type.IndexOf('_')));
                break;
            case "global_statement" or "nonlocal_statement":
                using (Open(CodeKind.Jump, part, node, op: node.Type.AsSpan(0, node.Type.IndexOf('_'))))
                    LowerAll(node, Part.Element);
                break;
            case "match_statement":
                using (Open(CodeKind.Branch, part, node, op: "match"))
                {
                    LowerAll(node, "subject", Part.Subject);
                    LowerAll(node["body"], Part.Case);
                }
                break;
            case "case_clause":
                using (Open(CodeKind.Case, part, node))
                {
                    foreach (var child in node.Children)
                        if (child.Named && child.Field != "consequence")
                            Lower(child, Part.Condition);
                    Block(node["consequence"], Part.Statement);
                }
                break;
            case "if_clause":
                Only(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    void Assignment(SyntaxNode node, Part part)
    {
        var left = node["left"];
        var plain = left.Type == "identifier";
        if (!plain && left.Type is not ("pattern_list" or "tuple_pattern" or "list_pattern"))
        {
            using (Open(CodeKind.Assignment, part, node, op: "="))
            {
                Lower(left, Part.Target);
                Type(node["type"]);
                Lower(node["right"], Part.Value);
            }
            return;
        }
        using (Open(inClass && plain ? CodeKind.Property : CodeKind.Variable, part, node, plain ? left.Text : default, "="))
        {
            if (!plain)
                Bind(left, Part.Target);
            Type(node["type"]);
            Lower(node["right"], Part.Value);
        }
    }

    /// <summary><c>elif</c> is an else that holds a branch; its span ends with the statement.</summary>
    void If(SyntaxNode node, Part part, SyntaxNode.ChildList clauses)
    {
        using (Open(CodeKind.Branch, part, node))
        {
            Lower(node["condition"], Part.Condition);
            Block(node["consequence"], Part.Then);
            Alternatives(clauses);
        }
    }

    void Alternatives(SyntaxNode.ChildList clauses)
    {
        while (clauses.MoveNext())
        {
            var clause = clauses.Current;
            if (clause.Type == "else_clause")
                Block(clause["body"], Part.Else);
            if (clause.Type != "elif_clause")
                continue;
            var end = clause.End;
            for (var rest = clauses; rest.MoveNext(); )
                end = rest.Current.End;
            using (Code.Open(CodeKind.Branch, Part.Else, new(clause.Start, end)))
            {
                Lower(clause["condition"], Part.Condition);
                Block(clause["consequence"], Part.Then);
                Alternatives(clauses);
            }
            return;
        }
    }

    void Try(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Try, part, node))
            foreach (var child in node.Children)
                switch (child.Type)
                {
                    case "block":
                        Block(child, Part.Body);
                        break;
                    case "except_clause" or "except_group_clause":
                        Lower(child, Part.Handler);
                        break;
                    case "else_clause":
                        Lower(child, Part.Else);
                        break;
                    case "finally_clause":
                        Lower(child, Part.Finally);
                        break;
                    default:
                        if (child.Named)
                            Lower(child, Part.Body);
                        break;
                }
    }

    void Except(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Catch, part, node))
            foreach (var child in node.Children)
            {
                if (child.Type == "block")
                    Block(child, Part.Body);
                else if (child.Type == "as_pattern")
                    Caught(child);
                else if (child.Named && child.Field == "alias")
                    Leaf(CodeKind.Parameter, Part.Parameter, child, child.Text);
                else if (child.Named)
                    Type(child);
            }
    }

    void Caught(SyntaxNode node)
    {
        foreach (var child in node.Children)
        {
            if (child.Field == "alias")
                Leaf(CodeKind.Parameter, Part.Parameter, child, child.Text);
            else if (child.Named)
                Type(child);
        }
    }

    void With(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.With, part, node, op: "with", modifiers: node.Has("async") ? Modifiers.Async : Modifiers.None))
        {
            foreach (var item in node.OfType("with_clause").Children)
                if (item.Named)
                    Resource(item.Type == "with_item" ? item["value"] : item);
            Block(node["body"], Part.Body);
        }
    }

    /// <summary><c>open(x) as f</c> binds f to the resource.</summary>
    void Resource(SyntaxNode node)
    {
        if (node.Type != "as_pattern")
        {
            Lower(node, Part.Value);
            return;
        }
        var target = node["alias"].FirstNamed;
        var plain = target.Type == "identifier";
        using (Open(CodeKind.Variable, Part.Value, node, plain ? target.Text : default, "as"))
        {
            Lower(node.FirstNamed, Part.Value);
            if (!plain)
                Bind(target, Part.Target);
        }
    }
}
