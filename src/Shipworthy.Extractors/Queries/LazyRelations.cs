using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Relations that SQLAlchemy fetches row by row when an answer is written: the schema of the answer names a relation of the model, and neither the model nor the query fetches it
/// together with its rows.
/// </summary>
/// <param name="code">The app.</param>
/// <param name="schema">The tables.</param>
/// <param name="answers">What serializers and models of Django ask for.</param>
sealed partial class LazyRelations(CodeBase code, IndexedSchema schema, AnswersOfSerializers answers)
{
    /// <summary>What an endpoint fetches so.</summary>
    /// <param name="route">The endpoint.</param>
    /// <param name="functions">Its handlers.</param>
    /// <param name="found">Its queries.</param>
    public IEnumerable<RepeatedQuery> Of(Route route, List<Code> functions, List<FoundQuery> found)
    {
        if (route.At.File.Language is not Language.Python)
            yield break;
        foreach (var query in found.Where(one => one.Shape is { IsWrite: false }))
            if (schema.Of(query.Shape!.Model) is { } table && query.At.Enclosing(CodeKind.Function) is { Exists: true } function)
            {
                foreach (var touched in InLoops(function, query, table))
                    yield return touched;
                var (answer, isList) = functions.Contains(function) ? AnswerOf(function) : default;
                if (!answer.Exists || !Gives(function, query))
                    continue;
                foreach (var (relation, owner) in Touched(answer, table, isList, 3))
                    if (!IsFetched(function, relation))
                        yield return new(query.At.At, RepeatKind.LazyRelation, RepeatBound.RowsOfQuery)
                        {
                            Of = $"{owner}.{relation}",
                            Over = answer.Name,
                            LoopAt = answer.At,
                        };
            }
    }

    /// <summary>Why it is open whether an endpoint fetches relations row by row, as a clause; null where it is not.</summary>
    /// <param name="route">The endpoint.</param>
    /// <param name="functions">Its handlers.</param>
    /// <param name="found">Its queries.</param>
    public string? NotSeen(Route route, List<Code> functions, List<FoundQuery> found)
    {
        if (route.At.File.Language is not Language.Python)
            return null;
        foreach (var query in found)
        {
            if (query.Shape is not { IsWrite: false } shape || shape.Limit == 1 || schema.Of(shape.Model) is not { } table)
                continue;
            if (table.Relations.Values.All(one => one.IsEager || one.IsStrict) || Plain().IsMatch(Shapes.Chain.Top(query.At).Text))
                continue;
            var around = functions.Find(one => one.Contains(query.At)) is { Exists: true } own
                ? own
                : query.At.Enclosing(CodeKind.Function);
            var holder = around.Enclosing(CodeKind.Class) is { Exists: true } view ? view : around;
            if (Writes().Match(holder.Exists ? holder.Text : "") is { Success: true } writer && !Fetches().IsMatch(holder.Text))
                return $"lists {shape.Model}, and whether {writer.Value.TrimEnd('(')} touches its relations row by row could not be told";
        }
        return null;
    }

    /// <summary>Relations that a loop over the rows touches: <c>for order in orders: order.owner.name</c>.</summary>
    IEnumerable<RepeatedQuery> InLoops(Code function, FoundQuery query, IndexedTable table)
    {
        foreach (var loop in function.Descendants(CodeKind.Loop))
        {
            var source = loop[Part.Source];
            if (
                !source.Exists
                || !(
                    source.Contains(query.At)
                    || source
                        .Descendants(CodeKind.Name)
                        .Prepend(source)
                        .Any(one =>
                            one.Kind is CodeKind.Name
                            && one.Part is not Part.Callee
                            && code.Definition(one) is { Exists: true } kept
                            && Holds(kept, query)
                        )
                )
            )
                continue;
            var element = loop[Part.Target].Exists ? loop[Part.Target].Name : "";
            foreach (var member in loop.Body.Descendants(CodeKind.Member).Prepend(loop.Body))
                if (
                    member is { Kind: CodeKind.Member, Receiver: { Kind: CodeKind.Name } holder }
                    && element.Length > 0
                    && holder.Name == element
                    && TouchedBy(member, function, query, table) is { } relation
                )
                    yield return new(member.At, RepeatKind.LazyRelation, BoundOf(query))
                    {
                        Of = $"{table.Name}.{relation}",
                        Over = "",
                        LoopAt = loop.At,
                        QueryAt = query.At.At,
                    };
        }
    }

    /// <summary>The relation that a member of a row fetches, by itself or in a property of the model; null where it fetches none.</summary>
    string? TouchedBy(Code member, Code function, FoundQuery query, IndexedTable table)
    {
        if (table.Relations.TryGetValue(member.Name, out var relation))
            return relation is { IsEager: false, IsStrict: false } && !IsFetched(function, member.Name) ? member.Name : null;
        return
            answers
                .OfMember(member, query.Shape!.Model)
                .FirstOrDefault(one => one.IsAlways || !IsFetched(function, one.Path.Split("__")[0]))
                .Path
                is { Length: > 0 } path
            ? path.Replace("__", ".", StringComparison.Ordinal)
            : null;
    }

