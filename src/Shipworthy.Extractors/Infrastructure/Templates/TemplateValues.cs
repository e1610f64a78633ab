using System.Globalization;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure.Templates;

/// <summary>
/// Works out the values of one CloudFormation template: parameters by their defaults, conditions, mappings, and the intrinsic functions of AWS's reference, in their long
/// form (<c>Fn::Sub</c>) and their short one (<c>!Sub</c>).
/// </summary>
sealed class TemplateValues(YamlNode root)
{
    const int DeepestConditions = 10;

    readonly YamlNode parameters = root["Parameters"];
    readonly YamlNode conditions = root["Conditions"];
    readonly YamlNode mappings = root["Mappings"];
    readonly YamlNode resources = root["Resources"];

    /// <summary>The value of a node.</summary>
    public InfraValue Of(YamlNode node)
    {
        if (node.Tag.Length > 0)
            return Function(node.Tag[1..] is "Ref" or "Condition" ? node.Tag[1..] : $"Fn::{node.Tag[1..]}", node, node);
        switch (node.Kind)
        {
            case YamlKind.Scalar:
                return YamlValues.Plain(node);
            case YamlKind.List:
                return InfraValue.ListAt(node.At, [.. node.Items.Select(Of).Where(item => item.Exists)]);
            case YamlKind.Map
                when node.Entries is [var only] && (only.Key is "Ref" || only.Key.StartsWith("Fn::", StringComparison.Ordinal)):
                return Function(only.Key, only.Value, node);
            case YamlKind.Map:
                return InfraValue.MapAt(
                    node.At,
                    [.. node.Entries.Select(entry => (entry.Key, Of(entry.Value))).Where(entry => entry.Item2.Exists)]
                );
            default:
                return InfraValue.Absent;
        }
    }

    /// <summary>Whether a condition of the template holds; null when a parameter without a default decides it.</summary>
    public bool? Holds(string condition, int depth = 0) =>
        depth < DeepestConditions && conditions[condition] is { Exists: true } node ? Holds(node, depth) : null;

    bool? Holds(YamlNode node, int depth)
    {
        var (name, argument) =
            node.Tag.Length > 0 ? (node.Tag[1..], node)
            : node.Entries is [var only] ? (only.Key.Replace("Fn::", "", StringComparison.Ordinal), only.Value)
            : ("", node);
        var given = argument.Items;
        switch (name)
        {
            case "Equals" when given.Length == 2:
                return (Of(given[0]).Literal, Of(given[1]).Literal) is ({ } left, { } right) ? left == right : null;
            case "Not" when given.Length == 1:
                return !Holds(given[0], depth + 1);
            case "And":
                var all = given.Select(one => Holds(one, depth + 1)).ToList();
                return all.Contains(false) ? false
                    : all.Contains(null) ? null
                    : true;
            case "Or":
                var any = given.Select(one => Holds(one, depth + 1)).ToList();
                return any.Contains(true) ? true
                    : any.Contains(null) ? null
                    : false;
            case "Condition":
                return Holds(argument.Text, depth + 1);
            default:
                return null;
        }
    }

    InfraValue Function(string name, YamlNode argument, YamlNode at)
    {
        switch (name)
        {
            case "Ref":
                return Ref(argument.Text, at.At);
            case "Fn::GetAtt":
                var path = argument.Kind is YamlKind.List ? argument.Texts : [.. argument.Text.Split('.', 2)];
                return InfraValue.ReferenceAt(
                    at.At,
                    path is [var address, ..] ? address : "",
                    path is [_, var attribute, ..] ? attribute : ""
                );
            case "Fn::Sub":
                return Substituted(argument, at.At);
            case "Fn::Join" when argument.Items is [var between, var list]:
                return Joined(between.Text, list, at.At);
            case "Fn::If" when argument.Items is [var condition, var then, var otherwise]:
                return Holds(condition.Text) switch
                {
                    true => Of(then),
                    false => Of(otherwise),
                    null => InfraValue.Either(at.At, [Of(then), Of(otherwise)]),
                };
            case "Fn::Select" when argument.Items is [var index, { Kind: YamlKind.List } from] && from.Tag.Length == 0:
                return
                    int.TryParse(index.Text, CultureInfo.InvariantCulture, out var position)
                    && position >= 0
                    && position < from.Items.Length
                    ? Of(from.Items[position])
                    : InfraValue.Absent;
            case "Fn::FindInMap" when argument.Items is [var map, var first, var second, ..]:
                return Of(first).Literal is { } key && Of(second).Literal is { } inner
                    ? Of(mappings[map.Text][key][inner])
                    : InfraValue.UnknownBecause(at.At, $"takes its value from the map {map.Text}");
            case "Fn::ImportValue":
                return InfraValue.UnknownBecause(at.At, "takes its value from another stack");
            default:
                return InfraValue.UnknownBecause(at.At, $"is worked out by {name}");
        }
    }

    InfraValue Ref(string name, Location at) =>
        name is "AWS::NoValue" ? InfraValue.Absent
        : resources.Has(name) ? InfraValue.ReferenceAt(at, name, "Ref")
        : parameters[name]["Default"] is { Exists: true } fallback ? InfraValue.TextAt(at, fallback.Text)
        : name.StartsWith("AWS::", StringComparison.Ordinal) ? InfraValue.ReferenceAt(at, name, "")
        : InfraValue.UnknownBecause(at, $"takes its value from the parameter {name}");

    InfraValue Joined(string between, YamlNode list, Location at)
    {
        var parts = new List<InfraValue>();
        foreach (var item in list.Items)
        {
            if (parts.Count > 0)
                parts.Add(InfraValue.TextAt(at, between));
            parts.Add(Of(item));
        }
        return list.Kind is YamlKind.List && list.Tag.Length == 0
            ? InfraValue.JoinedAt(at, parts)
            : InfraValue.UnknownBecause(at, "is joined from a list that is not known");
    }

    InfraValue Substituted(YamlNode argument, Location at)
    {
        var (text, own) = argument is { Kind: YamlKind.List, Items: [var pattern, var names] }
            ? (pattern.Text, names)
            : (argument.Text, argument);
        var parts = new List<InfraValue>();
        var from = 0;
        for (var open = text.IndexOf("${", StringComparison.Ordinal); open >= 0; open = text.IndexOf("${", from, StringComparison.Ordinal))
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
                break;
            var name = text[(open + 2)..close].Trim();
            parts.Add(InfraValue.TextAt(at, text[from..open]));
            parts.Add(
                name.StartsWith('!') ? InfraValue.TextAt(at, $"${{{name[1..]}}}")
                : own.Has(name) ? Of(own[name])
                : name.Split('.', 2) is [var address, var attribute] ? InfraValue.ReferenceAt(at, address, attribute)
                : Ref(name, at)
            );
            from = close + 1;
        }
        parts.Add(InfraValue.TextAt(at, text[from..]));
        return InfraValue.JoinedAt(at, parts);
    }
}
