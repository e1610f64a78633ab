namespace Shipworthy.Extractors.Decisions;

/// <summary>What a value is that a server takes from a call.</summary>
enum SentSort
{
    /// <summary>The price of something that the app offers at a price of its own.</summary>
    OfferPrice,

    /// <summary>The total of an order.</summary>
    OrderTotal,

    /// <summary>What a provider is told to charge.</summary>
    Charge,

    /// <summary>What a new account may do.</summary>
    Right,

    /// <summary>Whose data it is.</summary>
    Tenant,

    /// <summary>Who did it.</summary>
    Actor,

    /// <summary>How much of something that counts as money a row holds: a balance, points, credits.</summary>
    Stake,

    /// <summary>How far a row has come, where somebody else has to approve it.</summary>
    Approval,

    /// <summary>Whatever was sent, as a whole.</summary>
    Whole,
}

/// <summary>A value that a server takes from a call and stores or charges as it was sent.</summary>
/// <param name="At">The place that takes it.</param>
/// <param name="Column">What it becomes, in lower case with underscores.</param>
/// <param name="Sort">What it is.</param>
/// <param name="Model">The table or model that takes it; of a charge, the call.</param>
/// <param name="Function">The function around it.</param>
readonly record struct SentValue(Code At, string Column, SentSort Sort, string Model, Code Function)
{
    /// <summary>Whether it is compared with a value of the server's own.</summary>
    public bool IsCompared { get; init; }

    /// <summary>Whether a step before every handler reads that cookie, and may check it.</summary>
    public bool IsReadBefore { get; init; }

    /// <summary>The name of the cookie that it comes from; null where it stands in the request itself.</summary>
    public string? Cookie { get; init; }

    /// <summary>The function of the app that gave it for what was sent; null where it is what was sent.</summary>
    public string? Resolver { get; init; }

    /// <summary>Of what was taken as a whole: the columns among it that say what a person may do.</summary>
    public ImmutableArray<string> Rights { get; init; } = [];

    /// <summary>Whether what the order is made of stands beside it.</summary>
    public bool HasOffer { get; init; }
}
