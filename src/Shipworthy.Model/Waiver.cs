namespace Shipworthy.Model;

/// <summary>A named person accepts a located finding until a date. The finding is shown as waived, and still fails.</summary>
/// <param name="Fingerprint">The finding, as <see cref="Finding.Fingerprint"/> names it.</param>
/// <param name="By">Who accepts it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day on which it counts.</param>
public sealed record Waiver(string Fingerprint, string By, string Reason, DateOnly Until)
{
    /// <summary>The file that records it, for messages about it; null when it is not known.</summary>
    public string? File { get; init; }

    /// <summary>Whether it counts on the given day.</summary>
    public bool CountsOn(DateOnly day) => day <= Until && By.Length > 0 && Reason.Length > 0;
}
