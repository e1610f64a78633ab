using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>Functions, triggers and views.</summary>
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
        FunctionParameter parameter = isNamed ? new(first is [var name] ? name : "", TypeOf(cursor.Name())) : new("", TypeOf(first));
        return cursor.SkipsTo("default", "=", ":=")
            ? parameter with
            {
                Default = SqlExpressionReader.Read([.. tokens[Math.Min(cursor.At + 1, tokens.Length)..]]),
            }
            : parameter;
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
}
