namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Ways in which a condition asks for a column.</summary>
enum PredicateOp
{
    /// <summary>For a value, or one of several.</summary>
    Equal,

    /// <summary>For values on one side of another.</summary>
    Range,

    /// <summary>For none, or any.</summary>
    Null,

    /// <summary>For everything else than a value.</summary>
    NotEqual,

    /// <summary>For texts that begin with another.</summary>
    StartsWith,

    /// <summary>For texts that hold another somewhere.</summary>
    Contains,

    /// <summary>For a text in any case, or for what a function makes of the column.</summary>
    Wrapped,
}

/// <summary>What a condition asks of one column.</summary>
/// <param name="Model">The table as the code names it; empty where it is the query's own.</param>
/// <param name="Column">The column as the code spells it.</param>
/// <param name="Op">How it asks.</param>
/// <param name="IsConstant">Whether it asks for a value that stands in the code.</param>
readonly record struct Predicate(string Model, string Column, PredicateOp Op, bool IsConstant);

/// <summary>A condition as alternatives, each of which holds when all of its predicates do.</summary>
/// <param name="Arms">The alternatives; one without predicates asks nothing.</param>
/// <param name="IsOpaque">Whether part of it could not be read.</param>
readonly record struct Condition(ImmutableArray<ImmutableArray<Predicate>> Arms, bool IsOpaque)
{
    /// <summary>More alternatives than anybody writes by hand.</summary>
    const int Most = 12;

    /// <summary>Asks nothing.</summary>
    public static Condition True { get; } =
        new(
            [
                [],
            ],
            IsOpaque: false
        );

    /// <summary>Asks something that could not be read.</summary>
    public static Condition Opaque { get; } =
        new(
            [
                [],
            ],
            IsOpaque: true
        );

    /// <summary>Asks one thing.</summary>
    public static Condition Of(string column, PredicateOp op, bool isConstant = false, string model = "") =>
        column.Length == 0
            ? Opaque
            : new(
                [
                    [new(model, column, op, isConstant)],
                ],
                IsOpaque: false
            );

    /// <summary>Asks both.</summary>
    public Condition And(Condition other)
    {
        var arms = Arms;
        return new([.. arms.SelectMany(one => other.Arms.Select(two => one.AddRange(two))).Take(Most)], IsOpaque || other.IsOpaque);
    }

    /// <summary>Asks either.</summary>
    public Condition Or(Condition other) => new([.. Arms.AddRange(other.Arms).Take(Most)], IsOpaque || other.IsOpaque);
}

/// <summary>A query as far as what it asks of which table.</summary>
/// <param name="Model">The table, as the code names it; empty where it is not known.</param>
sealed record QueryShape(string Model)
{
    /// <summary>What it always asks.</summary>
    public Condition Filter { get; init; } = Condition.True;

    /// <summary>What it asks beside that in some cases, each with its place.</summary>
    public ImmutableArray<(Condition Filter, Location At)> Sometimes { get; init; } = [];

    /// <summary>Relations whose rows it fetches by their foreign key: from the table that they belong to, to the related one.</summary>
    public ImmutableArray<(string Model, string Relation, Location At)> Loads { get; init; } = [];

    /// <summary>Whether it makes rows and asks for none.</summary>
    public bool IsInsert { get; init; }

    /// <summary>Whether it changes rows.</summary>
    public bool IsWrite { get; init; }

    /// <summary>Whether it finds one row by a key, so that a mapper may put several such queries of one moment together.</summary>
    public bool IsByKey { get; init; }

    /// <summary>Whether it leaves out what the mapper asks by itself.</summary>
    public bool IgnoresFilters { get; init; }

    /// <summary>A literal limit of rows; null where there is none.</summary>
    public int? Limit { get; init; }

    /// <summary>Why it could not be read, as a clause about the query; null where it could.</summary>
    public string? NotRead { get; init; }
}
