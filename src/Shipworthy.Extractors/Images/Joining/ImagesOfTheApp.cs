namespace Shipworthy.Extractors.Images.Joining;

/// <summary>Joins Dockerfiles, deployments, pipelines, registries and bots into the images that run in production, the team's own and those of others.</summary>
public sealed class ImagesOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(BuiltImage), typeof(ThirdPartyImage)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.ContainerFiles.BlindSpots)
            learn.CannotSee<BuiltImage>(spot.At, spot.Because);
        foreach (var spot in known.ContainerUses.BlindSpots)
            learn.CannotSee<ThirdPartyImage>(spot.At, spot.Because);
        var evidence = new ImageEvidence(sources, known);
        if (evidence.Files.IsEmpty && known.ContainerUses.Count == 0)
            return;
        var bots = new BotsOfImages(known);
        var production = new ProductionOfImages(evidence);
        var standings = evidence.Files.Select(file => (File: file, InProduction: production.Of(file))).ToList();
        ImmutableArray<ContainerFile> deployed =
        [
            .. standings.Where(one => one.InProduction.Standing is ImageInProduction.Deployed).Select(one => one.File),
        ];
        var scanning = new ScanningOfImages(evidence, deployed);
        var refreshing = new RefreshingOfImages(evidence, bots);
        foreach (var (file, (standing, because)) in standings)
            learn.Add(
                Image(evidence, file) with
                {
                    InProduction = standing,
                    Because = because,
                    Scanning = scanning.Of(file),
                    Refreshing = refreshing.Of(file),
                }
            );
        foreach (var use in known.ContainerUses)
            if (ThirdParty(evidence, bots, use, deployed) is { } image)
                learn.Add(image);
    }

    static BuiltImage Image(ImageEvidence evidence, ContainerFile file)
    {
        var rests = file.BaseOf(evidence.TargetOf(file));
        return new(rests.At, file.At.Path)
        {
            InProduction = ImageInProduction.Unknown,
            Because = "",
            Base = rests.Image?.ToString() ?? "",
            Tool = evidence.ToolOf(file),
            BaseIsFloating = rests.Image?.IsFloating ?? false,
            BaseUnknown = rests.Because.Length > 0 ? rests.Because : null,
            Support = rests.Image is { } image ? ImageContents.SupportOf(image, evidence.Day) : null,
            BuiltAt = evidence
                .BuildsOf(file)
                .OrderBy(build => build.Ships ? 0 : 1)
                .Where(build => build.File is not null && build.Run.Step.Uses.Length + build.Tags.Length > 0 && !IsCompose(build))
                .Select(build => build.At)
                .FirstOrDefault(),
        };
    }

    /// <summary>A call of compose builds every service at once and names none.</summary>
    static bool IsCompose(Building.ImageBuild build) =>
        build.Run.Step.Commands.Any(command => command.At == build.At && command.Line.Contains("compose", StringComparison.Ordinal));

    static ThirdPartyImage? ThirdParty(ImageEvidence evidence, BotsOfImages bots, ContainerUse use, ImmutableArray<ContainerFile> deployed)
    {
        var own = evidence.Names.IsOwn(use);
        if (own && Builds(evidence, use))
            return null;
        var image = new ThirdPartyImage(use.At, use.Name) { Image = use.Image, NotProduction = use.NotProduction };
        if (use.BuiltFrom is { } computed && ImageReference.IsVariable(computed))
            return image with { Unknown = "is built from a Dockerfile whose path is computed" };
        if (use.BuiltFrom is { } missing)
            return image with { Unknown = $"is built from {missing}, which is not in the repository" };
        if (own)
            return image with { Unknown = $"runs {use.Image}, which is built where nobody here can see it" };
        if (use.Image is not { } reference)
            // A computed image is most likely the team's own, which is judged where it is built.
            return use.By is ContainerHost.Terraform && !deployed.IsEmpty
                ? null
                : image with
                {
                    Unknown = use.ImageUnknown ?? "names no image",
                };
        return image with { Support = ImageContents.SupportOf(reference, evidence.Day), Bot = bots.For(use) };
    }

    static bool Builds(ImageEvidence evidence, ContainerUse use) =>
        use.BuiltFrom is { } path ? evidence.Files.Any(file => file.At.Path == path) : !evidence.Names.FilesOf(use).IsEmpty;
}
