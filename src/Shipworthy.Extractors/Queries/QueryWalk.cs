using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>Walks from a function through the functions of the app that it calls, and gathers the queries on the way with the loops that repeat them.</summary>
sealed partial class QueryWalk
{
    const int Deepest = 7;
    const int Most = 250;

    readonly CodeBase code;
    readonly PathReader reader;
    readonly QueryShapes shapes;
    readonly Loops loops;
    readonly Implementations implementations;
    readonly Mediators mediators;
    readonly AutoImports autoImports;
    readonly Decorations decorations;
    readonly Endpoints.Steps.Dependencies dependencies;
    readonly Dictionary<Code, FoundQuery?> found = [];
    readonly Dictionary<(Code Function, int Depth), ImmutableArray<FoundQuery>> known = [];

    /// <summary>A walk through an app.</summary>
    public QueryWalk(Sources sources, PathReader reader, IndexedSchema schema)
    {
        code = sources.Code;
        this.reader = reader;
        shapes = new(code, schema);
        loops = new(
            new(code, call => QueryAt(call) is { IsWrite: false } query ? (true, query.Shape?.Limit) : (false, null), LeadsToQuery)
        );
        implementations = new(code);
        mediators = new(code);
        autoImports = new(code);
        decorations = new(code);
        dependencies = new(code);
    }

    /// <summary>The queries that a function leads to.</summary>
    public ImmutableArray<FoundQuery> Of(Code function) => Of(function, Deepest);

    /// <summary>The queries that stand in a file, and those that its loops lead to.</summary>
    public ImmutableArray<FoundQuery> In(CodeFile file) => Inside(file.Root, 2, followsAll: false);

    ImmutableArray<FoundQuery> Of(Code function, int depth)
    {
        var body = function.Body.Exists ? function : implementations.Of(function);
        if (!body.Exists || depth <= 0)
            return [];
        if (known.TryGetValue((body, depth), out var before))
            return before;
        // What calls itself adds nothing to itself.
        known[(body, depth)] = [];
        return known[(body, depth)] = Inside(body, depth, followsAll: true);
    }

    ImmutableArray<FoundQuery> Inside(Code function, int depth, bool followsAll)
    {
        var all = ImmutableArray.CreateBuilder<FoundQuery>();
        var keys = new HashSet<Code>();
        if (function.Kind is CodeKind.Function)
            foreach (var dependency in dependencies.Of(function))
                if (
                    code.FunctionOf(dependency.Kind is CodeKind.Call ? dependency.Callee : dependency) is { Exists: true } needed
                    && needed != function
                )
                    all.AddRange(Of(needed, depth - 1));
        foreach (var node in function.Descendants())
        {
            if (all.Count >= Most)
                break;
            if (node.Kind is not (CodeKind.Call or CodeKind.New or CodeKind.Assignment) || node.Parent.Kind is CodeKind.Decorator)
                continue;
            if (QueryAt(node) is { } query)
            {
                if (keys.Add(query.Key))
                    all.Add(query with { Loop = loops.Around(node, function), Standing = node });
                continue;
            }
            if (node.Kind is CodeKind.Assignment)
                continue;
            var loop = followsAll ? null : loops.Around(node, function);
            if (!followsAll && loop is null)
                continue;
            var target = TargetOf(node);
            if (target.Kind is not CodeKind.Function)
                continue;
            if (target == function || function.Contains(target))
            {
                all.AddRange(AgainFor(node, target, function));
                continue;
            }
            var inner = Of(target, depth - 1);
            if (inner.IsEmpty)
                continue;
            loop ??= loops.Around(node, function);
            foreach (var one in inner)
                if (all.Count < Most)
                    all.Add(one.Loop is null && loop is not null ? one with { Loop = loop, Standing = node } : one);
        }
        return all.ToImmutable();
    }

    /// <summary>The query of a function that stands inside another, or that calls itself, where a call of it in a loop repeats it.</summary>
    IEnumerable<FoundQuery> AgainFor(Code call, Code target, Code function) =>
        loops.Around(call, target.Contains(call) ? target : function) is { Bound: RepeatBound.RowsOfQuery or RepeatBound.SentByCaller } loop
            ? target
                .Descendants(CodeKind.Call)
                .Where(one => one.Enclosing(CodeKind.Function) == target)
                .Select(QueryAt)
                .OfType<FoundQuery>()
                .OrderBy(one => one.IsWrite ? 1 : 0)
                .Take(1)
                .Select(one => one with { Loop = loop, Standing = call })
            : [];

