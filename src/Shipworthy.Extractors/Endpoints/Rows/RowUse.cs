using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>What ties the rows of an access to who is calling.</summary>
enum Tie
{
    /// <summary>Nothing that was seen, and nothing chooses one row: a list of all.</summary>
    None,

    /// <summary>Nothing that was seen; what was sent chooses the row.</summary>
    Sent,

    /// <summary>A condition on the caller, in the access or around it.</summary>
    Caller,

    /// <summary>A role of the caller, without which the access is not reached.</summary>
    Role,

    /// <summary>The statement could not be told apart.</summary>
    Unclear,
}

/// <summary>One access to rows of the app on the way of an endpoint.</summary>
/// <param name="At">The access itself.</param>
/// <param name="Node">In the function that is looked at: the access, or the call that leads to it.</param>
/// <param name="Verb">How it changes rows; null where it reads.</param>
/// <param name="Model">The table or model, in lower case with underscores, without a plural; empty where it is not known.</param>
/// <param name="Tie">What ties the rows to the caller.</param>
readonly record struct RowUse(Code At, Code Node, WriteVerb? Verb, string Model, Tie Tie)
{
    /// <summary>Whether it asks for rows by the caller together with what was sent, so that its emptiness tells that the two do not belong together.</summary>
    public bool Relates { get; init; }

    /// <summary>What was sent and chooses the rows, as it is written in the function that is looked at.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>A column that says what the caller may do, and that the access writes as it was sent; null where there is none.</summary>
    public string? Right { get; init; }

    /// <summary>A column that names the caller's tenant, and that the access writes as it was sent; null where there is none.</summary>
    public string? TenantSet { get; init; }

    /// <summary>Whether the database asks its policies whether this caller may make the change.</summary>
    public bool IsUnderPolicies { get; init; }

    /// <summary>The rows of a generic view, where the access is one of its words; null of other accesses.</summary>
    public ViewRows? View { get; init; }

    /// <summary>Whether the access changes or removes rows that exist.</summary>
    public bool Changes => Verb is WriteVerb.Update or WriteVerb.Delete;
}
