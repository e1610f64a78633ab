using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    void Import(SyntaxNode node, Part part)
    {
        var requires = node.OfType("import_require_clause");
        var source = requires.Exists ? requires["source"] : node["source"];
        using (Open(CodeKind.Import, part, node, Unquoted(source), modifiers: TypeOnly(node)))
        {
            if (requires.Exists)
                Leaf(CodeKind.Imported, Part.Element, requires.FirstNamed, requires.FirstNamed.Text, word: "*");
            foreach (var clause in node.OfType("import_clause").Children)
                ImportClause(clause);
        }
    }

    void ImportClause(SyntaxNode clause)
    {
        switch (clause.Type)
        {
            case "identifier":
                Leaf(CodeKind.Imported, Part.Element, clause, clause.Text, word: "default");
                break;
            case "namespace_import":
                Leaf(CodeKind.Imported, Part.Element, clause, clause.FirstNamed.Text, word: "*");
                break;
            case "named_imports":
                foreach (var specifier in clause.Children)
                    if (specifier.Type == "import_specifier")
                        Specifier(specifier);
                break;
            default:
                if (clause.Named)
                    Lower(clause, Part.Element);
                break;
        }
    }

    /// <summary>One name of an import or of a re-export: <c>there as here</c>.</summary>
    void Specifier(SyntaxNode node)
    {
        var there = Unquoted(node["name"]).ToString();
        var here = node["alias"] is { Exists: true } alias ? Unquoted(alias) : there;
        Leaf(CodeKind.Imported, Part.Element, node, here, modifiers: TypeOnly(node), word: there);
    }

    /// <summary><c>import a = b.c</c> inside namespaces.</summary>
    void ImportAlias(SyntaxNode node, Part part)
    {
        SyntaxNode name = default,
            value = default;
        foreach (var child in node.Children)
            if (child.Named)
                (name, value) = name.Exists ? (name, child) : (child, value);
        using (Open(CodeKind.Variable, part, node, name.Text, "import"))
            Lower(value, Part.Value);
    }

    void Export(SyntaxNode node, Part part)
    {
        var source = node["source"];
        var modifiers = TypeOnly(node) | (node.Has("default") || node.Has("=") ? Modifiers.Default : Modifiers.None);
        using (Open(CodeKind.Export, part, node, Unquoted(source), node.Has("=") ? "=" : "", modifiers))
            foreach (var child in node.Children)
                Exported(child, source);
    }

    void Exported(SyntaxNode child, SyntaxNode source)
    {
        switch (child.Type)
        {
            case "*":
                Leaf(CodeKind.Imported, Part.Element, child, "*", word: "*");
                break;
            case "namespace_export":
                Leaf(CodeKind.Imported, Part.Element, child, Unquoted(child.FirstNamed), word: "*");
                break;
            case "export_clause":
                foreach (var specifier in child.Children)
                    if (specifier.Type == "export_specifier" && source.Exists)
                        Specifier(specifier);
                    else if (specifier.Type == "export_specifier")
                        ExportedName(specifier);
                break;
            case "decorator":
                Lower(child, Part.Decorator);
                break;
            default:
                if (child.Named && !child.Equals(source))
                    Lower(child, Part.Value);
                break;
        }
    }

    /// <summary><c>export { here as there }</c>: a property named as others see it, whose value is the name here.</summary>
    void ExportedName(SyntaxNode node)
    {
        var here = node["name"];
        var there = node["alias"] is { Exists: true } alias ? alias : here;
        using (Open(CodeKind.Property, Part.Element, node, Unquoted(there), modifiers: TypeOnly(node)))
            Leaf(CodeKind.Name, Part.Value, here, Unquoted(here));
    }

    static Modifiers TypeOnly(SyntaxNode node) => node.Has("type") || node.Has("typeof") ? Modifiers.TypeOnly : Modifiers.None;
}
