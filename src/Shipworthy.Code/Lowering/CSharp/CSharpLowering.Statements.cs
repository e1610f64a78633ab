using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

sealed partial class CSharpLowering
{
    bool TryStatement(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "global_statement" or "expression_statement" or "labeled_statement":
                foreach (var child in node.Children)
                    if (child.Named && !(node.Type == "labeled_statement" && child.Equals(node.FirstNamed)))
                        Lower(child, part);
                break;
            case "block" or "checked_statement" or "unsafe_statement" or "finally_clause":
                using (Open(CodeKind.Block, part, node))
                    Statements(node.Type == "block" ? node : node.OfType("block"));
                break;
            case "local_declaration_statement":
                Variables(node.OfType("variable_declaration"), part, CodeKind.Variable, WordOf(node), ModifiersOf(node));
                break;
            case "variable_declaration":
                Variables(node, part, CodeKind.Variable, "", Modifiers.None);
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
            case "switch_section":
                Section(node, part);
                break;
            case "when_clause":
                LowerAll(node, part);
                break;
            case "for_statement":
                using (Open(CodeKind.Loop, part, node, op: "for"))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Lower(
                                child,
                                child.Field switch
                                {
                                    "initializer" => Part.Setup,
                                    "condition" => Part.Condition,
                                    "update" => Part.Step,
                                    _ => Part.Body,
                                }
                            );
                break;
            case "foreach_statement":
                ForEach(node, part);
                break;
            case "while_statement" or "do_statement":
                using (Open(CodeKind.Loop, part, node, op: node.Type == "do_statement" ? "do" : "while"))
                    foreach (var child in node.Children)
                        if (child.Field is "condition" or "body")
                            Lower(child, child.Field == "body" ? Part.Body : Part.Condition);
                break;
            case "try_statement":
                using (Open(CodeKind.Try, part, node))
                    foreach (var child in node.Children)
                        if (child.Named)
                            Lower(
                                child,
                                child.Type switch
                                {
                                    "catch_clause" => Part.Handler,
                                    "finally_clause" => Part.Finally,
                                    _ => Part.Body,
                                }
                            );
                break;
            case "catch_clause":
                Catch(node, part);
                break;
            case "using_statement" or "lock_statement" or "fixed_statement":
                With(node, part);
                break;
            case "return_statement":
                using (Open(CodeKind.Return, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "throw_statement":
                using (Open(CodeKind.Throw, part, node))
                    LowerAll(node, Part.Value);
                break;
            case "yield_statement":
                using (Open(CodeKind.Yield, part, node, op: node.Has("break") ? "break" : ""))
                    LowerAll(node, Part.Value);
                break;
            case "break_statement" or "continue_statement" or "goto_statement":
                using (Open(CodeKind.Jump, part, node, op: node.Type.AsSpan(0, node.Type.IndexOf('_'))))
                    LowerAll(node, Part.Element);
                break;
            case "preproc_if" or "preproc_elif" or "preproc_else" or "preproc_if_in_attribute_list":
                Directive(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary>The word that a local is declared with.</summary>
    static string WordOf(SyntaxNode node)
    {
        foreach (var child in node.Children)
            if (child.Type is "using" || (child.Type == "modifier" && child.Text is "const"))
                return child.Type == "using" ? "using" : "const";
        return node.OfType("variable_declaration")["type"].Type == "implicit_type" ? "var" : "";
    }

    /// <summary>Each declarator is a node of its own; the type and attributes are repeated on each, as C# means it.</summary>
    void Variables(SyntaxNode declaration, Part part, CodeKind kind, string word, Modifiers modifiers, SyntaxNode owner = default)
    {
        var first = true;
        foreach (var child in declaration.Children)
        {
            if (child.Type != "variable_declarator")
                continue;
            // The first declarator's span holds the type and attributes, so that every node lies inside its parent.
            var span = first ? new Span((owner.Exists ? owner : declaration).Start, child.End) : new Span(child.Start, child.End);
            using (Code.Open(kind, part, span, child["name"].Text, word, modifiers))
            {
                if (first && owner.Exists)
                    Attributes(owner);
                if (first)
                    Lower(declaration["type"], Part.Type);
                Declarator(child);
            }
            first = false;
        }
    }

    void Declarator(SyntaxNode node)
    {
        var value = node.OfType("=");
        foreach (var child in node.Children)
            if (child.Named && child.Field != "name")
                Lower(child, value.Exists && child.Start > value.Start ? Part.Value : Part.Target);
    }

    void Section(SyntaxNode node, Part part)
    {
        var labels = true;
        using (Open(CodeKind.Case, part, node))
            foreach (var child in node.Children)
            {
                if (child.Type is "case" or "default")
                    labels = true;
                else if (child.Type == ":")
                    labels = false;
                else if (child.Named)
                    Lower(child, labels ? Part.Condition : Part.Statement);
            }
    }

    void ForEach(SyntaxNode node, Part part)
    {
        var left = node["left"];
        using (Open(CodeKind.Loop, part, node, op: "in", modifiers: node.Has("await") ? Modifiers.Async : Modifiers.None))
        {
            if (left.Type == "identifier")
                using (
                    Code.Open(
                        CodeKind.Variable,
                        Part.Target,
                        new(node["type"] is { Exists: true } type ? type.Start : left.Start, left.End),
                        left.Text
                    )
                )
                    Lower(node["type"], Part.Type);
            else
                Lower(left, Part.Target);
            Lower(node["right"], Part.Source);
            Lower(node["body"], Part.Body);
        }
    }

    void Catch(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Catch, part, node))
        {
            if (node.OfType("catch_declaration") is { Exists: true } caught)
                using (Open(CodeKind.Parameter, Part.Parameter, caught, caught["name"].Text))
                    Lower(caught["type"], Part.Type);
            LowerAll(node.OfType("catch_filter_clause"), Part.Condition);
            Lower(node["body"], Part.Body);
        }
    }

    void With(SyntaxNode node, Part part)
    {
        var body = node["body"];
        using (
            Open(
                CodeKind.With,
                part,
                node,
                op: node.Type.AsSpan(0, node.Type.IndexOf('_')),
                modifiers: node.Has("await") ? Modifiers.Async : Modifiers.None
            )
        )
        {
            var opened = false;
            foreach (var child in node.Children)
            {
                if (child.Named && (child.Equals(body) || (!body.Exists && opened)))
                    Lower(child, Part.Body);
                else if (child.Named)
                {
                    Lower(child, Part.Value);
                    opened = true;
                }
            }
        }
    }

    /// <summary>Code under <c>#if</c> may or may not be compiled; it is kept, as a block that says so.</summary>
    void Directive(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Block, part, node, op: "#if"))
            foreach (var child in node.Children)
                if (child.Named)
                    Lower(
                        child,
                        child.Field == "condition" ? Part.Condition
                            : part is Part.None ? Part.Statement
                            : part
                    );
    }
}
