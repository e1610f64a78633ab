namespace Shipworthy.Model;

/// <summary>
/// A named person states what no machine can see. It settles an unproven verdict until it lapses, and never overrides a located fail.
/// </summary>
/// <param name="Check">Id of the check: <c>8.1</c>.</param>
/// <param name="By">Who states it: a person's name or address, never a bot.</param>
/// <param name="Statement">What exactly is stated.</param>
/// <param name="Evidence">A link or a file that shows it.</param>
/// <param name="On">The day on which it was stated.</param>
/// <param name="Until">The last day on which it counts.</param>
public sealed record Attestation(string Check, string By, string Statement, string Evidence, DateOnly On, DateOnly Until)
{
    /// <summary>A second person who says so too, where a check asks for two; otherwise null.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>The files and folders that it speaks of, below the root of the app; empty for everything that the check asks about.</summary>
    public ImmutableArray<string> Scope { get; init; } = [];

    /// <summary>Whether it speaks of the place of a finding.</summary>
    public bool Covers(Finding finding) => Scope.IsEmpty || Holds(finding.At) && (finding.Items <= 1 || finding.Related.All(Holds));

    bool Holds(Location place) => Scope.Any(part => IsWithin(place.Path, part.TrimEnd('/')));

    static bool IsWithin(string path, string part) =>
        path.StartsWith(part, StringComparison.Ordinal) && (path.Length == part.Length || path[part.Length] == '/');

    /// <summary>Whether it counts on the given day. A statement dated in the future does not count yet.</summary>
    public bool CountsOn(DateOnly day) => On <= day && day <= Until && By.Length > 0 && Statement.Length > 0 && Evidence.Length > 0;
}
