namespace Shipworthy.Model;

/// <summary>What is done once for each element of a collection.</summary>
public enum RepeatKind
{
    /// <summary>Could not be told apart.</summary>
    Unknown,

    /// <summary>A query.</summary>
    Read,

    /// <summary>A change.</summary>
    Write,

    /// <summary>A related row that the mapper fetches when it is touched.</summary>
    LazyRelation,

    /// <summary>A call of the app's own server.</summary>
    OwnCall,

    /// <summary>A query by which a field of GraphQL is answered for each object.</summary>
    Field,
}

/// <summary>How many turns a repetition makes.</summary>
public enum RepeatBound
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>As many as a query found rows.</summary>
    RowsOfQuery,

    /// <summary>As many as the caller sends.</summary>
    SentByCaller,

    /// <summary>A handful, by a literal or a limit.</summary>
    Few,
}

/// <summary>A query that runs once for each element of a collection (rubric 7.2).</summary>
/// <param name="At">The query, or the call in the loop that leads to it.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Bound">How often.</param>
public sealed record RepeatedQuery(Location At, RepeatKind Kind, RepeatBound Bound) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"repeat:{At.Path}:{Kind}:{Of}:{Over}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { LoopAt, QueryAt }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>The loop is what is changed, whatever it asks.</summary>
    public override ImmutableArray<string> Roots =>
        [
            MendedAt is { } query ? $"lazy:{query.Path}:{query.Line}:{Over}"
            : Kind is RepeatKind.LazyRelation ? $"lazy:{Of}"
            : $"line:{(LoopAt ?? At).Path}:{(LoopAt ?? At).Line}",
        ];

    /// <summary>What is asked for: a table, a relation, a method.</summary>
    public string Of { get; init; } = "";

    /// <summary>What is gone through, as it is written.</summary>
    public string Over { get; init; } = "";

    /// <summary>Where the loop begins; null where a framework makes it.</summary>
    public Location? LoopAt { get; init; }

    /// <summary>The query itself, where a function in between makes it.</summary>
    public Location? QueryAt { get; init; }

    /// <summary>The query that fetches everything once it is changed, whatever relation is missing; null where each relation is mended by itself.</summary>
    public Location? MendedAt { get; init; }

    /// <summary>Why it is only worth a remark, as a clause about it; null when it counts.</summary>
    public string? OnlyRemark { get; init; }
}

/// <summary>An endpoint, or a page of a client, that asks a database, and what it asks once for each row (rubric 7.2).</summary>
/// <param name="At">The endpoint.</param>
/// <param name="Name">What people call it: "GET /tickets".</param>
public sealed record EndpointQueries(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"queries:{Deployable}:{Name}{Suffix}";

    /// <summary>The part of the app that it belongs to.</summary>
    public string Deployable { get; init; } = "";

    /// <summary>Tells endpoints of one name apart.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether people or webhooks call it, rather than administrators and schedules.</summary>
    public bool IsCritical { get; init; }

    /// <summary>What it does once for each element of a collection.</summary>
    public ImmutableArray<RepeatedQuery> Repeats { get; init; } = [];

    /// <summary>Why not all of its queries are known, as a clause about it; null when they are.</summary>
    public string? NotSeen { get; init; }
}

public sealed partial class App
{
    /// <summary>The endpoints that ask a database.</summary>
    public Facts<EndpointQueries> EndpointQueries => Of<EndpointQueries>();
}
