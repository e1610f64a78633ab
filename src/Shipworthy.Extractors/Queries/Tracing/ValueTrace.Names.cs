using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <content>Names, members and fields, and what was put into them.</content>
sealed partial class ValueTrace
{
    Traced Name(Code node, CallFrame? frame)
    {
        if (sent.Of(node) is { } came)
            return came;
        var found = code.Definition(node);
        if (!found.Exists)
            return SentValues.IsGlobal(node.Name) ? Traced.Constant
                : sent.IsSetting(node) ? new(QueryValue.Settings, node)
                : Traced.Unknown(node, $"takes a part from {node.Name}, which could not be followed");
        if (found.Kind is not CodeKind.Parameter && Quick(node) is { } quick && !IsChanged(found))
            return quick;
        if (lists.IsChecked(node))
            return new(QueryValue.Listed, node);
        return Declared(found, node, frame);
    }

    Traced Declared(Code found, Code use, CallFrame? frame) =>
        found.Kind switch
        {
            CodeKind.Parameter => Parameter(found, [], use, frame),
            CodeKind.Variable => Variable(found, frame).Through(found),
            CodeKind.Property => Field(found, use, frame),
            CodeKind.Assignment => Of(found[Part.Value], frame),
            CodeKind.Function => found.Operator is "get" ? Returned(found, frame) : Traced.Constant,
            CodeKind.Class or CodeKind.Module or CodeKind.Object => Traced.Constant,
            // What a package offers is the same for every caller.
            CodeKind.Imported => new(QueryValue.Settings, use),
            CodeKind.Call or CodeKind.New => found == use ? Traced.Constant : Of(found, frame),
            _ => Traced.Unknown(use, $"takes a part from {Short(use)}, which could not be followed"),
        };

    /// <summary>What an expression is known to be without following it.</summary>
    Traced? Quick(Code node) =>
        code.ValueOf(node) switch
        {
            Value.Text or Value.Number or Value.Truth => Traced.Constant,
            Value.EitherOf either when either.Possible.All(one => one is Value.Text or Value.Number or Value.Truth) => Traced.Constant,
            Value.FromEnvironment => new(QueryValue.Settings, node),
            _ => null,
        };

    bool IsChanged(Code found) => found.Kind is CodeKind.Variable && (AssignedTo(found).Any() || PutInto(found).Any());

    Traced Variable(Code found, CallFrame? frame)
    {
        if (TypedValues.IsTyped(code, found[Part.Type]))
            return Typed(found);
        if (Bindings.ParameterAround(found) is ({ Exists: true } parameter, var within))
            return Parameter(parameter, within, found, frame) | Given(found[Part.Default], frame);
        if (Bindings.LoopAround(found) is { Exists: true } loop)
            return loop.Source is { Exists: true } elements ? Element(elements, found, loop.Loop, frame) : Typed(found);
        var (source, path) = Bindings.SourceOf(found);
        var all = source.Exists ? Selected(source, path, frame) : Traced.Constant;
        all |= Given(found[Part.Default], frame);
        foreach (var value in AssignedTo(found))
            all |= Of(value, frame);
        foreach (var value in PutInto(found))
            all |= Of(value, frame) with { IsEntry = true };
        return all;
    }

    Traced Given(Code fallback, CallFrame? frame) => fallback.Exists ? Of(fallback, frame) : Traced.Constant;

    /// <summary>An element of what a loop goes through; a count of its turns is a number.</summary>
    Traced Element(Code elements, Code variable, Code loop, CallFrame? frame)
    {
        if (loop.Operator is "in" && loop.File.Language is not (Language.Python or Language.CSharp))
            return Keys(elements, frame);
        if (elements.Kind is CodeKind.Call && elements.Callee.Name is "range" or "enumerate" or "Range" && Position(variable) == 0)
            return Typed(variable);
        if (elements.Kind is CodeKind.Call && elements.Callee.Name is "entries" or "items" && Position(variable) == 0)
            return Keys(elements.Callee.DottedName is "Object.entries" ? elements.ArgumentAt(0) : elements.Receiver, frame);
        return Of(elements, frame);
    }

    static int Position(Code variable) =>
        variable.Parent.Kind is CodeKind.Array ? variable.Parent.Children.TakeWhile(one => one != variable).Count() : -1;

