using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>The rows that a generic view of Django REST framework answers from.</summary>
/// <param name="Tie">What ties them to the caller.</param>
/// <param name="Model">Their model; no node where it was not found.</param>
/// <param name="At">Where they are chosen.</param>
readonly record struct ViewRows(Tie Tie, Code Model, Code At)
{
    /// <summary>The model, comparable over spellings.</summary>
    public string Name => Model.Exists ? AccessParts.Named(Model.Name) : "";
}

/// <summary>
/// Reads whose rows the generic views of Django REST framework answer from: by <c>queryset</c> and <c>get_queryset</c>, for what the framework does by itself and for
/// what methods of the app take from it.
/// </summary>
sealed partial class GenericRows(Sources sources, PathReader reader)
{
    readonly CodeBase code = sources.Code;
    readonly Dictionary<Code, ViewRows> known = [];
    bool? chooseElsewhere;

    /// <summary>The rows of a view.</summary>
    public ViewRows Of(PythonClass view)
    {
        if (known.TryGetValue(view.Declared, out var before))
            return before;
        var ties = new QuerysetTies(code, reader, view);
        var method = view.Method(code, "get_queryset");
        var found = method.Exists ? ties.OfFunction(method, new Dictionary<Code, Bearing>()) : ties.OfAttribute();
        var tie = found.Tie ?? Tie.Caller;
        if (tie is Tie.None && (ChosenElsewhere || IsFilteredElsewhere(view) || (method.Exists && QuerysetTies.SpeaksOfCaller(method))))
            tie = Tie.Unclear;
        var at =
            method.Exists ? method
            : view.Attribute(code, "queryset") is { Exists: true } value ? value
            : view.Declared;
        return known[view.Declared] = new(tie, found.Model, at);
    }

    /// <summary>Whether a class is a view that answers from a query set of its own.</summary>
    public bool IsGeneric(PythonClass view) =>
        view.Declared.Exists
        && view.Lineage(code)
            .Any(one =>
                !one.Declared.Exists
                && (
                    one.Name is "GenericViewSet" or "GenericAPIView"
                    || !DjangoViewKinds.ActionsOf(one).IsEmpty
                    || (DjangoViewKinds.Of(one) is { TouchesData: true } && one.Name.EndsWith("APIView", StringComparison.Ordinal))
                )
            );

    /// <summary>
    /// The access that a word of a generic view is, in a method of the class: <c>self.get_object()</c>, <c>self.queryset</c>, <c>super().list(…)</c>; null of everything else.
    /// </summary>
    public RowUse? UseOf(Code node, Frame frame, Func<Code, bool> isAccess)
    {
        if (node.File.Language is not Language.Python || node.Kind is not (CodeKind.Call or CodeKind.Member))
            return null;
        var name = node.Kind is CodeKind.Call ? node.Callee.Name : node.Name;
        var isSuper = node.Kind is CodeKind.Call && node.Receiver is { Kind: CodeKind.Call, Callee.Name: "super" };
        var isSelf = node.Receiver is { Kind: CodeKind.Name, Name: "self" };
        if (
            !(isSelf && (node.Kind is CodeKind.Call ? name is "get_object" or "get_queryset" : name is "queryset"))
            && !(isSuper && Inherited().IsMatch(name))
        )
            return null;
        var around = node.Enclosing(CodeKind.Class);
        if (
            !around.Exists
            || (node.Part is Part.Target && node.Parent.Kind is CodeKind.Assignment)
            || frame.Function.Name is "get_queryset"
        )
            return null;
        var view = new PythonClass(around, "", around.Name);
        if (!IsGeneric(view) || (isSelf && name is "get_object" && view.Method(code, "get_object").Exists))
            return null;
        var rows = Of(view);
        WriteVerb? verb =
            name is "create" ? WriteVerb.Insert
            : name is "update" or "partial_update" ? WriteVerb.Update
            : name is "destroy" ? WriteVerb.Delete
            : null;
        var isOne = verb is not null || name is "get_object" or "retrieve";
        var tie =
            verb is WriteVerb.Insert ? Made(view)
            : isSuper && name is "get_queryset" && view.Method(code, "get_queryset").Exists ? Tie.Unclear
            : rows.Tie is Tie.None && isOne ? Tie.Sent
            : rows.Tie;
        if (
            tie is Tie.None or Tie.Unclear
            && verb is null
            && AccessParts.Of(AccessParts.Whole(node, isAccess)).Chosen.Exists(one => frame.Of(one) is Bearing.Caller)
        )
            tie = Tie.Caller;
        return new(node, node, verb, rows.Name, tie) { View = rows, Keys = tie is Tie.Sent ? ["pk"] : [] };
    }

