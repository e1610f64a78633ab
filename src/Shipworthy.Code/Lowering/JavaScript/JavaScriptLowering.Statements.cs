using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    void Statements(SyntaxNode block)
    {
        foreach (var child in block.Children)
            if (child.Named && child.Type is not ("empty_statement" or "statement_identifier"))
                Lower(child, Part.Statement);
    }

    bool TryStatement(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "expression_statement" or "else_clause":
                Only(node, part);
                break;
            case "statement_block" or "class_static_block" or "finally_clause":
                Block(node, part);
                break;
            case "labeled_statement":
                using (Open(CodeKind.Block, part, node, node["label"].Text, "label"))
                    Lower(node["body"], Part.Statement);
                break;
            case "if_statement":
                using (Open(CodeKind.Branch, part, node))
                {
                    Lower(node["condition"], Part.Condition);
                    Lower(node["consequence"], Part.Then);
                    Lower(node["alternative"], Part.Else);
                }
                break;
            case "switch_statement":
                using (Open(CodeKind.Branch, part, node, op: "switch"))
                {
                    Lower(node["value"], Part.Subject);
                    LowerAll(node["body"], Part.Case);
                }
                break;
            case "switch_case" or "switch_default":
                using (Open(CodeKind.Case, part, node))
                {
                    Lower(node["value"], Part.Condition);
                    LowerAll(node, "body", Part.Statement);
                }
                break;
            case "for_statement":
                using (Open(CodeKind.Loop, part, node, op: "for"))
                {
                    Lower(node["initializer"], Part.Setup);
                    Lower(node["condition"], Part.Condition);
                    Lower(node["increment"], Part.Step);
                    Lower(node["body"], Part.Body);
                }
                break;
            case "for_in_statement":
                ForIn(node, part);
                break;
            case "while_statement" or "do_statement":
                using (Open(CodeKind.Loop, part, node, op: node.Type == "do_statement" ? "do" : "while"))
                    foreach (var child in node.Children)
                        if (child.Field is "condition" or "body")
                            Lower(child, child.Field == "body" ? Part.Body : Part.Condition);
                break;
            case "try_statement":
                using (Open(CodeKind.Try, part, node))
                {
                    Lower(node["body"], Part.Body);
                    Lower(node["handler"], Part.Handler);
                    Lower(node["finalizer"], Part.Finally);
                }
                break;
            case "catch_clause":
                using (Open(CodeKind.Catch, part, node))
                {
                    if (node["parameter"] is { Exists: true } caught)
                        Binding(caught, caught, Part.Parameter, CodeKind.Parameter);
                    Lower(node["type"], Part.Type);
                    Lower(node["body"], Part.Body);
                }
                break;
            case "with_statement":
                using (Open(CodeKind.With, part, node, op: "with"))
                {
                    Lower(node["object"], Part.Value);
                    Lower(node["body"], Part.Body);
                }
                break;
            case "return_statement":
                using (Open(CodeKind.Return, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "throw_statement":
                using (Open(CodeKind.Throw, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "break_statement" or "continue_statement" or "debugger_statement":
                Leaf(CodeKind.Jump, part, node, node["label"].Text, node.Type.AsSpan(0, node.Type.IndexOf('_')));
                break;
            case "empty_statement":
                Leaf(CodeKind.Block, part, node);
                break;
            default:
                return false;
        }
        return true;
    }

    void Block(SyntaxNode node, Part part)
    {
        var body = node.Type == "statement_block" ? node : node["body"];
        var modifiers = node.Type == "class_static_block" ? Modifiers.Static : Modifiers.None;
        using (Open(CodeKind.Block, part, node, modifiers: modifiers))
            Statements(body);
    }

    void ForIn(SyntaxNode node, Part part)
    {
        var modifiers = node.Has("await") ? Modifiers.Async : Modifiers.None;
        using (Open(CodeKind.Loop, part, node, op: node["operator"].Text, modifiers: modifiers))
        {
            var left = node["left"];
            if (node["kind"] is { Exists: true } kind)
                Binding(left, left, Part.Target, CodeKind.Variable, kind.Text, value: node["value"]);
            else
                Lower(left, Part.Target);
            Lower(node["right"], Part.Source);
            Lower(node["body"], Part.Body);
        }
    }

    /// <summary>Lowers the one thing that a wrapper holds; a wrapper of several keeps them all.</summary>
    void Only(SyntaxNode node, Part part)
    {
        var named = 0;
        foreach (var child in node.Children)
            if (child.Named)
                named++;
        if (named == 1)
            Lower(node.FirstNamed, part);
        else
            Unknown(node, part);
    }
}
