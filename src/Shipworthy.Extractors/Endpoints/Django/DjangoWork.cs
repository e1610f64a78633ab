namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>What a class of a view does besides the method that answers: its hooks, its serializer, and what classes of the framework do by themselves.</summary>
static class DjangoWork
{
    /// <summary>The steps for it.</summary>
    public static IEnumerable<Step> Of(
        CodeBase code,
        PythonClass view,
        DjangoCall call,
        Code at,
        ViewKind kind,
        ImmutableArray<string> hooks
    )
    {
        foreach (var hook in hooks)
            if (Belongs(hook, call) && view.Method(code, hook) is { Exists: true } method)
                yield return new(method);
        var generic = kind.TouchesData || (call.Action.Length > 0 && DjangoViewKinds.Actions.Any(one => one.Action == call.Action));
        if (generic)
            yield return new(at)
            {
                Known = new(ActKind.Does, at, "Django") { Effect = call.IsSafe ? EffectKind.ReadsData : EffectKind.WritesData },
            };
        if (call.Method is not ("POST" or "PUT" or "PATCH"))
            yield break;
        if (PythonClass.Of(code, view.Attribute(code, "serializer_class")) is not { Declared.Exists: true } serializer)
            yield break;
        foreach (var name in new[] { "validate", "create", "update", "save" })
            if (name is not ("create" or "update") || name == (call.Method is "POST" ? "create" : "update"))
                if (serializer.Method(code, name) is { Exists: true } method)
                    yield return new(method);
    }

    static bool Belongs(string hook, DjangoCall call) =>
        hook switch
        {
            "perform_create" => call.Method is "POST",
            "perform_update" => call.Method is "PUT" or "PATCH",
            "perform_destroy" => call.Method is "DELETE",
            "form_valid" => call.Method is "POST",
            _ => true,
        };
}
