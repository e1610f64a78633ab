using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>What serializers of Django REST framework repeat when an endpoint answers.</summary>
/// <param name="IsRead">Whether all that the endpoint answers by serializers was read.</param>
/// <param name="AsksRows">Whether the framework itself asks for rows.</param>
/// <param name="Repeats">What is asked once for each row.</param>
readonly record struct SerializedAnswer(bool IsRead, bool AsksRows, ImmutableArray<RepeatedQuery> Repeats)
{
    /// <summary>Why not all of it is known, as a clause; null when it is.</summary>
    public string? NotSeen { get; init; }
}

/// <summary>
/// Reads which rows an endpoint of Django hands to which serializer, and what of that its query set fetches together with the rows: <c>queryset</c> and
/// <c>serializer_class</c> of a view, and <c>OrderSerializer(orders, many=True)</c> in a function.
/// </summary>
sealed partial class AnswersOfSerializers
{
    readonly CodeBase code;
    readonly ModelsOfDjango models;
    readonly SerializedRelations serializers;
    readonly PagesOfDjango pages;

    /// <summary>A reader for an app.</summary>
    public AnswersOfSerializers(Sources sources)
    {
        code = sources.Code;
        models = new(sources);
        serializers = new(code, models);
        pages = new(sources);
    }

    /// <summary>What a member of a row of a model asks for, in a loop; the model by its name.</summary>
    public IEnumerable<SerializedField> OfMember(Code member, string model) =>
        models.Named(model) is { Exists: true } found ? serializers.OfMember(member, found) : [];

    /// <summary>What an endpoint answers by serializers.</summary>
    /// <param name="route">The endpoint.</param>
    /// <param name="functions">Its handlers.</param>
    public SerializedAnswer Of(Route route, List<Code> functions)
    {
        if (route.Framework is not "Django" || !code.Imports("rest_framework"))
            return new(false, false, []);
        var repeats = ImmutableArray.CreateBuilder<RepeatedQuery>();
        if (functions.Count == 0)
        {
            if (route.Answer is not { } answer || RowsAt(answer.View) is not { Exists: true } rows)
                return new(false, false, []);
            if (SerializersOf(answer.View, answer.Call, default) is not { } classes)
                return new(false, true, []) { NotSeen = answer.Call.IsSafe ? "answers by a serializer that could not be told" : null };
            foreach (var one in classes)
                Add(repeats, one, rows, ListsOf(answer), FetchedBy(answer.View, default), pages.Bound(answer.View));
            return new(true, true, repeats.ToImmutable());
        }
        var isRead = true;
        var any = false;
        // What a method leaves to the framework: super().list(request), self.list(request)
        if (
            route.Answer is { } left
            && RowsAt(left.View) is { Exists: true } all
            && functions.Find(one => LeavesList().IsMatch(one.Text)) is { Exists: true } leaving
            && SerializersOf(left.View, left.Call, default) is { } given
        )
        {
            any = true;
            foreach (var one in given)
                Add(repeats, one, all, true, FetchedBy(left.View, leaving), pages.Bound(left.View));
        }
        foreach (var function in functions)
        foreach (var call in function.Descendants(CodeKind.Call))
        {
            var written = call.ArgumentAt(0) is { Exists: true } first ? first : call.ArgumentNamed("instance");
            if (!written.Exists || OfCall(call, route.Answer, function) is not { } classes)
            {
                isRead &= !written.Exists || !Serializes().IsMatch(call.Callee.Text) || IsNoSerializer(call);
                continue;
            }
            any = true;
            var isList = call.ArgumentNamed("many").Text is "True";
            var fetched = FetchedBy(route.Answer?.View, function);
            var bound = CollectionBounds.IsHandfulOf(code.Definition(written)[Part.Value]) ? RepeatBound.Few : BoundOf(written);
            foreach (var one in classes)
                Add(repeats, one, QueryOf(written, route.Answer, function), isList, fetched, bound);
        }
        return new(any && isRead, any, repeats.ToImmutable());
    }

