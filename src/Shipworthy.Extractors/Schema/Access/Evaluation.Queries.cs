using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Access;

/// <summary>Calls, and queries within conditions.</summary>
sealed partial class Evaluation
{
    /// <summary>Functions that come with the database and give nothing for nothing.</summary>
    static readonly HashSet<string> Strict = new(StringComparer.Ordinal)
    {
        "lower",
        "upper",
        "trim",
        "btrim",
        "length",
        "split_part",
        "substring",
        "substr",
        "replace",
        "starts_with",
        "md5",
        "to_char",
        "date_trunc",
        "extract",
        "date_part",
        "abs",
        "round",
        "floor",
        "ceil",
        "array_length",
        "cardinality",
        "unnest",
        "any",
        "array_append",
        "string_to_array",
        "regexp_replace",
        "left",
        "right",
        "concat",
        "concat_ws",
        "jsonb_array_length",
        "array_position",
        "age",
        "digest",
        "encode",
        "decode",
        "crypt",
        "to_jsonb",
        "to_json",
    };

    /// <summary>Functions that come with the database and depend on nobody.</summary>
    static readonly HashSet<string> OfNobody = new(StringComparer.Ordinal)
    {
        "now",
        "current_timestamp",
        "current_date",
        "clock_timestamp",
        "statement_timestamp",
        "gen_random_uuid",
        "uuid_generate_v4",
        "random",
        "count",
        "sum",
        "max",
        "min",
        "avg",
        "bool_or",
        "bool_and",
        "array_agg",
        "string_agg",
        "json_agg",
        "jsonb_agg",
        "json_build_object",
        "jsonb_build_object",
        "row_to_json",
        "greatest",
        "least",
        "format",
        "nextval",
        "generate_series",
        "txid_current",
        "pg_sleep",
        "array",
        "row",
        "to_timestamp",
        "make_interval",
        "gen_salt",
        "gen_random_bytes",
        "json_object_agg",
        "jsonb_object_agg",
        "row_number",
        "rank",
    };

    Seen OfCall(SqlExpression.Call call, Names names)
    {
        switch (call.Dotted)
        {
            case "auth.uid":
                return IsStranger ? Seen.Null : new(Turn.Tied, IsSomething: true);
            case "auth.role":
                return Seen.Known(role);
            case "auth.email":
                return IsStranger ? Seen.Null : new(Turn.Tied);
            case "auth.jwt":
                return new(Turn.Tied, IsSomething: true);
            case "current_setting":
                return OfSetting(call);
            case "coalesce":
                return OfCoalesce(call, names);
            case "nullif":
                return call.Arguments is [var only, ..] ? See(only, names) with { IsSomething = false } : Seen.Null;
            case "storage.foldername" or "storage.filename" or "storage.extension":
                return new(Turn.Free);
        }
        if (state.FunctionsOf(call.Parts).FirstOrDefault(function => function.Parameters.Length >= call.Arguments.Length) is { } own)
            return OfFunction(own, call, names);
        var name = call.Parts[^1];
        if (OfNobody.Contains(name))
            return Together(call.Arguments, names);
        if (Strict.Contains(name))
            return call.Arguments.Any(argument => See(argument, names).Turn is Turn.Null) ? Seen.Null : Together(call.Arguments, names);
        return new(Turn.Unknown);
    }

    Seen OfSetting(SqlExpression.Call call) =>
        call.Arguments is [SqlExpression.Text { Value: var setting }, ..]
            ? setting switch
            {
                "request.jwt.claim.role" or "role" => Seen.Known(role),
                "request.jwt.claim.sub" => IsStranger ? Seen.Null : new(Turn.Tied, IsSomething: true),
                _ when setting.StartsWith("request.header", StringComparison.Ordinal) => new(Turn.Chosen),
                _ => new(Turn.Tied),
            }
            : new(Turn.Tied);

