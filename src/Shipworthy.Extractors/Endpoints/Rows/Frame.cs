using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>One call of a function: tells of the expressions inside it where their values come from.</summary>
/// <param name="code">The app.</param>
/// <param name="reader">Tells whether a call finds the caller.</param>
/// <param name="function">The function.</param>
/// <param name="parameters">The bearings of its parameters in this call.</param>
sealed class Frame(CodeBase code, PathReader reader, Code function, IReadOnlyDictionary<Code, Bearing> parameters)
{
    readonly Dictionary<Code, Bearing> known = [];
    readonly Dictionary<Code, bool> asks = [];
    ILookup<string, Code>? bindings;

    /// <summary>The function.</summary>
    public Code Function => function;

    /// <summary>Where the value of an expression comes from: the union over everything that is named in it.</summary>
    public Bearing Of(Code expression)
    {
        if (!expression.Exists)
            return Bearing.None;
        var all = OfNode(expression);
        // What a call that finds the caller is given says nothing about what it gives.
        if (all.HasFlag(Bearing.Caller) && expression.Kind is CodeKind.Call or CodeKind.Await)
            return all;
        foreach (var child in expression.Children)
            if (all == (Bearing.Caller | Bearing.Sent))
                break;
            else if (!(child.Part is Part.Receiver && all != Bearing.None))
                all |= Of(child);
        return all;
    }

    Bearing OfNode(Code node) =>
        node.Kind switch
        {
            CodeKind.Name => OfName(node),
            CodeKind.Member => OfMember(node),
            CodeKind.Index => IsSession(node) ? Bearing.Caller : Bearing.None,
            CodeKind.Call => OfCall(node),
            _ => Bearing.None,
        };

    Bearing OfMember(Code member)
    {
        var holder = member.Receiver.Kind is CodeKind.Name or CodeKind.Member ? member.Receiver.Name : "";
        if (RowWords.IsCaller(member.Name) && (RowWords.IsRequest(holder) || holder is "session" or "User" or "auth"))
            return Bearing.Caller;
        if (RowWords.IsSent(member.Name) && (RowWords.IsRequest(holder) || holder is "self"))
            return Bearing.Sent;
        // What holds both is told apart by what is taken of it.
        if (member.Receiver is { Kind: CodeKind.Name } receiver && OfName(receiver) is (Bearing.Caller | Bearing.Sent) and var both)
            return OfEntry(receiver, member.Name)
                ?? (RowWords.IsOwner(member.Name) || RowWords.IsCaller(member.Name) ? Bearing.Caller : Bearing.Sent);
        return Bearing.None;
    }

    /// <summary>Of an object that was made here: where an entry of it comes from.</summary>
    Bearing? OfEntry(Code name, string entry) =>
        code.Definition(name) is { Kind: CodeKind.Variable } variable
        && variable[Part.Value] is { Kind: CodeKind.Object } made
        && made.Property(entry) is { Exists: true } property
            ? Of(property[Part.Value])
            : null;

    Bearing OfCall(Code call)
    {
        var name = call.Callee.Name;
        if (call.Callee.Kind is CodeKind.Member)
        {
            var holder = call.Receiver.Kind is CodeKind.Name or CodeKind.Member ? call.Receiver.Name : "";
            if (name is "get" && holder is "c" or "ctx" or "context" or "session" && call.ArgumentAt(0).String is { } key)
                return RowWords.IsCaller(key) ? Bearing.Caller : Bearing.None;
            if (RowWords.ReadsSent(name) && RowWords.IsRequest(holder))
                return Bearing.Sent;
            if (IsPrincipal(call.Receiver))
                return Bearing.Caller;
        }
        else if (name is "readBody" or "getRouterParam" or "getRouterParams" or "getQuery" or "useParams" or "readValidatedBody")
            return Bearing.Sent;
        return RowWords.MayGiveCaller(name) && Asks(call) ? Bearing.Caller : Bearing.None;
    }

    bool Asks(Code call)
    {
        if (asks.TryGetValue(call, out var before))
            return before;
        asks[call] = false;
        var own = reader.Idiom(call);
        var acts =
            own is not null ? [own]
            : code.Target(call).Kind is CodeKind.Function ? reader.Of(call)
            : [];
        return asks[call] =
            acts.Any(act => act.Kind is ActKind.ProvesUser or ActKind.AsksWho or ActKind.Attaches)
            && !acts.Any(act => act is { Kind: ActKind.Does, Effect: EffectKind.WritesData });
    }

