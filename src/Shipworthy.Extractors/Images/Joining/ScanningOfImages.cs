using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Images.Scanning;
using Shipworthy.Extractors.Pipelines.Scans;

namespace Shipworthy.Extractors.Images.Joining;

/// <summary>Joins the scans of pipelines and registries with the images that they reach.</summary>
sealed class ScanningOfImages(ImageEvidence evidence, ImmutableArray<ContainerFile> deployed)
{
    /// <summary>How the image of a Dockerfile is scanned; the best scan counts.</summary>
    public Model.Scanning Of(ContainerFile file)
    {
        var found = evidence
            .Scans.Select(scan => Reaching(scan, file))
            .OfType<Model.Scanning>()
            .Append(InRegistry(file))
            .OfType<Model.Scanning>()
            .OrderBy(Rank)
            .FirstOrDefault();
        if (found is not null && found.Standing is not ScanStanding.None)
            return found;
        if (Elsewhere(file) is { } elsewhere)
            return new(ScanStanding.Unknown, null, elsewhere);
        var why = found?.Because ?? "";
        return evidence.BuildsOf(file).Any() || !evidence.ContainerDeploys.IsEmpty
            ? new(ScanStanding.None, found?.At, why)
            : new(ScanStanding.NoPipeline, found?.At, why);
    }

    static int Rank(Model.Scanning scanning) =>
        scanning.Standing switch
        {
            ScanStanding.Effective => 0,
            ScanStanding.Unknown => 1,
            ScanStanding.Mute => 2,
            ScanStanding.None => 3,
            ScanStanding.NoPipeline => 4,
        };

    /// <summary>What a scan is worth for the image; null when it is about another one.</summary>
    Model.Scanning? Reaching(ImageScan scan, ContainerFile file)
    {
        if (scan.File is { } told)
            return told == file.At.Path ? ScanWorth.Of(scan, "the image") : null;
        var target = scan.Target;
        var exact = evidence.Builds.Where(build => build.Tags.Any(tag => build.Run.Expanded(tag) == target)).ToList();
        var builds = exact.Count > 0 ? Nearest(exact, scan) : NamedAlike(scan, target);
        if (IsServiceOf(file, target))
            return ScanWorth.Of(scan, "the image");
        if (builds.Count == 0 && ImageReference.Parse(target) is { } other && !ImageReference.IsVariable(other.Repository))
            return evidence.Names.Of(file.At.Path).Any(name => name.Repository == other.Repository)
                ? ScanWorth.Of(scan, "the image")
                : null;
        if (builds.Count == 0)
            builds = InSameRun(scan);
        if (builds.Count == 0)
            return deployed is [var only]
                ? only == file
                    ? ScanWorth.Of(scan, "the image")
                    : null
                : new(ScanStanding.Unknown, scan.At, $"may be scanned by {scan.Tool}, whose image could not be told");
        return builds
            .Where(build => evidence.IsOf(build, file))
            .Select(build => ThroughBuild(scan, file, build, exact.Count > 0))
            .OrderBy(Rank)
            .FirstOrDefault();
    }

    static List<ImageBuild> Nearest(List<ImageBuild> builds, ImageScan scan) =>
        builds.Exists(build => build.Run.Pipeline == scan.Run.Pipeline)
            ? builds.FindAll(build => build.Run.Pipeline == scan.Run.Pipeline)
            : builds;

    /// <summary>Compose calls an image after the project and the service when nothing else names it.</summary>
    bool IsServiceOf(ContainerFile file, string target) =>
        ImageReference.Parse(target) is { Owner: "", Name: var name }
        && evidence.Known.ContainerUses.Any(use =>
            use is { By: ContainerHost.Compose, Image: null }
            && use.BuiltFrom == file.At.Path
            && (name.EndsWith($"-{use.Name}", StringComparison.Ordinal) || name.EndsWith($"_{use.Name}", StringComparison.Ordinal))
        );

    List<ImageBuild> NamedAlike(ImageScan scan, string target)
    {
        if (ImageReference.Parse(target) is not { } image)
            return [];
        return Nearest(
            [
                .. evidence.Builds.Where(build =>
                    build
                        .Tags.Select(build.Run.Expanded)
                        .Select(ImageReference.Parse)
                        .Any(name => name is not null && name.Repository == image.Repository)
                ),
            ],
            scan
        );
    }

    /// <summary>A computed name is most likely that of the image that the same job built.</summary>
    List<ImageBuild> InSameRun(ImageScan scan)
    {
        var inJob = evidence.Builds.Where(build => build.Run.Job == scan.Run.Job && build.Run.Pipeline == scan.Run.Pipeline).ToList();
        if (inJob.Count > 0)
            return inJob.Select(build => build.File).Distinct().Count() == 1 ? inJob : [];
        var inPipeline = evidence.Builds.Where(build => build.Run.Pipeline == scan.Run.Pipeline).ToList();
        return inPipeline.Select(build => build.File).Distinct().Count() == 1 ? inPipeline : [];
    }

