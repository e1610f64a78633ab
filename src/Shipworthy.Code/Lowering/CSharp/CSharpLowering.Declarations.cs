using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.CSharp;

sealed partial class CSharpLowering
{
    bool TryDeclaration(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "using_directive":
                Using(node, part);
                break;
            case "namespace_declaration":
                using (Open(CodeKind.Module, part, node, node["name"].Text, "namespace"))
                    Statements(node["body"]);
                break;
            case "file_scoped_namespace_declaration":
                using (Open(CodeKind.Module, part, node, node["name"].Text, "file"))
                    foreach (var child in node.Children)
                        if (child.Named && child.Field != "name")
                            Lower(child, Part.Statement);
                break;
            case "class_declaration"
            or "struct_declaration"
            or "interface_declaration"
            or "record_declaration"
            or "record_struct_declaration":
                Class(node, part);
                break;
            case "enum_declaration":
                using (Open(CodeKind.Class, part, node, node["name"].Text, "enum", ModifiersOf(node)))
                {
                    Attributes(node);
                    Bases(node);
                    LowerAll(node["body"], Part.Element);
                }
                break;
            case "enum_member_declaration":
                using (Open(CodeKind.Property, part, node, node["name"].Text))
                {
                    Attributes(node);
                    Lower(node["value"], Part.Value);
                }
                break;
            case "delegate_declaration":
                Function(node, part, "delegate", node["name"].Text);
                break;
            case "method_declaration" or "local_function_statement":
                Function(node, part, node.Type == "method_declaration" ? "method" : "function", node["name"].Text);
                break;
            case "constructor_declaration" or "destructor_declaration":
                Function(node, part, node.Type == "constructor_declaration" ? "constructor" : "destructor", node["name"].Text);
                break;
            case "operator_declaration" or "conversion_operator_declaration":
                Function(node, part, "operator", node["operator"].Text);
                break;
            case "property_declaration" or "indexer_declaration" or "event_declaration":
                Property(node, part);
                break;
            case "accessor_declaration":
                Function(node, part, node["name"].Text, default);
                break;
            case "field_declaration" or "event_field_declaration":
                Variables(node.OfType("variable_declaration"), part, CodeKind.Property, "", ModifiersOf(node), node);
                break;
            case "constructor_initializer":
                using (Open(CodeKind.Call, part, node))
                {
                    foreach (var child in node.Children)
                        if (child.Type is "base" or "this")
                            Leaf(CodeKind.Name, Part.Callee, child, child.Text);
                    LowerAll(node.OfType("argument_list"), Part.Argument);
                }
                break;
            case "attribute_list" or "global_attribute":
                Attributes(node, part);
                break;
            case "attribute":
                Attribute(node, part);
                break;
            case "declaration_list":
                LowerAll(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary>
    /// <c>using N;</c> is an import of a namespace that binds no name; an alias binds one; a static using has the modifier. Global usings have the operator
    /// <c>global</c>.
    /// </summary>
    void Using(SyntaxNode node, Part part)
    {
        var alias = node["name"];
        SyntaxNode target = default;
        foreach (var child in node.Children)
            if (child.Named && !child.Equals(alias))
                target = child;
        var modifiers = node.Has("static") ? Modifiers.Static : Modifiers.None;
        using (Open(CodeKind.Import, part, node, target.Text, node.Has("global") ? "global" : "", modifiers))
            if (alias.Exists)
                Leaf(CodeKind.Imported, Part.Element, alias, alias.Text, word: "*");
    }

    void Class(SyntaxNode node, Part part)
    {
        var word = node.Type.AsSpan(0, node.Type.IndexOf('_'));
        using (Open(CodeKind.Class, part, node, node["name"].Text, word, ModifiersOf(node)))
        {
            Attributes(node);
            Generics(node);
            Parameters(node.OfType("parameter_list"));
            Bases(node);
            Constraints(node);
            LowerAll(node["body"], Part.Element);
        }
    }

    void Bases(SyntaxNode node)
    {
        foreach (var child in node.OfType("base_list").Children)
        {
            if (child.Type == "primary_constructor_base_type")
                using (Open(CodeKind.Call, Part.Base, child))
                {
                    Lower(child["type"], Part.Callee);
                    LowerAll(child.OfType("argument_list"), Part.Argument);
                }
            else if (child.Type == "argument_list")
                LowerAll(child, Part.Argument);
            else if (child.Named)
                Lower(child, Part.Base);
        }
    }

    void Generics(SyntaxNode node)
    {
        var list = node["type_parameters"] is { Exists: true } found ? found : node.OfType("type_parameter_list");
        foreach (var child in list.Children)
            if (child.Type == "type_parameter")
                Leaf(CodeKind.Type, Part.Generic, child, child["name"].Text);
    }

    void Constraints(SyntaxNode node)
    {
        foreach (var child in node.Children)
            if (child.Type == "type_parameter_constraints_clause")
                foreach (var constraint in child.Children)
                    if (constraint.Type == "type_parameter_constraint" && constraint["type"] is { Exists: true } type)
                        Lower(type, Part.Generic);
    }

    void Function(SyntaxNode node, Part part, ReadOnlySpan<char> op, ReadOnlySpan<char> name)
    {
        using (Open(CodeKind.Function, part, node, name, op, ModifiersOf(node)))
        {
            Attributes(node);
            Lower(node["returns"] is { Exists: true } returns ? returns : node["type"], Part.Type);
            Generics(node);
            Parameters(node["parameters"]);
            Constraints(node);
            Lower(node.OfType("constructor_initializer"), Part.Element);
            Lower(node["body"], Part.Body);
        }
    }

    void Parameters(SyntaxNode list)
    {
        foreach (var child in list.Children)
        {
            if (child.Type == "parameter")
                Parameter(child);
            else if (child.Named && child.Field == "name")
                Leaf(CodeKind.Parameter, Part.Parameter, child, child.Text, "params");
            else if (child.Named && child.Type is not "attribute_list")
                Lower(child, Part.Type);
        }
    }

    void Parameter(SyntaxNode node)
    {
        var equals = node.OfType("=");
        var modifiers = equals.Exists ? Modifiers.Optional : Modifiers.None;
        using (Open(CodeKind.Parameter, Part.Parameter, node, node["name"].Text, IsExtended(node) ? "this" : "", modifiers))
        {
            Attributes(node);
            Lower(node["type"], Part.Type);
            foreach (var child in node.Children)
                if (child.Named && equals.Exists && child.Start > equals.Start)
                    Lower(child, Part.Default);
        }
    }

    /// <summary>Whether the parameter is the one that an extension method extends.</summary>
    static bool IsExtended(SyntaxNode parameter)
    {
        foreach (var child in parameter.Children)
            if (child.Type is "this" || (child.Type == "modifier" && child.Text is "this"))
                return true;
        return false;
    }

    /// <summary>A property, its initial value or what it returns, and its accessors as functions.</summary>
    void Property(SyntaxNode node, Part part)
    {
        var name = node["name"] is { Exists: true } found ? found.Text : "this";
        using (Open(CodeKind.Property, part, node, name, modifiers: ModifiersOf(node)))
        {
            Attributes(node);
            Lower(node["type"], Part.Type);
            foreach (var child in node["parameters"].Children)
                if (child.Type == "parameter")
                    Parameter(child);
            LowerAll(node["accessors"], Part.Element);
            Lower(node["value"], Part.Value);
        }
    }

    void Attributes(SyntaxNode owner, Part part = Part.Decorator)
    {
        foreach (var list in owner.Children)
        {
            if (list.Type == "attribute")
                Attribute(list, part);
            else if (list.Type == "attribute_list")
                foreach (var child in list.Children)
                    if (child.Type == "attribute")
                        Attribute(child, part);
        }
    }

    void Attribute(SyntaxNode node, Part part)
    {
        var name = node["name"];
        using (Open(CodeKind.Decorator, part, node, LastName(name)))
        {
            if (node.OfType("attribute_argument_list") is not { Exists: true } arguments)
            {
                Lower(name, Part.Value);
                return;
            }
            using (Open(CodeKind.Call, Part.Value, node))
            {
                Lower(name, Part.Callee);
                LowerAll(arguments, Part.Argument);
            }
        }
    }
}
