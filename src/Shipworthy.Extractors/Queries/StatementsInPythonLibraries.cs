using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Statements and parts of statements that libraries of Python are given as text.</summary>
sealed partial class StatementsInPythonLibraries : IQueryFinder
{
    static readonly string[] Statements =
    [
        "execute",
        "executemany",
        "executescript",
        "exec_driver_sql",
        "fetch",
        "fetchrow",
        "fetchval",
        "fetch_all",
        "fetch_one",
        "fetch_val",
        "iterate",
        "read_sql",
        "read_sql_query",
        "raw",
        "sql",
        "prepare",
        "query",
        "mogrify",
    ];

    static readonly string[] Fragments = ["text", "literal_column", "RawSQL", "extra", "TextClause", "DDL"];

    /// <inheritdoc/>
    public IEnumerable<QuerySite> Find(Sources sources)
    {
        var code = sources.Code;
        foreach (var call in code.Calls(Statements.Concat(Fragments)))
            if (call.File.Language is Language.Python)
                foreach (var site in Of(code, call))
                    yield return site;
    }

    static IEnumerable<QuerySite> Of(CodeBase code, Code call)
    {
        var name = call.Callee.Name;
        var origin = code.OriginOf(call.Callee);
        var library = origin.Exists ? DataLibraries.NameOf(origin.Package) : null;
        var text = Text(call);
        if (name is "extra")
            return OfExtra(call);
        if (!text.Exists)
            return [];
        if (name is "text" or "literal_column" or "TextClause" or "DDL")
            return
                origin.Package is "sqlalchemy" or "sqlmodel"
                || (name is "text" && call.Callee is { Kind: CodeKind.Member, Receiver.Name: "sa" or "sqlalchemy" or "db" })
                ? [new(call, text, "SQLAlchemy", QueryGrammar.Sql)]
                : [];
        if (name is "RawSQL")
            return [new(call, text, "Django", QueryGrammar.Sql)];
        if (name is "raw")
            return call.Callee.Text.Contains("objects", StringComparison.Ordinal) || SqlText.Is(code, text)
                ? [new(call, text, "Django", QueryGrammar.Sql)]
                : [];
        if (SqlText.Is(code, text) && (call.Callee.Kind is CodeKind.Member || library is not null))
            return [new(call, text, library ?? Driver(code, call), QueryGrammar.Sql)];
        var isCursor = Cursor().IsMatch(call.Callee.Text) || library is not null;
        return
            isCursor
            && name is not ("fetch" or "query" or "sql" or "prepare" or "iterate")
            && code.Target(call).Kind is not CodeKind.Function
            && SqlText.MayBe(code, text)
            && !IsBuilt(code, text, 4)
            ? [new(call, text, library ?? Driver(code, call), QueryGrammar.Sql)]
            : [];
    }

    static string Driver(CodeBase code, Code call) =>
        call.File.Text.Contains("sqlite3", StringComparison.Ordinal) && code.Imports("sqlite3") ? "sqlite3" : "SQL";

    /// <summary>The first argument by position, or the one that is named as statements are.</summary>
    static Code Text(Code call)
    {
        foreach (var name in (string[])["sql", "query", "statement", "operation", "raw_query", "text"])
            if (call.ArgumentNamed(name) is { Exists: true } named)
                return named;
        return call.ArgumentAt(0);
    }

    /// <summary>Conditions, columns and orders that Django's <c>extra()</c> is given as text.</summary>
    static IEnumerable<QuerySite> OfExtra(Code call) =>
        call.Callee.Kind is CodeKind.Member
            ? call
                .Arguments.Where(one => one is { Kind: CodeKind.Argument, Name: "where" or "select" or "tables" or "order_by" })
                .Select(one => new QuerySite(call, one[Part.Value], "Django", QueryGrammar.Sql))
            : [];

    /// <summary>Whether a statement is made by the functions of a library: <c>select(User).where(…)</c>.</summary>
    static bool IsBuilt(CodeBase code, Code text, int steps)
    {
        if (steps <= 0)
            return false;
        if (text.Kind is CodeKind.Name && code.Definition(text) is { Kind: CodeKind.Variable } variable)
            return IsBuilt(code, variable[Part.Value], steps - 1);
        for (var at = text; at.Kind is CodeKind.Call; at = at.Receiver)
            if (code.OriginOf(at.Callee).Package is "sqlalchemy" or "sqlmodel" || Builder().IsMatch(at.Callee.Name))
                return true;
        return false;
    }

    [GeneratedRegex(
        @"(?:^|[._])(?:cursor|cur|curs|conn|connection|db|session|engine|tx|transaction|database|c)\.\w+$|cursor\(\)\.\w+$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Cursor();

    [GeneratedRegex(
        "^(?:select|insert|update|delete|text|select_from|where|values|union|with_entities|returning)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Builder();
}
