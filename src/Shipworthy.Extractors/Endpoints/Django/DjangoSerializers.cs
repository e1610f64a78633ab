namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Serializers of Django REST framework: which of them a view takes for a call, and which columns they hold.</summary>
static class DjangoSerializers
{
    /// <summary>The serializers that a view may take for a call; null where that could not be told.</summary>
    public static ImmutableArray<PythonClass>? Of(CodeBase code, PythonClass view, DjangoCall call)
    {
        var own = PythonClass.Of(code, view.Attribute(code, "serializer_class"));
        var method = view.Method(code, "get_serializer_class");
        if (!method.Exists)
            return own is { Declared.Exists: true } one ? [one] : null;
        // Who is calling decides there, and that differs from caller to caller.
        if (method.Text.Contains(".user", StringComparison.Ordinal))
            return null;
        var returns = new List<Code>();
        new AnonymousCaller(code).Ways(method.Body, call, returns);
        var found = new List<PythonClass>();
        foreach (var value in returns.Where(one => one.Exists))
        {
            var taken =
                value is { Kind: CodeKind.Member, Name: "serializer_class" } && value.Receiver.Name is "self" ? own
                : value is { Kind: CodeKind.Call, Callee.Name: "get_serializer_class" } ? own
                : value.Kind is CodeKind.Name or CodeKind.Member ? PythonClass.Of(code, value)
                : null;
            if (taken is not { Declared.Exists: true } known)
                return null;
            found.Add(known);
        }
        return found.Count > 0 ? [.. found.Distinct()] : null;
    }

    /// <summary>The class <c>Meta</c> of a serializer, its own or that of the nearest it is made from; no node when there is none.</summary>
    public static Code Meta(CodeBase code, PythonClass serializer) =>
        serializer
            .Lineage(code)
            .Where(one => one.Declared.Exists)
            .Select(one => one.Declared.Descendants(CodeKind.Class).FirstOrDefault(inner => inner.Name is "Meta"))
            .FirstOrDefault(one => one.Exists);

    /// <summary>The columns that a serializer holds; null where that could not be told.</summary>
    public static ImmutableArray<string>? Columns(CodeBase code, PythonClass serializer)
    {
        var meta = Meta(code, serializer);
        if (!meta.Exists)
            return null;
        var fields = meta.Property("fields")[Part.Value];
        var left = DjangoFiles.Items(code, meta.Property("exclude")[Part.Value]).Select(one => one.String).ToList();
        if (left.Contains(null))
            return null;
        if (fields.String is "__all__" || (!fields.Exists && left.Count > 0))
            return PythonClass.Of(code, meta.Property("model")[Part.Value]) is { Declared.Exists: true } model
                ? [.. ColumnsOf(code, model).Where(one => !left.Contains(one))]
                : null;
        var listed = DjangoFiles.Items(code, fields).Select(one => one.String).ToList();
        return listed.Count > 0 && !listed.Contains(null) ? [.. listed.OfType<string>()] : null;
    }

    /// <summary>What a serializer hands out and takes nothing for, or takes and hands out nothing of: names of columns that it marks so.</summary>
    /// <param name="code">The app.</param>
    /// <param name="serializer">The serializer.</param>
    /// <param name="mark"><c>read_only</c> or <c>write_only</c>.</param>
    public static IEnumerable<string> Marked(CodeBase code, PythonClass serializer, string mark)
    {
        var meta = Meta(code, serializer);
        foreach (var one in DjangoFiles.Items(code, meta.Property($"{mark}_fields")[Part.Value]))
            if (one.String is { } name)
                yield return name;
        foreach (var one in meta.Property("extra_kwargs")[Part.Value].Children)
            if (
                one.Kind is CodeKind.Property
                && one[Part.Value].Children.Any(inner => inner.Name == mark && inner[Part.Value] is { Operator: "true" })
            )
                yield return one.Name;
        foreach (var field in serializer.Lineage(code).Where(one => one.Declared.Exists).SelectMany(one => one.Declared.All(Part.Element)))
            if (
                field.Kind is CodeKind.Property
                && field[Part.Value] is { Kind: CodeKind.Call } made
                && (
                    made.ArgumentNamed(mark) is { Operator: "true" } || (mark is "read_only" && made.Callee.Name is "SerializerMethodField")
                )
            )
                yield return field.Name;
    }

    /// <summary>The columns of a model, with those that Django's own classes of accounts add.</summary>
    static IEnumerable<string> ColumnsOf(CodeBase code, PythonClass model)
    {
        foreach (var one in model.Lineage(code))
            if (one.Declared.Exists)
            {
                foreach (var field in one.Declared.All(Part.Element))
                    if (field is { Kind: CodeKind.Property } && field[Part.Value].Kind is CodeKind.Call)
                        yield return field.Name;
            }
            else
                foreach (var name in ColumnsOf(one.Name))
                    yield return name;
    }

    static ImmutableArray<string> ColumnsOf(string ancestor) =>
        ancestor switch
        {
            "AbstractUser" =>
            [
                "username",
                "first_name",
                "last_name",
                "email",
                "password",
                "is_staff",
                "is_superuser",
                "is_active",
                "groups",
            ],
            "AbstractBaseUser" => ["password"],
            "PermissionsMixin" => ["is_superuser", "groups"],
            _ => [],
        };
}
