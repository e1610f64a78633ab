namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Packages of the app for which an advisory is known.</summary>
    public Facts<VulnerableDependency> VulnerableDependencies => Of<VulnerableDependency>();
}

/// <summary>A package of the app in a version that an advisory names.</summary>
/// <param name="At">The place of the package.</param>
/// <param name="Dependency">The package.</param>
/// <param name="Advisory">The advisory.</param>
public sealed record VulnerableDependency(Location At, Dependency Dependency, Advisory Advisory) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"vulnerable:{Dependency.Ecosystem}:{Dependency.Name}:{Dependency.Version}:{Advisory.Id}:{At.Path}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => ReliesAt is null ? [] : [ReliesAt];

    /// <summary>The lowest version above the one in use in which this advisory is mended; empty when there is none.</summary>
    public string FixedIn { get; init; } = "";

    /// <summary>
    /// Days from the day on which the fix was known to the day of the advisory data; null without a fix. The day of the data, not of the scan, so that the
    /// same data give the same answer.
    /// </summary>
    public int? FixAge { get; init; }

    /// <summary>Days from the day on which the fix was known to the newest commit; negative when it came later; null without a fix or without commits.</summary>
    public int? FixAgeAtNewestCommit { get; init; }

    /// <summary>
    /// Why the app relies on the part that is broken, as a clause about the app: "decides in middleware who may pass"; null when nothing shows it. Known only
    /// for the few advisories that let strangers past a framework's door.
    /// </summary>
    public string? ReliesOn { get; init; }

    /// <summary>Where that shows.</summary>
    public Location? ReliesAt { get; init; }

    /// <summary>Whether the package is in what runs in production; what is not known counts as if it were.</summary>
    public bool IsRuntime => Dependency.Scope is not DependencyScope.Development;
}

/// <summary>What an advisory says, of one package.</summary>
/// <param name="Id">Its own id: "GHSA-f82v-jwr5-mffw".</param>
public sealed record Advisory(string Id)
{
    /// <summary>Other names of the same thing: CVE ids first.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The CVE id, or the advisory's own where it has none.</summary>
    public string Name => Aliases.FirstOrDefault(alias => alias.StartsWith("CVE-", StringComparison.Ordinal)) ?? Id;

    /// <summary>
    /// The id by which the package itself is known to have been made to do harm (those of the OpenSSF's "Malicious Packages" begin with MAL), which nothing
    /// mends; null when it is a package with a hole.
    /// </summary>
    public string? MaliciousBy => Aliases.Prepend(Id).FirstOrDefault(name => name.StartsWith("MAL-", StringComparison.Ordinal));

    /// <summary>One sentence about it; empty when it has none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The vector of its severity (CVSS 3.x or 4.0); empty when it has none.</summary>
    public string Vector { get; init; } = "";

    /// <summary>The base score, computed from the vector, or the lowest one of the named severity where there is no vector; null when there is neither.</summary>
    public double? Score { get; init; }

    /// <summary>The severity as a word: "CRITICAL", "HIGH", "MODERATE", "LOW"; empty when it is not rated.</summary>
    public string Severity { get; init; } = "";

    /// <summary>Whether anybody on the network can use it, without an account and without another person's help.</summary>
    public bool IsOpenToStrangers { get; init; }

    /// <summary>The day on which CISA listed it as used in attacks (KEV); null when it is not listed, or no list was given.</summary>
    public DateOnly? ExploitedSince { get; init; }

    /// <summary>The day on which it was published.</summary>
    public DateOnly? Published { get; init; }
}
