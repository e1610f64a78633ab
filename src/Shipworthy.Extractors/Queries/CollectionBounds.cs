using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Queries;

/// <summary>Tells how large a collection can get that a loop goes through: by the rows of a query, by what was sent, by a literal.</summary>
/// <param name="code">The app.</param>
/// <param name="limitOf">Of a call: whether it asks a database, and its literal limit.</param>
/// <param name="leadsToQuery">Of a call: whether the app's function that it runs asks a database.</param>
sealed partial class CollectionBounds(CodeBase code, Func<Code, (bool Asks, int? Limit)> limitOf, Func<Code, bool> leadsToQuery)
{
    const int Handful = 10;

    /// <summary>How many functions a collection is followed through, whatever steps are left.</summary>
    const int Farthest = 4;

    /// <summary>The functions and parameters that are being followed: a function that hands its own on to itself leads back to them.</summary>
    readonly HashSet<Code> followed = [];

    /// <summary>Whether an expression takes a handful of what stands before it: <c>orders[:5]</c>.</summary>
    public static bool IsHandfulOf(Code expression) => expression.Kind is CodeKind.Index && Slice().IsMatch(expression.Text);

    /// <summary>The bound; null for what is no collection of rows or sent things: chunks, files, settings, numbers.</summary>
    public RepeatBound? Of(Code source, int steps)
    {
        if (!source.Exists || steps <= 0)
            return RepeatBound.Unknown;
        switch (source.Kind)
        {
            case CodeKind.Await or CodeKind.Spread or CodeKind.Argument or CodeKind.Unary:
                return Of(source[Part.Value], steps);
            case CodeKind.Binary when source.Operator is "||" or "??" or "or":
                return Of(source[Part.Left], steps);
            case CodeKind.Conditional:
                return Larger(Of(source[Part.Then], steps - 1), Of(source[Part.Else], steps - 1));
            case CodeKind.Object when source.Operator is "comprehension":
                return OfArray(source, steps);
            case CodeKind.Object:
                return OfSpread(source, steps) ?? RepeatBound.Few;
            case CodeKind.Literal or CodeKind.Template:
                return RepeatBound.Few;
            case CodeKind.Array:
                return OfArray(source, steps);
            case CodeKind.Index:
                return Slice().IsMatch(source.Text) ? RepeatBound.Few : Of(source.Receiver, steps - 1);
            case CodeKind.Call or CodeKind.New:
                return OfCall(source, steps);
            case CodeKind.Member:
                return OfMember(source, steps);
            case CodeKind.Name:
                return OfName(source, steps);
            default:
                return RepeatBound.Unknown;
        }
    }

    RepeatBound? OfArray(Code array, int steps)
    {
        RepeatBound? all = RepeatBound.Few;
        foreach (var element in array.All(Part.Element))
            if (element.Kind is CodeKind.Spread)
                all = Larger(all, Of(element[Part.Value], steps - 1));
            // A comprehension is as large as what it goes through.
            else if (element.Kind is CodeKind.Loop)
                return Of(element[Part.Source], steps - 1);
        return all;
    }

