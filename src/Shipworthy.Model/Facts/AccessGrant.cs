namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Who may do what in clouds, clusters, databases and forges, as files of the repository say it.</summary>
    public Facts<AccessGrant> AccessGrants => Of<AccessGrant>();

    /// <summary>Platforms with grants of their own that the app runs on or talks to.</summary>
    public Facts<GovernedPlatform> GovernedPlatforms => Of<GovernedPlatform>();
}

/// <summary>One grant: a statement of a policy, an attached role, a binding, the trust of a role, a key that never ends.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="Platform">Whose it is, as its makers spell it: "Amazon Web Services".</param>
/// <param name="Name">What the file calls it: the address of the role or policy, and which statement of it.</param>
public sealed record AccessGrant(Location At, string Platform, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"access-grant:{Platform}:{At.Path}:{Name}";

    /// <summary>What it lets do, at its widest.</summary>
    public required GrantReach Reach { get; init; }

    /// <summary>How, as a clause about the place: "gives role api s3:* on every resource".</summary>
    public required string Because { get; init; }

    /// <summary>Who has it.</summary>
    public GrantHolder Holder { get; init; }

    /// <summary>Whether a condition narrows it.</summary>
    public bool IsNarrowed { get; init; }

    /// <summary>Whose language it is written in.</summary>
    public GrantPlace Place { get; init; }

    /// <summary>Whether it is wider than its act needs, and tolerated: a reason beside it makes it sound.</summary>
    public bool IsLoose { get; init; }

    /// <summary>Whether the file gives a reason for it beside it.</summary>
    public bool IsExplained { get; init; }

    /// <summary>For how many statements it stands: of files that hold many of one kind, the sound ones are one.</summary>
    public int Statements { get; init; } = 1;

    /// <summary>Why it is no part of production, as a clause; null when it is.</summary>
    public string? Aside { get; init; }
}

/// <summary>Where a grant holds.</summary>
public enum GrantPlace
{
    /// <summary>In a cloud or a cluster.</summary>
    Platform,

    /// <summary>In the network: who reaches a store of data.</summary>
    Network,

    /// <summary>In the forge: what a pipeline's token may do.</summary>
    Forge,

    /// <summary>In a database.</summary>
    Database,

    /// <summary>In rules by which a platform lets clients at data and files.</summary>
    Rules,
}

/// <summary>Who has a grant.</summary>
public enum GrantHolder
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>Something that runs the app's code.</summary>
    Workload,

    /// <summary>A pipeline.</summary>
    Pipeline,

    /// <summary>People.</summary>
    Person,

    /// <summary>Everybody.</summary>
    Everybody,
}

/// <summary>What a grant lets do, at its widest.</summary>
public enum GrantReach
{
    /// <summary>It could not be resolved.</summary>
    Unknown,

    /// <summary>Named acts on named things, or acts that cannot be narrowed.</summary>
    Narrow,

    /// <summary>Everything.</summary>
    Everything,

    /// <summary>Everything but grants.</summary>
    NearlyEverything,

    /// <summary>All acts of a service, on all of its things.</summary>
    WholeService,

    /// <summary>Reads or writes the content of all things of a service: files, secrets, rows.</summary>
    AllData,

    /// <summary>Acts by which its holder gives itself more.</summary>
    OwnRights,

    /// <summary>Changes things of a service, whichever they are; whether these acts could be narrowed is not known.</summary>
    WritesAnywhere,

    /// <summary>Too many can take it on.</summary>
    TrustsTooMany,

    /// <summary>Everybody may do something that is not meant for everybody.</summary>
    Open,

    /// <summary>Everybody may read a secret, or use a key.</summary>
    OpensSecret,

    /// <summary>Administers a service in a whole project, or acts as its other accounts.</summary>
    AdministersProject,

    /// <summary>Reads the secrets of a whole cluster, or gets into its programs.</summary>
    ReadsCluster,

    /// <summary>Stands above the rules of a database.</summary>
    AboveRules,

    /// <summary>The app signs in to its database as the user that owns it all.</summary>
    MasterUser,

    /// <summary>Writes everything in the repository and its packages.</summary>
    WholeForge,

    /// <summary>A key that never ends.</summary>
    LastingKey,

    /// <summary>Wider than its use needs, within bounds.</summary>
    Wide,

    /// <summary>A store of data that the whole internet reaches.</summary>
    OpenStore,

    /// <summary>A store of data with an address on the internet, behind rules that do not let everybody in.</summary>
    ReachableStore,
}

/// <summary>A platform with grants of its own that the app runs on or talks to.</summary>
/// <param name="At">Where that is shown.</param>
/// <param name="Name">The platform, as its makers spell it.</param>
/// <param name="Because">What shows it, as a clause about the place that its name follows: "talks to".</param>
public sealed record GovernedPlatform(Location At, string Name, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"governed-platform:{Name}";
}
