using Shipworthy.Extractors.Queries.Shapes;

namespace Shipworthy.Extractors.Queries;

/// <summary>A query on the way of an endpoint.</summary>
/// <param name="At">The query.</param>
/// <param name="Key">What tells its statement from others.</param>
/// <param name="Shape">What it asks; null where that could not be read.</param>
/// <param name="IsWrite">Whether it changes something.</param>
readonly record struct FoundQuery(Code At, Code Key, QueryShape? Shape, bool IsWrite)
{
    /// <summary>The loop around it, or around the call that leads to it; null where there is none.</summary>
    public LoopAround? Loop { get; init; }

    /// <summary>In the function that has the loop: the query, or the call that leads to it.</summary>
    public Code Standing { get; init; }
}

/// <summary>A loop that repeats what stands in it for each element of a collection.</summary>
/// <param name="Node">The loop, or the call that is handed what it repeats.</param>
/// <param name="Source">What it goes through.</param>
/// <param name="Bound">How many turns it makes.</param>
readonly record struct LoopAround(Code Node, Code Source, RepeatBound Bound)
{
    /// <summary>Whether all turns are begun before the first has ended.</summary>
    public bool IsParallel { get; init; }

    /// <summary>Why it is only worth a remark, as a clause about the query; null when it counts.</summary>
    public string? Remark { get; init; }
}
