using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Access;

/// <summary>
/// Runs the body of a function for callers of a role without values: follows which steps they reach, what they change and read there, and what comes back.
/// A guard counts when it ends the function for them; one whose condition turns out <c>null</c> does not.
/// </summary>
sealed partial class BodyWalk(SchemaState state, Evaluation evaluation, Names names)
{
    readonly List<(Turn Path, Seen Value)> returned = [];

    /// <summary>What the steps that the caller reaches do to tables.</summary>
    public List<TableAct> Acts { get; } = [];

    /// <summary>What a function gives.</summary>
    public Seen Result(FunctionState function)
    {
        var steps = function.Steps;
        if (function.Language is "sql" || steps.All(step => step is SqlStep.Statement))
            return steps.OfType<SqlStep.Statement>().LastOrDefault() is { } last && last.Of.Tokens[0] is { Value: "select" or "with" }
                ? evaluation.See(new SqlExpression.Subquery(last.Start, SqlExpressionReader.ReadQuery(last.Of.Tokens)), names)
                : new(Turn.Unknown);
        Walk(steps, Turn.True);
        var reached = returned.Where(one => !one.Path.IsClosed()).ToList();
        return reached.Count switch
        {
            0 => Seen.Null,
            1 => reached[0].Value,
            _ when reached.All(one => one.Value == reached[0].Value) => reached[0].Value,
            _ => new(
                reached.Any(one => one.Path is Turn.Tied || one.Value.Turn is Turn.Tied) ? Turn.Tied
                : reached.Any(one => one.Path is Turn.Unknown || one.Value.Turn is Turn.Unknown) ? Turn.Unknown
                : reached.Any(one => one.Path is Turn.Chosen || one.Value.Turn is Turn.Chosen) ? Turn.Chosen
                : Turn.Free
            ),
        };
    }

    /// <summary>Follows the steps, reached by a path, and gives the path behind them; closed when they never get there.</summary>
    public Turn Walk(ImmutableArray<SqlStep> steps, Turn path)
    {
        foreach (var step in steps)
        {
            if (path.IsClosed())
                break;
            path = Walk(step, path);
        }
        return path;
    }

    Turn Walk(SqlStep step, Turn path)
    {
        switch (step)
        {
            case SqlStep.If choice:
                return Choose(choice, path);
            case SqlStep.Block block:
                var after = Walk(block.Body, path);
                Walk(block.Handlers, Turns.And(path, Turn.Free));
                return after;
            case SqlStep.Loop loop:
                Walk(loop.Body, Turns.And(path, Head(loop)));
                return path;
            case SqlStep.Raise { IsError: true }:
                return Turn.False;
            case SqlStep.Return result:
                return Return(result, path);
            case SqlStep.Assign assign:
                names.Set(assign.Name[^1], assign.Name.Length == 1 ? evaluation.See(assign.Value, names) : new(Turn.Free));
                return Called(assign.Value, path);
            case SqlStep.Statement statement:
                return Statement(statement.Of, path);
            case SqlStep.Execute execute:
                if (execute.Tokens.Any(token => token.Kind is SqlTokenKind.Text && Writes(token.Value)))
                    Acts.Add(new(DbName.Of([]), ActOnTable.Write, Turns.And(path, Turn.Unknown), execute.Start));
                return path;
            default:
                return path;
        }
    }

    static bool Writes(string text) =>
        text.Contains("insert ", StringComparison.OrdinalIgnoreCase)
        || text.Contains("update ", StringComparison.OrdinalIgnoreCase)
        || text.Contains("delete ", StringComparison.OrdinalIgnoreCase);

