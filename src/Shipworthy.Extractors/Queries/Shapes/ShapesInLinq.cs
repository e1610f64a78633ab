using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of Entity Framework Core: <c>context.Orders.Where(order =&gt; order.OwnerId == id).ToListAsync()</c>.</summary>
/// <param name="code">The app.</param>
sealed partial class ShapesInLinq(CodeBase code)
{
    /// <summary>The set of entities that a chain begins with; empty where it is none.</summary>
    public string SetOf(Chain chain)
    {
        if (chain.Calls is [var first, ..] && first.Call.Callee.Name is "Set")
            return first.Call.All(Part.Type).FirstOrDefault() is { Exists: true } given ? GenericSets.Bound(given, first.Call).Name
                : first.Call.Callee.All(Part.Type).FirstOrDefault() is { Exists: true } type ? GenericSets.Bound(type, first.Call).Name
                : "";
        var root = chain.Calls is [var one, ..] && one.Call.Callee.Kind is CodeKind.Member ? one.Call.Receiver : chain.Root;
        if (root.Kind is CodeKind.Name && code.Definition(root) is { Exists: true } kept)
        {
            if (kept[Part.Type] is { Name: "DbSet" or "IQueryable" } type)
                return GenericSets.Bound(type.All(Part.Type).FirstOrDefault(), root).Name;
            if (kept[Part.Value] is { Kind: CodeKind.Member } value)
                root = value;
        }
        return root is { Kind: CodeKind.Member } && IsContext(root.Receiver) && root.Name is not ("Database" or "ChangeTracker" or "Model")
            ? root.Name
            : "";
    }

    /// <summary>Whether an expression is a context, rather than an object that has a list.</summary>
    bool IsContext(Code holder) =>
        Context().IsMatch(holder.Name) || code.Definition(holder)[Part.Type] is { Exists: true } type && Context().IsMatch(type.Name);

    [GeneratedRegex(
        "(?<!^_?(?:http|action|hub|controller))context$|^_?db$|ctx$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Context();

    /// <summary>What a chain asks of a set.</summary>
    public QueryShape Of(Chain chain, string set)
    {
        var always = Condition.True;
        var sometimes = ImmutableArray.CreateBuilder<(Condition, Location)>();
        foreach (var (call, isConditional) in chain.Calls)
        {
            if (call.Callee.Name is "Select" or "SelectMany" or "GroupBy" or "Join")
                break;
            Condition? asks =
                call.Callee.Name is "FindAsync" or "Find" ? Condition.Of("id", PredicateOp.Equal)
                : call.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Function) is { Exists: true } lambda
                && Chooses(call.Callee.Name)
                    ? OfLambda(lambda)
                : call.Callee.Name is "Where" ? Condition.Opaque
                : null;
            if (asks is not { } condition)
                continue;
            if (isConditional)
                sometimes.Add((condition, call.At));
            else
                always = always.And(condition);
        }
        return new(set)
        {
            Filter = always,
            Sometimes = sometimes.ToImmutable(),
            IgnoresFilters = chain.Has("IgnoreQueryFilters"),
            IsWrite = chain.Has("ExecuteUpdateAsync", "ExecuteDeleteAsync", "ExecuteUpdate", "ExecuteDelete"),
            Limit =
                chain.Calls.Any(one =>
                    one.Call.Callee.Name.StartsWith("First", StringComparison.Ordinal)
                    || one.Call.Callee.Name.StartsWith("Single", StringComparison.Ordinal)
                    || one.Call.Callee.Name is "FindAsync"
                )
                    ? 1
                : int.TryParse(chain.Call("Take").ArgumentAt(0).String, out var limit) ? limit
                : null,
        };
    }

    static bool Chooses(string name) =>
        name is "Where"
        || name.StartsWith("First", StringComparison.Ordinal)
        || name.StartsWith("Single", StringComparison.Ordinal)
        || name.StartsWith("Last", StringComparison.Ordinal)
        || name.StartsWith("Any", StringComparison.Ordinal)
        || name.StartsWith("Count", StringComparison.Ordinal)
        || name.StartsWith("LongCount", StringComparison.Ordinal);

    Condition OfLambda(Code lambda)
    {
        var parameter = lambda.All(Part.Parameter).FirstOrDefault().Name;
        var body = lambda.Body.Kind is CodeKind.Block ? lambda.Body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value] : lambda.Body;
        return new Comparisons(
            code,
            node =>
                node is not { Kind: CodeKind.Member } || node.Part is Part.Callee ? null
                : node.Receiver is { Kind: CodeKind.Name } holder && holder.Name == parameter ? ("", node.Name)
                // What is asked of a related row: order.Owner.Email
                : node.Receiver is { Kind: CodeKind.Member, Receiver: { Kind: CodeKind.Name } far }
                && far.Name == parameter
                && node.Name is not ("Value" or "HasValue" or "Date" or "Length" or "Count" or "Year" or "Month" or "Day")
                    ? (node.Receiver.Name, node.Name)
                : null
        ).Of(body);
    }
}
