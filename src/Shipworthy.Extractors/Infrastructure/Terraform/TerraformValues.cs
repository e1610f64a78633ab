using System.Globalization;

namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>Works out expressions of Terraform inside of one use of a module. What only exists after it was made stays a reference.</summary>
sealed class TerraformValues(Reading.SourceTree tree)
{
    const int MostSteps = 200_000;
    const int MostItems = 500;

    readonly TerraformFunctions functions = new(tree);
    int steps;

    /// <summary>The value of an expression.</summary>
    public InfraValue Of(Code node, TerraformModule module, TerraformScope scope)
    {
        if (!node.Exists)
            return InfraValue.Absent;
        if (++steps > MostSteps)
            return Unknown(node, "takes too many steps to work out");
        switch (node.Kind)
        {
            case CodeKind.Literal:
                return node.Operator is "null" ? InfraValue.NullAt(node.At)
                    : node.Operator is "true" or "false" ? InfraValue.TextAt(node.At, node.Operator)
                    : InfraValue.TextAt(node.At, node.String ?? "");
            case CodeKind.Template:
                return InfraValue.JoinedAt(node.At, node.Children.Select(part => Of(part, module, scope)));
            case CodeKind.Array:
                return InfraValue.ListAt(node.At, [.. node.Children.SelectMany(item => Item(item, module, scope))]);
            case CodeKind.Object:
                return InfraValue.MapAt(
                    node.At,
                    [
                        .. node
                            .Children.Where(entry => entry.Kind is CodeKind.Property)
                            .Select(entry => (KeyOf(entry, module, scope), Of(entry[Part.Value], module, scope))),
                    ]
                );
            case CodeKind.Conditional:
                return Of(node[Part.Condition], module, scope).Truth switch
                {
                    true => Of(node[Part.Then], module, scope),
                    false => Of(node[Part.Else], module, scope),
                    null => InfraValue.Either(node.At, [Of(node[Part.Then], module, scope), Of(node[Part.Else], module, scope)]),
                };
            case CodeKind.Unary:
                return Unary(node, Of(node[Part.Value], module, scope));
            case CodeKind.Binary:
                return Binary(node, module, scope);
            case CodeKind.Call:
                return functions.Of(node, module, [.. node.Arguments.SelectMany(argument => Item(argument, module, scope))]);
            case CodeKind.Loop:
                return Loop(node, module, scope);
            case CodeKind.Name or CodeKind.Member or CodeKind.Index:
                return new TerraformNames(this, module, scope).Of(node);
            default:
                return Unknown(node, "is written in a way that is not understood");
        }
    }

    IEnumerable<InfraValue> Item(Code item, TerraformModule module, TerraformScope scope) =>
        item.Kind is CodeKind.Spread ? Of(item[Part.Value], module, scope).Each() : [Of(item, module, scope)];

    string KeyOf(Code entry, TerraformModule module, TerraformScope scope) =>
        entry.Name.Length > 0 ? entry.Name : Of(entry[Part.Key], module, scope).Shown;

    static InfraValue Unary(Code node, InfraValue value) =>
        node.Operator switch
        {
            "!" when value.Truth is { } truth => InfraValue.TruthAt(node.At, !truth),
            "-" when value.Number is { } number => Digits(node, -number),
            _ => Unknown(node, "is computed from a value that is not known"),
        };

    InfraValue Binary(Code node, TerraformModule module, TerraformScope scope)
    {
        var left = Of(node[Part.Left], module, scope);
        if (node.Operator is "&&" && left.Truth is false || node.Operator is "||" && left.Truth is true)
            return left;
        var right = Of(node[Part.Right], module, scope);
        return node.Operator switch
        {
            "&&" when right.Truth is false => right,
            "||" when right.Truth is true => right,
            "&&" when left.Truth is true => right,
            "||" when left.Truth is false => right,
            "==" when Equal(left, right) is { } equal => InfraValue.TruthAt(node.At, equal),
            "!=" when Equal(left, right) is { } equal => InfraValue.TruthAt(node.At, !equal),
            _ when left.Number is { } a && right.Number is { } b => Computed(node, a, b),
            _ => Unknown(node, "is computed from a value that is not known"),
        };
    }