    Turn Choose(SqlStep.If choice, Turn path)
    {
        var ways = new List<Turn>();
        var rest = path;
        foreach (var (when, then) in choice.Branches)
        {
            var turn = evaluation.Of(when, names);
            if (turn.IsClosed())
                continue;
            var way = Walk(then, Turns.And(rest, turn));
            ways.Add(way);
            rest = Turns.And(rest, Turns.Not(turn));
            if (way.IsClosed())
                Remember(when);
            if (rest.IsClosed())
                break;
        }
        if (!rest.IsClosed())
            ways.Add(Walk(choice.Else, rest));
        var open = ways.Where(way => !way.IsClosed()).ToList();
        return open.Count switch
        {
            0 => Turn.False,
            1 => open[0],
            _ => path,
        };
    }

    /// <summary>
    /// What is known behind <c>if auth.uid() is distinct from x then raise</c>: a stranger, who is nobody, gets past it only where <c>x</c> is nothing.
    /// </summary>
    void Remember(SqlExpression refused)
    {
        if (refused is not SqlExpression.Binary { Operator: "is distinct from" } test)
            return;
        foreach (var (one, other) in new[] { (test.Left, test.Right), (test.Right, test.Left) })
            if (
                evaluation.See(one, names).Turn is Turn.Null
                && other is SqlExpression.Name { Parts: [var name] }
                && names.Of(name) is not null
            )
                names.Set(name, Seen.Null);
    }

    Turn Head(SqlStep.Loop loop)
    {
        var query = loop.Head.IndexOf(loop.Head.FirstOrDefault(token => token.Is("select")));
        return query > 0 ? evaluation.RowsOf(SqlExpressionReader.ReadQuery(loop.Head[query..]), names) : Turn.Free;
    }

    Turn Return(SqlStep.Return result, Turn path)
    {
        if (result.Query is { } query)
        {
            Statement(query, path);
            return path;
        }
        var value = result.Value is null ? Seen.Null : evaluation.See(result.Value, names);
        path = result.Value is null ? path : Called(result.Value, path);
        if (result.Value is not null)
        {
            Reads(result.Value, path);
            HandOver(result.Value, path);
        }
        returned.Add((path, value));
        return Turn.False;
    }

    /// <summary>What functions do that are called within an expression, and whether they come back.</summary>
    Turn Called(SqlExpression expression, Turn path)
    {
        foreach (var call in expression.All.OfType<SqlExpression.Call>())
            path = Follow(call, path);
        return path;
    }

    Turn Follow(SqlExpression.Call call, Turn path, bool handsOver = false)
    {
        if (level >= Deepest || state.FunctionsOf(call.Parts).FirstOrDefault() is not { Body.IsEmpty: false } function)
            return path;
        var inner = new Names { Function = function.Name.Name, IsDefiner = true };
        evaluation.Bind(function, inner, call.Arguments.Select(argument => evaluation.See(argument, names)));
        var walk = new BodyWalk(state, evaluation, inner) { level = level + 1 };
        var after = walk.Walk(function.Steps, path);
        Acts.AddRange(walk.Acts.Where(act => handsOver || act.Kind is not ActOnTable.Read).Select(act => act with { Start = call.Start }));
        return walk.returned.Count > 0
            ? walk.returned.Select(one => one.Path).Append(after).Where(one => !one.IsClosed()).DefaultIfEmpty(Turn.False).Aggregate(Weaker)
            : after;
    }

    static Turn Weaker(Turn left, Turn right) => Turns.Or(left, right);

    const int Deepest = 3;

    int level;
}

/// <summary>What is done to a table.</summary>
enum ActOnTable
{
    /// <summary>Rows are read and handed over.</summary>
    Read,

    /// <summary>Rows are made, changed or removed.</summary>
    Write,

    /// <summary>Numbers are raised, and nothing else is changed.</summary>
    Count,
}

/// <summary>Something that a function does to a table.</summary>
/// <param name="Table">The table; without a name when it is not known.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Path">How it turns out whether the caller gets there, to rows of others.</param>
/// <param name="Start">Where the statement begins in the file.</param>
sealed record TableAct(DbName Table, ActOnTable Kind, Turn Path, int Start)
{
    /// <summary>The columns that are read or set.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];
}
