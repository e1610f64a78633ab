using System.Globalization;

namespace Shipworthy.Extractors.Infrastructure.Constructs;

/// <summary>Turns the options of a construct, which are code, into settings. What is made by code stays a reference to it, by its name.</summary>
sealed class ConstructValues(CodeBase code)
{
    const int MostLevels = 8;

    /// <summary>The settings that an expression gives.</summary>
    public InfraValue Of(Code node) => Of(node, MostLevels);

    /// <summary>The named arguments of a call, as settings.</summary>
    public InfraValue Named(Code call) =>
        InfraValue.MapAt(
            call.At,
            [
                .. call
                    .Arguments.Where(argument => argument.Kind is CodeKind.Argument && argument.Name.Length > 0)
                    .Select(argument => (argument.Name, Of(argument[Part.Value]))),
            ]
        );

    InfraValue Of(Code node, int levels)
    {
        if (!node.Exists)
            return InfraValue.Absent;
        if (levels == 0)
            return InfraValue.UnknownBecause(node.At, "is nested too deeply");
        switch (node.Kind)
        {
            case CodeKind.Object:
                return InfraValue.MapAt(
                    node.At,
                    [
                        .. node
                            .Children.Where(entry => entry.Kind is CodeKind.Property && entry.Name.Length > 0)
                            .Select(entry => (entry.Name, Of(entry[Part.Value].Exists ? entry[Part.Value] : entry, levels - 1))),
                    ],
                    isOpen: node.Children.Any(entry => entry.Kind is CodeKind.Spread)
                );
            case CodeKind.Array:
                return InfraValue.ListAt(node.At, [.. node.Children.Select(item => Of(item, levels - 1))]);
            case CodeKind.New or CodeKind.Call when node.Callee.Name is "PolicyStatement" or "PolicyDocument":
                return node.ArgumentAt(0) is { Exists: true } options ? Of(options, levels - 1) : Named(node);
            case CodeKind.Template:
                return InfraValue.JoinedAt(node.At, node.Children.Select(part => Of(part, levels - 1)));
            case CodeKind.Name when code.Definition(node)[Part.Value] is { Kind: CodeKind.Object or CodeKind.Array } value && value != node:
                return Of(value, levels - 1);
            default:
                return Plain(node);
        }
    }

    InfraValue Plain(Code node) =>
        code.ValueOf(node) switch
        {
            Value.Text text => InfraValue.TextAt(node.At, text.Content),
            Value.Truth truth => InfraValue.TruthAt(node.At, truth.Holds),
            Value.Number number => InfraValue.TextAt(node.At, number.Amount.ToString(CultureInfo.InvariantCulture)),
            Value.Nothing => InfraValue.NullAt(node.At),
            Value.FromEnvironment { Default: Value.Text text } => InfraValue.TextAt(node.At, text.Content),
            Value.FromEnvironment environment => InfraValue.UnknownBecause(node.At, $"takes its value from {environment.Variable}"),
            _ when node.DottedName.LastIndexOf('.') is > 0 and var dot => InfraValue.ReferenceAt(
                node.At,
                node.DottedName[..dot],
                node.DottedName[(dot + 1)..]
            ),
            _ when node.Kind is CodeKind.Name => InfraValue.ReferenceAt(node.At, node.Name, ""),
            _ => InfraValue.UnknownBecause(node.At, "is made by code"),
        };
}
