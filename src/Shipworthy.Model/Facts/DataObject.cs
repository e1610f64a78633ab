namespace Shipworthy.Model;

/// <summary>What an object of a database is.</summary>
public enum DataObjectKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A view.</summary>
    View,

    /// <summary>A function that acts with its owner's rights.</summary>
    Function,

    /// <summary>A function that runs when somebody signs up.</summary>
    SignUpTrigger,
}

/// <summary>What the rows of an object tell about people.</summary>
[Flags]
public enum Holdings
{
    /// <summary>Nothing that its names give away.</summary>
    None = 0,

    /// <summary>Passwords, tokens, keys, codes.</summary>
    Credentials = 1,

    /// <summary>Addresses, phone numbers, birthdays, numbers of papers.</summary>
    PersonalData = 2,

    /// <summary>Salaries, balances, cards, accounts, invoices.</summary>
    Money = 4,

    /// <summary>Rows of several companies or teams.</summary>
    Tenants = 8,

    /// <summary>Rows of single people.</summary>
    Owners = 16,
}

/// <summary>
/// An object of a database as it stands after the last migration, which clients reach through a data API by themselves (rubric 2.3, scope 2), and what
/// strangers and signed-in users can do with it there.
/// </summary>
/// <param name="At">Where it was made or last defined.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, with its schema when that is not the usual one.</param>
public sealed record DataObject(Location At, DataObjectKind Kind, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"data:{Project}:{Kind}:{Name}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. Doors.Select(door => door.At).Where(place => place != At).Distinct()];

    /// <summary>The folder of the migrations that make it.</summary>
    public string Project { get; init; } = "";

    /// <summary>Tells functions of one name apart: empty, or their parameters.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Of a table: whether row security holds strangers off where no policy lets them in; null when that could not be told.</summary>
    public bool? HasRowSecurity { get; init; } = true;

    /// <summary>Of a table without row security: where it was switched off; null when it never was on.</summary>
    public Location? SwitchedOffAt { get; init; }

    /// <summary>Of a table without row security after the migrations: the line of a script elsewhere that switches it on, if anybody ran it.</summary>
    public Location? ProtectedBy { get; init; }

    /// <summary>What its rows tell about people.</summary>
    public Holdings Holds { get; init; }

    /// <summary>Whether its name and columns say that anybody is meant to write to it: a contact form, a waiting list, counts of visits.</summary>
    public bool IsMeantForStrangers { get; init; }

    /// <summary>Of a table: whether its rows say what people may do, so that whoever adds one gives rights.</summary>
    public bool GivesRights { get; init; }

    /// <summary>What callers can do with it. What is not listed, they cannot.</summary>
    public ImmutableArray<DataDoor> Doors { get; init; } = [];

    /// <summary>Of a table: columns that widen what a person may do, which people can set on their own row.</summary>
    public ImmutableArray<OwnPrivilege> OwnPrivileges { get; init; } = [];

    /// <summary>Of a function: whether its callers choose anything of what it does.</summary>
    public bool HasParameters { get; init; }

    /// <summary>Of a function that runs at sign-up: what it copies from what the new person sends: "role".</summary>
    public ImmutableArray<string> TakenFromSignUp { get; init; } = [];

    /// <summary>Its kind and name, as people say it: "table orders", "function lock_account".</summary>
    public string Called =>
        Kind switch
        {
            DataObjectKind.Table => $"table {Name}",
            DataObjectKind.View => $"view {Name}",
            DataObjectKind.Function => $"function {Name}",
            DataObjectKind.SignUpTrigger => $"sign-up function {Name}",
            DataObjectKind.Unknown => Name,
        };
}

public sealed partial class App
{
    /// <summary>Objects of databases that clients reach by themselves.</summary>
    public Facts<DataObject> DataObjects => Of<DataObject>();
}
