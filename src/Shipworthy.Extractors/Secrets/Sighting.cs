namespace Shipworthy.Extractors.Secrets;

/// <summary>A secret at one place of one blob. The value stays inside the extractor: facts carry a mask and a salted hash.</summary>
/// <param name="Value">The value itself.</param>
/// <param name="Start">Where it starts, in bytes of the blob.</param>
/// <param name="Length">How many bytes it takes there.</param>
sealed record Sighting(string Value, int Start, int Length)
{
    /// <summary>What sort of secret it is.</summary>
    public required SecretKind Kind { get; init; }

    /// <summary>What it is worth, as far as this blob shows.</summary>
    public required SecretClass Class { get; init; }

    /// <summary>The pattern that found it.</summary>
    public required string Pattern { get; init; }

    /// <summary>What it is, with its article.</summary>
    public required string Noun { get; init; }

    /// <summary>How it was shown.</summary>
    public OfflineProof Proof { get; init; } = OfflineProof.Shape;

    /// <summary>The name that it is given.</summary>
    public string Name { get; init; } = "";

    /// <summary>Why it has its class.</summary>
    public string Because { get; init; } = "";

    /// <summary>Whether it opens an administrator's account.</summary>
    public bool OpensAdministration { get; init; }

    /// <summary>Whether its name says that the app itself signs or encrypts with it.</summary>
    public bool SignsOrEncrypts { get; init; }

    /// <summary>Until when it counts by its own claims; null when it does not say.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How long it counts from the day on which it was made; null when without limit, or by a date of its own.</summary>
    public TimeSpan? Lasts { get; init; }

    /// <summary>Names, or their beginnings, of the commits in which an allow-list of the team calls it harmless.</summary>
    public ImmutableArray<string> HarmlessIn { get; init; } = [];

    /// <summary>Texts of which the code has to hold one before the sighting counts; empty when it counts by itself.</summary>
    public ImmutableArray<string> ConfirmedBy { get; init; } = [];

    /// <summary>The name by which something has to start the file before the sighting counts; empty when it counts by itself.</summary>
    public string RunsWith { get; init; } = "";

    /// <summary>Whether the two take some of the same bytes.</summary>
    public bool Overlaps(Sighting other) => Start < other.Start + other.Length && other.Start < Start + Length;

    /// <summary>Never the value.</summary>
    public override string ToString() => $"{Pattern} {MaskedSecret.Of(Value)}";
}
