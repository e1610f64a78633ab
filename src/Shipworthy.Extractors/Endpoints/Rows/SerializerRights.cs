using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>What people may set of their own account through a serializer of Django REST framework.</summary>
static class SerializerRights
{
    /// <summary>Whether what a view lets people set of an account was seen, and the column among it that says what they may do, with its list.</summary>
    public static (bool Seen, string? Right, Code At) Of(CodeBase code, DjangoAnswer answer, Code model)
    {
        var declared = model.Exists && GenericRows.IsAccountsClass(model);
        if (model.Exists && !declared && !Words.IsAccounts(AccessParts.Named(model.Name)))
            return (true, null, default);
        if (DjangoSerializers.Of(code, answer.View, answer.Call) is not { } serializers)
            return (false, null, default);
        var all = serializers.Select(one => Of(code, one)).ToList();
        // Where it is open which of several is taken, a right in all of them is one.
        return all.TrueForAll(one => one.Right is not null) ? all[0]
            : all.Exists(one => !one.Seen || one.Right is not null) ? (false, null, default)
            : (true, null, default);
    }

    static (bool Seen, string? Right, Code At) Of(CodeBase code, PythonClass serializer)
    {
        if (DjangoSerializers.Columns(code, serializer) is not { } columns)
            return (false, null, default);
        var locked = DjangoSerializers.Marked(code, serializer, "read_only").ToHashSet(StringComparer.Ordinal);
        var right = columns.FirstOrDefault(name => Words.IsRole(name) && !locked.Contains(name));
        // What a method of the serializer leaves out again is not looked for.
        var filters = new[] { "update", "validate", "validate_" + right, "get_fields", "get_extra_kwargs", "__init__" }.Any(name =>
            serializer.Method(code, name).Exists
        );
        return right is null ? (true, null, default)
            : filters ? (false, null, default)
            : (true, right, Listed(code, serializer));
    }

    static Code Listed(CodeBase code, PythonClass serializer) =>
        DjangoSerializers.Meta(code, serializer) is var meta && meta.Property("fields")[Part.Value] is { Exists: true } fields
            ? fields
            : meta.Property("exclude")[Part.Value];
}