    void Add(
        ImmutableArray<RepeatedQuery>.Builder repeats,
        PythonClass serializer,
        Code at,
        bool isList,
        HashSet<string> fetched,
        RepeatBound bound
    )
    {
        if (!serializers.IsSerializer(serializer))
            return;
        var model = serializers.ModelOf(serializer) is { Exists: true } named ? named : ModelAt(at);
        if (!model.Exists)
            return;
        fetched.UnionWith(FetchesIn(ManagerOf(model)));
        var asked = serializers
            .Of(serializer, model)
            .Where(one => (isList || one.IsBelowMany) && (one.IsAlways || !IsFetched(one.Path, fetched)))
            .DistinctBy(one => one.Path)
            .ToList();
        if (asked.Count == 0)
            return;
        // Rows that belong to one of a handful are as many as they are.
        var worst = asked.Find(one => bound is RepeatBound.RowsOfQuery || one.IsBelowMany) is { At.Exists: true } found ? found : asked[0];
        repeats.Add(
            new(at.At, RepeatKind.LazyRelation, worst.IsBelowMany ? RepeatBound.RowsOfQuery : bound)
            {
                Of =
                    $"{model.Name}.{worst.Path.Replace("__", ".", StringComparison.Ordinal)}"
                    + (asked.Count > 1 ? $" (and {asked.Count - 1} more)" : ""),
                Over = serializer.Name,
                MendedAt = at.At,
                LoopAt = worst.At.At,
                QueryAt = asked.Select(one => one.At).FirstOrDefault(one => one != worst.At) is { Exists: true } other ? other.At : null,
            }
        );
    }

    static bool IsFetched(string path, HashSet<string> fetched) =>
        fetched.Any(one =>
            one == path
            || one.StartsWith(path + "__", StringComparison.Ordinal)
            || one is "*" && !path.Contains("__", StringComparison.Ordinal)
        );

    /// <summary>The serializers that a call may make: <c>self.get_serializer(orders)</c>, <c>OrderSerializer(orders)</c>; null where it makes none that is known.</summary>
    List<PythonClass>? OfCall(Code call, DjangoAnswer? answer, Code function)
    {
        if (call.Receiver is { Kind: CodeKind.Name, Name: "self" } && call.Callee.Name is "get_serializer" or "serializer_class")
            return answer is { } view
                ? SerializersOf(
                    view.View,
                    view.Call,
                    DjangoDecorators.Named(function, "action")[Part.Value].ArgumentNamed("serializer_class")
                )
                : null;
        return
            PythonClass.Of(code, call.Callee) is { } made
            && call.Callee.Kind is CodeKind.Name or CodeKind.Member
            && serializers.IsSerializer(made)
            ? [made]
            : null;
    }

    /// <summary>Whether a call with such a name makes nothing that writes rows.</summary>
    bool IsNoSerializer(Code call) => call.Callee.Name is "get_serializer_context" or "get_serializer_class" || code.Target(call).Exists;

    /// <summary>The serializers by which a view answers a call; null where one of them could not be told.</summary>
    List<PythonClass>? SerializersOf(PythonClass view, DjangoCall call, Code own)
    {
        if (own.Exists)
            return PythonClass.Of(code, own) is { } named ? [named] : null;
        var attribute = PythonClass.Of(code, view.Attribute(code, "serializer_class"));
        if (view.Method(code, "get_serializer_class") is not { Exists: true } method)
            return attribute is { } only ? [only] : null;
        var returns = new List<Code>();
        new AnonymousCaller(code).Ways(method.Body, call, returns);
        var all = new List<PythonClass>();
        foreach (var one in returns.Where(one => one.Exists))
            if (one is { Kind: CodeKind.Call, Callee.Name: "get_serializer_class" } or { Kind: CodeKind.Member, Name: "serializer_class" })
            {
                if (attribute is not { } inherited)
                    return null;
                all.Add(inherited);
            }
            else if (one.Kind is CodeKind.Name or CodeKind.Member && PythonClass.Of(code, one) is { Declared.Exists: true } chosen)
                all.Add(chosen);
            else
                return null;
        return all;
    }

    /// <summary>Whether a call of a view is answered with several rows.</summary>
    bool ListsOf(DjangoAnswer answer) =>
        answer.Call.Action is "list"
        || answer.Call is { Action: "", Method: "GET" }
            && answer
                .View.Lineage(code)
                .Any(one => !one.Declared.Exists && one.Name is "ListAPIView" or "ListCreateAPIView" or "ListModelMixin");

    /// <summary>Where a view asks for its rows; no node where it asks for none.</summary>
    Code RowsAt(PythonClass view)
    {
        var method = view.Method(code, "get_queryset");
        foreach (
            var one in method.Exists ? method.Descendants(CodeKind.Return).Where(one => one.Enclosing(CodeKind.Function) == method) : []
        )
            if (
                one[Part.Value] is { Kind: CodeKind.Call } value
                && value.Descendants(CodeKind.Member).Any(inner => inner.Name is "objects")
            )
                return value;
        return view.Attribute(code, "queryset") is { Exists: true } attribute ? attribute
            : method.Descendants(CodeKind.Member).FirstOrDefault(one => one.Name is "objects") is { Exists: true } asked ? asked
            : method;
    }

