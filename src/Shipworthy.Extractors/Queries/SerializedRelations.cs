using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Reads what serializers of Django REST framework ask a database for when they write a row: nested serializers, fields with a way through relations, methods and properties
/// that go on from the row.
/// </summary>
/// <param name="code">The app.</param>
/// <param name="models">Its models.</param>
sealed partial class SerializedRelations(CodeBase code, ModelsOfDjango models)
{
    const int Deepest = 4;

    /// <summary>Whether a class is a serializer.</summary>
    public bool IsSerializer(PythonClass? one) =>
        one is { Declared.Exists: true } made
        && made.Lineage(code).Any(from => !from.Declared.Exists && from.Name.EndsWith("Serializer", StringComparison.Ordinal));

    /// <summary>The model that a serializer names; no node where it names none.</summary>
    public Code ModelOf(PythonClass serializer) =>
        Meta(serializer) is { } meta && meta.Attribute(code, "model") is { Exists: true } model ? models.Of(model) : default;

    /// <summary>What a serializer asks for, for each row of a model.</summary>
    public IEnumerable<SerializedField> Of(PythonClass serializer, Code model) => Of(serializer, new(model, "", false), Deepest);

    /// <summary>What a member of a row leads to: a relation, or what a method or property of the model asks.</summary>
    public IEnumerable<SerializedField> OfMember(Code member, Code model) => OfStep(member, new(model, "", false), 3);

    /// <summary>A row that is written.</summary>
    /// <param name="Model">Its model.</param>
    /// <param name="Path">The way to it.</param>
    /// <param name="IsBelowMany">Whether it is one of several that belong to one.</param>
    readonly record struct Row(Code Model, string Path, bool IsBelowMany)
    {
        public string To(string name) => Path.Length == 0 ? name : $"{Path}__{name}";

        public Row Next(string name, ModelRelation relation) => new(relation.Model, To(name), IsBelowMany || relation.IsMany);
    }

