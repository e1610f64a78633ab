using Shipworthy.Syntax.Trees;

namespace Shipworthy.Syntax.Lowering.JavaScript;

sealed partial class JavaScriptLowering
{
    /// <summary>Any function: its parameters, what it returns, its body. Decorators that stand before a method lie inside its span.</summary>
    void Function(SyntaxNode node, Part part, ReadOnlySpan<char> op, ReadOnlySpan<SyntaxNode> decorators = default)
    {
        var name = node["name"];
        var start = decorators.IsEmpty ? node.Start : decorators[0].Start;
        using (Code.Open(CodeKind.Function, part, new(start, node.End), KeyName(name), op, ModifiersOf(node)))
        {
            foreach (var decorator in decorators)
                Lower(decorator, Part.Decorator);
            LowerAll(node, "decorator", Part.Decorator);
            ComputedKey(name);
            LowerAll(node["type_parameters"], Part.Generic);
            if (node["parameter"] is { Exists: true } single)
                Leaf(CodeKind.Parameter, Part.Parameter, single, single.Text);
            foreach (var parameter in node["parameters"].Children)
                if (parameter.Named)
                    Parameter(parameter);
            Lower(node["return_type"], Part.Type);
            Lower(node["type"], Part.Type);
            Lower(node["body"], Part.Body);
        }
    }

    void Parameter(SyntaxNode node)
    {
        switch (node.Type)
        {
            case "required_parameter" or "optional_parameter":
                var pattern = node["pattern"] is { Exists: true } found ? found : node["name"];
                OneParameter(node, pattern, node["type"], node["value"], ModifiersOf(node));
                break;
            case "assignment_pattern":
                OneParameter(node, node["left"], default, node["right"], Modifiers.None);
                break;
            case "decorator" or "ERROR":
                Lower(node, Part.Decorator);
                break;
            default:
                OneParameter(node, node, default, default, Modifiers.None);
                break;
        }
    }

    void OneParameter(SyntaxNode node, SyntaxNode pattern, SyntaxNode type, SyntaxNode value, Modifiers modifiers)
    {
        var rest = pattern.Type == "rest_pattern";
        var target = rest ? pattern.FirstNamed : pattern;
        var plain = target.Type is "identifier" or "this" or "undefined";
        using (Open(CodeKind.Parameter, Part.Parameter, node, plain ? target.Text : default, rest ? "..." : "", modifiers))
        {
            LowerAll(node, "decorator", Part.Decorator);
            if (!plain && target.Exists)
                Pattern(target, Part.Target);
            Lower(type, Part.Type);
            Lower(value, Part.Default);
        }
    }

    /// <summary>The name of a property, method or field as others use it; empty when it is computed at run time.</summary>
    static ReadOnlySpan<char> KeyName(SyntaxNode name) =>
        name.Type switch
        {
            "string" => Unquoted(name),
            "computed_property_name" when name.FirstNamed.Type == "string" => Unquoted(name.FirstNamed),
            "computed_property_name" => default,
            _ => name.Text,
        };

    void ComputedKey(SyntaxNode name)
    {
        if (name.Type == "computed_property_name")
            LowerAll(name, Part.Key);
    }
}
