using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>What people may set of their own account through a serializer of Django REST framework.</summary>
static class SerializerRights
{
    /// <summary>Whether what a view lets people set of an account was seen, and the column among it that says what they may do, with its list.</summary>
    public static (bool Seen, string? Right, Code At) Of(CodeBase code, PythonClass view, Code model)
    {
        var declared = model.Exists && GenericRows.IsAccountsClass(model);
        if (model.Exists && !declared && !Words.IsAccounts(AccessParts.Named(model.Name)))
            return (true, null, default);
        if (
            view.Method(code, "get_serializer_class").Exists
            || PythonClass.Of(code, view.Attribute(code, "serializer_class")) is not { Declared: { Exists: true } serializer } found
            || serializer.Descendants(CodeKind.Class).FirstOrDefault(one => one.Name is "Meta") is not { Exists: true } meta
        )
            return (false, null, default);
        var fields = meta.Property("fields")[Part.Value];
        if (fields.Kind is not CodeKind.Array)
            return (false, null, default);
        var locked = Texts(meta.Property("read_only_fields")[Part.Value]);
        var right = Texts(fields)
            .Where(name => Words.IsRole(name) && !locked.Contains(name))
            .FirstOrDefault(name => !(serializer.Property(name)[Part.Value].ArgumentNamed("read_only") is { Operator: "true" }));
        // What a method of the serializer leaves out again is not looked for.
        var filters = new[] { "update", "validate", "validate_" + right }.Any(name => found.Method(code, name).Exists);
        return right is null ? (fields.Children.All(one => one.String is not null), null, default)
            : filters ? (false, null, default)
            : (true, right, fields);
    }

    static HashSet<string> Texts(Code list) =>
        list.Descendants(CodeKind.Literal).Select(one => one.String).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
