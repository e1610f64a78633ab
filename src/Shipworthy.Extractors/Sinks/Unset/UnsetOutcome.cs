namespace Shipworthy.Extractors.Sinks.Unset;

/// <summary>What the code does at the use of a secret while the secret is not set.</summary>
enum UnsetOutcome
{
    /// <summary>It goes on to the use, whatever the secret is.</summary>
    Used,

    /// <summary>It refuses: an error, a denial, an answer without effect.</summary>
    Refused,

    /// <summary>It goes on as if the use had been satisfied.</summary>
    LetIn,

    /// <summary>It goes another way, and it cannot be told what becomes of the caller there.</summary>
    Unclear,
}
