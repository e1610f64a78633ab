namespace Shipworthy.Model;

/// <summary>
/// One secret value, wherever it stands in the files and in the history: equal values are one fact. The value itself is never here; only its mask
/// and a salted hash leave the search.
/// </summary>
/// <param name="At">The place that people are sent to: one where the value is worth most, and of these one in the working tree before one in the history.</param>
/// <param name="Hash">A salted hash of the value, the same for equal values in every scan.</param>
public sealed record Secret(Location At, string Hash) : Fact(At)
{
    /// <summary>What sort of thing it is, and so which rule of the rubric speaks of it.</summary>
    public required SecretKind Kind { get; init; }

    /// <summary>What it is worth to whoever reads it.</summary>
    public required SecretClass Class { get; init; }

    /// <summary>The pattern that found it: <c>github-token</c>.</summary>
    public required string Pattern { get; init; }

    /// <summary>What it is, as a noun with its article: "a GitHub token", "an RSA private key".</summary>
    public required string Noun { get; init; }

    /// <summary>The value as it may be shown.</summary>
    public required MaskedSecret Masked { get; init; }

    /// <summary>How it was shown, without asking anyone, that the value is what it looks like.</summary>
    public required OfflineProof OfflineProof { get; init; }

    /// <summary>The most exposed role among the places where it stands.</summary>
    public required PlaceRole Role { get; init; }

    /// <summary>The name that it is given where it stands: <c>DB_PASSWORD</c>; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Why it has its class, as a clause about the value: "opens a database on this machine only"; empty where the class says it all.</summary>
    public string Because { get; init; } = "";

    /// <summary>Whether it opens an administrator's account; for a login only.</summary>
    public bool OpensAdministration { get; init; }

    /// <summary>Whether its name says that the app itself signs or encrypts with it.</summary>
    public bool SignsOrEncrypts { get; init; }

    /// <summary>Whether it stands in a file of settings for development or tests alone, which nothing that deploys names.</summary>
    public bool IsForDevelopment { get; init; }

    /// <summary>Other places where the same value stands.</summary>
    public ImmutableArray<Location> Elsewhere { get; init; } = [];

    /// <summary>The commit that last held it for what it is worth, when no file of the working tree does; otherwise null.</summary>
    public SecretCommit? LastIn { get; init; }

    /// <summary>Whether a file of the working tree holds it for what it is worth, and not as an example or a mere mention.</summary>
    public bool AtHead => LastIn is null;

    /// <inheritdoc/>
    public override string Identity => $"secret:{Hash}";

    /// <inheritdoc/>
    public override Proof Proof => AtHead ? Proof.Code : Proof.History;

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Elsewhere;
}

/// <summary>The commit by which a secret is in the history.</summary>
/// <param name="Hash">Full object name.</param>
/// <param name="Author">Name of the author, as written.</param>
/// <param name="On">The day on which it was committed, in UTC.</param>
public sealed record SecretCommit(string Hash, string Author, DateOnly On);

/// <summary>A secret as it may be shown: the first four characters and the length. There is no way back to the value.</summary>
public sealed record MaskedSecret
{
    MaskedSecret(string start, int length) => (Start, Length) = (start, length);

    /// <summary>The first characters: four, and fewer of a value so short that four would give it away.</summary>
    public string Start { get; }

    /// <summary>How many characters the value has.</summary>
    public int Length { get; }

    /// <summary>The mask of a value. A value of fewer than 12 characters shows a third of itself at most.</summary>
    public static MaskedSecret Of(string value)
    {
        var shown = Math.Min(4, value.Length / 3);
        return new(new([.. value[..shown].Select(letter => char.IsControl(letter) ? '?' : letter)]), value.Length);
    }

    /// <summary><c>ghp_…, 40 characters</c>.</summary>
    public override string ToString() => $"{Start}…, {Length} characters";
}

/// <summary>What sort of secret a value is. The later of two kinds says more about a value that was found as both.</summary>
public enum SecretKind
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>A value that is secret by its name alone: a password, a token, a connection string.</summary>
    Named,

    /// <summary>The sign-in of a person or of a privileged account: an address with its password.</summary>
    Login,

    /// <summary>A file or block that is made to hold secrets: a private key, a password file, the state of an infrastructure.</summary>
    Container,

    /// <summary>A key of a vendor, known by its structure.</summary>
    VendorKey,
}

/// <summary>What a secret is worth to whoever reads it.</summary>
public enum SecretClass
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>As far as the repository shows, it opens something.</summary>
    Live,

    /// <summary>The vendor marks it as a key for tests.</summary>
    TestMode,

    /// <summary>Made to be seen by everybody: a publishable key, the anonymous key of a database that has row policies.</summary>
    Public,

    /// <summary>A text that stands for a value: <c>changeme</c>.</summary>
    Placeholder,

    /// <summary>Opens something on the reader's own machine only.</summary>
    Local,

    /// <summary>Made for one run of a pipeline.</summary>
    CiThrowaway,

    /// <summary>Stands in a template and nowhere else.</summary>
    Example,

    /// <summary>Stands in a test and nowhere else.</summary>
    Fixture,

    /// <summary>Past its own date.</summary>
    Expired,

    /// <summary>A remark beside it says that it is no secret.</summary>
    Suppressed,

    /// <summary>Nothing shows what it would open.</summary>
    Aimless,
}

/// <summary>How it was shown, without asking anyone, that a value is what it looks like; from the weakest to the strongest.</summary>
public enum OfflineProof
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It is too random to be a word.</summary>
    Entropy,

    /// <summary>Prefix, alphabet and length are the vendor's.</summary>
    Shape,

    /// <summary>Its claims were decoded.</summary>
    Claims,

    /// <summary>Its structure was parsed: a key, an account file.</summary>
    Parsed,

    /// <summary>Its checksum is right.</summary>
    Checksum,
}

/// <summary>What the file is for in which a secret stands, from the least to the most exposed.</summary>
public enum PlaceRole
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>Other people's code, or lists of versions.</summary>
    Foreign,

    /// <summary>Tests, fixtures and mocks.</summary>
    Test,

    /// <summary>Templates to be copied.</summary>
    Example,

    /// <summary>Prose.</summary>
    Docs,

    /// <summary>Prompts and chat logs.</summary>
    Paste,

    /// <summary>The message of a commit.</summary>
    Message,

    /// <summary>Tools that people start by hand.</summary>
    Script,

    /// <summary>Pipelines.</summary>
    Ci,

    /// <summary>Changes of a database schema.</summary>
    Migration,

    /// <summary>Infrastructure and deployment.</summary>
    Infra,

    /// <summary>What runs in production.</summary>
    Production,
}

public sealed partial class App
{
    /// <summary>Secrets in files and history; a blind spot where something could not be searched.</summary>
    public Facts<Secret> Secrets => Of<Secret>();
}
