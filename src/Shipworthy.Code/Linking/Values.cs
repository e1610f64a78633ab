using System.Collections.Concurrent;

namespace Shipworthy.Syntax.Linking;

/// <summary>Works out what expressions give at run time, as far as the code alone tells.</summary>
sealed partial class Values(CodeBase code)
{
    const int MostSteps = 40;
    const int MostItems = 20_000;

    /// <summary>How many functions of the app are looked into, one inside the other.</summary>
    const int MostCalls = 3;

    readonly ConcurrentDictionary<Code, Value> known = [];

    /// <summary>The value of an expression.</summary>
    public Value Of(Code expression) => known.GetOrAdd(expression, one => Of(one, new Frame(0, new Query()), MostSteps));

    Value Of(Code expression, Frame frame, int steps)
    {
        if (!expression.Exists)
            return new Value.Unknown("there is no value");
        if (steps <= 0)
            return Unknown(expression, "it takes too many steps to work out");
        if (frame.Known(expression) is { } before)
            return before;
        if (!frame.Query.Spend())
            return Unknown(expression, "it takes too many steps to work out");
        var value =
            code.LinksOf(expression.File).Special(expression, one => Of(one, frame, steps - 1)) ?? Find(expression, frame, steps - 1);
        return frame.Remember(expression, value.Origin.Exists ? value : value with { Origin = expression });
    }

    Value Find(Code node, Frame frame, int steps)
    {
        switch (node.Kind)
        {
            case CodeKind.Literal:
                return Literals.ValueOf(node);
            case CodeKind.Template:
                return Join(node.Children.Select(piece => Of(piece, frame, steps)));
            case CodeKind.Array:
                return ListOf(node, frame, steps);
            case CodeKind.Object:
                return ObjectOf(node, frame, steps);
            case CodeKind.Function:
                return new Value.FunctionOf(node);
            case CodeKind.Await or CodeKind.Argument or CodeKind.Assignment or CodeKind.Spread:
                return Of(node[Part.Value], frame, steps);
            case CodeKind.Block when node.Operator == ",":
                return Of(node.Children.Last(), frame, steps);
            case CodeKind.Binary:
                return Binary(node, frame, steps);
            case CodeKind.Unary:
                return Literals.Unary(node.Operator, Of(node[Part.Value], frame, steps));
            case CodeKind.Conditional:
                return Conditional(node, frame, steps);
            case CodeKind.Name:
                return Named(node, frame, steps);
            case CodeKind.Member or CodeKind.Index:
                return Member(node, frame, steps);
            case CodeKind.Variable or CodeKind.Property or CodeKind.Parameter:
                return Bound(node, frame, steps);
            case CodeKind.Call:
                return Call(node, frame, steps);
            default:
                return Unknown(node, "it is made at run time");
        }
    }

