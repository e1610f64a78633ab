namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Bots that propose newer images.</summary>
    public Facts<UpdateBot> UpdateBots => Of<UpdateBot>();
}

/// <summary>One rule of a bot's configuration by which it proposes newer container images.</summary>
/// <param name="At">Where it is configured.</param>
/// <param name="Tool">The bot, as its makers spell it: "Dependabot".</param>
public sealed record UpdateBot(Location At, string Tool) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"bot:{At.Path}:{string.Join(',', Reads)}:{string.Join(',', Folders)}";

    /// <summary>The kinds of files in which it looks for images.</summary>
    public required ImmutableArray<ContainerHost> Reads { get; init; }

    /// <summary>Whether it looks into Dockerfiles.</summary>
    public bool ReadsContainerFiles { get; init; }

    /// <summary>The folders that it looks into, as patterns; a folder below one of them does not count. Empty for all.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>The longest time between two looks, in days; null when it could not be told.</summary>
    public int? Days { get; init; }

    /// <summary>Names of images that it leaves alone, as patterns.</summary>
    public ImmutableArray<string> Ignores { get; init; } = [];

    /// <summary>Why nothing shows that it runs, as a clause: "no commit is Renovate's"; null when it does.</summary>
    public string? PerhapsDead { get; init; }
}
