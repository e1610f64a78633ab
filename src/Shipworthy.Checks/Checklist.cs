using Shipworthy.Generators;

namespace Shipworthy.Checks;

/// <summary>All checks of this assembly.</summary>
[ListsAll<Check>]
public static partial class AllChecks;

/// <summary>The 58 checks in the order of the checklist.</summary>
public static class Checklist
{
    /// <summary>All checks, by area and position.</summary>
    public static ImmutableArray<Check> Checks { get; } =
    [.. AllChecks.All.OrderBy(check => check.Area.Number).ThenBy(check => check.Position)];

    /// <summary>The check with the given id; null when there is none.</summary>
    public static Check? Find(string id) => Checks.FirstOrDefault(check => check.Id == id);
}
