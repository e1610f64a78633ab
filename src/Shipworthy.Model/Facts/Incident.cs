namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Times in the last 365 days at which production was broken, as far as commits and documents tell.</summary>
    public Facts<Incident> Incidents => Of<Incident>();

    /// <summary>Documents that look back at one incident, and links to such documents elsewhere.</summary>
    public Facts<Postmortem> Postmortems => Of<Postmortem>();
}

/// <summary>A time at which production was broken. Signs of it within two days are one incident.</summary>
/// <param name="At">The message of the first commit that tells of it.</param>
/// <param name="Day">The day of that commit.</param>
/// <param name="Sign">What it says.</param>
public sealed record Incident(Location At, DateOnly Day, string Sign) : Fact(At)
{
    /// <summary>Whether only a build or a dependency was broken, as far as the messages tell.</summary>
    public bool IsOfBuild { get; init; }

    /// <summary>Further commits that tell of it.</summary>
    public ImmutableArray<Location> More { get; init; } = [];

    /// <summary>The document that looks back at it; null when there is none.</summary>
    public Postmortem? Postmortem { get; init; }

    /// <inheritdoc/>
    public override string Identity => $"incident:{At.Commit}";

    /// <inheritdoc/>
    public override Proof Proof => Proof.History;

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Postmortem is null ? More : [Postmortem.At, .. More];
}

/// <summary>A document that looks back at one incident.</summary>
/// <param name="At">The document, or the link to it.</param>
public sealed record Postmortem(Location At) : Fact(At)
{
    /// <summary>Whether it can be read here.</summary>
    public required Readable Readable { get; init; }

    /// <summary>Where it is kept when it cannot be read here.</summary>
    public string KeptAt { get; init; } = "";

    /// <summary>The day of the incident, as far as the document tells.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The parts that it has.</summary>
    public ImmutableArray<PostmortemPart> Parts { get; init; } = [];

    /// <summary>How many of its actions are open.</summary>
    public int OpenActions { get; init; }

    /// <summary>Days since the incident, at the newest commit; 0 when its day is not known.</summary>
    public int Age { get; init; }

    /// <inheritdoc/>
    public override string Identity => $"postmortem:{At.Path}:{KeptAt}";

    /// <summary>The parts that it lacks.</summary>
    public ImmutableArray<PostmortemPart> Gaps => [.. Enum.GetValues<PostmortemPart>().Except(Parts)];

    /// <summary>Whether actions were left open for more than three months.</summary>
    public bool IsLeftOpen => OpenActions > 0 && Age > 90;
}

/// <summary>The parts of a postmortem (rubric 8.5).</summary>
public enum PostmortemPart
{
    /// <summary>What happened, and what customers noticed.</summary>
    Impact,

    /// <summary>What happened when.</summary>
    Timeline,

    /// <summary>Why.</summary>
    Cause,

    /// <summary>What will be done, by whom.</summary>
    Actions,
}

/// <summary>Parts of postmortems as people call them.</summary>
public static class PostmortemParts
{
    extension(PostmortemPart part)
    {
        /// <summary>The part in a word.</summary>
        public string InWords =>
            part switch
            {
                PostmortemPart.Impact => "impact",
                PostmortemPart.Timeline => "timeline",
                PostmortemPart.Cause => "cause",
                PostmortemPart.Actions => "actions",
            };
    }
}
