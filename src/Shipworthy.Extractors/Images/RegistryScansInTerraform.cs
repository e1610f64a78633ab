using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Images;

/// <summary>Registries that Terraform and OpenTofu make, with what they say of scanning. Shapes and defaults by the references of the providers.</summary>
public sealed class RegistryScansInTerraform : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(RegistryScan)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Code.Files)
            if (file.Language is Language.Hcl && sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role))
                foreach (var resource in file.Root.Children.Where(node => node is { Kind: CodeKind.Block, Name: "resource" }))
                    if (Of(sources.Code, resource) is { } scan)
                        learn.Add(scan);
    }

    static RegistryScan? Of(CodeBase code, Code resource)
    {
        switch (resource.ArgumentAt(0).String)
        {
            case "aws_ecr_repository":
                var push = Block(resource, "image_scanning_configuration").Property("scan_on_push");
                return new(
                    push.Exists ? push.At : resource.At,
                    "Amazon ECR",
                    NameOf(code, resource),
                    push.Exists ? Truth(code, push) : false
                );
            case "aws_ecr_registry_scanning_configuration":
                return new(resource.At, "Amazon ECR", "", Block(resource, "rule").Exists);
            case "google_project_service"
                when code.ValueOf(resource.Property("service")[Part.Value]).AsText is "containerscanning.googleapis.com":
                return new(resource.At, "Artifact Registry", "", true);
            case "azurerm_security_center_subscription_pricing"
                when code.ValueOf(resource.Property("resource_type")[Part.Value]).AsText is "ContainerRegistry" or "Containers":
                return new(
                    resource.At,
                    "Azure Container Registry",
                    "",
                    code.ValueOf(resource.Property("tier")[Part.Value]).AsText is "Standard"
                );
            case "harbor_project":
                var scans = resource.Property("vulnerability_scanning");
                return new(resource.At, "Harbor", NameOf(code, resource), scans.Exists ? Truth(code, scans) : true);
            default:
                return null;
        }
    }

    static Code Block(Code resource, string name) => resource.Descendants(CodeKind.Block).FirstOrDefault(block => block.Name == name);

    static string NameOf(CodeBase code, Code resource) =>
        code.ValueOf(resource.Property("name")[Part.Value]).AsText ?? resource.ArgumentAt(1).String ?? "";

    static bool? Truth(CodeBase code, Code property) =>
        code.ValueOf(property[Part.Value]) switch
        {
            Value.Truth truth => truth.Holds,
            Value.FromEnvironment { Default: Value.Truth truth } => truth.Holds,
            _ => null,
        };
}
