namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Files in which tools for infrastructure keep what they made, keys and passwords in clear.</summary>
sealed class InfrastructureFiles : ContainerFamily
{
    /// <summary>An attribute of a state with its value. The name decides whether it is a secret.</summary>
    internal const string StateAttribute = @"""(?<n>[A-Za-z_]+)""\s*:\s*""(?<v>[^""\\]{8,})""";

    public override ImmutableArray<ContainerKind> Kinds =>
        [
            Text("terraform-state", "a secret in a Terraform state", ["*.tfstate", "*.tfstate.backup"], StateAttribute),
            Text(
                "terraform-variables",
                "a secret Terraform variable",
                ["*.tfvars", "*.tfvars.json"],
                @"^\s*""?(?<n>[A-Za-z_][A-Za-z0-9_-]*)""?\s*[=:]\s*""(?<v>[^""\n]{8,})"""
            ),
            Text(
                "kubeconfig",
                "a cluster login",
                ["kubeconfig", "*.kubeconfig", "config", "kubeconfig.yaml", "kubeconfig.yml", "kube_config.yaml"],
                @"^\s*(?:client-key-data|token)\s*:\s*[""']?(?<v>[A-Za-z0-9._+/=-]{20,})"
            ),
        ];
}