    Value ListOf(Code node, Frame frame, int steps)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var element in node.Children)
            if (element.Kind == CodeKind.Spread && Of(element, frame, steps) is Value.ListOf spread)
                items.AddRange(spread.Items);
            else
                items.Add(Of(element, frame, steps));
        return items.Count > MostItems ? Unknown(node, "it is too long to work out") : new Value.ListOf(items.ToImmutable());
    }

    Value ObjectOf(Code node, Frame frame, int steps)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        var open = false;
        foreach (var entry in node.Children)
        {
            if (entry.Kind == CodeKind.Spread && Of(entry, frame, steps) is Value.ObjectOf spread)
            {
                foreach (var (name, value) in spread.Entries)
                    entries[name] = value;
                open |= spread.Open;
            }
            else if (entry.Kind == CodeKind.Function && entry.Name.Length > 0)
                entries[entry.Name] = new Value.FunctionOf(entry) { Origin = entry };
            else if (KeyOf(entry, frame, steps) is { } key)
                entries[key] = Of(entry[Part.Value], frame, steps);
            else
                open = true;
        }
        return new Value.ObjectOf(entries.ToImmutable()) { Open = open };
    }

    string? KeyOf(Code entry, Frame frame, int steps) =>
        entry.Kind != CodeKind.Property ? null
        : entry.Name.Length > 0 ? entry.Name
        : Of(entry[Part.Key], frame, steps).AsText;

    Value Binary(Code node, Frame frame, int steps)
    {
        var left = Of(node[Part.Left], frame, steps);
        var right = Of(node[Part.Right], frame, steps);
        return node.Operator switch
        {
            "??" or "||" or "or" => OrElse(left, right, node.Operator == "??"),
            "&&" or "and" => left is Value.Truth { Holds: true } ? right
            : left is Value.Truth or Value.Nothing ? left
            : Either(left, right),
            "+" when left is Value.Text or Value.Joined or Value.FromEnvironment || right is Value.Text or Value.Joined => Join([
                left,
                right,
            ]),
            var op => Literals.Binary(op, left, right) ?? Unknown(node, "it is computed at run time"),
        };
    }

    /// <summary>The left value, or the right one in its place: a default.</summary>
    static Value OrElse(Value left, Value right, bool onlyWhenMissing) =>
        left switch
        {
            Value.FromEnvironment { Default: null } variable => variable with { Default = right },
            Value.FromEnvironment variable => variable with { Default = OrElse(variable.Default, right, onlyWhenMissing) },
            Value.Nothing => right,
            Value.Text { Content: "" } or Value.Truth { Holds: false } or Value.Number { Amount: 0 } when !onlyWhenMissing => right,
            Value.Unknown or Value.EitherOf => Either(left, right),
            _ => left,
        };

    Value Conditional(Code node, Frame frame, int steps)
    {
        var condition = Of(node[Part.Condition], frame, steps);
        if (condition is Value.Truth { Holds: var holds })
            return Of(node[holds ? Part.Then : Part.Else], frame, steps);
        return Either(Of(node[Part.Then], frame, steps), Of(node[Part.Else], frame, steps));
    }

    Value Named(Code node, Frame frame, int steps)
    {
        var declaration = code.Definition(node);
        if (!declaration.Exists)
            return Unknown(node, $"{node.Name} is not declared in the code");
        if (frame.Given(declaration) is { } given)
            return given;
        return declaration.Kind switch
        {
            CodeKind.Imported => Unknown(node, $"{node.Name} comes from outside the app"),
            CodeKind.Class => Unknown(node, $"{node.Name} is a class"),
            CodeKind.Module => Module(declaration, frame, steps),
            _ => declaration == node ? Unknown(node, "it refers to itself") : Of(declaration, frame, steps),
        };
    }

    Value Member(Code node, Frame frame, int steps)
    {
        var name =
            node.Name.Length > 0
                ? node.Name
                : Of(node[Part.Key], frame, steps) switch
                {
                    Value.Text text => text.Content,
                    Value.Number number => Literals.Digits(number.Amount),
                    _ => null,
                };
        if (name is null)
            return Unknown(node, "its key is known only at run time");
        if (
            code.Definition(node) is { Exists: true } declaration
            && declaration != node
            && declaration.Kind is not (CodeKind.Class or CodeKind.Imported)
        )
            return Of(declaration, frame, steps);
        return Pick(Of(node[Part.Receiver], frame, steps), name, node);
    }

    Value Bound(Code binding, Frame frame, int steps)
    {
        if (frame.Given(binding) is { } given)
            return given;
        var (source, path) = Binding.SourceOf(binding);
        var fallback = binding[Part.Default] is { Exists: true } node ? Of(node, frame, steps) : null;
        if (!source.Exists)
        {
            var open = Unknown(binding, binding.Kind == CodeKind.Parameter ? "callers give it" : "it has no value where it is declared");
            var all = Assigned(binding, frame, steps);
            return all.Count > 0 ? Either([.. all])
                : fallback is null ? open
                : Either(fallback, open);
        }
        var value = path.Aggregate(Of(source, frame, steps), (whole, name) => Pick(whole, name, binding));
        if (fallback is not null)
            value = OrElse(value, fallback, onlyWhenMissing: true);
        if (binding.Kind != CodeKind.Variable || binding.Operator == "const")
            return value;
        var later = Assigned(binding, frame, steps);
        return Changed(binding, later.Count == 0 ? value : Either([value, .. later]), frame, steps);
    }

    Value Call(Code node, Frame frame, int steps)
    {
        if (Conversions.Of(node, argument => Of(argument, frame, steps)) is { } converted)
            return converted;
        var target = code.Target(node);
        if (target.Kind != CodeKind.Function || frame.Depth >= MostCalls || target.Is(Modifiers.Generator))
            return Unknown(node, "it is the result of a call");
        var inner = frame.Enter();
        var position = 0;
        foreach (var parameter in target.All(Part.Parameter))
        {
            var argument = node.ArgumentNamed(parameter.Name) is { Exists: true } named ? named : node.ArgumentAt(position);
            position++;
            if (argument.Exists)
                inner.Give(parameter, Of(argument, frame, steps));
            else
                inner.Give(
                    parameter,
                    parameter[Part.Default] is { Exists: true } fallback ? Of(fallback, inner, steps) : new Value.Nothing()
                );
        }
        return Returned(target, inner, steps);
    }

    Value Returned(Code function, Frame frame, int steps)
    {
        if (function.Body.Kind != CodeKind.Block)
            return Of(function.Body, frame, steps);
        Value[] returned =
        [
            .. function
                .Body.Descendants(CodeKind.Return)
                .Where(one => one.Enclosing(CodeKind.Function) == function)
                .Take(8)
                .Select(one => Of(one[Part.Value], frame, steps)),
        ];
        return returned.Length == 0 ? new Value.Nothing() : WithoutSetTest(returned);
    }

    /// <summary>
    /// A helper that returns the variable when it is set and its default otherwise is a read with a default:
    /// <c>const v = process.env[name]; if (v) return v; return fallback</c>.
    /// </summary>
    static Value WithoutSetTest(Value[] returned) =>
        returned is [Value.FromEnvironment { Default: null } first, var second] && second is not Value.FromEnvironment
            ? first with
            {
                Default = second,
            }
        : returned is [var other, Value.FromEnvironment { Default: null } last] && other is not Value.FromEnvironment
            ? last with
            {
                Default = other,
            }
        : Either(returned);
}
