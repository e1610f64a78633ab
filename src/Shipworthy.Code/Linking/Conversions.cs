namespace Shipworthy.Syntax.Linking;

/// <summary>Calls of built-in functions that give their argument in another form, or nothing new. One table for all languages: the names do not clash.</summary>
static class Conversions
{
    /// <summary>The value of a call; null when it is no conversion that is known.</summary>
    /// <param name="call">A call.</param>
    /// <param name="valueOf">Gives the value of an argument or receiver.</param>
    public static Value? Of(Code call, Func<Code, Value> valueOf)
    {
        var callee = call.Callee;
        if (callee.Kind == CodeKind.Name || callee.DottedName is "Object.freeze" or "Number.parseInt" or "Number.parseFloat")
            return Function(callee.DottedName, call.ArgumentAt(0), valueOf);
        return callee.Kind == CodeKind.Member ? Method(callee, call, valueOf) : null;
    }

    static Value? Function(string name, Code argument, Func<Code, Value> valueOf) =>
        name switch
        {
            "String" or "str" or "Object.freeze" or "list" or "tuple" or "set" or "frozenset" when argument.Exists => valueOf(argument),
            "Number" or "parseInt" or "parseFloat" or "Number.parseInt" or "Number.parseFloat" or "int" or "float" when argument.Exists =>
                ToNumber(valueOf(argument)),
            _ => null,
        };

    static Value ToNumber(Value value) =>
        value switch
        {
            Value.Text text when Literals.Parse(text.Content) is { } number => new Value.Number(number),
            Value.FromEnvironment { Default: { } fallback } variable => variable with { Default = ToNumber(fallback) },
            _ => value,
        };

    static Value? Method(Code callee, Code call, Func<Code, Value> valueOf)
    {
        if (
            callee.Name
            is not (
                "trim"
                or "strip"
                or "toString"
                or "toLowerCase"
                or "lower"
                or "toUpperCase"
                or "upper"
                or "split"
                or "join"
                or "concat"
                or "map"
                or "filter"
            )
        )
            return null;
        var receiver = valueOf(callee[Part.Receiver]);
        return (callee.Name, receiver) switch
        {
            ("trim" or "strip", Value.Text text) => new Value.Text(text.Content.Trim()),
            ("toLowerCase" or "lower", Value.Text text) => new Value.Text(text.Content.ToLowerInvariant()),
            ("toUpperCase" or "upper", Value.Text text) => new Value.Text(text.Content.ToUpperInvariant()),
            ("split", _) => Split(receiver, valueOf(call.ArgumentAt(0)).AsText),
            (
                "trim"
                    or "strip"
                    or "toString"
                    or "toLowerCase"
                    or "lower"
                    or "toUpperCase"
                    or "upper",
                Value.FromEnvironment
                    or Value.Text
                    or Value.Number
            ) => receiver,
            // A list from a variable stays one however its items are trimmed and filtered.
            ("map" or "filter", Value.FromEnvironment) => receiver,
            ("map" or "filter", Value.ListOf) when IsCleaning(call.ArgumentAt(0)) => receiver,
            _ => null,
        };
    }

    static Value? Split(Value whole, string? by) =>
        whole switch
        {
            Value.Text text when by is { Length: > 0 } => new Value.ListOf([
                .. text.Content.Split(by).Select(piece => new Value.Text(piece)),
            ]),
            Value.FromEnvironment { Default: { } fallback } variable => variable with { Default = Split(fallback, by) ?? fallback },
            Value.FromEnvironment => whole,
            _ => null,
        };

    static bool IsCleaning(Code function) => function.Name is "Boolean" || function.Body.Callee.Name is "trim" or "Boolean";
}
