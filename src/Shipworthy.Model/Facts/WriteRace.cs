namespace Shipworthy.Model;

/// <summary>What two callers at the same moment can get wrong (rubric 3.5, scope).</summary>
public enum RaceKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A value is read, changed and written back (C1).</summary>
    Recalculation,

    /// <summary>A value is lowered in one statement, after its floor was looked at in another (C1).</summary>
    Floor,

    /// <summary>Rows are counted against a limit, and then one is added (C1).</summary>
    Limit,

    /// <summary>A row is looked for, and made where none was found (C2).</summary>
    Insertion,

    /// <summary>A row gets a number that was computed from the rows there are (C2).</summary>
    Numbering,

    /// <summary>A range is looked for, and taken where it was free (C2).</summary>
    Overlap,

    /// <summary>A state is looked at, changed once, and something follows from it (C3).</summary>
    Transition,

    /// <summary>Rows that wait are read and worked off (C5).</summary>
    Claim,
}

/// <summary>What keeps two callers at the same moment apart.</summary>
public enum RaceGuard
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>One statement that carries its condition.</summary>
    Condition,

    /// <summary>A constraint of the database.</summary>
    Constraint,

    /// <summary>A lock on the rows, or one of the database.</summary>
    Lock,

    /// <summary>A version that the write compares.</summary>
    Version,

    /// <summary>A transaction that fails when another one changed what it read.</summary>
    Isolation,
}

/// <summary>What is lost when it goes wrong.</summary>
public enum RaceStake
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A statistic, an order on a page, a setting of one's own.</summary>
    Trifle,

    /// <summary>Data of the app.</summary>
    Data,

    /// <summary>Money, stock, seats, credits.</summary>
    Money,
}

/// <summary>A place that reads shared rows, decides, and writes (rubric 3.5): once for each function and table.</summary>
/// <param name="At">The write.</param>
/// <param name="Kind">What two callers at the same moment can get wrong.</param>
/// <param name="Table">The table or model.</param>
/// <param name="Function">The function that does it; empty where it has no name.</param>
public sealed record WriteRace(Location At, RaceKind Kind, string Table, string Function) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"race:{At.Path}:{Function}:{Table}:{Kind}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { ReadAt, GuardAt }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>The columns that it is about.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Where it reads; null where that was not seen.</summary>
    public Location? ReadAt { get; init; }

    /// <summary>What keeps two callers apart.</summary>
    public required RaceGuard Guard { get; init; }

    /// <summary>The guard in words, or why it could not be told.</summary>
    public string GuardBy { get; init; } = "";

    /// <summary>Where the guard is; null where there is none.</summary>
    public Location? GuardAt { get; init; }

    /// <summary>What is lost.</summary>
    public required RaceStake Stake { get; init; }

    /// <summary>Of a transition, what follows from it: "sends mail"; empty elsewhere.</summary>
    public string Consequence { get; init; } = "";

    /// <summary>Tells candidates of one name apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

public sealed partial class App
{
    /// <summary>The places that read shared rows, decide, and write.</summary>
    public Facts<WriteRace> WriteRaces => Of<WriteRace>();
}