    /// <summary>What ties a row to the caller that a view makes: <c>serializer.save(owner=self.request.user)</c>, <c>CurrentUserDefault</c>.</summary>
    public Tie Made(PythonClass view)
    {
        if (
            view.Method(code, "perform_create") is { Exists: true } method
            && new Frame(code, reader, method, new Dictionary<Code, Bearing>()) is var frame
            && method
                .Descendants(CodeKind.Call)
                .Any(one => one.Callee.Name is "save" && one.Arguments.Any(given => frame.Of(given).HasFlag(Bearing.Caller)))
        )
            return Tie.Caller;
        return
            PythonClass.Of(code, view.Attribute(code, "serializer_class")) is { Declared: { Exists: true } serializer }
            && serializer.Text.Contains("CurrentUserDefault", StringComparison.Ordinal)
            ? Tie.Caller
            : Tie.None;
    }

    /// <summary>The field of a model that names the person whose row it is; no node where none does.</summary>
    public Code OwnerOf(Code model)
    {
        if (!model.Exists)
            return default;
        foreach (var field in new PythonClass(model, "", model.Name).Lineage(code).SelectMany(one => one.Declared.All(Part.Element)))
            if (
                field is { Kind: CodeKind.Property }
                && Owner().IsMatch(field.Name)
                && field[Part.Value] is { Kind: CodeKind.Call } made
                && made.Callee.Name is "ForeignKey" or "OneToOneField"
                && IsAccounts(made.ArgumentNamed("to") is { Exists: true } named ? named : made.ArgumentAt(0))
            )
                return field;
        return default;
    }

    /// <summary>Whether an owner's field says by itself that the row is that person's, and no more than who wrote it.</summary>
    public static bool IsPlainOwner(Code field) => field.Name is "user" or "owner" or "customer" or "user_id" or "owner_id";

    /// <summary>Whether an expression names the model of the people who sign in.</summary>
    public bool IsAccounts(Code expression) => ModelsOfViews.IsAccounts(code, expression);

    /// <summary>Whether a class is a model of the people who sign in.</summary>
    public static bool IsAccountsClass(Code declared) => ModelsOfViews.IsAccounts(declared);

    /// <summary>Whether the app chooses rows where views do not show it: by filters of its own that ask who is calling, or by a schema for each tenant.</summary>
    bool ChosenElsewhere =>
        chooseElsewhere ??=
            code.Imports("django_tenants")
            || code.Imports("django_multitenant")
            || code.Files.Any(file =>
                file.Language is Language.Python
                && file.Text.Contains("BaseFilterBackend", StringComparison.Ordinal)
                && file.Text.Contains(".user", StringComparison.Ordinal)
            );

    /// <summary>Whether a class is made from one of a package that may choose rows.</summary>
    bool IsFilteredElsewhere(PythonClass view) =>
        view.Lineage(code)
            .Any(one =>
                one.Declared.Exists
                    ? one.Declared.Property("filter_queryset").Exists || one.Declared.Property("get_object").Exists
                    : !DjangoViewKinds.IsRest(one) && one.Package is not ("django" or "drf_spectacular") && one.Name is not "object"
            );

    [GeneratedRegex(
        "^(?:list|create|retrieve|update|partial_update|destroy|get_object|get_queryset)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Inherited();

    [GeneratedRegex(
        "^(?:user|owner|author|creator|created_by|customer|account|member|client|sender|uploaded_by|uploader)(?:_id)?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Owner();
}
