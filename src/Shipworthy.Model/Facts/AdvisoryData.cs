namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The advisories that the scan could compare with: one for each ecosystem that they cover; none when there are no data on this machine.</summary>
    public Facts<AdvisoryData> AdvisoryData => Of<AdvisoryData>();
}

/// <summary>The advisories of one ecosystem that the scan compared with.</summary>
/// <param name="At">The whole app: they lie outside of it.</param>
/// <param name="Ecosystem">Whose packages they speak of.</param>
public sealed record AdvisoryData(Location At, PackageEcosystem Ecosystem) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"advisories:{Ecosystem}";

    /// <summary>How many advisories there are.</summary>
    public required int Advisories { get; init; }

    /// <summary>The day of the newest change among them: what came later is not known.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The day on which they were brought to this machine.</summary>
    public required DateOnly BroughtOn { get; init; }

    /// <summary>Whether CISA's list of vulnerabilities that are used in attacks (KEV) was there as well.</summary>
    public bool KnowsExploited { get; init; }
}
