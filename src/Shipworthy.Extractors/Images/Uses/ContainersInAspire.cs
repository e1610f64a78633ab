using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>
/// Dockerfiles that an Aspire AppHost names. Without a publish target beside it, such as the Azure Developer CLI's file, an AppHost describes development
/// (rulings of area 4).
/// </summary>
public sealed class ContainersInAspire : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var published = sources.Tree.Named("azure.yaml").Any();
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
}
