using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>Functions, triggers, views, and blocks that run while the migration does.</summary>
sealed partial class MigrationReader
{
    static readonly HashSet<string> Directions = new(StringComparer.Ordinal) { "in", "inout", "variadic" };

    void CreateFunction(SqlCursor cursor, Location at)
    {
        cursor.Takes("if", "not", "exists");
        var name = DbName.Of(cursor.Name());
        var parameters = Parameters(cursor.Brackets());
        var returns = cursor.Takes("returns") ? Returned(cursor) : "";
        var language = "";
        var isDefiner = false;
        var hasSearchPath = false;
        ImmutableArray<SqlToken> body = [];
        while (!cursor.IsAtEnd)
        {
            if (cursor.Takes("language"))
                language = cursor.Take().Value.ToLowerInvariant();
            else if (cursor.Takes("security", "definer"))
                isDefiner = true;
            else if (cursor.Takes("set", "search_path"))
                hasSearchPath = true;
            else if (cursor.Takes("as") && cursor.Here.Kind is SqlTokenKind.Text)
                body = SqlScript.TokensOfBody(cursor.Take());
            else if (cursor.Here.Is("begin") || cursor.Here.Is("return"))
            {
                body = [.. cursor.Tokens[cursor.At..]];
                break;
            }
            else
                cursor.At++;
        }
        state.Define(
            new(name, at)
            {
                Parameters = parameters,
                Returns = returns,
                Language = language,
                IsDefiner = isDefiner,
                HasSearchPath = hasSearchPath,
                Body = body,
                MadeOn = state.Today,
            }
        );
    }

    static string Returned(SqlCursor cursor)
    {
        cursor.Takes("setof");
        return cursor.Takes("table") ? "table" : string.Join('.', cursor.Name());
    }

    static ImmutableArray<FunctionParameter> Parameters(ImmutableArray<SqlToken> tokens) =>
        [.. SqlCursor.Pieces(tokens).Select(ParameterOf).OfType<FunctionParameter>()];

    /// <summary>A parameter that callers fill; null for one that only returns something.</summary>
    static FunctionParameter? ParameterOf(ImmutableArray<SqlToken> tokens)
    {
        var cursor = new SqlCursor(tokens);
        if (cursor.Takes("out"))
            return null;
        if (cursor.Here.Kind is SqlTokenKind.Word && Directions.Contains(cursor.Here.Value))
            cursor.At++;
        var first = cursor.Name();
        var isNamed =
            cursor.Here.IsName
            && !cursor.Here.Is("default")
            && !cursor.Here.Is("varying")
            && !cursor.Here.Is("precision")
            && !cursor.Here.Is("with");
        return isNamed ? new(first is [var name] ? name : "", TypeOf(cursor.Name())) : new("", TypeOf(first));
    }

    /// <summary>A type by the word that tells it apart, so that its spellings are one.</summary>
    static string TypeOf(ImmutableArray<string> parts) =>
        (parts is [.., var last] ? last.ToLowerInvariant() : "") switch
        {
            "int" or "int4" => "integer",
            "bool" => "boolean",
            "varchar" or "character" => "text",
            "timestamptz" => "timestamp",
            var other => other,
        };

    static string Signature(ImmutableArray<SqlToken> tokens) => string.Join(',', Parameters(tokens).Select(parameter => parameter.Type));

    void AlterFunction(SqlCursor cursor)
    {
        var name = cursor.Name();
        var signature = cursor.Here.Is("(") ? Signature(cursor.Brackets()) : null;
        foreach (var function in state.FunctionsOf(name).Where(function => signature is null || function.Signature == signature).ToList())
        {
            if (cursor.Tokens.Any(token => token.Is("search_path")))
                function.HasSearchPath = true;
            for (var i = cursor.At; i + 1 < cursor.Tokens.Length; i++)
                if (cursor.Tokens[i].Is("security"))
                    function.IsDefiner = cursor.Tokens[i + 1].Is("definer");
        }
    }

