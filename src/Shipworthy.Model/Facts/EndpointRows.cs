namespace Shipworthy.Model;

/// <summary>Whose rows a call of an endpoint reaches, once it is known who is calling (rubric 2.3, ownership and role).</summary>
public enum RowReach
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>None: it reads and changes no data.</summary>
    NoRows,

    /// <summary>Every row is chosen by who is calling, or compared with who is calling before it is used.</summary>
    OwnRows,

    /// <summary>Nothing happens for callers without a role or permission.</summary>
    AsksForRole,

    /// <summary>It changes a row that the call chooses, and the caller is never compared with it, while the app ties the same rows to their owners elsewhere.</summary>
    AnyRow,

    /// <summary>It writes what was sent into columns that say what the caller may do.</summary>
    OwnRights,

    /// <summary>It makes the caller part of whatever tenant was sent, and does not look whether they belong to it.</summary>
    OwnTenant,

    /// <summary>It makes an account with rights as they were sent, for whoever signed in.</summary>
    NewRights,

    /// <summary>It reads the rows of whoever the call names, while the app reads the same rows elsewhere for their owner alone.</summary>
    AnyRead,

    /// <summary>It asks nobody who is calling, and reaches the rows of whoever a cookie or header of the call names.</summary>
    Named,

    /// <summary>It asks nobody who is calling, and hands over a whole list of people with all columns.</summary>
    Handed,
}

/// <summary>Whose rows an endpoint reaches, and the place that says so.</summary>
/// <param name="Reach">Whose.</param>
/// <param name="At">The access that decides it; null where none does.</param>
/// <param name="Because">
/// Of <see cref="RowReach.Unknown"/>, a clause about the endpoint: "it reads order by what was sent"; of others the table, the column, or what names somebody.
/// </param>
public sealed record EndpointRows(RowReach Reach, Location? At, string Because)
{
    /// <summary>Nothing is known.</summary>
    public static EndpointRows NotKnown { get; } = new(RowReach.Unknown, null, "");

    /// <summary>Of <see cref="RowReach.AnyRow"/>: where the app ties a change of the same rows to their owner.</summary>
    public Location? TiedAt { get; init; }
}
