namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Which model a view of Django is about, and whether it is the one of the people who sign in.</summary>
static class ModelsOfViews
{
    const int Deepest = 12;

    /// <summary>What names the model of a view, by its <c>model</c>, its <c>queryset</c> or its serializer; no node where none does.</summary>
    public static Code Of(CodeBase code, PythonClass view)
    {
        if (view.Attribute(code, "model") is { Exists: true } model)
            return model;
        var from = view.Attribute(code, "queryset");
        for (var steps = Deepest; steps > 0 && from.Exists; steps--)
            if (from is { Kind: CodeKind.Member, Name: "objects" or "_default_manager" })
                return from.Receiver;
            else
                from = from.Kind is CodeKind.Call ? from.Callee : from.Receiver;
        return
            PythonClass.Of(code, view.Attribute(code, "serializer_class")) is { Declared.Exists: true } serializer
            && DjangoSerializers.Meta(code, serializer) is { Exists: true } meta
            ? meta.Property("model")[Part.Value]
            : default;
    }

    /// <summary>Whether an expression names the model of the people who sign in.</summary>
    public static bool IsAccounts(CodeBase code, Code expression) =>
        expression.Exists
        && (
            expression.String is { } text
                ? text is "auth.User" || code.All(CodeKind.Class).Any(one => one.Name == LastOf(text) && IsAccounts(one))
                : expression.Name is "AUTH_USER_MODEL"
                    || code.OriginOf(expression) is { Package: "django", Exists: true } && expression.Name is "User"
                    || code.Definition(expression) is var found
                        && (
                            found.Kind is CodeKind.Class && IsAccounts(found)
                            || found.Kind is CodeKind.Variable
                                && found[Part.Value] is { Kind: CodeKind.Call, Callee.Name: "get_user_model" }
                        )
        );

    /// <summary>Whether a class is a model of the people who sign in.</summary>
    public static bool IsAccounts(Code declared) => declared.All(Part.Base).Any(one => one.Name is "AbstractUser" or "AbstractBaseUser");

    static string LastOf(string text) => text[(text.LastIndexOf('.') + 1)..];
}
