using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// The rows of <c>storage.buckets</c> after the last migration: what statements insert, change and delete, in their order. Columns are read by name, since their order
/// differs (rubric 4.4, traps).
/// </summary>
sealed class SupabaseBucketState
{
    static readonly ImmutableArray<string> Usual = ["id", "name", "public"];

    readonly Dictionary<string, (bool? IsPublic, Location At)> buckets = new(StringComparer.Ordinal);

    /// <summary>The buckets by their id: whether each is public, null when that could not be read, and the statement that said so last.</summary>
    public IReadOnlyDictionary<string, (bool? IsPublic, Location At)> Buckets => buckets;

    /// <summary>Applies a migration.</summary>
    public void Apply(SourceFile file)
    {
        if (!file.Text.Contains("buckets", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var statement in SqlScript.Statements(file.Text))
            Apply(file, statement.Tokens);
    }

    void Apply(SourceFile file, ImmutableArray<SqlToken> tokens)
    {
        var cursor = new SqlCursor(tokens);
        // Statements in the body of a block run like others; whether a condition around them holds is not asked.
        if (cursor.Takes("do"))
        {
            foreach (var body in tokens.Where(token => token.Kind is SqlTokenKind.Text))
            {
                var inner = SqlScript.TokensOfBody(body);
                for (var i = 0; i < inner.Length; i++)
                    if (inner[i].Is("insert") || inner[i].Is("update") || inner[i].Is("delete"))
                        Apply(file, [.. inner[i..].TakeWhile(token => !token.Is(";"))]);
            }
            return;
        }
        var verb = cursor.Take();
        _ = cursor.Takes("into") || cursor.Takes("from") || cursor.Takes("only");
        if (cursor.Name() is not ["storage", "buckets"])
            return;
        if (verb.Is("insert"))
            Insert(file, cursor, tokens[0]);
        else if (verb.Is("update"))
            Update(file, cursor, tokens[0]);
        else if (verb.Is("delete"))
            foreach (var name in Names(cursor))
                buckets.Remove(name);
    }

    void Insert(SourceFile file, SqlCursor cursor, SqlToken first)
    {
        var columns = cursor.Here.Is("(") ? [.. SqlCursor.Pieces(cursor.Brackets()).Select(piece => piece[0].Value)] : Usual;
        var rows = new List<ImmutableArray<SqlToken>>();
        if (cursor.Takes("values"))
            do rows.Add(cursor.Brackets());
            while (cursor.Takes(","));
        else if (cursor.Takes("select"))
        {
            var begin = cursor.At;
            cursor.SkipsTo("where", "on", "from");
            rows.Add(cursor.Tokens[begin..Math.Min(cursor.At, cursor.Tokens.Length)]);
        }
        var isChanged = cursor.Tokens.Skip(cursor.At).Any(token => token.Is("update"));
        foreach (var row in rows)
        {
            var values = SqlCursor.Pieces(row);
            var id = ValueOf(columns, values, "id") ?? ValueOf(columns, values, "name");
            if (id is not { Kind: SqlTokenKind.Text, Value: var name } || buckets.ContainsKey(name) && !isChanged)
                continue;
            var flag = ValueOf(columns, values, "public");
            buckets[name] = (flag is null ? false : TruthOf(flag.Value), file.At(flag?.Start ?? first.Start));
        }
    }

    void Update(SourceFile file, SqlCursor cursor, SqlToken first)
    {
        if (!cursor.Takes("set"))
            return;
        bool? flag = null;
        var isAbout = false;
        while (!cursor.IsAtEnd && !cursor.Here.Is("where"))
            if (cursor.Takes("public", "="))
                (flag, isAbout) = (TruthOf(cursor.Take()), true);
            else
                cursor.Skip();
        if (!isAbout)
            return;
        var named = cursor.IsAtEnd ? [.. buckets.Keys] : Names(cursor);
        foreach (var name in named)
            buckets[name] = (flag, file.At(first.Start));
    }

    /// <summary>The names in the condition of a statement: <c>id = 'docs'</c>, <c>id in ('a', 'b')</c>.</summary>
    static List<string> Names(SqlCursor cursor) =>
        [.. cursor.Tokens.Skip(cursor.At).Where(token => token.Kind is SqlTokenKind.Text).Select(token => token.Value)];

    static SqlToken? ValueOf(ImmutableArray<string> columns, ImmutableArray<ImmutableArray<SqlToken>> values, string column) =>
        columns.IndexOf(column) is >= 0 and var index && index < values.Length ? values[index][0] : null;

    static bool? TruthOf(SqlToken token) =>
        token.Value.ToLowerInvariant() switch
        {
            "true" or "t" => true,
            "false" or "f" => false,
            _ => null,
        };
}
