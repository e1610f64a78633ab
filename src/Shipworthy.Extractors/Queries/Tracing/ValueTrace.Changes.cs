namespace Shipworthy.Extractors.Queries.Tracing;

/// <content>What happens to a variable after its declaration, and what its callers hand to a parameter.</content>
sealed partial class ValueTrace
{
    /// <summary>The values that are assigned or added to a variable later.</summary>
    IEnumerable<Code> AssignedTo(Code variable) =>
        ScopeOf(variable)
            .Descendants()
            .Where(one =>
                (
                    one.Kind is CodeKind.Assignment
                    && one[Part.Target] is { Kind: CodeKind.Name } target
                    && target.Name == variable.Name
                    && code.Definition(target) == variable
                )
                // Python declares a variable by its first assignment; the others are variables of the same name.
                || (
                    one.Kind is CodeKind.Variable
                    && one != variable
                    && one.Name == variable.Name
                    && one.File.Language is Language.Python
                    && one.Enclosing(CodeKind.Function) == variable.Enclosing(CodeKind.Function)
                    && !Bindings.LoopAround(one).Exists
                )
            )
            .Select(one => one[Part.Value])
            .Where(one => one.Exists)
            .Take(400);

    /// <summary>What is put into a list, a builder of text or an object that a variable holds: <c>parts.push(x)</c>, <c>sql.Append(x)</c>, <c>o.key = x</c>.</summary>
    IEnumerable<Code> PutInto(Code variable, string name = "")
    {
        foreach (var node in ScopeOf(variable).Descendants())
        {
            if (
                node.Kind is CodeKind.Call
                && name.Length == 0
                && node.Callee is { Kind: CodeKind.Member } callee
                && callee.Receiver is var holder
                && (Changing.Contains(callee.Name) && Root(holder) is { Kind: CodeKind.Name } root && IsUseOf(root, variable))
            )
                foreach (var argument in node.Arguments)
                    yield return argument;
            if (
                node.Kind is CodeKind.Assignment
                && node[Part.Target] is { Kind: CodeKind.Member or CodeKind.Index } target
                && target.Receiver is { Kind: CodeKind.Name } whole
                && (name.Length == 0 || target.Name.Length == 0 || target.Name == name)
                && IsUseOf(whole, variable)
            )
            {
                yield return node[Part.Value];
                if (target[Part.Key] is { Exists: true } key && name.Length == 0)
                    yield return key;
            }
        }
    }

    /// <summary>The object at the beginning of a chain: <c>sb</c> in <c>sb.Append(a).Append(b)</c>.</summary>
    static Code Root(Code holder)
    {
        while (holder.Kind is CodeKind.Call && holder.Callee is { Kind: CodeKind.Member } callee && Changing.Contains(callee.Name))
            holder = callee.Receiver;
        return holder;
    }

    bool IsUseOf(Code name, Code variable) => name.Name == variable.Name && code.Definition(name) == variable;

    static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "push",
        "unshift",
        "append",
        "extend",
        "insert",
        "add",
        "set",
        "splice",
        "Add",
        "AddRange",
        "Append",
        "AppendLine",
        "AppendFormat",
        "Insert",
        "update",
    };

    static Code ScopeOf(Code variable) =>
        variable.Enclosing(CodeKind.Function) is { Exists: true } function ? function : variable.File.Root;

    /// <summary>What a parameter holds: what this call hands over, what was sent, or what the callers of its function give.</summary>
    Traced Parameter(Code parameter, ImmutableArray<string> path, Code use, CallFrame? frame)
    {
        for (var around = frame; around is not null; around = around.Outer)
            if (around.Holds(parameter, out var argument))
                return argument.Exists ? Selected(argument, path, around.Outer).Through(argument) : Given(parameter[Part.Default], around);
        if (TypedValues.IsTyped(code, parameter[Part.Type]))
            return Typed(use);
        if (path is [var field] && TypedValues.IsValidated(code, parameter, field))
            return Typed(use);
        if (TypedValues.IsNarrowed(parameter))
            return new(QueryValue.Listed, use);
        if (sent.OfParameter(parameter, path, use) is { } came)
            return came;
        var function = parameter.Parent;
        if (Callers.OfCallback(function) is { Exists: true } over)
            return parameter == function.All(Part.Parameter).First() ? Selected(over, path, frame) : Typed(use);
        if (up >= MostLevelsUp)
            return Traced.Unknown(use, $"takes {Short(use)} from callers that are too far away to follow");
        var calls = callers.Of(function);
        if (calls.Count > MostCallers)
            return Traced.Unknown(use, $"takes {Short(use)} from too many callers to follow");
        if (calls.Count == 0)
            return callers.IsHandedOver(function)
                ? Traced.Unknown(use, $"takes {Short(use)} from a call that could not be found")
                : new(QueryValue.Constant, default);
        up++;
        var all = Traced.Constant;
        foreach (var call in calls)
        {
            var argument = Callers.ArgumentFor(call, parameter);
            var given =
                argument.Kind is CodeKind.Spread ? Of(argument, null)
                : argument.Exists ? Selected(argument, path, null)
                : Given(parameter[Part.Default], null);
            all |= argument.Exists ? given.Through(argument) : given;
            if (all.Kind is QueryValue.Sent)
                break;
        }
        up--;
        // A compiler keeps texts out of what it knows for a number, as long as nothing was taken from outside.
        return all.Kind is QueryValue.Unknown && TypedValues.IsDeclaredTyped(parameter, path) ? Typed(use) : all;
    }

    readonly Callers callers = new(sources);

    /// <summary>Of the variable of a loop over a list that is written out and never added to: its elements, where each is an object.</summary>
    List<Code> WrittenItems(Code variable)
    {
        if (Bindings.LoopAround(variable) is not { Exists: true, Source: { Exists: true } source } loop || variable.Part is not Part.Target)
            return [];
        if (loop.Loop.Operator is "in" && loop.Loop.File.Language is not (Language.Python or Language.CSharp))
            return [];
        if (source.Kind is CodeKind.Name)
        {
            var held = code.Definition(source);
            if (held.Kind is not CodeKind.Variable || AssignedTo(held).Any() || PutInto(held).Any())
                return [];
            source = held[Part.Value];
        }
        return source.Kind is CodeKind.Array && source.Children.All(one => one.Kind is CodeKind.Object) ? [.. source.Children] : [];
    }
}
