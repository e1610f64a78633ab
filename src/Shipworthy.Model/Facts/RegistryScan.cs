namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Settings by which registries scan the images that are pushed to them.</summary>
    public Facts<RegistryScan> RegistryScans => Of<RegistryScan>();
}

/// <summary>A setting by which a registry scans, or does not scan, the images that are pushed to it.</summary>
/// <param name="At">Where it is set.</param>
/// <param name="Registry">The product, as its makers spell it: "Amazon ECR".</param>
/// <param name="Repository">The repository that it is about; empty for the whole registry.</param>
/// <param name="Scans">Whether it scans; null when a value decides that could not be resolved.</param>
public sealed record RegistryScan(Location At, string Registry, string Repository, bool? Scans) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"registry-scan:{Registry}:{Repository}:{At.Path}";
}
