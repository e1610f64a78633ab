using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Classes of settings that <c>app.config.from_object</c> takes. Where the code says which class it is, only what that class has or inherits counts; pydantic settings
/// are read by the code that uses them.
/// </summary>
static class FlaskObjects
{
    const int MostAncestors = 6;

    /// <summary>The fields that become the key of the app.</summary>
    public static IEnumerable<Code> Keys(CodeBase code)
    {
        var given = code.Calls("from_object")
            .Where(call => call.File.Language == Language.Python)
            .Select(call => call.ArgumentAt(0))
            .ToList();
        if (given.Count == 0)
            return [];
        var all = code.All(CodeKind.Class).Where(one => one.File.Language == Language.Python).ToList();
        var loaded = given.ConvertAll(argument => Loaded(code, argument, all));
        return loaded.TrueForAll(one => one.Exists)
            ? loaded
                .SelectMany(one => new[] { "SECRET_KEY", "JWT_SECRET_KEY" }.Select(name => Field(code, one, name, MostAncestors)))
                .Where(field => field.Exists)
                .Distinct()
            : all.Where(one => !IsPydantic(one)).SelectMany(one => one.Descendants(CodeKind.Property).Where(field => IsKey(field, one)));
    }

    /// <summary>The class that an argument names; no node when that is decided at run time.</summary>
    static Code Loaded(CodeBase code, Code argument, List<Code> all)
    {
        if (code.Definition(argument) is { Kind: CodeKind.Class } declared)
            return declared;
        if (code.ValueOf(argument).AsText is not { } path)
            return default;
        var found = all.Where(one => one.Name == path[(path.LastIndexOf('.') + 1)..]).Take(2).ToList();
        return found is [var only] ? only : default;
    }

    /// <summary>A field of a class, or of the nearest ancestor that has it.</summary>
    static Code Field(CodeBase code, Code declared, string name, int steps)
    {
        if (steps <= 0 || IsPydantic(declared))
            return default;
        foreach (var field in declared.Descendants(CodeKind.Property))
            if (field.Name == name && IsKey(field, declared))
                return field;
        foreach (var ancestor in declared.All(Part.Base))
            if (
                code.Definition(ancestor) is { Kind: CodeKind.Class } above
                && Field(code, above, name, steps - 1) is { Exists: true } inherited
            )
                return inherited;
        return default;
    }

    static bool IsKey(Code field, Code declared) => field.Name is "SECRET_KEY" or "JWT_SECRET_KEY" && field.Parent == declared;

    static bool IsPydantic(Code declared) =>
        declared.All(Part.Base).Any(ancestor => ancestor.DottedName.EndsWith("BaseSettings", StringComparison.Ordinal));
}