    Bearing OfName(Code name)
    {
        if (IsPrincipal(name))
            return Bearing.Caller;
        var found = code.Definition(name);
        if (!found.Exists)
            return name.Name is "current_user" ? Bearing.Caller : Bearing.None;
        if (parameters.TryGetValue(found, out var given))
            return given;
        if (known.TryGetValue(name, out var before))
            return before;
        known[name] = Bearing.None;
        return known[name] = OfDefinition(found, name);
    }

    Bearing OfDefinition(Code found, Code use)
    {
        var type = found[Part.Type].Exists ? found[Part.Type].Name : "";
        if (found.Kind is CodeKind.Parameter or CodeKind.Property || !function.Contains(found))
            return RowWords.IsCallerType(type) ? Bearing.Caller : Bearing.None;
        for (var (at, steps) = (found, 0); at.Exists && at != function && steps < 6; (at, steps) = (at.Parent, steps + 1))
        {
            if (parameters.TryGetValue(at, out var given))
                return given;
            if (at.Kind is CodeKind.Loop)
                return Of(at[Part.Source]);
            if (at.Kind is CodeKind.Block)
                break;
            if (at.Kind is CodeKind.Variable or CodeKind.Assignment && at[Part.Value] is { Exists: true } value)
                // const { user } = ctx
                return at != found && value.Kind is CodeKind.Name or CodeKind.Member && RowWords.IsRequest(value.Name)
                    ? RowWords.IsCaller(found.Name)
                        ? Bearing.Caller
                        : RowWords.IsSent(found.Name)
                            ? Bearing.Sent
                            : Bearing.None
                    : OfValues(found.Name, value, use);
        }
        return OfValues(found.Name, default, use);
    }

    /// <summary>
    /// What a variable may hold at a place: the last value that it was surely given before, and those that it may have been given since. It is the caller's only
    /// where all of them are.
    /// </summary>
    Bearing OfValues(string variable, Code first, Code use)
    {
        bindings ??= function
            .Descendants()
            .Where(one =>
                one[Part.Value].Exists
                && (
                    one.Kind is CodeKind.Assignment && one[Part.Target].Kind is CodeKind.Name
                    || one.Kind is CodeKind.Variable && one.Name.Length > 0
                )
            )
            .ToLookup(one => one.Kind is CodeKind.Variable ? one.Name : one[Part.Target].Name, StringComparer.Ordinal);
        var all = bindings[variable].Where(one => !one.Contains(use)).ToList();
        if (all.Count < 2)
            return Of(first.Exists ? first : all.FirstOrDefault()[Part.Value]);
        var sure = all.FindLastIndex(one => one.Start < use.Start && StatementsAround(one).Contains(use));
        var some = all.Where((one, at) => at >= sure && (one.Start < use.Start || sure < 0))
            .Take(8)
            .Select(one => Of(one[Part.Value]))
            .ToList();
        return some.Count == 0 ? Of(first)
            : some.TrueForAll(one => one.HasFlag(Bearing.Caller)) ? some.Aggregate((one, other) => one | other)
            : some.Aggregate((one, other) => one | other) & ~Bearing.Caller;
    }

    /// <summary>The statements among which a binding stands.</summary>
    static Code StatementsAround(Code binding)
    {
        var at = binding.Parent;
        while (at.Parent.Exists && at.Kind is not (CodeKind.Block or CodeKind.Function or CodeKind.Module or CodeKind.Case))
            at = at.Parent;
        return at;
    }

    /// <summary>The principal of a controller of .NET, a service of the app that stands for the caller, the user of Flask-Login.</summary>
    bool IsPrincipal(Code node) =>
        node.Kind is CodeKind.Name or CodeKind.Member
        && (
            node.File.Language is Language.CSharp
                ? node.Name is "User"
                    && (node.Kind is CodeKind.Name ? !code.Definition(node).Exists : RowWords.IsRequest(node.Receiver.Name))
                : node.Name is "current_user" && code.OriginOf(node).Package is "flask_login"
        );

    static bool IsSession(Code index) =>
        index.Receiver.Name is "session"
        && RowWords.IsCaller(index.Name)
        && !(index.Part is Part.Target && index.Parent.Kind is CodeKind.Assignment);
}