    Seen OfCoalesce(SqlExpression.Call call, Names names)
    {
        var left = new List<Seen>();
        foreach (var argument in call.Arguments)
        {
            var seen = See(argument, names);
            if (seen.Turn is Turn.Null)
                continue;
            left.Add(seen);
            if (seen.IsSomething)
                break;
        }
        return left.Count switch
        {
            0 => Seen.Null,
            1 => left[0],
            _ => left[0] with { Text = null, IsSomething = left[^1].IsSomething },
        };
    }

    Seen OfFunction(FunctionState function, SqlExpression.Call call, Names names)
    {
        if (depth >= Deepest || function.Body.IsEmpty)
            return new(Turn.Unknown);
        depth++;
        var inner = new Names { Function = function.Name.Name, IsDefiner = function.IsDefiner || names.IsDefiner };
        Bind(function, inner, call.Arguments.Select(argument => See(argument, names)));
        var seen = new BodyWalk(state, this, inner).Result(function);
        depth--;
        return seen;
    }

    /// <summary>Gives the parameters of a function their values; those that are left out have their defaults.</summary>
    public void Bind(FunctionState function, Names inner, IEnumerable<Seen> arguments)
    {
        var all = arguments.ToList();
        for (var i = 0; i < function.Parameters.Length; i++)
        {
            var value =
                i < all.Count ? all[i]
                : function.Parameters[i].Default is { } usual ? See(usual, Names.None)
                : new(Turn.Free);
            if (function.Parameters[i].Name is { Length: > 0 } name)
                inner.Set(name, value);
            inner.Set(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${i + 1}"), value);
        }
    }

    /// <summary>How it turns out whether a query finds rows.</summary>
    public Turn RowsOf(SqlQuery query, Names names)
    {
        if (query.IsAggregate)
            return Turn.True;
        var turn = query.Tables.IsEmpty && query.Conditions.IsEmpty && query.Nested.IsEmpty && query.Calls.IsEmpty ? Turn.True : Turn.Free;
        foreach (var call in query.Calls)
            turn = Turns.And(turn, See(call, names).Turn is var found && found is Turn.True or Turn.False ? Turn.Free : found);
        foreach (var condition in query.Conditions)
            turn = Turns.And(turn, See(condition, names).Turn);
        foreach (var table in query.Tables)
            turn = Turns.And(turn, Visible(table, names));
        foreach (var nested in query.Nested)
            if (query.Tables.IsEmpty)
                turn = Turns.And(turn, RowsOf(nested, names));
        return turn;
    }

    /// <summary>Whether the caller sees rows of a table at all: within conditions its own policies hold as well.</summary>
    Turn Visible(SqlTableName name, Names names)
    {
        if (names.IsDefiner || !state.Tables.TryGetValue(DbName.Of(name.Parts), out var table) || table.HasRowSecurity is not true)
            return Turn.Free;
        if (visible.TryGetValue(table.Name, out var known))
            return known;
        if (!asking.Add(table.Name))
            return Turn.Free;
        var turn = new Policies(this).Of(table, PolicyCommand.Select).Turn;
        asking.Remove(table.Name);
        return visible[table.Name] = turn is Turn.True ? Turn.Free : turn;
    }

    readonly Dictionary<DbName, Turn> visible = [];
    readonly HashSet<DbName> asking = [];

    Seen ValueOf(SqlQuery query, Names names)
    {
        var rows = RowsOf(query, names);
        if (rows.IsClosed())
            return Seen.Null;
        var column = query.Columns.IsEmpty ? new(Turn.Free) : See(query.Columns[0], names);
        if (query.Tables.IsEmpty && query.Nested.IsEmpty && query.Calls.IsEmpty)
            return column;
        if (query.IsAggregate)
            return new(
                query.Conditions.Aggregate(
                    Turn.Free,
                    (turn, condition) => Stronger(turn, See(condition, names).Turn is var one && one.IsClosed() ? Turn.Free : one)
                )
            );
        return new(Stronger(rows, column.Turn is Turn.True or Turn.False or Turn.Null ? Turn.Free : column.Turn));
    }
}
