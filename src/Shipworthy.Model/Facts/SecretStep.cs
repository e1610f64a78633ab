namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Steps of pipelines and image builds that have a secret in reach.</summary>
    public Facts<SecretStep> SecretSteps => Of<SecretStep>();

    /// <summary>What pipelines and image builds do with secrets so that others can read them.</summary>
    public Facts<SecretExposure> SecretExposures => Of<SecretExposure>();
}

/// <summary>A step of a pipeline or of an image build that has a secret in reach.</summary>
/// <param name="At">The step.</param>
/// <param name="Job">The job that it belongs to; empty for an image build.</param>
/// <param name="Name">Its name, or the beginning of what it runs.</param>
/// <param name="Secrets">The names of the secrets.</param>
public sealed record SecretStep(Location At, string Job, string Name, ImmutableArray<string> Secrets) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"secret-step:{At.Path}:{Job}:{Name}";

    /// <summary>Why what it does with them could not be read, as a clause about the step; null when it was.</summary>
    public string? Unread { get; init; }

    /// <summary>Whether a <see cref="SecretExposure"/> speaks of it.</summary>
    public bool Exposes { get; init; }

    /// <summary>The names as people say them: <c>A, B and 3 more</c>.</summary>
    public string Named =>
        Secrets.Length <= 3
            ? string.Join(Secrets.Length == 2 ? " and " : ", ", Secrets)
            : $"{Secrets[0]}, {Secrets[1]} and {Secrets.Length - 2} more";
}

/// <summary>One thing that a pipeline or an image build does with a secret so that others can read it, or nearly can.</summary>
/// <param name="At">The line that does it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Says">What it does, as a clause about the line, with the name of the secret.</param>
public sealed record SecretExposure(Location At, ExposureKind Kind, string Says) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"secret-exposure:{At.Path}:{Job}:{Kind}:{Says}:{Repeated}";

    /// <summary>The job; empty for an image build.</summary>
    public string Job { get; init; } = "";

    /// <summary>How many like it stand before it in the same job.</summary>
    public int Repeated { get; init; }

    /// <summary>Further lines that belong to it: where the secret comes in, what starts the pipeline.</summary>
    public ImmutableArray<Location> Because { get; init; } = [];

    /// <summary>Whether somebody of the team has to set a label first.</summary>
    public bool AwaitsLabel { get; init; }

    /// <summary>Whether the repository carries a licence that opens it to everybody, so that what its pipelines leave can be fetched by everybody.</summary>
    public bool InPublic { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. Because.Where(place => place != At).Distinct()];
}

/// <summary>Ways in which a secret gets out of a pipeline.</summary>
public enum ExposureKind
{
    /// <summary>Whether a stranger's code runs with it is only known when it runs.</summary>
    Unknown,

    /// <summary>Code or text that a stranger wrote is run with the secret in reach.</summary>
    RunsForeignCode,

    /// <summary>It is left in an artifact, a cache or a release.</summary>
    LeftInArtifact,

    /// <summary>It stays in an image.</summary>
    KeptInImage,

    /// <summary>It is printed, and nothing masks it.</summary>
    PrintedUnmasked,

    /// <summary>It is written in the file of the pipeline.</summary>
    WrittenInPipeline,

    /// <summary>The pipeline prints every variable, secrets among them.</summary>
    TracesEverything,

    /// <summary>The whole workspace is uploaded, with the token that the checkout left in it.</summary>
    UploadsCheckoutToken,

    /// <summary>It is masked, and one change of the pipeline shows it.</summary>
    NearlyShown,
}
