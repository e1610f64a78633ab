namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Where the secrets come from that production and the pipelines read.</summary>
    public Facts<SecretSource> SecretSources => Of<SecretSource>();

    /// <summary>Ways in which a secret gets into a file that others can read, or nearly does.</summary>
    public Facts<SecretLapse> SecretLapses => Of<SecretLapse>();
}

/// <summary>Secrets that one part of the app reads and that are kept in the same way.</summary>
/// <param name="At">Where the first of them is read.</param>
/// <param name="Reader">What people call the part.</param>
/// <param name="Names">The names of the secrets, each once.</param>
public sealed record SecretSource(Location At, string Reader, ImmutableArray<string> Names) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"secret-source:{Reader}:{Keeping}:{Because}";

    /// <summary>How they are kept.</summary>
    public required Keeping Keeping { get; init; }

    /// <summary>Where they come from, as the rest of "reads them from": "Vercel, which keeps variables encrypted and outside git".</summary>
    public required string Because { get; init; }

    /// <summary>Where that is written; null where it follows from the host.</summary>
    public Location? KeptAt { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => KeptAt is { } kept && kept != At ? [kept] : [];

    /// <summary>The names as people say them: <c>A, B and 3 more</c>.</summary>
    public string Named =>
        Names.Length switch
        {
            1 => Names[0],
            2 => $"{Names[0]} and {Names[1]}",
            3 => $"{Names[0]}, {Names[1]} and {Names[2]}",
            _ => $"{Names[0]}, {Names[1]} and {Names.Length - 2} more",
        };
}

/// <summary>Ways to keep a secret.</summary>
public enum Keeping
{
    /// <summary>Nothing shows how.</summary>
    Unknown,

    /// <summary>A product that is made to keep secrets.</summary>
    Store,

    /// <summary>The encrypted variables of the host.</summary>
    Host,

    /// <summary>The encrypted variables of the forge.</summary>
    Forge,

    /// <summary>A file in git that is encrypted.</summary>
    EncryptedFile,

    /// <summary>A readable file on the server.</summary>
    ServerFile,
}

/// <summary>One way in which a secret gets, or nearly gets, into a file that others can read.</summary>
/// <param name="At">The line that does it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Because">How, as a clause about the line.</param>
public sealed record SecretLapse(Location At, LapseKind Kind, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"secret-lapse:{At.Path}:{Kind}:{Because}";
}

/// <summary>Ways in which a secret gets into a file that others can read.</summary>
public enum LapseKind
{
    /// <summary>Something may, and it could not be read whether it does.</summary>
    Unknown,

    /// <summary>A file of the deployment holds the key that the app signs or encrypts with.</summary>
    WrittenKey,

    /// <summary>A manifest of a cluster gives its database the password that stands in it.</summary>
    WrittenInCluster,

    /// <summary>The image takes a file of secrets in.</summary>
    InImage,

    /// <summary>A deploy copies a file of secrets from a person's machine.</summary>
    CopiedByDeploy,

    /// <summary>A file of secrets that everybody makes on their machine is not ignored.</summary>
    NotIgnored,
}