    RepeatBound? OfCall(Code call, int steps)
    {
        var name = call.Callee.Name;
        if (Chunks().IsMatch(name) || Files().IsMatch(name))
            return null;
        if (name is "slice" or "Take" or "take" or "limit" && IsHandful(call.Arguments.LastOrDefault()))
            return RepeatBound.Few;
        if (name is "range" or "Range" or "times")
            return call.Descendants(CodeKind.Call).FirstOrDefault(one => one.Callee.Name is "len") is { Exists: true } length
                ? Of(length.ArgumentAt(0), steps - 1)
                : null;
        if (Asks(call) is { } asked)
            return asked;
        if (
            call.Callee.Kind is CodeKind.Name
                && name
                    is "enumerate"
                        or "list"
                        or "sorted"
                        or "set"
                        or "reversed"
                        or "zip"
                        or "tuple"
                        or "filter"
                        or "map"
                        or "Set"
                        or "toRaw"
                        or "unref"
            || call.Kind is CodeKind.New && name is "Set" or "Map" or "List" or "HashSet"
            || name is "from" or "entries" or "keys" or "values" or "fromEntries" && call.Receiver.Name is "Object" or "Array"
        )
            return Of(name is "filter" or "map" ? call.Arguments.LastOrDefault() : call.Arguments.FirstOrDefault(), steps - 1);
        if (call.Callee.Kind is CodeKind.Member && SameSize().IsMatch(name))
            return Of(call.Receiver, steps - 1);
        if (call.Callee.Kind is CodeKind.Member && name is "get" or "pop" or "getlist" or "getAll")
            return
                Sent().IsMatch(call.Receiver.Name) || RowWords.IsSent(call.Receiver.Name) && RowWords.IsRequest(call.Receiver.Receiver.Name)
                ? RepeatBound.SentByCaller
                : Of(call.Receiver, steps - 1);
        if (call.Callee.Kind is CodeKind.Member && RowWords.ReadsSent(name) && RowWords.IsRequest(call.Receiver.Name))
            return RepeatBound.SentByCaller;
        // A validated body is still what was sent.
        if (
            call.Callee.Kind is CodeKind.Member
            && name is "parse" or "safeParse" or "parseAsync" or "validate"
            && call.Arguments.FirstOrDefault() is { Exists: true } parsed
        )
            return Of(parsed, steps - 1);
        var target = code.Target(call);
        if (target.Kind is not CodeKind.Function || !target.Body.Exists)
            return leadsToQuery(call) ? RepeatBound.RowsOfQuery : RepeatBound.Unknown;
        if (target.Body.Kind is not CodeKind.Block)
            return Of(target.Body, steps - 1);
        return Followed(target, () => OfReturns(target, steps))
                is (RepeatBound.Few or RepeatBound.RowsOfQuery or RepeatBound.SentByCaller)
                    and var all
                ? all
            : leadsToQuery(call) ? RepeatBound.RowsOfQuery
            : RepeatBound.Unknown;
    }

    RepeatBound? OfReturns(Code function, int steps)
    {
        RepeatBound? all = null;
        foreach (
            var given in function
                .Body.Descendants(CodeKind.Return)
                .Where(one => one[Part.Value].Exists && one.Enclosing(CodeKind.Function) == function)
        )
            all = all is null ? Of(given[Part.Value], Math.Max(1, steps - 2)) : Larger(all, Of(given[Part.Value], Math.Max(1, steps - 2)));
        return all;
    }

    /// <summary>What a look into a function shows, or a look up to its callers: null where that look leads back to itself, unknown where it goes far.</summary>
    RepeatBound? Followed(Code begin, Func<RepeatBound?> look)
    {
        if (followed.Count == Farthest)
            return RepeatBound.Unknown;
        if (!followed.Add(begin))
            return null;
        var bound = look();
        followed.Remove(begin);
        return bound;
    }

    /// <summary>Of a chain that asks a database: its rows.</summary>
    RepeatBound? Asks(Code call)
    {
        for (var (at, steps) = (call, 0); steps < 30 && at.Kind is CodeKind.Call; steps++)
        {
            var (asks, limit) = limitOf(at);
            if (asks)
                return limit is <= Handful ? RepeatBound.Few : RepeatBound.RowsOfQuery;
            at = at.Callee.Kind is CodeKind.Member ? at.Callee.Receiver : default;
            while (at.Kind is CodeKind.Await or CodeKind.Member)
                at = at.Kind is CodeKind.Await ? at[Part.Value] : at.Receiver;
        }
        return null;
    }

    RepeatBound? OfMember(Code member, int steps)
    {
        if (
            member.Name is [var first, ..]
            && char.IsUpper(first)
            && member.Name.All(one => char.IsUpper(one) || one is '_' || char.IsDigit(one))
        )
            return RepeatBound.Few;
        var root = member.Receiver;
        while (root.Kind is CodeKind.Member or CodeKind.Await or CodeKind.Index)
            root = root.Kind is CodeKind.Await ? root[Part.Value] : root.Receiver;
        if (
            Sent().IsMatch(member.Name)
            || RowWords.IsSent(member.Name) && RowWords.IsRequest(root.Name)
            || RowWords.IsRequest(root.Name) && member.Receiver is { Kind: CodeKind.Member } holder && RowWords.IsSent(holder.Name)
        )
            return RepeatBound.SentByCaller;
        if (
            Settings().IsMatch(root.Name)
            || root.Name is "this" or "self" && code.Definition(member)[Part.Value] is { Kind: CodeKind.Array }
        )
            return RepeatBound.Few;
        if (root.Kind is CodeKind.Call)
            return Of(root, steps - 1);
        if (root.Kind is not CodeKind.Name)
            return RepeatBound.Unknown;
        var definition = code.Definition(root);
        if (definition.Kind is CodeKind.Class && root.Name is "this" or "self" && OfOwn(member, definition, steps) is { } given)
            return given;
        if (definition.Kind is CodeKind.Class || definition.Kind is CodeKind.Variable && definition[Part.Value].Kind is CodeKind.Object)
            return definition[Part.Value].Property(member.Name)[Part.Value] is { Exists: true } entry
                ? Of(entry, steps - 1)
                : OfSpread(definition[Part.Value], steps) ?? RepeatBound.Few;
        return Of(root, steps - 1) is RepeatBound.Few ? RepeatBound.Unknown : Of(root, steps - 1);
    }

