using Shipworthy.Extractors.BuildSecrets.Scripts;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>What the pipelines and image builds do with the secrets that they are given.</summary>
public sealed class SecretsOfPipelines : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SecretStep), typeof(SecretExposure)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.Pipelines.BlindSpots)
            learn.CannotSee<SecretStep>(spot.At, $"{spot.Because}, so what it does with secrets is open");
        var pipelines = known.Pipelines.Where(pipeline => pipeline.System is PipelineSystem.GitHubActions).ToList();
        var inPublic = Openness.IsOpen(sources.Tree);
        var images = new ImageSecrets(sources.Tree, known, inPublic, ProjectKeys.In(sources));
        var foreign = new ForeignCode(pipelines);
        var steps = new StepsWithSecrets(sources.Tree);
        var read = pipelines.SelectMany(pipeline => pipeline.Jobs.Select(job => Read(pipeline, job, foreign, steps, inPublic))).ToList();
        read.AddRange(
            known
                .Pipelines.Where(pipeline => pipeline.System is not PipelineSystem.GitHubActions)
                .Select(pipeline => Named(sources.Tree, pipeline))
        );
        var exposures = Numbered(read.SelectMany(one => one.Exposures).Concat(images.Exposures()).Concat(Written(known))).ToList();
        foreach (var exposure in exposures)
            learn.Add(exposure);
        var places = exposures
            .SelectMany(exposure => exposure.Because.Add(exposure.At))
            .Select(place => (place.Path, place.Line))
            .ToHashSet();
        // A workflow that another one calls is read once by itself and once there.
        foreach (var step in read.SelectMany(one => one.Steps).Concat(images.Mounts()).DistinctBy(step => step.At))
            learn.Add(step with { Exposes = step.Exposes || places.Contains((step.At.Path, step.At.Line)) });
    }

    /// <summary>What a job has and does.</summary>
    sealed record OfJob(ImmutableArray<SecretStep> Steps, ImmutableArray<SecretExposure> Exposures);

    static OfJob Read(Pipeline pipeline, PipelineJob job, ForeignCode foreign, StepsWithSecrets reading, bool inPublic)
    {
        ImmutableArray<SecretUse> all = [.. job.Steps.SelectMany(StepsWithSecrets.Flat).SelectMany(step => step.Secrets), .. job.HandsOver];
        var strangers = foreign.In(pipeline, job, all).DistinctBy(exposure => exposure.At).ToList();
        var exposures = ImmutableArray.CreateBuilder<SecretExposure>();
        exposures.AddRange(strangers);
        exposures.AddRange(WideSecrets.In(pipeline, job).Select(doing => Of(doing, job, inPublic)));
        var files = new JobFiles();
        var steps = ImmutableArray.CreateBuilder<SecretStep>();
        foreach (var step in job.Steps)
        {
            var doings = reading.Read(step, files).Concat(Uploads.In(step, job, files)).ToList();
            exposures.AddRange(doings.Select(doing => Of(doing, job, inPublic) with { Because = [step.At] }));
            if (reading.Of(step, job) is { } fact)
                steps.Add(fact with { Exposes = doings.Count > 0 || strangers.Count > 0 || step.Secrets.Any(use => use.Name is "*") });
        }
        if (job.Elsewhere is { } elsewhere && Names(job.HandsOver) is [var first, ..] names)
            steps.Add(
                new(job.At, job.Id, elsewhere, names)
                {
                    Unread = $"hands {first} to {elsewhere.Split('@')[0]}, which is another repository's pipeline",
                }
            );
        return new(steps.ToImmutable(), exposures.ToImmutable());
    }

    /// <summary>Values that stand in the files of pipelines: each reader of the repository has them.</summary>
    static IEnumerable<SecretExposure> Written(App known) =>
        known
            .Secrets.Where(secret => secret is { Role: PlaceRole.Ci, Class: SecretClass.Live, AtHead: true, Kind: not SecretKind.Login })
            .Select(secret => new SecretExposure(
                secret.At,
                ExposureKind.WrittenInPipeline,
                $"holds {secret.Noun} ({secret.Masked}) in the file of the pipeline"
            ));

    /// <summary>What a pipeline of a system has and does that keeps its secrets out of the file.</summary>
    static OfJob Named(SourceTree tree, Pipeline pipeline)
    {
        var exposures = ImmutableArray.CreateBuilder<SecretExposure>();
        var steps = ImmutableArray.CreateBuilder<SecretStep>();
        foreach (var job in pipeline.Jobs)
        {
            var files = new JobFiles();
            foreach (var step in job.Steps)
            {
                var doings = NamedSecrets.Read(step, pipeline.System, files).ToList();
                exposures.AddRange(doings.Select(doing => Of(doing, job, inPublic: false) with { Because = [step.At] }));
                if (NamedSecrets.In(step) is { IsEmpty: false } names)
                    steps.Add(new(step.At, job.Id, step.Name, names) { Exposes = doings.Count > 0 });
            }
        }
        var whole = new PipelineJob(pipeline.At, "");
        exposures.AddRange(NamedSecrets.Traces(tree, pipeline).Select(doing => Of(doing, whole, inPublic: false)));
        if (pipeline.System is PipelineSystem.Jenkins && tree.Find(pipeline.At.Path) is { } file)
            exposures.AddRange(NamedSecrets.InGroovy(file).Select(doing => Of(doing, whole, inPublic: false)));
        return new(steps.ToImmutable(), exposures.ToImmutable());
    }

    static IEnumerable<SecretExposure> Numbered(IEnumerable<SecretExposure> exposures) =>
        exposures
            .DistinctBy(exposure => (exposure.At, exposure.Kind, exposure.Says))
            .GroupBy(exposure => exposure.Identity)
            .SelectMany(same => same.Select((exposure, index) => exposure with { Repeated = index }));

    static SecretExposure Of(Doing doing, PipelineJob job, bool inPublic) =>
        new(doing.At, doing.Kind, doing.Says) { Job = job.Id, InPublic = inPublic };

    static ImmutableArray<string> Names(ImmutableArray<SecretUse> uses) =>
        [.. uses.Select(use => use.Name).Where(SecretNames.IsSecret).Distinct()];
}

/// <summary>Whether a repository is one that everybody may read.</summary>
static class Openness
{
    static readonly ImmutableArray<string> grants =
    [
        "Permission is hereby granted",
        "Apache License",
        "GNU GENERAL PUBLIC LICENSE",
        "GNU AFFERO GENERAL PUBLIC LICENSE",
        "Mozilla Public License",
        "Redistribution and use in source and binary forms",
        "Permission to use, copy, modify",
    ];

    /// <summary>Whether a licence in its root lets everybody use it.</summary>
    public static bool IsOpen(SourceTree tree) =>
        tree.Files.Any(file =>
            file.Folder.Length == 0
            && (
                file.Name.StartsWith("LICEN", StringComparison.OrdinalIgnoreCase)
                || file.Name.StartsWith("COPYING", StringComparison.OrdinalIgnoreCase)
            )
            && grants.Any(grant => file.Text.Contains(grant, StringComparison.OrdinalIgnoreCase))
        );
}