    /// <summary>The names of the entries of an object: written in the code where the object is, chosen by the sender where it was sent.</summary>
    Traced Keys(Code whole, CallFrame? frame)
    {
        if (code.ObjectOf(whole) is { Exists: true } made)
            return made.Children.Aggregate(
                Traced.Constant,
                (sum, one) =>
                    sum
                    | (
                        one.Kind is CodeKind.Spread ? Keys(one[Part.Value], frame)
                        : one[Part.Key].Exists ? Of(one[Part.Key], frame)
                        : Traced.Constant
                    )
            );
        return Of(whole, frame);
    }

    /// <summary>A field of a class, or an entry of an object.</summary>
    Traced Field(Code found, Code use, CallFrame? frame)
    {
        if (TypedValues.IsTyped(code, found[Part.Type]))
            return Typed(use);
        if (found.Parent.Operator is "enum")
            return Traced.Constant;
        var owner = found.Enclosing(CodeKind.Class);
        var values = owner.Exists && found.Parent == owner ? AssignedToField(owner, found.Name).ToList() : [];
        var all = values.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame));
        if (found[Part.Value].Exists)
            return all | Of(found[Part.Value], frame);
        return values.Count > 0 ? all
            : found.Parent.Kind is CodeKind.Object ? Name(found, frame)
            : sent.OfField(found) ?? Traced.Unknown(use, $"takes {Short(use)} from a field whose value was not found");
    }

    static IEnumerable<Code> AssignedToField(Code owner, string name) =>
        owner
            .Descendants(CodeKind.Assignment)
            .Where(one =>
                one[Part.Target] is { Exists: true } target
                && target.Name == name
                && (target.Kind is CodeKind.Name || target[Part.Receiver].Name is "this" or "self")
            )
            .Select(one => one[Part.Value])
            .Where(one => one.Exists)
            .Take(80);

    Traced Member(Code node, CallFrame? frame)
    {
        if (sent.Of(node) is { } came)
            return came;
        if (node.Name is "length" or "size" or "Count" or "Length" or "rowCount" or "count")
            return Typed(node);
        if (lists.IsChecked(node))
            return new(QueryValue.Listed, node);
        var found = code.Definition(node);
        var isOfInstance = IsOfInstance(found, node);
        if (!isOfInstance && Quick(node) is { } quick)
            return quick;
        if (node.Kind is CodeKind.Index && node.Name.Length == 0)
            return Looked(node, frame);
        if (isOfInstance)
        {
            if (TypedValues.IsTyped(code, found[Part.Type]))
                return Typed(node);
            var own = Selected(node.Receiver, [node.Name], frame);
            return own.Kind is QueryValue.Sent or QueryValue.Stored ? own with { At = node } : own;
        }
        if (found.Exists && found != node && found.Kind is not (CodeKind.Imported or CodeKind.Function or CodeKind.Module))
            return Declared(found, node, frame);
        if (found is { Kind: CodeKind.Function, Operator: "get" })
            return Returned(found, frame);
        if (node.Receiver.Name is "this" or "self" && node.Enclosing(CodeKind.Class) is { Exists: true } owner)
            return AssignedToField(owner, node.Name).ToList() is { Count: > 0 } values
                ? values.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame))
                : Traced.Unknown(node, $"takes {Short(node)} from a field whose value was not found");
        if (sent.IsSetting(node))
            return new(QueryValue.Settings, node);
        var all = Selected(node.Receiver, [node.Name], frame);
        return all.Kind switch
        {
            QueryValue.Stored when TypedValues.IsKey(node.Name) => Typed(node),
            // The key of whoever signed in, as the app itself gave it out.
            QueryValue.Unknown when TypedValues.IsKey(node.Name) && RowWords.IsCaller(node.Receiver.Name) => Typed(node),
            QueryValue.Sent or QueryValue.Stored => all with { At = node, MayBeObject = all.MayBeObject && !IsOfDocument(node.Receiver) },
            _ => all,
        };
    }

    /// <summary>Whether a member is a field of an object that came from somewhere, and no constant of a class or of the object around it.</summary>
    bool IsOfInstance(Code found, Code member) =>
        found.Kind is CodeKind.Property or CodeKind.Parameter
        && found.Enclosing(CodeKind.Class) is { Exists: true, Operator: not "enum" } owner
        && member.Kind is CodeKind.Member
        && member.Receiver.Name is not ("this" or "self" or "super" or "base")
        && code.Definition(member.Receiver) is { Kind: CodeKind.Variable or CodeKind.Parameter or CodeKind.Property }
        && owner.Operator is "class" or "record" or "struct" or "interface" or "type";

    /// <summary>An entry of a map or list by a key that is known at run time only: one of those that are written there.</summary>
    Traced Looked(Code node, CallFrame? frame)
    {
        if (node[Part.Key] is { Kind: CodeKind.Literal })
            return Of(node.Receiver, frame);
        if (code.ObjectOf(node.Receiver) is { Exists: true } map)
            return Of(map, frame) is { Kind: QueryValue.Constant } ? new(QueryValue.Listed, node) : Of(map, frame);
        return Of(node.Receiver, frame) is { Kind: QueryValue.Constant } ? new(QueryValue.Listed, node) : Of(node.Receiver, frame);
    }

    /// <summary>What is found on a way into an expression.</summary>
    Traced Selected(Code source, ImmutableArray<string> path, CallFrame? frame)
    {
        if (path.IsEmpty)
            return Of(source, frame);
        if (left-- <= 0)
            return Traced.Unknown(source, "is put together in too many steps to follow");
        var (name, rest) = (path[0], path[1..]);
        switch (source.Kind)
        {
            case CodeKind.Await or CodeKind.Argument:
                return Selected(source[Part.Value], path, frame);
            case CodeKind.Binary when source.Operator is "||" or "??" or "or":
                return Selected(source[Part.Left], path, frame) | Selected(source[Part.Right], path, frame);
            case CodeKind.Conditional:
                return Selected(source[Part.Then], path, frame) | Selected(source[Part.Else], path, frame);
            case CodeKind.Object when source.Property(name) is { Exists: true } entry:
                return Selected(ValueOf(entry), rest, frame);
            case CodeKind.Object when source.Children.Any(one => one.Kind is CodeKind.Spread):
                return source
                    .Children.Where(one => one.Kind is CodeKind.Spread)
                    .Aggregate(Traced.Constant, (sum, one) => sum | Selected(one[Part.Value], path, frame));
            case CodeKind.Object when source.Children.Any():
                return Traced.Constant;
            case CodeKind.Array when int.TryParse(name, out var at) && source.Children.Skip(at).FirstOrDefault() is { Exists: true } item:
                return Selected(item, rest, frame);
            case CodeKind.New
                when source.Children.FirstOrDefault(one => one.Kind is CodeKind.Object).Property(name) is { Exists: true } set:
                return Selected(ValueOf(set), rest, frame);
            case CodeKind.New
                when source.File.Language is Language.CSharp
                    && source.Children.Any(one => one.Kind is CodeKind.Object)
                    && !source.Arguments.Any():
                return Traced.Constant;
            case CodeKind.Call when schemas.FieldOf(source, name) is { } kind:
                return kind is QueryValue.Sent
                    ? Of(source.Arguments.FirstOrDefault(), frame).AsText with
                    {
                        At = source,
                    }
                    : new(kind, source);
            case CodeKind.Call
                when code.Target(source) is { Kind: CodeKind.Function } function && Entered(source, function, frame) is { } inner:
                return Results(function).Aggregate(Traced.Constant, (sum, one) => sum | Selected(one, path, inner).Through(one));
            case CodeKind.Name when sent.Of(source) is null:
                var found = code.Definition(source);
                return SelectedOf(found, source, path, frame) is var held && found.Kind is CodeKind.Variable ? held.Through(found) : held;
            default:
                return Of(source, frame);
        }
    }

    Traced SelectedOf(Code found, Code use, ImmutableArray<string> path, CallFrame? frame)
    {
        switch (found.Kind)
        {
            case CodeKind.Parameter:
                return Parameter(found, path, use, frame);
            case CodeKind.Variable when Bindings.ParameterAround(found) is ({ Exists: true } parameter, var within):
                return Parameter(parameter, [.. within, .. path], use, frame);
            case CodeKind.Variable when WrittenItems(found) is { Count: > 0 } items:
                return items
                    .Select(item => Selected(item, path, frame))
                    .Concat(PutInto(found, path[0]).Select(value => Of(value, frame)))
                    .Aggregate(Traced.Constant, (sum, one) => sum | one);
            case CodeKind.Variable when Bindings.LoopAround(found) is { Exists: true } || found[Part.Value].Kind is CodeKind.Array:
                return Variable(found, frame);
            case CodeKind.Variable when Bindings.SourceOf(found) is ({ Exists: true } source, var before):
                var all = Selected(source, [.. before, .. path], frame);
                foreach (var value in AssignedTo(found))
                    all |= Selected(value, path, frame);
                foreach (var value in PutInto(found, path[0]))
                    all |= Of(value, frame);
                return all;
            default:
                return Of(use, frame);
        }
    }
}
