using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    bool TryDeclaration(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "lexical_declaration" or "variable_declaration" or "using_declaration":
                Variables(node, part);
                break;
            case "function_declaration" or "generator_function_declaration" or "function_signature":
                Function(node, part, "function");
                break;
            case "class_declaration" or "abstract_class_declaration":
                Class(node, part, node.Start, "class");
                break;
            case "interface_declaration":
                Class(node, part, node.Start, "interface");
                break;
            case "enum_declaration":
                Enum(node, part);
                break;
            case "type_alias_declaration":
                using (Open(CodeKind.Class, part, node, node["name"].Text, "type"))
                {
                    LowerAll(node["type_parameters"], Part.Generic);
                    Lower(node["value"], Part.Type);
                }
                break;
            case "internal_module" or "module":
                using (Open(CodeKind.Module, part, node, Unquoted(node["name"]), "namespace"))
                    if (node["body"] is { Exists: true } body)
                        Statements(body);
                break;
            case "ambient_declaration":
                Ambient(node, part);
                break;
            case "import_statement":
                Import(node, part);
                break;
            case "import_alias":
                ImportAlias(node, part);
                break;
            case "export_statement":
                Export(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    void Variables(SyntaxNode node, Part part)
    {
        var kind = node["kind"] is { Exists: true } word ? word.Text : "var";
        foreach (var child in node.Children)
        {
            if (child.Type == "variable_declarator")
                Binding(child, child["name"], part, CodeKind.Variable, kind, child["type"], child["value"]);
            else if (child.Named)
                Lower(child, part);
        }
    }

    /// <summary>A binding of a name or of a pattern, with its type and value.</summary>
    void Binding(
        SyntaxNode whole,
        SyntaxNode target,
        Part part,
        CodeKind kind,
        ReadOnlySpan<char> op = default,
        SyntaxNode type = default,
        SyntaxNode value = default
    )
    {
        var plain = target.Type is "identifier" or "undefined" or "this" or "shorthand_property_identifier_pattern";
        var span = new Span(whole.Start, Math.Max(whole.End, value.Exists ? value.End : 0));
        using (Code.Open(kind, part, span, plain ? target.Text : default, op))
        {
            if (!plain)
                Pattern(target, Part.Target);
            Lower(type, Part.Type);
            Lower(value, Part.Value);
        }
    }

    void Ambient(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Block, part, node, op: "declare", modifiers: Modifiers.Ambient))
            foreach (var child in node.Children)
                if (child.Named)
                    Lower(
                        child,
                        child.Field.Length == 0 && child.Type.EndsWith("type", StringComparison.Ordinal) ? Part.Type : Part.Statement
                    );
    }

    void Enum(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Class, part, node, node["name"].Text, "enum", ModifiersOf(node)))
            foreach (var member in node["body"].Children)
            {
                if (member.Type == "enum_assignment")
                    using (Open(CodeKind.Property, Part.Element, member, Unquoted(member["name"])))
                        Lower(member["value"], Part.Value);
                else if (member.Named && member.Field == "name")
                    Leaf(CodeKind.Property, Part.Element, member, Unquoted(member));
                else if (member.Named)
                    Lower(member, Part.Element);
            }
    }
}