    RepeatBound? OfName(Code name, int steps)
    {
        var found = code.Definition(name);
        if (Sent().IsMatch(name.Name))
            return RepeatBound.SentByCaller;
        if (!found.Exists)
            return RowWords.IsRequest(name.Name) ? RepeatBound.SentByCaller : RepeatBound.Unknown;
        if (found.Kind is CodeKind.Class)
            return RepeatBound.Few;
        if (found.Kind is CodeKind.Parameter)
            return OfParameter(found, steps);
        for (var (at, climbed) = (found, 0); at.Exists && climbed < 6; (at, climbed) = (at.Parent, climbed + 1))
        {
            if (at.Kind is CodeKind.Loop)
                return Of(at[Part.Source], steps - 1) is { } outer && outer is not RepeatBound.Few ? outer : RepeatBound.Unknown;
            if (at.Kind is CodeKind.Parameter)
                return OfParameter(at, steps);
            // In a pattern, what an entry names is no value: const { data: rows } = await query
            if (
                at[Part.Value] is { Exists: true } value
                && !value.Contains(found)
                && (at == found || at.Kind is CodeKind.Variable or CodeKind.Assignment)
            )
                return IsEmptyList(value) ? Filled(name, found, steps)
                    : Of(value, steps - 1) is { } begins ? Larger(begins, Given(name, found, steps - 2))
                    : null;
            if (at.Kind is CodeKind.Block or CodeKind.Function or CodeKind.Module)
                break;
        }
        return Filled(name, found, steps);
    }

    RepeatBound? OfParameter(Code parameter, int steps)
    {
        var function = parameter.Parent;
        // The element of an outer iteration holds what a row or a sent thing holds.
        if (function.Part is Part.Argument && function.Parent.Kind is CodeKind.Call && function.Parent.Callee.Kind is CodeKind.Member)
            return Of(function.Parent.Receiver, steps - 1) is (RepeatBound.RowsOfQuery or RepeatBound.SentByCaller) and var outer
                ? outer
                : RepeatBound.Unknown;
        if (
            RowWords.IsRequest(parameter.Name)
            || function.All(Part.Decorator).Any()
            || function.Parent is { Kind: CodeKind.Property, Name: "mutationFn" }
            || RowWords.IsSentParameter(parameter.Name)
            || Messages().IsMatch(parameter[Part.Type].Exists ? parameter[Part.Type].Name : "")
        )
            return RepeatBound.SentByCaller;
        var position = function.All(Part.Parameter).TakeWhile(other => other != parameter).Count();
        var shift = function.All(Part.Parameter).FirstOrDefault().Name is "self" or "cls" ? 1 : 0;
        return Followed(
                parameter,
                () =>
                {
                    RepeatBound? all = null;
                    foreach (var call in code.CallersOf(function).Take(6))
                    {
                        var given = call.ArgumentNamed(parameter.Name) is { Exists: true } named
                            ? named
                            : call.ArgumentAt(position - shift);
                        if (given.Exists && given.Kind is not CodeKind.Argument)
                            all = Larger(all, Of(given, Math.Max(1, steps - 2)));
                    }
                    return all;
                }
            ) ?? RepeatBound.Unknown;
    }

    static RepeatBound? Larger(RepeatBound? one, RepeatBound? other) =>
        one is RepeatBound.RowsOfQuery or RepeatBound.SentByCaller ? one
        : other is RepeatBound.RowsOfQuery or RepeatBound.SentByCaller ? other
        : one is RepeatBound.Unknown || other is RepeatBound.Unknown ? RepeatBound.Unknown
        : one ?? other;

    static bool IsHandful(Code number) => int.TryParse(number.String, out var count) && count <= Handful;
}
