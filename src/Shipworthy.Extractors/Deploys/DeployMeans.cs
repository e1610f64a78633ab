namespace Shipworthy.Extractors.Deploys;

/// <summary>What a deploy brings out.</summary>
enum Cargo
{
    /// <summary>Programs, with whatever belongs to them.</summary>
    Programs,

    /// <summary>Files for browsers alone.</summary>
    Files,

    /// <summary>Functions of Supabase.</summary>
    SupabaseFunctions,

    /// <summary>Everything that the host's project file lists.</summary>
    Everything,
}

/// <summary>How a deploy brings something to where it runs.</summary>
enum Manner
{
    /// <summary>A host or an orchestrator takes over a new version as a whole.</summary>
    Release,

    /// <summary>Infrastructure is brought into its declared state; whether a new version comes along depends on what is declared.</summary>
    Infrastructure,

    /// <summary>Files of a running version are overwritten, or it pulls and installs in place.</summary>
    InPlace,

    /// <summary>Files go over FTP.</summary>
    Ftp,

    /// <summary>Another repository's pipeline, or a script on a server, is asked to do it.</summary>
    HandedOver,
}

/// <summary>A means of deploying, by the name that people type or write.</summary>
/// <param name="Name">The first words: <c>fly deploy</c>.</param>
sealed record DeployMeans(string Name, Hosting Host, Manner Manner, Cargo Cargo)
{
    /// <summary>Whether the command itself says that it is for a preview, not for production.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Whether it starts whatever its own file lists, and so every part of the app.</summary>
    public bool IsForAll =>
        Cargo is Cargo.Everything
        || Host is Hosting.Compose or Hosting.Kubernetes
        || Manner is Manner.Infrastructure or Manner.InPlace or Manner.Ftp;
}
