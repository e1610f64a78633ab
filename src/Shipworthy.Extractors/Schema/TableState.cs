using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema;

/// <summary>A table as it stands after the migrations that were read so far.</summary>
sealed class TableState(DbName name, Location at)
{
    /// <summary>The day of the migration that made it, by that file's name; null when it says none.</summary>
    public DateOnly? MadeOn { get; init; }

    /// <summary>Its name.</summary>
    public DbName Name { get; set; } = name;

    /// <summary>Where it was made.</summary>
    public Location At { get; } = at;

    /// <summary>Its columns in order.</summary>
    public List<ColumnState> Columns { get; } = [];

    /// <summary>Whether rows are kept from whoever no policy lets in; null when a statement that was not read may have changed it.</summary>
    public bool? HasRowSecurity { get; set; } = false;

    /// <summary>Where row security was last switched.</summary>
    public Location? SwitchedAt { get; set; }

    /// <summary>Its policies by name.</summary>
    public Dictionary<string, PolicyState> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a migration made policies of it again with words that were not read, so that they may ask something else than they say.</summary>
    public bool HasRemadePolicies { get; set; }

    /// <summary>Who was granted or refused what.</summary>
    public GrantState Grants { get; } = new();

    /// <summary>Its indexes, those of keys among them.</summary>
    public List<IndexState> Indexes { get; } = [];

    /// <summary>The column of a name; null when there is none.</summary>
    public ColumnState? Column(string name) => Columns.Find(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An index, or a key that brings one.</summary>
/// <param name="Name">Its name; made up as the database does where none is given.</param>
/// <param name="Columns">Its columns in order; an expression as it is written, without spaces.</param>
/// <param name="IsUnique">Whether no two rows share its values.</param>
sealed record IndexState(string Name, ImmutableArray<string> Columns, bool IsUnique)
{
    /// <summary>Of one that holds some rows only: the condition, as it is written; empty for others.</summary>
    public string Where { get; init; } = "";

    /// <summary>How it is built: <c>gin</c>; empty for the usual way.</summary>
    public string Method { get; init; } = "";
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as it is written, in lower case.</param>
/// <param name="At">Where it was made.</param>
sealed record ColumnState(string Name, string Type, Location At)
{
    /// <summary>The table that it refers to; null when to none.</summary>
    public DbName? RefersTo { get; init; }

    /// <summary>Whether it always has a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the database computes it from other columns.</summary>
    public bool IsGenerated { get; init; }
}

/// <summary>What a policy is about.</summary>
enum PolicyCommand
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>Reading.</summary>
    Select,

    /// <summary>New rows.</summary>
    Insert,

    /// <summary>Changed rows.</summary>
    Update,

    /// <summary>Deleted rows.</summary>
    Delete,
}

/// <summary>A policy of row security (PostgreSQL).</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Where it was made or last altered.</param>
/// <param name="Command">What it is about.</param>
/// <param name="Roles">Whom it is for; <c>public</c> is everybody.</param>
/// <param name="Using">Which rows it shows; null when it says nothing.</param>
/// <param name="Check">Which rows may be written; null when it says nothing.</param>
/// <param name="IsRestrictive">Whether it must hold beside the others, rather than instead of them.</param>
sealed record PolicyState(
    string Name,
    Location At,
    PolicyCommand Command,
    ImmutableArray<string> Roles,
    SqlExpression? Using,
    SqlExpression? Check,
    bool IsRestrictive
);

/// <summary>A trigger.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table that it watches.</param>
/// <param name="Function">The function that it runs.</param>
/// <param name="IsBefore">Whether it runs before the row is written, and so can change or refuse it.</param>
/// <param name="Events">What starts it: <c>insert</c>, <c>update</c>, <c>delete</c>.</param>
/// <param name="At">Where it was made.</param>
sealed record TriggerState(string Name, DbName Table, DbName Function, bool IsBefore, ImmutableArray<string> Events, Location At)
{
    /// <summary>Whether it runs.</summary>
    public bool IsOn { get; init; } = true;
}

/// <summary>A view.</summary>
sealed class ViewState(DbName name, Location at, SqlQuery query, bool isMaterialized)
{
    /// <summary>Its name.</summary>
    public DbName Name { get; } = name;

    /// <summary>Where it was made.</summary>
    public Location At { get; } = at;

    /// <summary>What it reads.</summary>
    public SqlQuery Query { get; } = query;

    /// <summary>Whether it shows rows of a table one by one, so that they can be changed through it.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether it keeps its rows.</summary>
    public bool IsMaterialized { get; } = isMaterialized;

    /// <summary>The day of the migration that made it; null when it says none.</summary>
    public DateOnly? MadeOn { get; init; }

    /// <summary>Whether it shows only what its reader may see in the tables below.</summary>
    public bool AsksAsReader { get; set; }

    /// <summary>Who was granted or refused what.</summary>
    public GrantState Grants { get; } = new();
}
