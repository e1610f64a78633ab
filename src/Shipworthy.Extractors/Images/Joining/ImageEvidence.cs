using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Images.Scanning;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Joining;

/// <summary>What the joining of images looks at: who builds, scans and deploys them, and the day of judging.</summary>
sealed class ImageEvidence
{
    readonly Dictionary<string, NamePattern> patterns = new(StringComparer.Ordinal);

    /// <summary>Gathers it once for all images.</summary>
    public ImageEvidence(Sources sources, App known)
    {
        Sources = sources;
        Known = known;
        Builds = new ImageBuilds(sources.Tree, known).All();
        Scans = ImageScans.All(known);
        Files = [.. known.ContainerFiles, .. WithoutFile(Builds)];
        Deploys = [.. StepOfPipeline.All(known).Where(run => ImageDeploys.MechanismOf(run) is not null)];
        ContainerDeploys = [.. Deploys.Where(run => !ImageDeploys.BuildsItself(ImageDeploys.MechanismOf(run)!))];
        Day = known.History.Select(state => state.NewestCommit).FirstOrDefault(day => day is not null) ?? SupportEnds.AsOf;
        Typed = TypedDeploys.In(known, sources.Tree);
        Names = new(this);
    }

    /// <summary>Files and history.</summary>
    public Sources Sources { get; }

    /// <summary>All facts of extractors.</summary>
    public App Known { get; }

    /// <summary>Steps that build images.</summary>
    public ImmutableArray<ImageBuild> Builds { get; }

    /// <summary>The Dockerfiles, and for each pipeline that makes an image with a tool alone one that stands for it.</summary>
    public ImmutableArray<ContainerFile> Files { get; }

    /// <summary>The tool that makes an image without a Dockerfile; empty for a Dockerfile.</summary>
    public string ToolOf(ContainerFile file) =>
        Builds.FirstOrDefault(build => build.Tool.Length > 0 && build.File == file.At.Path)?.Tool ?? "";

    static IEnumerable<ContainerFile> WithoutFile(ImmutableArray<ImageBuild> builds) =>
        builds
            .Where(build => build.Tool.Length > 0)
            .DistinctBy(build => build.File)
            .Select(build => new ContainerFile(build.At) { Stages = [new(build.At, "", new(build.At, BaseKind.Nothing))] });

    /// <summary>Steps that scan images.</summary>
    public ImmutableArray<ImageScan> Scans { get; }

    /// <summary>Steps that deploy.</summary>
    public ImmutableArray<StepOfPipeline> Deploys { get; }

    /// <summary>Steps that may deploy a container: those whose means does not build the app itself.</summary>
    public ImmutableArray<StepOfPipeline> ContainerDeploys { get; }

    /// <summary>What people are told to type, or run as a script, to build and deploy images.</summary>
    public ImmutableArray<TypedDeploy> Typed { get; }

    /// <summary>The names of the team's own images.</summary>
    public OwnImages Names { get; }

    /// <summary>The day of the newest commit, at which support has ended or not (ruling G5).</summary>
    public DateOnly Day { get; }

    /// <summary>The builds of a Dockerfile.</summary>
    public IEnumerable<ImageBuild> BuildsOf(ContainerFile file) => Builds.Where(build => IsOf(build, file));

    /// <summary>Whether a build reads the Dockerfile. One whose Dockerfile could not be told may read any that is for production.</summary>
    public bool IsOf(ImageBuild build, ContainerFile file) =>
        build.File is null ? file.NotForProduction is null : Matches(build.File, file.At.Path);

    bool Matches(string pattern, string path)
    {
        if (!NamePattern.IsPattern(pattern))
            return pattern == path;
        if (!patterns.TryGetValue(pattern, out var compiled))
            patterns[pattern] = compiled = new(pattern);
        return compiled.Matches(path);
    }

    /// <summary>The production containers that are made of the Dockerfile, by a build in the same file or by the name of the image.</summary>
    public IEnumerable<ContainerUse> UsesOf(ContainerFile file) =>
        Known.ContainerUses.Where(use =>
            use.NotProduction is null
            && (use.BuiltFrom == file.At.Path || (use.BuiltFrom is null && Names.FilesOf(use).Contains(file.At.Path)))
        );

    /// <summary>The stage of the Dockerfile that becomes the image of production.</summary>
    public string TargetOf(ContainerFile file) =>
        UsesOf(file)
            .Select(use => use.Target)
            .Concat(BuildsOf(file).Where(build => build.Ships).Select(build => build.Target))
            .FirstOrDefault(target => target.Length > 0 && !target.Contains('$'))
        ?? "";

    /// <summary>Whether a pipeline, on an occasion, deploys: itself, or through a pipeline that starts when it ends.</summary>
    public bool DeploysOn(Pipeline pipeline, Occasions occasion) =>
        ContainerDeploys.Any(run =>
            (run.Pipeline == pipeline && run.Step.When.MayBeOn(occasion))
            || (
                run.Pipeline != pipeline
                && run.Step.When.MayBeOn(Occasions.AfterPipeline)
                && run.Pipeline.Triggers.Any(trigger => trigger.Pipelines.Contains(pipeline.Name))
            )
        );
}
