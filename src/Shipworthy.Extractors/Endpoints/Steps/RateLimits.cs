namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>What the idioms of limiters share.</summary>
static class RateLimits
{
    /// <summary>Why a limit whose answer nobody reads does nothing.</summary>
    public const string NotLookedAt = "its answer is never looked at";

    /// <summary>Why a limit may not count on a path.</summary>
    public const string OnCondition = "whether it counts here depends on a condition that could not be decided";
}
