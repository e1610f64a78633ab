using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.Python;

sealed partial class PythonLowering
{
    bool TryDefinition(SyntaxNode node, Part part)
    {
        switch (node.Type)
        {
            case "function_definition":
                Function(node, part, default);
                break;
            case "class_definition":
                Class(node, part, default);
                break;
            case "decorated_definition":
                if (node["definition"] is { Type: "class_definition" } decorated)
                    Class(decorated, part, node);
                else
                    Function(node["definition"], part, node);
                break;
            case "decorator":
                using (Open(CodeKind.Decorator, part, node, LastName(node.FirstNamed)))
                    LowerAll(node, Part.Value);
                break;
            case "import_statement" or "future_import_statement":
                Imports(node, part);
                break;
            case "import_from_statement":
                ImportFrom(node, part);
                break;
            case "type_alias_statement":
                using (Open(CodeKind.Class, part, node, node["left"].Text, "type"))
                    Type(node["right"]);
                break;
            case "type":
                Type(node, part);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary>The span of a decorated function begins at its first decorator.</summary>
    void Function(SyntaxNode node, Part part, SyntaxNode decorated)
    {
        var start = decorated.Exists ? decorated.Start : node.Start;
        var before = inClass;
        var modifiers = node.Has("async") ? Modifiers.Async : Modifiers.None;
        using (Code.Open(CodeKind.Function, part, new(start, node.End), node["name"].Text, inClass ? "method" : "def", modifiers))
        {
            inClass = false;
            Decorators(decorated);
            LowerGenerics(node["type_parameters"]);
            Parameters(node["parameters"]);
            Type(node["return_type"]);
            Block(node["body"], Part.Body);
            inClass = before;
        }
    }

    void Class(SyntaxNode node, Part part, SyntaxNode decorated)
    {
        var start = decorated.Exists ? decorated.Start : node.Start;
        var before = inClass;
        using (Code.Open(CodeKind.Class, part, new(start, node.End), node["name"].Text, "class"))
        {
            inClass = false;
            Decorators(decorated);
            LowerGenerics(node["type_parameters"]);
            LowerAll(node["superclasses"], Part.Base);
            inClass = true;
            LowerAll(node["body"], Part.Element);
            inClass = before;
        }
    }

    void Decorators(SyntaxNode decorated)
    {
        foreach (var child in decorated.Children)
            if (child.Type == "decorator")
                Lower(child, Part.Decorator);
    }

    void LowerGenerics(SyntaxNode parameters)
    {
        foreach (var child in parameters.Children)
            if (child.Named)
                Type(child, Part.Generic);
    }

    void Parameters(SyntaxNode parameters)
    {
        foreach (var child in parameters.Children)
            if (child.Named && child.Type is not ("keyword_separator" or "positional_separator"))
                Parameter(child);
    }

    void Parameter(SyntaxNode node)
    {
        var target = node.Type switch
        {
            "default_parameter" or "typed_default_parameter" => node["name"],
            "typed_parameter" => node.FirstNamed,
            _ => node,
        };
        var rest = target.Type switch
        {
            "list_splat_pattern" => "*",
            "dictionary_splat_pattern" => "**",
            _ => "",
        };
        var name = rest.Length > 0 ? target.FirstNamed : target;
        var plain = name.Type is "identifier";
        using (Open(CodeKind.Parameter, Part.Parameter, node, plain ? name.Text : default, rest))
        {
            if (!plain)
                Bind(name, Part.Target);
            Type(node["type"]);
            Lower(node["value"], Part.Default);
        }
    }

    /// <summary>
    /// <c>import a.b</c> binds <c>a</c> and runs <c>a.b</c>: an import of <c>a</c> that binds it, and one of <c>a.b</c> that binds nothing.
    /// <c>import a.b as c</c> binds <c>c</c> to <c>a.b</c>.
    /// </summary>
    void Imports(SyntaxNode node, Part part)
    {
        if (node.Type == "future_import_statement")
        {
            Leaf(CodeKind.Import, part, node, "__future__");
            return;
        }
        foreach (var child in node.Children)
        {
            if (child.Type == "aliased_import")
                using (Open(CodeKind.Import, part, child, child["name"].Text))
                    Leaf(CodeKind.Imported, Part.Element, child, child["alias"].Text, word: "*");
            else if (child.Type == "dotted_name")
            {
                var root = child.FirstNamed;
                using (Open(CodeKind.Import, part, root, root.Text))
                    Leaf(CodeKind.Imported, Part.Element, root, root.Text, word: "*");
                if (child.End > root.End)
                    Leaf(CodeKind.Import, part, child, child.Text);
            }
        }
    }

    void ImportFrom(SyntaxNode node, Part part)
    {
        using (Open(CodeKind.Import, part, node, Compact(node["module_name"])))
            foreach (var child in node.Children)
            {
                if (child.Type == "wildcard_import")
                    Leaf(CodeKind.Imported, Part.Element, child, "*", word: "*");
                else if (child.Field == "name" && child.Type == "aliased_import")
                    Leaf(CodeKind.Imported, Part.Element, child, child["alias"].Text, word: child["name"].Text.ToString());
                else if (child.Field == "name")
                    Leaf(CodeKind.Imported, Part.Element, child, child.Text, word: child.Text.ToString());
            }
    }

    /// <summary>A module name without the blanks that Python allows inside it.</summary>
    static ReadOnlySpan<char> Compact(SyntaxNode node) =>
        node.Text.IndexOfAny(" \t\\\r\n") < 0
            ? node.Text
            : string.Concat(node.Text.ToString().Where(letter => !char.IsWhiteSpace(letter) && letter != '\\'));

    static ReadOnlySpan<char> LastName(SyntaxNode node) =>
        node.Type switch
        {
            "call" => LastName(node["function"]),
            "attribute" => node["attribute"].Text,
            "identifier" => node.Text,
            _ => default,
        };
}
