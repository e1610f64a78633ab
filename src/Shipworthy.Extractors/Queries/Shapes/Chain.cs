namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>A call of a chain.</summary>
/// <param name="Call">The call.</param>
/// <param name="IsConditional">Whether the chain is also used without it.</param>
readonly record struct ChainCall(Code Call, bool IsConditional);

/// <summary>
/// The calls that make a query, innermost first, also where the query is put together in several statements: <c>let query = …; if (x) query = query.eq("x", x)</c>.
/// </summary>
/// <param name="Key">What tells the query from others: its first statement.</param>
/// <param name="Root">What the chain begins with: the client, the model.</param>
/// <param name="Calls">The calls.</param>
sealed record Chain(Code Key, Code Root, ImmutableArray<ChainCall> Calls)
{
    /// <summary>The chain that a call is part of.</summary>
    public static Chain Of(CodeBase code, Code access)
    {
        var whole = Top(access);
        var (root, _) = Spine(whole);
        var function = Around(access);
        // The chain goes on from a variable, or is kept in one.
        var holder =
            root.Kind is CodeKind.Name
            && code.Definition(root) is { Kind: CodeKind.Variable } variable
            && function.Contains(variable)
            && variable[Part.Value] is { Exists: true } begun
            && BeginsQuery(begun)
                ? variable
                : HolderOf(whole);
        if (!holder.Exists)
            return new(whole, root, CallsOf(whole, isConditional: false));
        var first = Unwrapped(holder[Part.Value]);
        var calls = new List<ChainCall>(CallsOf(first, isConditional: false));
        var name = holder.Kind is CodeKind.Assignment ? holder[Part.Target].Name : holder.Name;
        foreach (var use in function.Descendants(CodeKind.Name))
        {
            if (use.Name != name || use.Start <= holder.End || use.Part is not Part.Receiver)
                continue;
            // Another variable of the same name in another block holds another query.
            if (holder.Kind is CodeKind.Variable && code.Definition(use) is { Kind: CodeKind.Variable } other && other != holder)
                continue;
            var top = Top(use);
            var (begin, found) = Spine(top);
            if (begin == use && found.Count > 0)
                calls.AddRange(CallsOf(top, IsConditional(top, holder, function)));
        }
        return new(holder, Spine(first).Root, [.. calls]);
    }

    /// <summary>The calls of a name that run whatever happens.</summary>
    public Code Call(params ReadOnlySpan<string> names)
    {
        foreach (var one in Calls)
            if (names.Contains(one.Call.Callee.Name))
                return one.Call;
        return default;
    }

    /// <summary>Whether the chain has a call of a name.</summary>
    public bool Has(params ReadOnlySpan<string> names) => Call(names).Exists;

    /// <summary>The outermost expression that a call or name is the beginning of.</summary>
    public static Code Top(Code node)
    {
        var at = node;
        while (
            at.Parent.Exists
            && (
                at.Part is Part.Receiver && at.Parent.Kind is CodeKind.Member or CodeKind.Index
                || at.Part is Part.Callee && at.Parent.Kind is CodeKind.Call
                || at.Parent.Kind is CodeKind.Await or CodeKind.Unary
            )
        )
            at = at.Parent;
        return Unwrapped(at);
    }

    static Code Unwrapped(Code node) => node.Kind is CodeKind.Await or CodeKind.Unary ? Unwrapped(node[Part.Value]) : node;

    static Code HolderOf(Code whole)
    {
        var at = whole;
        while (at.Parent.Kind is CodeKind.Await or CodeKind.Unary)
            at = at.Parent;
        return
            at.Part is Part.Value
            && (
                at.Parent is { Kind: CodeKind.Variable, Name.Length: > 0 }
                || at.Parent is { Kind: CodeKind.Assignment } kept && kept[Part.Target].Kind is CodeKind.Name
            )
            && at.Kind is not CodeKind.Await
            ? at.Parent
            : default;
    }

    /// <summary>Whether a value begins a query, rather than being the client that queries are asked of.</summary>
    static bool BeginsQuery(Code node)
    {
        var (root, calls) = Spine(Unwrapped(node));
        return calls.Exists(one =>
                one.Callee.Name
                    is "from"
                        or "table"
                        or "select"
                        or "query"
                        or "select_from"
                        or "update"
                        or "delete"
                        or "filter"
                        or "Where"
                        or "Set"
                        or "AsQueryable"
                        or "AsNoTracking"
                        or "Include"
                        or "OrderBy"
                        or "exclude"
                || one.Callee.Kind is CodeKind.Member && one.Receiver.Name is "objects"
            )
            || root.Kind is CodeKind.Member && root.File.Language is Language.CSharp && calls.Count == 0;
    }

    static ImmutableArray<ChainCall> CallsOf(Code whole, bool isConditional) =>
        [.. Spine(whole).Calls.Select(one => new ChainCall(one, isConditional))];

    /// <summary>What a chain begins with, and its calls from there on.</summary>
    public static (Code Root, List<Code> Calls) Spine(Code node)
    {
        var calls = new List<Code>();
        for (var steps = 0; steps < 80; steps++)
            switch (node.Kind)
            {
                case CodeKind.Await or CodeKind.Unary:
                    node = node[Part.Value];
                    break;
                case CodeKind.Call:
                    calls.Add(node);
                    if (node.Callee.Kind is not CodeKind.Member)
                        return (node, Reversed(calls));
                    node = node.Callee.Receiver;
                    break;
                case CodeKind.Member or CodeKind.Index when node.Receiver.Kind is CodeKind.Call or CodeKind.Member or CodeKind.Await:
                    if (node.Receiver.Kind is CodeKind.Member && !node.Receiver.Descendants(CodeKind.Call).Any())
                        return (node, Reversed(calls));
                    node = node.Receiver;
                    break;
                default:
                    return (node, Reversed(calls));
            }
        return (node, Reversed(calls));
    }

    static List<Code> Reversed(List<Code> calls)
    {
        calls.Reverse();
        return calls;
    }

    static bool IsConditional(Code node, Code holder, Code function)
    {
        for (var at = node; at.Exists && at != function; at = at.Parent)
            if (at.Kind is CodeKind.Branch or CodeKind.Conditional or CodeKind.Case or CodeKind.Loop && !at.Contains(holder) && at != node)
                return true;
        return false;
    }

    /// <summary>The outermost function around a node, or its file.</summary>
    static Code Around(Code node)
    {
        var function = node.Enclosing(CodeKind.Function);
        return function.Exists ? function : node.File.Root;
    }
}