    Code TargetOf(Code call) =>
        mediators.HandlerOf(call) is { Exists: true } handles ? handles
        : code.Target(call) is { Exists: true } own ? own
        : autoImports.Of(call) is { Exists: true } given ? given
        : code.FunctionOf(decorations.Of(call.Callee));

    /// <summary>The query that a node is; null where it is none.</summary>
    FoundQuery? QueryAt(Code node)
    {
        if (found.TryGetValue(node, out var before))
            return before;
        found[node] = null;
        return found[node] = Read(node);
    }

    FoundQuery? Read(Code node)
    {
        // command.CommandText = "select …"
        if (node.Kind is CodeKind.Assignment)
            return node[Part.Target].Name is "CommandText" && node[Part.Value].String is { } sql && ShapesInSql.Of(sql) is { } stated
                ? new FoundQuery(node, node, stated, stated.IsWrite) { Standing = node }
                : null;
        if (node.Kind is not CodeKind.Call || mediators.HandlerOf(node).Exists)
            return null;
        var isKnown = ShapesInPrisma.Is(node) || EndsInLinq(node) || shapes.AskDocuments(node);
        var act = ShapesInPrisma.Is(node) ? null : reader.Idiom(node);
        var isAccess = act is { Kind: ActKind.Does, Effect: EffectKind.ReadsData or EffectKind.WritesData } or { Kind: ActKind.AsksWho };
        if (!isKnown && !isAccess)
            return null;
        if (shapes.Of(node) is var (key, shape))
            return new FoundQuery(node, key, shape, shape.IsWrite) { Standing = node };
        if (act is null or { Kind: ActKind.AsksWho } || !Runs(node, act) || IsHandedStatement(node))
            return null;
        var isFunction = node.Callee.Name is "rpc";
        return new FoundQuery(
            node,
            Chain.Top(node),
            null,
            isFunction ? !AsksOnly().IsMatch(node.ArgumentAt(0).String ?? "") : act.Effect is EffectKind.WritesData
        )
        {
            Standing = node,
        };
    }

    /// <summary>Whether a call reaches the database by itself, whatever it is given. A list that a query gave has a <c>find</c> of its own.</summary>
    static bool Runs(Code node, Act act) =>
        RunsAlone().IsMatch(node.Callee.Name)
        || EndsInLinq(node)
        || act.By
            is "mongoose"
                or "mongodb"
                or "pymongo"
                or "motor"
                or "MongoDB"
                or "sequelize"
                or "typeorm"
                or "firebase-admin"
                or "peewee"
                or "tortoise"
            && RunsOnDocuments().IsMatch(node.Callee.Name)
            // TypeORM's create makes an object, and no row.
            && !(act.By is "typeorm" && node.Callee.Name is "create");

    /// <summary>Whether the function of the app that a call runs asks a database.</summary>
    bool LeadsToQuery(Code call) => TargetOf(call) is { Kind: CodeKind.Function } target && Of(target, 3).Any(one => !one.IsWrite);

    static bool EndsInLinq(Code node) =>
        node.File.Language is Language.CSharp && node.Callee.Kind is CodeKind.Member && Materializing().IsMatch(node.Callee.Name);

    /// <summary>Whether a session runs a statement that is read where it was put together.</summary>
    static bool IsHandedStatement(Code call) =>
        call.File.Language is Language.Python
        && call.Callee.Name is "exec" or "execute" or "scalar" or "scalars"
        && call.ArgumentAt(0).Kind is CodeKind.Name or CodeKind.Call;

    /// <summary>Calls that reach the database by themselves, whatever they are given.</summary>
    [GeneratedRegex(
        @"^(?:commit|flush|SaveChanges(?:Async)?|execute(?:many)?|Execute\w*|Query\w*|query|\$queryRaw\w*|\$executeRaw\w*|rpc|fetch(?:row|val|all|one)|save|bulkCreate|destroy|get_or_create)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunsAlone();

    [GeneratedRegex(
        @"^(?:find\w*|count\w*|aggregate|insert\w*|update\w*|delete\w*|replace\w*|create|exists)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunsOnDocuments();

    /// <summary>Names of functions of the database that say that they only ask.</summary>
    [GeneratedRegex(@"^_?(?:get|is|has|can|check|list|find|search|count|fetch|match)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AsksOnly();

    [GeneratedRegex(
        @"^(?:ToList|ToArray|ToDictionary|ToHashSet|First|FirstOrDefault|Single|SingleOrDefault|Last|LastOrDefault|Any|All|Count|LongCount|Find|Sum|Max|Min|Average|ExecuteUpdate|ExecuteDelete|ForEach|AsAsyncEnumerable)(?:Async)?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Materializing();
}
