using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Statements that libraries of .NET are given as text.</summary>
sealed partial class StatementsInDotNetLibraries : IQueryFinder
{
    static readonly string[] Raw =
    [
        "FromSqlRaw",
        "ExecuteSqlRaw",
        "ExecuteSqlRawAsync",
        "SqlQueryRaw",
        "ExecuteSqlCommand",
        "ExecuteSqlCommandAsync",
    ];

    static readonly string[] Interpolated =
    [
        "FromSql",
        "FromSqlInterpolated",
        "ExecuteSql",
        "ExecuteSqlAsync",
        "ExecuteSqlInterpolated",
        "ExecuteSqlInterpolatedAsync",
        "SqlQuery",
    ];

    static readonly string[] Commands =
    [
        "SqlCommand",
        "NpgsqlCommand",
        "SqliteCommand",
        "SQLiteCommand",
        "MySqlCommand",
        "OleDbCommand",
        "OdbcCommand",
        "OracleCommand",
        "SqlDataAdapter",
        "NpgsqlDataAdapter",
        "MySqlDataAdapter",
        "SqliteDataAdapter",
        "CommandDefinition",
        "NpgsqlBatchCommand",
        "CreateCommand",
    ];

    static readonly string[] Mapped =
    [
        "Query",
        "QueryAsync",
        "QueryFirst",
        "QueryFirstAsync",
        "QueryFirstOrDefault",
        "QueryFirstOrDefaultAsync",
        "QuerySingle",
        "QuerySingleAsync",
        "QuerySingleOrDefault",
        "QuerySingleOrDefaultAsync",
        "QueryMultiple",
        "QueryMultipleAsync",
        "QueryUnbufferedAsync",
        "Execute",
        "ExecuteAsync",
        "ExecuteScalar",
        "ExecuteScalarAsync",
        "ExecuteReader",
        "ExecuteReaderAsync",
    ];

    /// <inheritdoc/>
    public IEnumerable<QuerySite> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (var call in code.Calls(Raw))
            if (call.File.Language is Language.CSharp && First(call) is { Exists: true } text)
                yield return new(call, text, "Entity Framework Core", QueryGrammar.Sql);
        foreach (var call in code.Calls(Interpolated))
            if (call.File.Language is Language.CSharp && First(call) is { Exists: true } text)
                yield return new(call, text, "Entity Framework Core", QueryGrammar.Sql) { IsBound = true };
        foreach (var call in code.Calls(Commands))
            if (call.File.Language is Language.CSharp && First(call) is { Exists: true } text && SqlText.MayBe(code, text))
                yield return new(call, text, "ADO.NET", QueryGrammar.Sql);
        foreach (var call in code.Calls(Mapped))
            if (
                call.File.Language is Language.CSharp
                && call.Callee.Kind is CodeKind.Member
                && First(call) is { Exists: true } text
                && (SqlText.Is(code, text) || (Loads(call.File) && SqlText.MayBe(code, text) && Connection().IsMatch(call.Receiver.Name)))
            )
                yield return new(call, text, "Dapper", QueryGrammar.Sql);
        foreach (var assignment in code.All(CodeKind.Assignment))
            if (
                assignment.File.Language is Language.CSharp
                && assignment[Part.Target] is { Kind: CodeKind.Member, Name: "CommandText" } target
            )
                yield return new(assignment, assignment[Part.Value], "ADO.NET", QueryGrammar.Sql)
                {
                    Api = $"{target.Receiver.Name}.CommandText",
                };
        foreach (var entry in code.All(CodeKind.Property))
            if (
                entry is { Name: "CommandText", Parent.Kind: CodeKind.Object }
                && entry.File.Language is Language.CSharp
                && entry[Part.Value].Exists
            )
                yield return new(entry, entry[Part.Value], "ADO.NET", QueryGrammar.Sql) { Api = "CommandText" };
    }

    static Code First(Code call) =>
        call.ArgumentNamed("sql") is { Exists: true } sql ? sql
        : call.ArgumentNamed("commandText") is { Exists: true } text ? text
        : call.ArgumentAt(0);

    static bool Loads(CodeFile file) => file.Text.Contains("Dapper", StringComparison.Ordinal);

    [GeneratedRegex("conn|db|context", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Connection();
}
