using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Images.Files;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>Containers that Terraform and OpenTofu start on AWS, Google Cloud, Azure and Kubernetes. Shapes by the references of the providers.</summary>
public sealed partial class ContainersInTerraform : IExtractor
{
    static readonly ImmutableHashSet<string> names = ["image", "image_uri", "image_identifier", "docker_image_name", "container_image"];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Code.Files)
            if (file.Language is Language.Hcl && sources.Tree.Find(file.Path) is { } source && Folders.Counts(source.Role))
                foreach (var resource in file.Root.Children.Where(node => node is { Kind: CodeKind.Block, Name: "resource" }))
                    if (Runs().IsMatch(resource.ArgumentAt(0).String ?? ""))
                        foreach (var image in resource.Descendants(CodeKind.Property).Where(one => names.Contains(one.Name)))
                            if (Use(sources.Code, resource, image) is { } use)
                                learn.Add(use with { NotProduction = ContainerPurposes.OfPath(file.Path) });
    }

    static ContainerUse? Use(CodeBase code, Code resource, Code image)
    {
        var value = image[Part.Value];
        if (!value.Exists || value.Kind is CodeKind.Object or CodeKind.Array)
            return null;
        var written = TextOf(code, value);
        var reference = written is null ? null : ImageReference.Parse(written);
        var container = image.Parent.Property("name")[Part.Value].String is { } own ? $".{own}" : "";
        return new(image.At, $"{resource.ArgumentAt(0).String}.{resource.ArgumentAt(1).String}{container}", ContainerHost.Terraform)
        {
            Image = reference,
            ImageUnknown = reference is null ? $"takes its image from {Short(value.Text)}" : null,
        };
    }

    /// <summary>The text, with what is not known of it left as <c>${…}</c>; null when nothing is known.</summary>
    static string? TextOf(CodeBase code, Code value) =>
        code.ValueOf(value) switch
        {
            Value.Text text => text.Content,
            Value.FromEnvironment { Default: Value.Text { Content.Length: > 0 } text } => text.Content,
            _ when value.Kind is CodeKind.Template => string.Concat(
                value.Children.Select(part => part.String ?? code.ValueOf(part).AsText ?? $"${{{part.Text}}}")
            ),
            _ => null,
        };

    static string Short(string text) => text.Length > 60 ? $"{text[..57]}..." : text;

    [GeneratedRegex(
        @"^(?:aws_ecs_task_definition|aws_apprunner_service|aws_lambda_function|google_cloud_run(?:_v2)?_(?:service|job)|azurerm_container_(?:app|group)|azurerm_linux_web_app|kubernetes_(?:deployment|stateful_set|daemonset|cron_job|job|pod)(?:_v1)?|docker_container|nomad_job|digitalocean_app|fly_machine|render_web_service|scaleway_container)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Runs();
}
