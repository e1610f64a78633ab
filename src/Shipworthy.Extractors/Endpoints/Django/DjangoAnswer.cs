namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>What permissions ask of a caller who is known already.</summary>
enum Demand
{
    /// <summary>Something that could not be told.</summary>
    Unknown,

    /// <summary>Nothing more.</summary>
    Nothing,

    /// <summary>That an object that is looked up belongs to the caller.</summary>
    Owner,

    /// <summary>A role.</summary>
    Role,

    /// <summary>To be staff of the whole app.</summary>
    Staff,
}

/// <summary>What a class of Django REST framework answers a call with: rows that its attributes choose, for callers that its permissions admit.</summary>
/// <param name="View">The class.</param>
/// <param name="Call">The call.</param>
/// <param name="Demand">What its permissions ask of a caller who is known.</param>
readonly record struct DjangoAnswer(PythonClass View, DjangoCall Call, Demand Demand);
