using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema.Statements;

/// <summary>Blocks that run while the migration does, and statements that are put together in them.</summary>
sealed partial class MigrationReader
{
    /// <summary>A block runs once: what it changes by plain statements is taken as changed, since each of its conditions asks whether it was done before.</summary>
    void Block(SqlCursor cursor, Location at)
    {
        while (!cursor.IsAtEnd && cursor.Here.Kind is not SqlTokenKind.Text)
            cursor.At++;
        if (cursor.IsAtEnd)
            return;
        var steps = SqlBodyReader.Read(SqlScript.TokensOfBody(cursor.Take()));
        isInBlock = true;
        foreach (var step in steps)
            Run(step, new(StringComparer.Ordinal), at);
        isInBlock = false;
    }

    /// <summary>Whether the statement stands in a block, which may have asked first whether it can run.</summary>
    bool isInBlock;

    void Run(SqlStep step, Dictionary<string, ImmutableArray<string>> values, Location at)
    {
        if (step is SqlStep.Loop over && DropsPolicies(over, at))
            return;
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
        if (execute.Tokens.Any(IsAboutRowSecurity))
            foreach (var table in state.Tables.Values.Where(table => table.HasRowSecurity is false))
                table.HasRowSecurity = null;
        if (!execute.Tokens.All(token => IsAboutRowSecurity(token) || !ChangesAccess(token.Value)))
            state.HasUnreadDoors = true;
        state.Unread.Add((at, "puts statements together while it runs, so the policies and grants that it changes are not known"));
    }

    static bool IsAboutRowSecurity(SqlToken token) => token.Value.Contains("row level security", StringComparison.OrdinalIgnoreCase);

    static bool ChangesAccess(string text) =>
        text.Contains("row level security", StringComparison.OrdinalIgnoreCase)
        || text.Contains("policy", StringComparison.OrdinalIgnoreCase)
        || text.Contains("grant ", StringComparison.OrdinalIgnoreCase)
        || text.Contains("revoke ", StringComparison.OrdinalIgnoreCase);

    void ApplyText(string text, Location at)
    {
        var reader = new MigrationReader(state, new(file.Path, file.Role, System.Text.Encoding.UTF8.GetBytes(text)))
        {
            place = at,
            isInBlock = true,
        };
        reader.Apply();
    }

    /// <summary>Of a statement that was put together: where that is done. Its own offsets mean nothing.</summary>
    Location? place;

    Location PlaceOf(int offset) => place ?? file.At(offset);
}
