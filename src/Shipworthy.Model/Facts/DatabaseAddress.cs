namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Addresses of databases that files of the app name.</summary>
    public Facts<DatabaseAddress> DatabaseAddresses => Of<DatabaseAddress>();

    /// <summary>Places where a connection is taken from a pool and not surely given back.</summary>
    public Facts<KeptConnection> KeptConnections => Of<KeptConnection>();
}

/// <summary>The address of a database in a file of the app, or something that stands between the app and its database.</summary>
/// <param name="At">Where it is named.</param>
/// <param name="Kind">Where it leads.</param>
/// <param name="Name">What people call it: "the pooler of Supabase".</param>
public sealed record DatabaseAddress(Location At, AddressKind Kind, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"database-address:{At.Path}:{Kind}:{Name}";

    /// <summary>The variable or setting that holds it; empty when it has none.</summary>
    public string Setting { get; init; } = "";

    /// <summary>Whether it stands in a sample, which says what somebody may fill in.</summary>
    public bool IsSample { get; init; }

    /// <summary>Whether the pooler lends a connection for one transaction, so that prepared statements and locks do not last.</summary>
    public bool IsByTransaction { get; init; }

    /// <summary>Whether the address tells the client to prepare nothing: <c>pgbouncer=true</c>.</summary>
    public bool AllowsForPooler { get; init; }
}

/// <summary>Where the address of a database leads.</summary>
public enum AddressKind
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>To a pooler that many copies of the app share.</summary>
    Pooler,

    /// <summary>To the database itself.</summary>
    Direct,
}

/// <summary>A place that takes a connection from a pool and does not surely give it back.</summary>
/// <param name="At">Where it is taken.</param>
/// <param name="Function">The function that takes it.</param>
public sealed record KeptConnection(Location At, string Function) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"kept-connection:{At.Path}:{Function}";

    /// <summary>Whether nothing ever gives it back; otherwise an error on the way keeps it.</summary>
    public bool Always { get; init; }
}
