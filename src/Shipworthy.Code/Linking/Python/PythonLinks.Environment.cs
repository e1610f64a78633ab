namespace Shipworthy.Syntax.Linking.Python;

sealed partial class PythonLinks
{
    /// <summary>
    /// Reads of the environment: the standard library, python-decouple, environs and django-environ, and the fields of pydantic settings, each of which is read
    /// from the variable of its name.
    /// </summary>
    public override Value? Special(Code expression, Func<Code, Value> valueOf) =>
        expression.Kind switch
        {
            CodeKind.Member or CodeKind.Name when IsEnvironment(expression) => new Value.Environment { Origin = expression },
            CodeKind.Index when IsEnvironment(expression[Part.Receiver]) && valueOf(expression[Part.Key]) is Value.Text name =>
                new Value.FromEnvironment(name.Content) { Origin = expression },
            CodeKind.Call when ReadsVariable(expression) && valueOf(expression.ArgumentAt(0)) is Value.Text name =>
                new Value.FromEnvironment(name.Content, DefaultOf(expression, valueOf)) { Origin = expression },
            CodeKind.Property when IsSettingsField(expression) => Field(expression, valueOf),
            _ => null,
        };

    static bool IsEnvironment(Code expression) => expression.DottedName is "os.environ" or "environ";

    bool ReadsVariable(Code call)
    {
        var name = call.Callee.DottedName;
        if (name is "os.getenv" or "getenv" or "os.environ.get" or "environ.get" or "os.environ.setdefault")
            return true;
        // config("X") and env.str("X") are read so only when the name comes from a library that does this.
        var root = name.Split('.')[0];
        return root is "config" or "env" or "decouple" or "environ" && IsReader(call.Callee);
    }

    bool IsReader(Code callee)
    {
        var reader = callee;
        while (reader.Kind == CodeKind.Member)
            reader = reader[Part.Receiver];
        var package = Code.OriginOf(reader).Package;
        return package is "decouple" or "environs" or "environ" or "starlette";
    }

    static Value? DefaultOf(Code call, Func<Code, Value> valueOf)
    {
        var given = call.ArgumentNamed("default") is { Exists: true } named ? named : call.ArgumentAt(1);
        return given.Exists && given.Kind != CodeKind.Argument ? valueOf(given) : null;
    }

    /// <summary>Whether a field belongs to a class of pydantic settings, directly or through classes of the app.</summary>
    bool IsSettingsField(Code field) => field.Parent.Kind == CodeKind.Class && IsSettings(field.Parent, 4);

    bool IsSettings(Code declared, int steps) =>
        declared.Kind == CodeKind.Class
        && steps > 0
        && declared
            .All(Part.Base)
            .Any(ancestor =>
                ancestor.DottedName.EndsWith("BaseSettings", StringComparison.Ordinal) || IsSettings(Code.Definition(ancestor), steps - 1)
            );

    Value? Field(Code field, Func<Code, Value> valueOf)
    {
        if (field.Name is "model_config" || field.Name.Length == 0)
            return null;
        var value = field[Part.Value];
        if (value is { Kind: CodeKind.Call, Callee.Name: "Field" })
        {
            var variable =
                value.ArgumentNamed("env") is { Exists: true } env ? valueOf(env).AsText
                : value.ArgumentNamed("validation_alias") is { Exists: true } alias ? valueOf(alias).AsText
                : null;
            var first = value.ArgumentNamed("default") is { Exists: true } named ? named : value.ArgumentAt(0);
            var fallback =
                first.Exists && first.Kind is not (CodeKind.Argument or CodeKind.Name) && first.Text != "..." ? valueOf(first) : null;
            return new Value.FromEnvironment(variable ?? field.Name, fallback) { Origin = field };
        }
        return new Value.FromEnvironment(field.Name, value.Exists ? valueOf(value) : null) { Origin = field };
    }
}
