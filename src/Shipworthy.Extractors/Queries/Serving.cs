using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>Tells whether a table's indexes serve what a query asks of it.</summary>
static partial class Serving
{
    /// <summary>How the database finds the rows, and what says so.</summary>
    /// <param name="table">The table.</param>
    /// <param name="asked">What must hold of its columns.</param>
    public static (FilterServing Serving, string Because) Of(IndexedTable table, ImmutableArray<Predicate> asked)
    {
        var texts = asked.Where(one => one.Op is PredicateOp.Contains).ToList();
        var others = asked.Where(one => one.Op is not (PredicateOp.Contains or PredicateOp.NotEqual)).ToList();
        if (table.Indexes.Find(index => Serves(table, index, asked)) is { } served)
            // A tenant has many rows, however fast an index finds them.
            return
                texts.Count > 0
                && others.Exists(OfTenant)
                && others.TrueForAll(one => OfTenant(one) || IsFlag(table, one))
                && !texts.Exists(one => HasSearchIndex(table, one.Column))
                ? (
                    FilterServing.TextSearch,
                    $"{string.Join(" and ", texts.Select(one => one.Column))} of every row of {table.Name} with the same {others.Find(OfTenant).Column}"
                )
                : (FilterServing.Index, $"an index that begins with {Spelled(served, table, asked)}");
        if (table.OfModelOnly.Find(index => Serves(table, index, asked)) is { } named)
            return (FilterServing.ModelOnly, $"the model names an index on {Spelled(named, table, asked)}");
        if (texts.Count > 0 && others.TrueForAll(one => IsFlag(table, one)))
            return texts.Exists(one => HasSearchIndex(table, one.Column))
                ? (FilterServing.Index, "an index for searching text")
                : (FilterServing.TextSearch, $"{string.Join(" and ", texts.Select(one => one.Column))} of every row of {table.Name}");
        if (others.TrueForAll(one => IsFlag(table, one)) && others.Count(one => one.Op is not PredicateOp.Null) < 2)
            return (FilterServing.FlagsOnly, "");
        if (
            others.Exists(one =>
                one.Op is PredicateOp.Wrapped && table.Indexes.Exists(index => index.Columns[0] == table.ColumnOf(one.Column))
            ) && others.TrueForAll(one => one.Op is PredicateOp.Wrapped || IsFlag(table, one))
        )
            return (FilterServing.UnusableIndex, "");
        return (FilterServing.WholeTable, "");
    }

    static bool OfTenant(Predicate asked) => asked.Op is PredicateOp.Equal && RowWords.IsTenant(Audit.Words.Snake(asked.Column));

    /// <summary>The first column of an index, as the query spells it.</summary>
    static string Spelled(TableIndex index, IndexedTable table, ImmutableArray<Predicate> asked) =>
        asked.FirstOrDefault(one => table.ColumnOf(one.Column) == index.Columns[0]) is { Column: { } column } ? column : index.Columns[0];

    /// <summary>Whether a column is one of which few rows share a value.</summary>
    public static bool IsKey(IndexedTable table, Predicate asked) =>
        asked.Op is PredicateOp.Equal or PredicateOp.Wrapped or PredicateOp.StartsWith
        && (table.References.Contains(table.ColumnOf(asked.Column)) || Key().IsMatch(asked.Column));

    static bool Serves(IndexedTable table, TableIndex index, ImmutableArray<Predicate> asked)
    {
        if (index.Columns.IsEmpty || index.Method is "gin" or "brin" or "fulltext" || !IsImplied(table, index, asked))
            return false;
        if (index.Columns[0] is ['l' or 'u', ..] first && first.EndsWith(')'))
            return asked.Any(one => one.Op is PredicateOp.Wrapped && first.Contains(table.ColumnOf(one.Column), StringComparison.Ordinal));
        var isSelective = false;
        var length = 0;
        foreach (var column in index.Columns)
        {
            var on = asked
                .Where(one =>
                    table.ColumnOf(one.Column) == column
                    && one.Op is PredicateOp.Equal or PredicateOp.Range or PredicateOp.StartsWith or PredicateOp.Null
                )
                .ToList();
            if (on.Count == 0)
                break;
            length++;
            isSelective |= on.Exists(one => !one.IsConstant && one.Op is not PredicateOp.Null);
            if (!on.Exists(one => one.Op is PredicateOp.Equal))
                break;
        }
        // One value that stands in the code, or one of two, chooses a large part of a table, however it is indexed.
        isSelective &= index.IsUnique || length > 1 || !IsBoolean(table, index.Columns[0]);
        return length > 0
            && (
                isSelective
                || index.IsUnique && length == index.Columns.Length
                || !asked.Any(one => IsKey(table, one) && !index.Columns.Take(length).Contains(table.ColumnOf(one.Column)))
            );
    }

    /// <summary>Whether an index of some rows holds all that are asked for.</summary>
    static bool IsImplied(IndexedTable table, TableIndex index, ImmutableArray<Predicate> asked) =>
        index.Where.Length == 0
        || Word()
            .Matches(index.Where)
            .Select(word => IndexedTable.Plain(word.Value))
            .Where(table.Columns.ContainsKey)
            .All(column => asked.Any(one => table.ColumnOf(one.Column) == column));

    static bool HasSearchIndex(IndexedTable table, string column) =>
        table.Indexes.Exists(index =>
            index.Method is "gin" or "gist" or "fulltext"
            && index.Columns.Any(one => one.Contains(table.ColumnOf(column), StringComparison.Ordinal))
        );

    static bool IsBoolean(IndexedTable table, string column) =>
        table.Columns.GetValueOrDefault(column) is { } type && type.Contains("bool", StringComparison.Ordinal);

    static bool IsFlag(IndexedTable table, Predicate asked) =>
        asked.Op is PredicateOp.Null
        || table.Columns.GetValueOrDefault(table.ColumnOf(asked.Column)) is { } type
            && (type.Contains("bool", StringComparison.Ordinal) || type.Contains("enum", StringComparison.Ordinal))
        || Flag().IsMatch(asked.Column);

    [GeneratedRegex(
        @"(?:^|_)(?:id|uuid|guid|slug|email|token|hash|key|handle|username|identifier|sku|gtin|ean|isbn|upc|phone|user|owner|author|tenant|domain)$|(?:^|_)(?:gtin|ean|isbn|upc|sku|serial|invoice|order|tracking|account|license)_(?:number|no|code)$|[a-z](?:Id|Uuid|Guid|Slug|Email|Token|Hash|Key|Handle|Username|UserName|Identifier|Number|Domain)$|^(?:Email|Slug|Token|Sku|Handle|UserName|Username|NormalizedEmail|NormalizedUserName|Identifier)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Key();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(?:is|has|can|was)_?[A-Za-z]|^(?:status|state|type|kind|role|active|enabled|published|archived|deleted|visible|public|completed|done|read|paid|approved|verified|level|priority|category|language|locale|gender)$|_(?:status|type|state|kind|role)$|[a-z](?:Status|Type|State|Kind|Role)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Flag();
}