    void DropFunction(SqlCursor cursor)
    {
        cursor.Takes("if", "exists");
        do
        {
            var name = DbName.Of(cursor.Name());
            state.DropFunction(name, cursor.Here.Is("(") ? Signature(cursor.Brackets()) : null);
        } while (cursor.Takes(","));
    }

    void CreateTrigger(SqlCursor cursor, Location at, bool replaces)
    {
        cursor.Takes("if", "not", "exists");
        var name = cursor.Name() is [.., var last] ? last : "";
        var events = new List<string>();
        var isBefore = false;
        while (!cursor.IsAtEnd && !cursor.Here.Is("on"))
        {
            var word = cursor.Take().Value;
            isBefore |= word is "before" or "instead";
            if (word is "insert" or "update" or "delete")
                events.Add(word);
        }
        cursor.Takes("on");
        var table = DbName.Of(cursor.Name());
        if (!cursor.SkipsTo("execute"))
            return;
        cursor.At += 2;
        var function = cursor.Name();
        state.Triggers.RemoveAll(trigger => trigger.Name == name && trigger.Table == table && (replaces || trigger.Name.Length > 0));
        state.Triggers.Add(new(name, table, DbName.Of(function), isBefore, [.. events], at));
    }

    void DropTrigger(SqlCursor cursor)
    {
        cursor.Takes("if", "exists");
        var name = cursor.Name() is [.., var last] ? last : "";
        if (cursor.Takes("on") && DbName.Of(cursor.Name()) is var table)
            state.Triggers.RemoveAll(trigger => trigger.Name == name && trigger.Table == table);
    }

    /// <summary>Words that make of rows something else than the rows of a table.</summary>
    static readonly HashSet<string> Combining = new(StringComparer.Ordinal)
    {
        "distinct",
        "group",
        "having",
        "limit",
        "offset",
        "union",
        "intersect",
        "except",
        "over",
    };

    void CreateView(SqlCursor cursor, Location at, bool isMaterialized)
    {
        cursor.Takes("if", "not", "exists");
        var name = DbName.Of(cursor.Name());
        var asksAsReader = false;
        while (!cursor.IsAtEnd && !cursor.Here.Is("as"))
        {
            if (cursor.Takes("with") && cursor.Here.Is("("))
                asksAsReader = IsInvoker(cursor.Brackets());
            else
                cursor.Skip();
        }
        cursor.Takes("as");
        var query = SqlExpressionReader.ReadQuery([.. cursor.Tokens[Math.Min(cursor.At, cursor.Tokens.Length)..]]);
        state.Views[name] = new(name, at, query, isMaterialized)
        {
            AsksAsReader = asksAsReader,
            MadeOn = state.Today,
            IsPlain = query.Nested.IsEmpty && !query.IsAggregate && !cursor.Tokens.Any(token => Combining.Contains(token.Value)),
        };
    }

    void AlterView(SqlCursor cursor)
    {
        cursor.Takes("if", "exists");
        if (state.Views.TryGetValue(DbName.Of(cursor.Name()), out var view) && cursor.Takes("set"))
            view.AsksAsReader = IsInvoker(cursor.Brackets());
    }

    static bool IsInvoker(ImmutableArray<SqlToken> options)
    {
        for (var i = 0; i < options.Length; i++)
            if (options[i].Is("security_invoker"))
                return i + 2 >= options.Length || options[i + 2].Value is "true" or "on" or "1" or "yes";
        return false;
    }

    /// <summary>A block runs once: what it changes by plain statements is taken as changed, since each of its conditions asks whether it was done before.</summary>
    void Block(SqlCursor cursor, Location at)
    {
        while (!cursor.IsAtEnd && cursor.Here.Kind is not SqlTokenKind.Text)
            cursor.At++;
        if (cursor.IsAtEnd)
            return;
        var steps = SqlBodyReader.Read(SqlScript.TokensOfBody(cursor.Take()));
        foreach (var step in steps)
            Run(step, new(StringComparer.Ordinal), at);
    }

