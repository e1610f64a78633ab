namespace Shipworthy.Model;

/// <summary>Who stands at a door of a data API.</summary>
public enum DataCaller
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Anybody with the public key.</summary>
    Stranger,

    /// <summary>Anybody who signed in.</summary>
    SignedIn,
}

/// <summary>What a caller does with an object.</summary>
public enum DataAct
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Reads rows or files.</summary>
    Read,

    /// <summary>Makes new ones.</summary>
    Insert,

    /// <summary>Changes them.</summary>
    Update,

    /// <summary>Removes them.</summary>
    Delete,

    /// <summary>Raises numbers, and changes nothing else.</summary>
    Count,
}

/// <summary>How far a door opens.</summary>
public enum DataReach
{
    /// <summary>Something that it asks could not be read.</summary>
    Unknown,

    /// <summary>To every row.</summary>
    Everything,

    /// <summary>To rows that meet a condition on the row itself, whoever asks.</summary>
    SomeRows,

    /// <summary>To whoever says something about themselves that nobody checks.</summary>
    SelfDeclared,

    /// <summary>To what belongs to the caller, or to callers of a role.</summary>
    Caller,
}

/// <summary>A way to an object through a data API.</summary>
/// <param name="Who">Who can go through it.</param>
/// <param name="Act">What they do.</param>
/// <param name="Reach">How far it opens.</param>
/// <param name="At">What opens it: a policy, a function, a statement in it.</param>
/// <param name="To">Of a function: the table that it touches; otherwise empty.</param>
public sealed record DataDoor(DataCaller Who, DataAct Act, DataReach Reach, Location At, string To = "")
{
    /// <summary>Whether it asks for a mark of the row that says it is meant to be seen.</summary>
    public bool IsMarkedPublic { get; init; }

    /// <summary>Why its reach is not known, as a clause; null when the condition itself could not be read.</summary>
    public string? Because { get; init; }

    /// <summary>Of a function or view that reads: what it hands over.</summary>
    public Holdings Hands { get; init; }

    /// <summary>Whether it changes rows or files, and not numbers only.</summary>
    public bool IsWrite => Act is DataAct.Insert or DataAct.Update or DataAct.Delete;

    /// <summary>The caller as the subject of a sentence.</summary>
    public string WhoSays =>
        Who switch
        {
            DataCaller.Stranger => "anybody",
            DataCaller.SignedIn => "every signed-in user",
            DataCaller.Unknown => "somebody",
        };

    /// <summary>The act as a verb in a sentence.</summary>
    public string ActSays =>
        Act switch
        {
            DataAct.Read => "read",
            DataAct.Insert => "add",
            DataAct.Update => "change",
            DataAct.Delete => "delete",
            DataAct.Count => "count up",
            DataAct.Unknown => "reach",
        };
}

/// <summary>A column that widens what a person may do, on a row that the person can write.</summary>
/// <param name="Column">Its name.</param>
/// <param name="At">The policy that lets the person write the row.</param>
/// <param name="Act">Whether new rows or changed ones.</param>
public sealed record OwnPrivilege(string Column, Location At, DataAct Act);
