namespace Shipworthy.Extractors.Dependencies.Versions;

/// <summary>What happens at a version of a range.</summary>
enum RangeEventKind : byte
{
    /// <summary>From this version on the package is affected; "0" means from the beginning.</summary>
    Introduced,

    /// <summary>From this version on it is not.</summary>
    Fixed,

    /// <summary>Behind this version it is not.</summary>
    LastAffected,
}

/// <summary>One event of a range.</summary>
readonly record struct RangeEvent(RangeEventKind Kind, string Version);

/// <summary>
/// A range of affected versions as events (ossf.github.io/osv-schema, "affected[].ranges[].events fields" and "Evaluation"), in the order of an ecosystem.
/// </summary>
sealed record AffectedRange(ImmutableArray<RangeEvent> Events)
{
    /// <summary>Whether the version is in the range. A bound that cannot be read leaves the version as it was.</summary>
    public bool Holds(string version, VersionOrder order)
    {
        if (!order.CanRead(version))
            return false;
        var isAffected = false;
        foreach (var next in Sorted(order))
            isAffected = next.Kind switch
            {
                RangeEventKind.Introduced => isAffected || IsBeginning(next.Version) || order.Compare(version, next.Version) >= 0,
                RangeEventKind.Fixed => isAffected && order.Compare(version, next.Version) < 0,
                RangeEventKind.LastAffected => isAffected && order.Compare(version, next.Version) <= 0,
            };
        return isAffected;
    }

    /// <summary>The lowest version above a given one in which it is mended; null when there is none.</summary>
    public string? FixAbove(string version, VersionOrder order)
    {
        string? lowest = null;
        foreach (var next in Events)
            if (
                next.Kind is RangeEventKind.Fixed
                && order.CanRead(next.Version)
                && order.Compare(next.Version, version) > 0
                && (lowest is null || order.Compare(next.Version, lowest) < 0)
            )
                lowest = next.Version;
        return lowest;
    }

    IEnumerable<RangeEvent> Sorted(VersionOrder order) =>
        Events
            .Where(next => IsBeginning(next.Version) || order.CanRead(next.Version))
            .Order(
                Comparer<RangeEvent>.Create(
                    (one, other) =>
                        (IsBeginning(one.Version), IsBeginning(other.Version)) switch
                        {
                            (true, true) => 0,
                            (true, false) => -1,
                            (false, true) => 1,
                            _ => order.Compare(one.Version, other.Version),
                        }
                )
            );

    static bool IsBeginning(string version) => version is "0";
}
