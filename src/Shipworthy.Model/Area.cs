namespace Shipworthy.Model;

/// <summary>One of the nine areas of the checklist.</summary>
/// <param name="Number">1 to 9.</param>
/// <param name="Name">Its heading in the checklist.</param>
/// <param name="Promise">The line under the heading: what an app that passes can say of itself.</param>
public sealed record Area(int Number, string Name, string Promise)
{
    /// <summary>All nine, in the order of the checklist.</summary>
    public static ImmutableArray<Area> All { get; } =
    [
        new(1, "Security & Secrets", "No hard-coded credentials. No keys in the client bundle. Real rate limits."),
        new(2, "Auth & Access Control", "Authorization decisions made on the server, not the client."),
        new(3, "Architecture", "Intentional boundaries - not whatever the AI suggested first."),
        new(4, "Infrastructure", "Reproducible, least-privilege, with backups that have been restored at least once."),
        new(5, "CI / CD", "Deploy on a Tuesday, roll back on a Tuesday, sleep on a Tuesday."),
        new(6, "Observability", "You find issues before your customers do."),
        new(7, "Database & Scaling", "The query plan you assume is the query plan you have."),
        new(8, "Operational Readiness", "Someone is responsible when the pager goes off - and they know what to do."),
        new(9, "AI-Generated Code Risks", "AI accelerates writing code. It does not accelerate reading code."),
    ];
}
