namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>What a class of a view does besides the method that answers: its hooks, its serializer, and what classes of the framework do by themselves.</summary>
static class DjangoWork
{
    /// <summary>Methods that make a row for the caller: where nobody signed in, there is nobody to make it for, and Django refuses.</summary>
    static readonly ImmutableArray<string> NeedsCaller = ["perform_create", "form_valid", "get_object"];

    /// <summary>Methods that choose rows by the caller, of whom strangers have none.</summary>
    static readonly ImmutableArray<string> KeepsToCaller = ["get_queryset", "get_object"];

    /// <summary>The steps for it.</summary>
    public static IEnumerable<Step> Of(
        CodeBase code,
        PythonClass view,
        DjangoCall call,
        Code at,
        Code own,
        ViewKind kind,
        ImmutableArray<string> hooks
    )
    {
        // What the app writes itself calls what the framework does, or replaces it.
        var isFramework =
            (!own.Exists || own.Text.Contains("super()", StringComparison.Ordinal))
            && !(call.Method is "POST" ? NeedsCaller : KeepsToCaller).Any(hook =>
                view.Method(code, hook) is { Exists: true } method && method.Text.Contains("request.user", StringComparison.Ordinal)
            );
        foreach (var hook in hooks)
            if (Belongs(hook, call) && view.Method(code, hook) is { Exists: true } method)
                yield return new(method) { IsWork = isFramework && hook is not ("dispatch" or "initial" or "setup") };
        var generic = kind.TouchesData || (call.Action.Length > 0 && DjangoViewKinds.Actions.Any(one => one.Action == call.Action));
        if (generic && !(kind.ShowsForm && call.IsSafe))
            yield return new(at)
            {
                IsWork = isFramework,
                Known = new(ActKind.Does, at, "Django") { Effect = call.IsSafe ? EffectKind.ReadsData : EffectKind.WritesData },
            };
        if (call.Method is not ("POST" or "PUT" or "PATCH"))
            yield break;
        if (PythonClass.Of(code, view.Attribute(code, "serializer_class")) is not { Declared.Exists: true } serializer)
            yield break;
        var saves = isFramework || (own.Exists && own.Text.Contains(".save(", StringComparison.Ordinal));
        foreach (var name in new[] { "validate", "create", "update", "save" })
            if (name is not ("create" or "update") || name == (call.Method is "POST" ? "create" : "update"))
                if (serializer.Method(code, name) is { Exists: true } method)
                    yield return new(method) { IsWork = saves };
    }

    /// <summary>Whether a generic view makes accounts for strangers, which is how people sign up there.</summary>
    public static bool MakesAccounts(CodeBase code, PythonClass view, DjangoCall call, Code own, ImmutableArray<Step> guards) =>
        call is { Method: "POST", Action: "" or "create" }
        && !own.Exists
        && !guards.Any(one => one.Known is null or { Kind: ActKind.ProvesUser or ActKind.NotFollowed or ActKind.AsksWho })
        && ModelsOfViews.IsAccounts(code, ModelsOfViews.Of(code, view));

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
