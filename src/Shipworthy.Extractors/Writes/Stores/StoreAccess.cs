using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Writes.Stores;

/// <summary>A condition by which an access chooses rows.</summary>
/// <param name="Column">The column, in lower case with underscores.</param>
/// <param name="IsEqual">Whether it asks for one value, rather than for more or less, or for anything else.</param>
/// <param name="Value">What it is compared with; no node where that stands in a text.</param>
readonly record struct RowCondition(string Column, bool IsEqual, Code Value)
{
    /// <summary>Whether it asks something of a row that the rows belong to, and not of a column of their own.</summary>
    public bool IsRelation { get; init; }

    /// <summary>Whether it asks for rows in which the column is empty.</summary>
    public bool IsAbsence => Value is { Kind: CodeKind.Literal, Operator: "null" } || Value.Name is "None" or "isNull" or "IsNull";
}

/// <summary>A statement that reads or changes rows.</summary>
/// <param name="Call">The call that does it.</param>
/// <param name="Statement">The whole expression.</param>
/// <param name="Table">The comparable name of its table; empty where it names none.</param>
/// <param name="Verb">How it changes rows; null where it reads.</param>
sealed record StoreAccess(Code Call, Code Statement, string Table, WriteVerb? Verb)
{
    /// <summary>By what it chooses rows.</summary>
    public ImmutableArray<RowCondition> Conditions { get; init; } = [];

    /// <summary>What it writes.</summary>
    public WrittenFields Fields { get; init; } = new();

    /// <summary>Whether it asks for many rows.</summary>
    public bool IsMany { get; init; }

    /// <summary>Whether it makes a row only where none is, in one statement.</summary>
    public bool IsUpsert { get; init; }

    /// <summary>Where it stands.</summary>
    public Location At => Call.At;

    /// <summary>Whether a column is among its conditions.</summary>
    public bool Asks(string column) => Conditions.Any(one => one.Column == column);

    /// <summary>Whether anything looks at how many rows it changed, or which.</summary>
    public bool IsLookedAt =>
        Statement.Part is not Part.Statement && Statement.Parent.Kind is not (CodeKind.Block or CodeKind.Module or CodeKind.Array)
        || Statement.Text.Contains("returning", StringComparison.OrdinalIgnoreCase)
        || Statement.Text.Contains(".select(", StringComparison.Ordinal);
}