    IEnumerable<SerializedField> Of(PythonClass serializer, Row row, int steps)
    {
        if (steps <= 0 || !row.Model.Exists)
            yield break;
        var meta = Meta(serializer);
        var listed = meta is { } named
            ? DjangoFiles.Items(code, named.Attribute(code, "fields")).Select(one => one.String).OfType<string>().ToList()
            : [];
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var field in serializer
                .Lineage(code)
                .SelectMany(one => one.Declared.Exists ? one.Declared.All(Part.Element) : [])
                .Where(one => one.Kind is CodeKind.Property)
        )
            if (declared.Add(field.Name) && (listed.Count == 0 || listed.Contains(field.Name)))
                foreach (var one in OfField(field, serializer, row, steps))
                    yield return one;
        if (meta is null)
            yield break;
        var left = DjangoFiles.Items(code, meta.Value.Attribute(code, "exclude")).Select(one => one.String).ToList();
        // Fields that nobody declares: several rows are asked for their keys, and one row's key stands in the row itself.
        foreach (var (name, relation) in models.Declared(row.Model))
            if (
                relation.IsMany
                && !declared.Contains(name)
                && (listed.Count == 0 ? meta.Value.Attribute(code, "fields").String is "__all__" || left.Count > 0 : listed.Contains(name))
                && !left.Contains(name)
            )
                yield return new(row.To(name), meta.Value.Declared, false, row.IsBelowMany);
        foreach (var name in listed)
            if (
                !declared.Contains(name)
                && !models.Declared(row.Model).Any(one => one.Name == name)
                && models.Relation(row.Model, name) is { IsMany: true }
            )
                yield return new(row.To(name), meta.Value.Declared, false, row.IsBelowMany);
    }

    IEnumerable<SerializedField> OfField(Code field, PythonClass serializer, Row row, int steps)
    {
        var made = field[Part.Value];
        if (made.Kind is not CodeKind.Call || made.ArgumentNamed("write_only").Operator is "true")
            return [];
        var kind = made.Callee.Name;
        if (kind is "SerializerMethodField")
            return
                serializer.Method(code, made.ArgumentNamed("method_name").String ?? made.ArgumentAt(0).String ?? "get_" + field.Name)
                    is { Exists: true } method
                && method.All(Part.Parameter).Skip(1).FirstOrDefault() is { Exists: true } given
                ? OfBody(method, given.Name, row, steps - 1).Select(one => one with { At = field })
                : [];
        var source = made.ArgumentNamed("source").String ?? field.Name;
        if (source is "*")
            return [];
        var isMany = made.ArgumentNamed("many").Operator is "true" || kind is "ListField";
        var nested = PythonClass.Of(code, made.Callee);
        if (IsSerializer(nested))
            return OfWay(source, field, row, steps, touchesLast: true, (last, left) => Of(nested!.Value, last, left));
        return kind switch
        {
            "StringRelatedField" or "SlugRelatedField" => OfWay(source, field, row, steps, touchesLast: true, null),
            "PrimaryKeyRelatedField" or "HyperlinkedRelatedField" => OfWay(source, field, row, steps, touchesLast: isMany, null),
            "HiddenField" => [],
            _ => OfWay(source, field, row, steps, touchesLast: true, null),
        };
    }

    /// <summary>What stands on a way through relations and members: <c>owner.team.name</c>.</summary>
    IEnumerable<SerializedField> OfWay(
        string way,
        Code field,
        Row row,
        int steps,
        bool touchesLast,
        Func<Row, int, IEnumerable<SerializedField>>? inner
    )
    {
        var parts = way.Split('.');
        for (var at = 0; at < parts.Length && row.Model.Exists; at++)
        {
            if (models.Relation(row.Model, parts[at]) is not { } relation)
            {
                if (MethodOf(row.Model, parts[at]) is { Exists: true } method)
                    foreach (var one in OfBody(method, "self", row, steps - 1))
                        yield return one with
                        {
                            At = field,
                        };
                yield break;
            }
            if (at < parts.Length - 1 || touchesLast)
                yield return new(row.To(parts[at]), field, false, row.IsBelowMany);
            row = row.Next(parts[at], relation);
        }
        if (inner is not null)
            foreach (var one in inner(row, steps - 1))
                yield return one with
                {
                    At = field,
                };
    }

    /// <summary>What a function asks for that is handed a row.</summary>
    IEnumerable<SerializedField> OfBody(Code function, string name, Row row, int steps)
    {
        // What looks whether something was fetched before has a way of its own.
        if (steps <= 0 || !row.Model.Exists || Looks().IsMatch(function.Text))
            yield break;
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal) { [name] = row };
        foreach (var loop in function.Descendants(CodeKind.Loop))
            if (
                loop[Part.Target] is { Name.Length: > 0 } target
                && loop[Part.Source] is { Kind: CodeKind.Call } source
                && source.Callee.Name is "all"
                && source.Receiver is { Kind: CodeKind.Member } many
                && RowOf(many, rows, 6) is { Model.Exists: true } each
            )
                rows.TryAdd(target.Name, each);
        foreach (var node in function.Descendants())
        {
            if (node.Kind is CodeKind.Member && RowOf(node.Receiver, rows, 6) is { Model.Exists: true } from)
            {
                if (!IsOptional(node, function))
                    foreach (var one in OfStep(node, from, steps))
                        yield return one;
            }
            else if (node is { Kind: CodeKind.Member, Name: "objects" } && models.Of(node.Receiver).Exists && !IsOptional(node, function))
                yield return new(row.To(node.Receiver.Name), node, true, row.IsBelowMany);
        }
    }

    /// <summary>What the last name of a way leads to.</summary>
    IEnumerable<SerializedField> OfStep(Code member, Row from, int steps)
    {
        if (member.Part is Part.Target)
            return [];
        if (models.Relation(from.Model, member.Name) is { } relation)
            return relation.IsMany && member.Parent is not { Kind: CodeKind.Member }
                ? []
                : [new(from.To(member.Name), member, relation.IsMany && AsksAnew(member, relation.Model), from.IsBelowMany)];
        return MethodOf(from.Model, member.Name) is { Exists: true } method ? OfBody(method, "self", from, steps - 1) : [];
    }

    /// <summary>The row that an expression stands for; null where it stands for none.</summary>
    Row? RowOf(Code expression, Dictionary<string, Row> rows, int steps) =>
        steps <= 0 ? null
        : expression.Kind is CodeKind.Name
            ? rows.TryGetValue(expression.Name, out var row) ? row
                : null
        : expression.Kind is CodeKind.Member
        && RowOf(expression.Receiver, rows, steps - 1) is { Model.Exists: true } from
        && models.Relation(from.Model, expression.Name) is { } relation
            ? from.Next(expression.Name, relation)
        : null;

    /// <summary>Whether what is called of many rows asks the database although they were fetched.</summary>
    bool AsksAnew(Code many, Code model)
    {
        for (var (at, steps) = (many.Parent, 0); at.Exists && steps < 40; (at, steps) = (at.Parent, steps + 1))
            if (at.Kind is CodeKind.Member && Anew().IsMatch(at.Name))
                // The first of rows that have an order by themselves is taken from those that were fetched.
                return at.Name is not "first" || !IsOrdered(model);
            else if (
                at.Kind is not (CodeKind.Member or CodeKind.Call or CodeKind.Index)
                || at.Kind is CodeKind.Call && at.Parent.Kind is not (CodeKind.Member or CodeKind.Index)
            )
                return false;
        return false;
    }

    bool IsOrdered(Code model) =>
        model.Exists
        && Meta(new PythonClass(model, "", model.Name)) is { } meta
        && DjangoFiles.Items(code, meta.Attribute(code, "ordering")).Any();

    /// <summary>Whether a place runs only where the caller asks for it.</summary>
    static bool IsOptional(Code node, Code function)
    {
        for (var at = node.Enclosing(CodeKind.Branch); at.Exists && function.Contains(at); at = at.Enclosing(CodeKind.Branch))
            if (!at[Part.Condition].Contains(node) && AskedFor().IsMatch(at[Part.Condition].Text))
                return true;
        return false;
    }

    Code MethodOf(Code model, string name) => new PythonClass(model, "", model.Name).Method(code, name);

    PythonClass? Meta(PythonClass serializer) =>
        serializer
            .Lineage(code)
            .Select(one =>
                one.Declared.Exists
                    ? one.Declared.Children.FirstOrDefault(inner => inner is { Kind: CodeKind.Class, Name: "Meta" })
                    : default
            )
            .Where(one => one.Exists)
            .Select(one => (PythonClass?)new PythonClass(one, "", "Meta"))
            .FirstOrDefault();

    [GeneratedRegex(@"hasattr\(|_prefetched_objects_cache|is_cached\(|_state\.fields_cache", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Looks();

    [GeneratedRegex(@"context\.get\(|query_params|\.GET\b|\bin self\.context\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AskedFor();

    /// <summary>Words that make a query of many rows another query than the one that was fetched.</summary>
    [GeneratedRegex(
        "^(?:filter|exclude|order_by|first|last|get|values|values_list|aggregate|annotate|latest|earliest|distinct|only|defer|select_related|prefetch_related)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Anew();
}
