namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>Follows names of Terraform: variables, locals, outputs of modules, attributes of resources, names of the moment.</summary>
sealed class TerraformNames(TerraformValues values, TerraformModule module, TerraformScope scope)
{
    /// <summary>The value that a chain of names stands for.</summary>
    public InfraValue Of(Code node)
    {
        if (node.Kind is CodeKind.Name)
            return Root(node);
        var steps = Steps(node, out var root);
        return root.Kind is not CodeKind.Name ? steps.Aggregate(values.Of(root, module, scope), (value, step) => Step(value, step, node))
            : scope.Names.TryGetValue(root.Name, out var named) ? steps.Aggregate(named, (value, step) => Step(value, step, node))
            : Global(root.Name, steps, node);
    }

    InfraValue Root(Code node) =>
        scope.Names.TryGetValue(node.Name, out var named)
            ? named
            // Types, and the bare words of old files: string, any.
            : InfraValue.TextAt(node.At, node.Name);

    InfraValue Global(string root, ImmutableArray<string?> steps, Code node)
    {
        switch (root)
        {
            case "var" when steps is [{ } name, ..]:
                return Rest(module.Variable(name, node.At), steps[1..], node);
            case "local" when steps is [{ } name, ..]:
                return Rest(module.Local(name, node.At), steps[1..], node);
            case "module" when steps is [{ } name, ..]:
                var named = steps[1..].SkipWhile(step => step is null or "*" || char.IsAsciiDigit(step[0])).ToImmutableArray();
                return named is [{ } output, ..]
                    ? Rest(module.Output(name, output, node.At), named[1..], node)
                    : InfraValue.ReferenceAt(node.At, $"{module.Prefix}module.{name}", "");
            case "path":
                return InfraValue.TextAt(node.At, steps is ["module"] ? module.Folder.Path : "");
            case "terraform" or "each" or "count" or "self":
                return InfraValue.UnknownBecause(node.At, $"takes its value from {node.Text}");
            case "data" when steps is [{ } type, { } name, ..]:
                return Data(type, name, steps[2..], node);
            default:
                return steps is [{ } label, ..]
                    ? InfraValue.ReferenceAt(node.At, $"{module.Prefix}{root}.{label}", AttributeOf(steps[1..]))
                    : InfraValue.UnknownBecause(node.At, $"takes its value from {node.Text}");
        }
    }

    InfraValue Data(string type, string name, ImmutableArray<string?> steps, Code node)
    {
        var attribute = AttributeOf(steps);
        if (
            type is "aws_iam_policy_document"
            && attribute is "json" or "minified_json"
            && module.Folder.Data.TryGetValue((type, name), out var document)
        )
            return TerraformPolicies.Of(document, values, module, scope);
        if (type is "template_file" && attribute is "rendered" && module.Folder.Data.TryGetValue((type, name), out var template))
            return JsonTexts.Parsed(values.Of(template.Property("template")[Part.Value], module, scope));
        return InfraValue.ReferenceAt(node.At, $"{module.Prefix}data.{type}.{name}", attribute);
    }

    static string AttributeOf(ImmutableArray<string?> steps) =>
        steps.FirstOrDefault(step => step is { Length: > 0 } && step != "*" && !char.IsAsciiDigit(step[0])) ?? "";

    static InfraValue Rest(InfraValue value, ImmutableArray<string?> steps, Code node) =>
        steps.Aggregate(value, (whole, step) => Step(whole, step, node));

    static InfraValue Step(InfraValue value, string? step, Code node) =>
        step is null ? InfraValue.UnknownBecause(node.At, $"takes its value from {node.Text}")
        : value.Kind is InfraValueKind.Reference
            ? InfraValue.ReferenceAt(node.At, value.Text, value.Attribute.Length > 0 ? value.Attribute : step)
        : value.Kind is InfraValueKind.List && int.TryParse(step, out var index)
            ? index < value.Items.Length ? value.Items[index]
                : InfraValue.Absent
        : value.Kind is InfraValueKind.List && step is "*" ? value
        : value.Kind is InfraValueKind.List ? InfraValue.ListAt(value.At, [.. value.Items.Select(item => item[step])])
        : value.Kind is InfraValueKind.Text or InfraValueKind.Joined
            ? InfraValue.UnknownBecause(node.At, $"takes its value from {node.Text}")
        : step is "*" ? value
        : value[step];

    /// <summary>The names behind the first one; null for a key that is not known.</summary>
    ImmutableArray<string?> Steps(Code node, out Code root)
    {
        var steps = new List<string?>();
        for (root = node; root.Kind is CodeKind.Member or CodeKind.Index; root = root[Part.Receiver])
            steps.Add(root.Name.Length > 0 ? root.Name : values.Of(root[Part.Key], module, scope).Literal);
        steps.Reverse();
        return [.. steps];
    }
}
