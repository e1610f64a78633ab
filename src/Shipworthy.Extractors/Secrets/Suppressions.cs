using Shipworthy.Extractors.Secrets.OwnRules;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Remarks that tell other scanners to be silent. Whoever wrote the code wrote them too, perhaps a machine: they are believed about values that are
/// secret by name only, and never about a vendor's key or a private one.
/// </summary>
static class Suppressions
{
    static readonly string[] Remarks =
    [
        "gitleaks:allow",
        "pragma: allowlist secret",
        "pragma: allowlist nextline secret",
        "nosec",
        "nosemgrep",
        "noqa: S105",
        "noqa: S106",
        "trufflehog:ignore",
        "ggignore",
    ];

    /// <summary>The sighting, as suppressed when a remark in its line, or the settings of the team's scanner, say so and may.</summary>
    public static Sighting Apply(SearchedBlob blob, Sighting sighting, ScannerSettings settings)
    {
        if (
            sighting.Kind is not SecretKind.Named
            || sighting.Class is not SecretClass.Live
            || sighting.SignsOrEncrypts
            || sighting.Start >= blob.Bytes.Length
        )
            return sighting;
        var line = blob.LineAt(sighting.Start);
        return Array.Find(Remarks, remark => line.Contains(remark, StringComparison.OrdinalIgnoreCase)) is { } remark
            ? sighting with
            {
                Class = SecretClass.Suppressed,
                Because = $"is called harmless by a remark ({remark})",
            }
            : settings.Apply(blob, sighting);
    }
}
