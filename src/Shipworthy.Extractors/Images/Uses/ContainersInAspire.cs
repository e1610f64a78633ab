using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>
/// Dockerfiles and projects that an Aspire AppHost names. Without a publish target, in its code or beside it (the Azure Developer CLI's file), an AppHost describes
/// development (rulings of area 4).
/// </summary>
public sealed partial class ContainersInAspire : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var target = PublishTarget(sources);
        var published = target is not null || sources.Tree.Named("azure.yaml").Any();
        if (target is { } at)
            foreach (var call in sources.Code.Calls("AddProject"))
                if (call.File.Language is Language.CSharp && sources.IsDeployed(call.File) && AddsProject().IsMatch(call.Callee.Text))
                    learn.Add(
                        new ContainerUse(call.At, sources.Code.ValueOf(call.ArgumentAt(0)).AsText ?? "project", ContainerHost.Platform)
                        {
                            ImageUnknown = $"lets {at.Callee.Name} bring out an image that the SDK makes without a Dockerfile",
                        }
                    );
        foreach (var call in sources.Code.Calls("AddDockerfile").Concat(sources.Code.Calls("WithDockerfile")))
        {
            if (call.File.Language is not Language.CSharp)
                continue;
            var context = sources.Code.ValueOf(call.ArgumentAt(call.Callee.Name is "AddDockerfile" ? 1 : 0)).AsText;
            var path = context is null ? null : Paths.Within(Paths.FolderOf(call.File.Path), $"{context.TrimEnd('/')}/Dockerfile");
            learn.Add(
                new ContainerUse(call.At, sources.Code.ValueOf(call.ArgumentAt(0)).AsText ?? "container", ContainerHost.Platform)
                {
                    BuiltFrom = path,
                    ImageUnknown = path is null ? "is built from a Dockerfile whose path is computed" : null,
                    NotProduction = published ? null : "is started by an AppHost without a publish target",
                }
            );
        }
    }

    /// <summary>The call by which an AppHost says where it is brought out (aspire.dev, "Deployment"); null without one.</summary>
    static Code? PublishTarget(Sources sources)
    {
        foreach (
            var call in sources.Code.Calls(
                "AddAzureContainerAppEnvironment",
                "AddAzureAppServiceEnvironment",
                "AddAzureKubernetesEnvironment",
                "AddDockerComposeEnvironment",
                "AddKubernetesEnvironment",
                "AddAzurePublisher",
                "AddDockerComposePublisher",
                "AddKubernetesPublisher"
            )
        )
            if (call.File.Language is Language.CSharp && sources.IsDeployed(call.File))
                return call;
        return null;
    }

    [GeneratedRegex(@"\bAddProject\s*<", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AddsProject();
}
