namespace Shipworthy.Model;

/// <summary>How the database finds the rows that a filter asks for.</summary>
public enum FilterServing
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>By an index that begins with one of the filter's columns.</summary>
    Index,

    /// <summary>By reading a table that only seeds and migrations fill.</summary>
    ReferenceTable,

    /// <summary>By reading the table for columns that have only a few values each.</summary>
    FlagsOnly,

    /// <summary>An index has the column, and the way in which the filter asks cannot use it.</summary>
    UnusableIndex,

    /// <summary>By an index that a model names and no migration makes.</summary>
    ModelOnly,

    /// <summary>By looking into every row for a piece of text.</summary>
    TextSearch,

    /// <summary>By reading the whole table.</summary>
    WholeTable,
}

/// <summary>
/// A set of columns by which a frequent query, or a rule of row security on a frequently read table, chooses rows of a table (rubric 7.1).
/// </summary>
/// <param name="At">The first query with it.</param>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns in the order of their names, as the code spells them.</param>
public sealed record TableFilter(Location At, string Table, ImmutableArray<string> Columns) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"filter:{Table}:{string.Join('+', Columns)}{(IsOfPolicy ? ":policy" : "")}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. Others.Prepend(TableAt).OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>One index mends all filters of a table that begin alike.</summary>
    public override ImmutableArray<string> Roots => [$"index:{Table}:{Lead}"];

    /// <summary>Whether a rule of row security asks for it.</summary>
    public bool IsOfPolicy { get; init; }

    /// <summary>How the database finds the rows.</summary>
    public required FilterServing Serving { get; init; }

    /// <summary>What serves it, or why that could not be told, as a clause about the query.</summary>
    public string Because { get; init; } = "";

    /// <summary>Whether it asks for an owner, a parent, an address, a name in an address or another key, so that few rows belong to each value.</summary>
    public bool AsksForKey { get; init; }

    /// <summary>The column with which the missing index would begin; empty where none is missing.</summary>
    public string Lead { get; init; } = "";

    /// <summary>What leads to the query: "GET /items"; empty where a client or a rule does.</summary>
    public string From { get; init; } = "";

    /// <summary>Where the table is defined; null where that is not known.</summary>
    public Location? TableAt { get; init; }

    /// <summary>Other queries with the same filter.</summary>
    public ImmutableArray<Location> Others { get; init; } = [];

    /// <summary>The columns as people say them: "owner_id and status".</summary>
    public string ColumnNames => Columns.Length < 2 ? string.Concat(Columns) : $"{string.Join(", ", Columns[..^1])} and {Columns[^1]}";
}

public sealed partial class App
{
    /// <summary>The filters of frequent queries.</summary>
    public Facts<TableFilter> TableFilters => Of<TableFilter>();
}