    /// <summary>How many rows a query finds: a handful where a slice cuts it to one.</summary>
    static RepeatBound BoundOf(FoundQuery query)
    {
        for (var (at, steps) = (query.At, 0); at.Exists && steps < 40; (at, steps) = (at.Parent, steps + 1))
            if (CollectionBounds.IsHandfulOf(at))
                return RepeatBound.Few;
            else if (at != query.At && at.Kind is not (CodeKind.Call or CodeKind.Member or CodeKind.Index or CodeKind.Await))
                break;
        return RepeatBound.RowsOfQuery;
    }

    /// <summary>Whether a handler gives back what a query found.</summary>
    bool Gives(Code function, FoundQuery query) =>
        function
            .Descendants(CodeKind.Return)
            .Any(one =>
                one[Part.Value] is { Exists: true } value
                && (
                    value.Contains(query.At)
                    || value
                        .Descendants(CodeKind.Name)
                        .Prepend(value)
                        .Any(name => name.Kind is CodeKind.Name && code.Definition(name) is { Exists: true } kept && Holds(kept, query))
                )
            );

    static bool Holds(Code kept, FoundQuery query)
    {
        var at = kept;
        for (var steps = 0; steps < 4 && at.Exists && at.Kind is not CodeKind.Block; steps++, at = at.Parent)
            if (at.Contains(query.At) || at == query.Key)
                return true;
        // rows = query.all() of a query that was put together before
        var value = kept[Part.Value];
        return value.Exists
            && query.Key.Kind is CodeKind.Variable or CodeKind.Assignment
            && value.Descendants(CodeKind.Name).Any(one => one.Name == NameOf(query.Key));
    }

    static string NameOf(Code key) => key.Kind is CodeKind.Assignment ? key[Part.Target].Name : key.Name;

    /// <summary>The schema of what an endpoint answers, and whether it answers a list of them.</summary>
    (Code Schema, bool IsList) AnswerOf(Code function)
    {
        foreach (var decorator in function.All(Part.Decorator))
        foreach (var argument in decorator.Arguments)
            if (argument.Kind is CodeKind.Argument && argument.Name is "response_model")
                return (SchemaIn(argument[Part.Value]), argument[Part.Value].Text.Contains("ist[", StringComparison.Ordinal));
        return function[Part.Type] is { Exists: true } type && function.All(Part.Decorator).Any()
            ? (SchemaIn(type), type.Text.Contains("ist[", StringComparison.Ordinal))
            : default;
    }

    Code SchemaIn(Code type) =>
        type.Descendants()
            .Prepend(type)
            .Where(one => one.Kind is CodeKind.Name or CodeKind.Type or CodeKind.Member)
            .Select(one => code.Definition(one))
            .FirstOrDefault(one => one.Kind is CodeKind.Class && one.File.Language is Language.Python);

    /// <summary>Relations that are fetched once for each row when a schema is filled from rows of a table.</summary>
    IEnumerable<(string Relation, string Owner)> Touched(Code answer, IndexedTable table, bool isRepeated, int steps)
    {
        if (steps <= 0)
            yield break;
        foreach (var field in TablesInSqlAlchemy.MembersOf(code, answer, 4))
        {
            var name = TablesInSqlAlchemy.NameOf(field);
            if (name.Length == 0 || !table.Relations.TryGetValue(name, out var relation) || relation.IsStrict)
                continue;
            if (isRepeated && !relation.IsEager)
                yield return (name, table.Name);
            var nested = field[Part.Type].Exists ? SchemaIn(field[Part.Type]) : default;
            if (nested.Exists && nested != answer && schema.Of(relation.Model) is { } other)
                foreach (
                    var inner in Touched(
                        nested,
                        other,
                        isRepeated || relation.IsMany || field[Part.Type].Text.Contains("ist[", StringComparison.Ordinal),
                        steps - 1
                    )
                )
                    yield return inner;
        }
    }

    /// <summary>Whether a handler asks for a relation together with its rows.</summary>
    static bool IsFetched(Code function, string relation) =>
        function
            .Descendants(CodeKind.Call)
            .Any(one =>
                one.Callee.Name
                    is "joinedload"
                        or "selectinload"
                        or "subqueryload"
                        or "contains_eager"
                        or "immediateload"
                        or "select_related"
                        or "prefetch_related"
                        or "Prefetch"
                && (!one.Arguments.Any() || one.Arguments.Any(argument => argument.Text.Contains(relation, StringComparison.Ordinal)))
            );

    /// <summary>Queries that give no rows of the model.</summary>
    [GeneratedRegex(
        @"\.(?:values|values_list|count|exists|aggregate|first|get|last|delete|update|scalar|earliest|latest)\(|select_related|prefetch_related|count\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Plain();

    /// <summary>What writes an answer from rows out of sight of the code that lists them.</summary>
    [GeneratedRegex(@"\brender(?:_template)?\(|\b\w*[Ss]erializer\w*|\bListView\b|\bpaginate\w*\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Writes();

    [GeneratedRegex(@"select_related|prefetch_related|selectinload|joinedload|subqueryload", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Fetches();
}
