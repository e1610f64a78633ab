namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>
/// Objects that libraries make of the environment after checking it: <c>z.object({ PORT: z.string().default("3000") }).parse(process.env)</c> and its like
/// in zod, valibot, yup and joi; <c>createEnv</c> of t3-env; <c>cleanEnv</c> of envalid; <c>env.get("PORT").default("3000")</c> of env-var.
/// </summary>
static class EnvironmentSchemas
{
    const int LongestChain = 16;

    /// <summary>The object that such a call gives; null for every other call.</summary>
    public static Value? Of(Code call, CodeBase code, Func<Code, Value> valueOf)
    {
        var origin = code.OriginOf(call.Callee);
        switch (call.Callee.Name)
        {
            case "createEnv" when origin.Package.StartsWith("@t3-oss/", StringComparison.Ordinal):
                return Merged(
                    ((string[])["server", "client", "shared"]).Select(part =>
                        Fields(call.ArgumentAt(0).Property(part)[Part.Value], valueOf)
                    )
                );
            case "cleanEnv" when origin.Package == "envalid" && valueOf(call.ArgumentAt(0)) is Value.Environment:
                return Fields(call.ArgumentAt(1), valueOf);
            case "get" when origin.Package == "env-var" && valueOf(call.ArgumentAt(0)) is Value.Text name:
                return new Value.FromEnvironment(name.Content);
            case "default" when origin.Package == "env-var" && valueOf(call.Receiver) is Value.FromEnvironment { Default: null } read:
                return read with { Default = valueOf(call.ArgumentAt(0)) };
            case "get" or "default" or "createEnv" or "cleanEnv":
                return null;
            default:
                return Parsed(call, code, valueOf);
        }
    }

    static Value? Parsed(Code call, CodeBase code, Func<Code, Value> valueOf)
    {
        var schema = call.ArgumentAt(1) is { Exists: true } ? call.ArgumentAt(0) : call.Receiver;
        var input = call.ArgumentAt(1) is { Exists: true } second ? second : call.ArgumentAt(0);
        if (!input.Exists || valueOf(input) is not { } given || given is not (Value.Environment or Value.ObjectOf))
            return null;
        if (FieldsOf(schema, code) is not { Exists: true } fields)
            return null;
        var parsed = Fields(fields, valueOf);
        var result = given is Value.ObjectOf picked ? Picked(picked, parsed) : parsed;
        // What safeParse gives holds the object as its data, and its success.
        return call.Callee.Name is "safeParse" or "validate"
            ? new Value.ObjectOf(ImmutableDictionary<string, Value>.Empty.Add("data", result).Add("value", result)) { Open = true }
            : result;
    }

    /// <summary>The object literal that describes the fields of a schema, through variables and calls that refine it.</summary>
    static Code FieldsOf(Code schema, CodeBase code)
    {
        for (var hops = 0; hops < LongestChain && schema.Exists; hops++)
        {
            switch (schema.Kind)
            {
                case CodeKind.Call
                    when schema.ArgumentAt(0).Kind == CodeKind.Object
                        && schema.Callee.Name is "object" or "strictObject" or "looseObject" or "extend":
                    return schema.ArgumentAt(0);
                case CodeKind.Call:
                    schema = schema.Receiver;
                    break;
                case CodeKind.Variable:
                    schema = schema[Part.Value];
                    break;
                default:
                    var declared = code.Definition(schema);
                    schema = declared == schema ? default : declared;
                    break;
            }
        }
        return default;
    }

    static Value.ObjectOf Fields(Code literal, Func<Code, Value> valueOf)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var field in literal.Children)
            if (field.Kind == CodeKind.Property && field.Name.Length > 0)
                entries[field.Name] = new Value.FromEnvironment(field.Name, DefaultOf(field[Part.Value], valueOf)) { Origin = field };
        return new(entries.ToImmutable());
    }

    /// <summary>The default in a chain such as <c>z.string().default("x").optional()</c> or <c>port({ default: 3000 })</c>.</summary>
    static Value? DefaultOf(Code field, Func<Code, Value> valueOf)
    {
        for (var hops = 0; hops < LongestChain && field.Kind == CodeKind.Call; hops++, field = field.Receiver)
        {
            if (field.Callee.Name is "default" or "catch" or "prefault" && field.ArgumentAt(0) is { Exists: true } given)
                return valueOf(given) is Value.FunctionOf lazy && lazy.Function.Body.Kind != CodeKind.Block
                    ? valueOf(lazy.Function.Body)
                    : valueOf(given);
            if (field.ArgumentAt(0).Property("default") is { Exists: true } named)
                return valueOf(named[Part.Value]);
            if (field.Callee.Name == "optional" && field.ArgumentAt(1) is { Exists: true } second)
                return valueOf(second);
        }
        return null;
    }

    /// <summary>What was picked out of the environment by hand keeps its variable, and takes the schema's default.</summary>
    static Value.ObjectOf Picked(Value.ObjectOf picked, Value.ObjectOf parsed) =>
        new(
            parsed.Entries.ToImmutableDictionary(
                entry => entry.Key,
                entry =>
                    picked[entry.Key] is Value.FromEnvironment { Default: null } read
                        ? read with
                        {
                            Default = ((Value.FromEnvironment)entry.Value).Default,
                        }
                    : picked[entry.Key] is Value.FromEnvironment own ? own
                    : entry.Value,
                StringComparer.Ordinal
            )
        );

    static Value.ObjectOf Merged(IEnumerable<Value.ObjectOf> parts) =>
        new(
            parts
                .SelectMany(part => part.Entries)
                .GroupBy(entry => entry.Key, StringComparer.Ordinal)
                .ToImmutableDictionary(group => group.Key, group => group.First().Value, StringComparer.Ordinal)
        );
}