    Model.Scanning ThroughBuild(ImageScan scan, ContainerFile file, ImageBuild build, bool exact)
    {
        if (build.Target.Length > 0 && !build.Target.Contains('$') && file.Final(build.Target) != file.Final(evidence.TargetOf(file)))
            return new(ScanStanding.None, scan.At, $"{scan.Tool} scans the stage {build.Target}, and another one is deployed");
        return !exact && OtherTag(scan.Target, build) is { } tag
            ? new(ScanStanding.None, scan.At, $"{scan.Tool} scans {scan.Target}, and {tag} is what is built")
            : ScanWorth.Of(scan, "the image");
    }

    /// <summary>The tag that is built when both are written out and differ; null when they may agree.</summary>
    static string? OtherTag(string target, ImageBuild build)
    {
        if (
            build.TagsComputed
            || ImageReference.Parse(target) is not { Tag: { Length: > 0 } scanned }
            || ImageReference.IsVariable(scanned)
        )
            return null;
        var tags = build.Tags.Select(build.Run.Expanded).Select(ImageReference.Parse).OfType<ImageReference>().ToList();
        return tags.TrueForAll(tag => tag.Tag != scanned) ? tags[0].ToString() : null;
    }

    Model.Scanning? InRegistry(ContainerFile file)
    {
        var settings = evidence.Known.RegistryScans.Where(one => MayLieIn(one.Registry, file));
        if (settings.Count == 0)
            return null;
        if (settings.FirstOrDefault(one => one.Repository.Length == 0 && one.Scans is true) is { } whole)
            return new(ScanStanding.Effective, whole.At, $"is scanned by {whole.Registry}");
        var own = settings.Where(one => one.Repository.Length > 0 && IsAbout(one, file)).ToList();
        if (own.Count == 0)
            own = [.. settings];
        return own.TrueForAll(one => one.Scans is true)
                ? new(ScanStanding.Effective, own[0].At, $"is scanned by {own[0].Registry} when it is pushed")
            : own.TrueForAll(one => one.Scans is false)
                ? new(ScanStanding.None, own[0].At, $"{own[0].Registry} does not scan what is pushed to it")
            : new(ScanStanding.Unknown, own[0].At, $"may be scanned by {own[0].Registry}, whose repository could not be told");
    }

    /// <summary>Whether the image may be pushed to the registry: a name that is written out tells the registry, a computed one does not.</summary>
    bool MayLieIn(string registry, ContainerFile file)
    {
        var names = evidence.Names.Of(file.At.Path).ToList();
        return names.Count == 0
            || names.Exists(name =>
                ImageReference.IsVariable(name.Repository) || !name.Repository.Contains('.') && !name.Repository.Contains('/')
            )
            || names.Exists(name => IsOf(registry, name.Repository));
    }

    static bool IsOf(string registry, string repository) =>
        registry switch
        {
            "Amazon ECR" => repository.Contains(".dkr.ecr.", StringComparison.Ordinal),
            "Artifact Registry" => repository.Contains("gcr.io/", StringComparison.Ordinal)
                || repository.Contains("pkg.dev/", StringComparison.Ordinal),
            "Azure Container Registry" => repository.Contains(".azurecr.io/", StringComparison.Ordinal),
            _ => true,
        };

    bool IsAbout(RegistryScan setting, ContainerFile file)
    {
        var name = setting.Repository[(setting.Repository.LastIndexOf('/') + 1)..];
        return evidence
                .Names.Of(file.At.Path)
                .Any(image => image.Repository.EndsWith(setting.Repository, StringComparison.Ordinal) || image.Name == name)
            || file.At.Path.Split('/')[..^1]
                .Any(segment => segment.Length >= 3 && name.EndsWith(segment, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Why a scan may happen where nobody here can see it; null without a sign.</summary>
    string? Elsewhere(ContainerFile file)
    {
        var pipelines = evidence.BuildsOf(file).Select(build => build.Run.Pipeline).ToHashSet();
        if (pipelines.SelectMany(pipeline => pipeline.Jobs).FirstOrDefault(job => job.Elsewhere is not null) is { } called)
            return $"may be scanned by {called.Elsewhere}, a pipeline of another repository";
        return evidence.Known.Pipelines.BlindSpots is [var spot, ..] ? $"may be scanned by {spot.At}, which {spot.Because}" : null;
    }
}
