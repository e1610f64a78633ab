using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Building;

/// <summary>Commands that make an image without a Dockerfile: Buildpacks, Jib, Spring Boot, ko and the .NET SDK, each by its own documentation.</summary>
static class ToolBuilds
{
    /// <summary>The build; null for a command that makes no image.</summary>
    public static ImageBuild? Of(StepOfPipeline run, PipelineCommand command)
    {
        var words = command.Words;
        return words switch
        {
            ["pack", "build", var name, ..] => Made("Buildpacks", [name], words.Contains("--publish")),
            ["mvn" or "mvnw" or "./mvnw", ..] when words.Any(word => word.EndsWith("jib:build", StringComparison.Ordinal)) => Made(
                "Jib",
                [],
                ships: true
            ),
            ["gradle" or "gradlew" or "./gradlew", ..]
                when words.Any(word => word is "jib" || word.EndsWith(":jib", StringComparison.Ordinal)) => Made("Jib", [], ships: true),
            ["mvn" or "mvnw" or "./mvnw", ..] when words.Any(word => word.EndsWith("spring-boot:build-image", StringComparison.Ordinal)) =>
                Made("Spring Boot", [], words.Any(word => word.Contains("publish=true", StringComparison.Ordinal))),
            ["gradle" or "gradlew" or "./gradlew", ..] when words.Any(word => word.EndsWith("bootBuildImage", StringComparison.Ordinal)) =>
                Made("Spring Boot", [], words.Contains("--publishImage")),
            ["ko", "build" or "publish" or "apply" or "resolve", ..] => Made("ko", [], ships: true),
            ["dotnet", "publish", ..] when words.Any(IsContainerTarget) => Made(
                "the .NET SDK",
                [],
                words.Any(word => word.Contains("ContainerRegistry", StringComparison.Ordinal))
            ),
            _ => null,
        };

        ImageBuild Made(string tool, ImmutableArray<string> tags, bool ships) =>
            new(run, command.At, command.At.Path)
            {
                Tool = tool,
                Tags = tags.IsEmpty ? [.. words.Select(NameIn).OfType<string>()] : tags,
                Ships = ships,
            };
    }

    /// <summary>The image's name where it is handed in as a property.</summary>
    static string? NameIn(string word) =>
        word.IndexOf('=') is > 0 and var at
        && word[..at] is "-Dimage" or "-Djib.to.image" or "--image" or "--imageName" or "-Dspring-boot.build-image.imageName"
            ? word[(at + 1)..]
            : null;

    static bool IsContainerTarget(string word) =>
        word.EndsWith("PublishContainer", StringComparison.Ordinal)
        || word.EndsWith("PublishProfile=DefaultContainer", StringComparison.Ordinal);
}