    /// <summary>A reference is never null, and never equal to a text that is known.</summary>
    static bool? Equal(InfraValue left, InfraValue right) =>
        left.IsUnset || right.IsUnset
            ? left.Kind is InfraValueKind.Unknown or InfraValueKind.OneOf || right.Kind is InfraValueKind.Unknown or InfraValueKind.OneOf
                ? null
                : left.IsUnset && right.IsUnset
            : left.Literal is { } one && right.Literal is { } other
                ? one == other
                : left.Kind is InfraValueKind.List && right.Kind is InfraValueKind.List && (left.Items.IsEmpty || right.Items.IsEmpty)
                    ? left.Items.IsEmpty == right.Items.IsEmpty
                    : null;

    static InfraValue Computed(Code node, double a, double b) =>
        node.Operator switch
        {
            "+" => Digits(node, a + b),
            "-" => Digits(node, a - b),
            "*" => Digits(node, a * b),
            "/" when b != 0 => Digits(node, a / b),
            "%" when b != 0 => Digits(node, a % b),
            "<" => InfraValue.TruthAt(node.At, a < b),
            ">" => InfraValue.TruthAt(node.At, a > b),
            "<=" => InfraValue.TruthAt(node.At, a <= b),
            ">=" => InfraValue.TruthAt(node.At, a >= b),
            _ => Unknown(node, "is computed from a value that is not known"),
        };

    InfraValue Loop(Code node, TerraformModule module, TerraformScope scope)
    {
        var source = Of(node[Part.Source], module, scope);
        var names = node.All(Part.Target).Select(target => target.Name).ToList();
        if (Pairs(source) is not { } pairs || pairs.Count > MostItems || names.Count == 0)
            return Unknown(node, "is made from a list that is not known");
        var items = ImmutableArray.CreateBuilder<InfraValue>();
        var entries = ImmutableArray.CreateBuilder<(string, InfraValue)>();
        foreach (var (key, value) in pairs)
        {
            var inner = names is [var only] ? scope.With(only, value) : scope.With(names[0], key).With(names[1], value);
            if (node[Part.Condition] is { Exists: true } condition && Of(condition, module, inner).Truth is false)
                continue;
            var made = node[Part.Body] is { Kind: CodeKind.Spread } spread
                ? Of(spread[Part.Value], module, inner)
                : Of(node[Part.Body], module, inner);
            if (node[Part.Key] is { Exists: true } named)
                entries.Add((Of(named, module, inner).Shown, made));
            else
                items.Add(made);
        }
        return node[Part.Key].Exists ? InfraValue.MapAt(node.At, entries.ToImmutable()) : InfraValue.ListAt(node.At, items.ToImmutable());
    }

    /// <summary>Keys and values of a collection; null when it is not known.</summary>
    public static List<(InfraValue Key, InfraValue Value)>? Pairs(InfraValue source) =>
        source.Kind switch
        {
            InfraValueKind.Map when !source.IsOpen =>
            [
                .. source.Entries.Select(entry => (InfraValue.TextAt(entry.Value.At, entry.Key), entry.Value)),
            ],
            InfraValueKind.List =>
            [
                .. source.Items.Select((item, index) => (InfraValue.TextAt(item.At, index.ToString(CultureInfo.InvariantCulture)), item)),
            ],
            _ => null,
        };

    static InfraValue Digits(Code node, double number) => InfraValue.TextAt(node.At, number.ToString(CultureInfo.InvariantCulture));

    static InfraValue Unknown(Code node, string because) => InfraValue.UnknownBecause(node.At, because);
}
