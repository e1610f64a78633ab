namespace Shipworthy.Model;

/// <summary>One of the nine areas of the checklist.</summary>
/// <param name="Number">1 to 9.</param>
/// <param name="Name">Its heading in the checklist.</param>
public sealed record Area(int Number, string Name)
{
    /// <summary>All nine, in the order of the checklist.</summary>
    public static ImmutableArray<Area> All { get; } =
    [
        new(1, "Security & Secrets"),
        new(2, "Auth & Access Control"),
        new(3, "Architecture"),
        new(4, "Infrastructure"),
        new(5, "CI / CD"),
        new(6, "Observability"),
        new(7, "Database & Scaling"),
        new(8, "Operational Readiness"),
        new(9, "AI-Generated Code Risks"),
    ];
}