    /// <summary>The query whose rows an expression of a handler stands for, as far as it is seen.</summary>
    Code QueryOf(Code given, DjangoAnswer? answer, Code function)
    {
        for (var (at, steps) = (given, 0); steps < 4; steps++)
        {
            if (at.Descendants(CodeKind.Member).Prepend(at).Any(one => one.Name is "objects"))
                return at;
            var name = at.Kind is CodeKind.Name ? at : at.Descendants(CodeKind.Name).FirstOrDefault(one => one.Name is not "self");
            if (
                !name.Exists
                || code.Definition(name) is not { Kind: CodeKind.Variable } kept
                || !function.Contains(kept)
                || kept.Contains(at)
            )
                break;
            at = kept[Part.Value];
            if (!at.Exists)
                break;
        }
        return answer is { } view && SpeaksOfRows().IsMatch(function.Text) && RowsAt(view.View) is { Exists: true } rows ? rows : given;
    }

    Code ModelAt(Code at) =>
        at.Descendants(CodeKind.Member)
            .Prepend(at)
            .Where(one => one is { Kind: CodeKind.Member, Name: "objects" })
            .Select(one => models.Of(one.Receiver))
            .FirstOrDefault(one => one.Exists);

    /// <summary>What the query sets of a view, and those of one of its methods, fetch together with the rows.</summary>
    HashSet<string> FetchedBy(PythonClass? view, Code function)
    {
        var fetched = new HashSet<string>(StringComparer.Ordinal);
        fetched.UnionWith(FetchesIn(function, 3));
        if (view is not { } shown || function.Exists && !SpeaksOfRows().IsMatch(function.Text))
            return fetched;
        foreach (var one in shown.Lineage(code).Where(one => one.Declared.Exists))
        foreach (var member in one.Declared.All(Part.Element))
            if (member.Name is "queryset" or "get_queryset" or "filter_queryset" or "get_object" or "list" or "retrieve")
                fetched.UnionWith(FetchesIn(member, 3));
        return fetched;
    }

    Code ManagerOf(Code model) =>
        new PythonClass(model, "", model.Name).Attribute(code, "objects") is { Kind: CodeKind.Call } made
        && PythonClass.Of(code, made.Callee.Kind is CodeKind.Member ? made.Callee.Receiver : made.Callee)
            is { Declared.Exists: true } manager
            ? manager.Declared
            : default;

    /// <summary>The relations that code fetches together with rows, also in functions that it calls; <c>*</c> stands for all that lead to one row.</summary>
    IEnumerable<string> FetchesIn(Code node, int steps = 1)
    {
        if (!node.Exists || steps <= 0)
            yield break;
        foreach (var call in node.Descendants(CodeKind.Call).Prepend(node).Where(one => one.Kind is CodeKind.Call))
            if (call.Callee.Name is "select_related" or "prefetch_related" or "Prefetch" or "prefetch_related_objects")
            {
                if (!call.Arguments.Any())
                    yield return "*";
                foreach (var text in call.Descendants(CodeKind.Literal))
                    if (text.String is { Length: > 0 } relation)
                        yield return relation;
                foreach (var name in call.Arguments.Select(one => one.Kind is CodeKind.Spread ? one[Part.Value] : one))
                foreach (var item in DjangoFiles.Items(code, name))
                    if (item.String is { Length: > 0 } relation)
                        yield return relation;
            }
            else if (code.Target(call) is { Kind: CodeKind.Function } target && !target.Contains(node))
                foreach (var one in FetchesIn(target, steps - 1))
                    yield return one;
    }

    static RepeatBound BoundOf(Code given) =>
        given.Descendants().Prepend(given).Any(CollectionBounds.IsHandfulOf) ? RepeatBound.Few : RepeatBound.RowsOfQuery;

    [GeneratedRegex(@"(?:super\(\)|self)\.list\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LeavesList();

    [GeneratedRegex(@"[Ss]erializer\w*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Serializes();

    [GeneratedRegex(
        @"self\.(?:queryset|get_queryset|get_object|filter_queryset|list|retrieve)\b|super\(\)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SpeaksOfRows();
}
