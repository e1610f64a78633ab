using Shipworthy.Extractors.Dependencies.Versions;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>
/// The few advisories that Shipworthy knows without being told: those that let strangers past the door of a framework, or run their code on the server
/// (rubric 1.5, F3). They count for an ecosystem for which nothing was brought to this machine, and only where the app relies on what they break.
/// Source: the published advisories, github.com/advisories.
/// </summary>
static class CarriedAdvisories
{
    /// <summary>The day of the newest of them.</summary>
    public static DateOnly On { get; } = new(2025, 12, 5);

    /// <summary>The advisories about a package.</summary>
    public static ImmutableArray<AdvisoryRecord> Of(PackageEcosystem ecosystem, string name) =>
        (ecosystem, name) switch
        {
            (PackageEcosystem.Npm, "next") => [skippedMiddleware, serverComponentsOfNext],
            (PackageEcosystem.Npm, "react-server-dom-webpack" or "react-server-dom-parcel" or "react-server-dom-turbopack") =>
            [
                serverComponents with
                {
                    Package = name,
                },
            ],
            _ => [],
        };

    /// <summary>The day on which one of them was listed as used in attacks (cisa.gov, Known Exploited Vulnerabilities).</summary>
    public static DateOnly? ExploitedSince(IEnumerable<string> ids) => ids.Contains("CVE-2025-55182") ? new(2025, 12, 5) : null;

    static readonly AdvisoryRecord skippedMiddleware = new("GHSA-f82v-jwr5-mffw", PackageEcosystem.Npm, "next")
    {
        Aliases = ["CVE-2025-29927"],
        Summary = "Authorization Bypass in Next.js Middleware",
        Vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N",
        Severity = "CRITICAL",
        Published = new(2025, 3, 21),
        Ranges = [Between("11.1.4", "12.3.5"), Between("13.0.0", "13.5.9"), Between("14.0.0", "14.2.25"), Between("15.0.0", "15.2.3")],
    };

    static readonly AdvisoryRecord serverComponentsOfNext = new("GHSA-9qr9-h5gf-34mp", PackageEcosystem.Npm, "next")
    {
        Aliases = ["CVE-2025-66478", "CVE-2025-55182"],
        Summary = "Next.js is vulnerable to RCE in React flight protocol",
        Vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
        Severity = "CRITICAL",
        Published = new(2025, 12, 3),
        Ranges =
        [
            Between("14.3.0-canary.77", "15.0.5"),
            Between("15.1.0-canary.0", "15.1.9"),
            Between("15.2.0-canary.0", "15.2.6"),
            Between("15.3.0-canary.0", "15.3.6"),
            Between("15.4.0-canary.0", "15.4.8"),
            Between("15.5.0-canary.0", "15.5.7"),
            Between("16.0.0-canary.0", "16.0.7"),
        ],
    };

    static readonly AdvisoryRecord serverComponents = new("GHSA-fv66-9v8q-g76r", PackageEcosystem.Npm, "react-server-dom-webpack")
    {
        Aliases = ["CVE-2025-55182"],
        Summary = "React Server Components are Vulnerable to RCE",
        Vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
        Severity = "CRITICAL",
        Published = new(2025, 12, 3),
        Ranges = [Between("19.0.0", "19.0.1"), Between("19.1.0", "19.1.2"), Between("19.2.0", "19.2.1")],
    };

    static AffectedRange Between(string introduced, string mended) =>
        new([new(RangeEventKind.Introduced, introduced), new(RangeEventKind.Fixed, mended)]);
}
