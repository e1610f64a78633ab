namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>Where a value comes from, as far as it matters for whose rows it chooses.</summary>
[Flags]
enum Bearing
{
    /// <summary>From neither.</summary>
    None = 0,

    /// <summary>From what was proved about who is calling.</summary>
    Caller = 1,

    /// <summary>From what the call sends: address, query, body.</summary>
    Sent = 2,
}
