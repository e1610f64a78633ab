using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure;

/// <summary>What prepares a machine from the repository: playbooks of Ansible, cloud-init, NixOS, Packer.</summary>
public sealed class ResourcesInMachineSetups : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
            if (Folders.Counts(file.Role) && Of(file) is { } type)
                learn.Add(
                    new InfraResource(file.AtLine(1), InfraTool.Machine, type, file.Name)
                    {
                        Address = file.Path,
                        Root = file.Path,
                        Kind = InfraKind.Machine,
                        Stage = InfraStageNames.OfPath(file.Path) is not InfraStage.Unknown and var stage ? stage : InfraStage.Only,
                    }
                );
    }

    static string? Of(SourceFile file) =>
        file.Name.EndsWith(".pkr.hcl", StringComparison.Ordinal) ? "packer"
        : file.Name.EndsWith(".nix", StringComparison.Ordinal)
            ? IsNixOs(file) ? "nixos"
                : null
        : !file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        && !file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            ? null
        : file.Text.StartsWith("#cloud-config", StringComparison.Ordinal) ? "cloud-init"
        : IsPlaybook(file) ? "ansible"
        : null;

    static bool IsNixOs(SourceFile file) =>
        file.Text.Contains("nixosConfigurations", StringComparison.Ordinal)
        || file.Text.Contains("services.openssh", StringComparison.Ordinal);

    static bool IsPlaybook(SourceFile file) =>
        file.Text.Contains("hosts:", StringComparison.Ordinal)
        && (file.Text.Contains("tasks:", StringComparison.Ordinal) || file.Text.Contains("roles:", StringComparison.Ordinal))
        && Yaml.YamlFile.Read(file).Root.Items.Any(play => play["hosts"].Exists && (play["tasks"].Exists || play["roles"].Exists));
}