    void Run(SqlStep step, Dictionary<string, ImmutableArray<string>> values, Location at)
    {
        if (step is SqlStep.Loop loop)
            Listed(loop, values);
        if (step is SqlStep.Statement statement)
            Apply(statement.Of);
        else if (step is SqlStep.Execute execute)
            Run(execute, values, at);
        foreach (var inner in step is SqlStep.Block block ? block.Body : step.Inner)
            Run(inner, values, at);
    }

    /// <summary>The values that a loop goes through when it lists them: <c>foreach t in array array['a', 'b']</c>, <c>for t in select unnest(array[…])</c>.</summary>
    static void Listed(SqlStep.Loop loop, Dictionary<string, ImmutableArray<string>> values)
    {
        var variable = loop.Head is [_, { IsName: true } name, ..] ? name.Value : "";
        var isList = loop.Head.Any(token => token.Is("array")) || loop.Head.Any(token => token.Is("values"));
        ImmutableArray<string> listed = [.. loop.Head.Where(token => token.Kind is SqlTokenKind.Text).Select(token => token.Value)];
        if (isList && listed.Length > 0)
            values[variable] = listed;
        else
            values.Remove(variable);
    }

    /// <summary>
    /// A statement that is put together while it runs: read when it is one text, or <c>format</c> of one with the values of a loop; kept as unread when it
    /// changes who may do what.
    /// </summary>
    void Run(SqlStep.Execute execute, Dictionary<string, ImmutableArray<string>> values, Location at)
    {
        var read = SqlExpressionReader.Read(execute.Tokens);
        if (read is SqlExpression.Text { Value: var plain })
            ApplyText(plain, at);
        else if (
            read is SqlExpression.Call { Parts: ["format"], Arguments: [SqlExpression.Text { Value: var pattern }, .. var arguments] }
            && arguments.OfType<SqlExpression.Name>().FirstOrDefault(name => values.ContainsKey(name.Parts[0])) is { } looped
            && arguments.All(argument => argument is SqlExpression.Name other && other.Parts[0] == looped.Parts[0])
        )
            foreach (var value in values[looped.Parts[0]])
                ApplyText(
                    pattern
                        .Replace("%I", value, StringComparison.Ordinal)
                        .Replace("%s", value, StringComparison.Ordinal)
                        .Replace("%L", $"'{value}'", StringComparison.Ordinal),
                    at
                );
        else if (execute.Tokens.Any(token => ChangesAccess(token.Value)))
            Unread(execute, at);
    }

    /// <summary>Whichever tables it switches, those without row security may have it now.</summary>
    void Unread(SqlStep.Execute execute, Location at)
    {
        if (execute.Tokens.Any(token => token.Value.Contains("row level security", StringComparison.OrdinalIgnoreCase)))
            foreach (var table in state.Tables.Values.Where(table => table.HasRowSecurity is false))
                table.HasRowSecurity = null;
        state.Unread.Add((at, "puts statements together while it runs, so the policies and grants that it changes are not known"));
    }

    static bool ChangesAccess(string text) =>
        text.Contains("row level security", StringComparison.OrdinalIgnoreCase)
        || text.Contains("policy", StringComparison.OrdinalIgnoreCase)
        || text.Contains("grant ", StringComparison.OrdinalIgnoreCase)
        || text.Contains("revoke ", StringComparison.OrdinalIgnoreCase);

    void ApplyText(string text, Location at)
    {
        var reader = new MigrationReader(state, new(file.Path, file.Role, System.Text.Encoding.UTF8.GetBytes(text))) { place = at };
        reader.Apply();
    }

    /// <summary>Of a statement that was put together: where that is done. Its own offsets mean nothing.</summary>
    Location? place;

    Location PlaceOf(int offset) => place ?? file.At(offset);
}
