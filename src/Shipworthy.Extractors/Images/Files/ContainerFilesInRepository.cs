using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Files;

/// <summary>Dockerfiles and Containerfiles, wherever they lie.</summary>
public sealed partial class ContainerFilesInRepository : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerFile)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
            if (Name().IsMatch(file.Name) && file.Role is not (FileRole.Vendored or FileRole.Generated))
                if (DockerfileReading.Of(file) is { } read)
                    learn.Add(read);
                else if (ContainerPurposes.OfPath(file.Path) is null)
                    learn.CannotSee<ContainerFile>(Location.File(file.Path), "is named like a Dockerfile, and no FROM could be read in it");
    }

    /// <summary><c>Dockerfile</c>, <c>Dockerfile.api</c>, <c>api.Dockerfile</c>, <c>Containerfile</c>; a list of ignored files is none.</summary>
    [GeneratedRegex(
        @"^(?:dockerfile|containerfile)(?:[._-](?!dockerignore$)[\w.-]+)?$|^[\w.-]+\.(?:dockerfile|containerfile)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Name();
}
