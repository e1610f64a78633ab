namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Places that decide by a secret who gets in or what is authentic, with where each secret comes from.</summary>
    public Facts<SecretSink> SecretSinks => Of<SecretSink>();

    /// <summary>Places where assistants and people leave prompts, transcripts, agent settings and snippets.</summary>
    public Facts<SnippetPlace> SnippetPlaces => Of<SnippetPlace>();
}

/// <summary>
/// A place in code that runs in production where a secret decides who gets in or what is authentic: it signs or verifies, encrypts, or is compared with what a
/// caller sends. Whoever knows the secret can do there what only the app should.
/// </summary>
/// <param name="At">Where the secret's value is decided: its literal, its fallback, or else the place of use.</param>
/// <param name="Use">What the secret does there.</param>
/// <param name="Name">What it is called: the variable of the environment, the setting, the constant; empty when it has no name.</param>
public sealed record SecretSink(Location At, SinkUse Use, string Name) : Fact(At)
{
    /// <summary>Where its value comes from when the app runs in production.</summary>
    public required SinkOrigin Origin { get; init; }

    /// <summary>What keeps a written value from being used in production.</summary>
    public SinkGuard Guard { get; init; } = SinkGuard.None;

    /// <summary>Where the guard stands; null without one.</summary>
    public Location? GuardAt { get; init; }

    /// <summary>The places where the secret is used.</summary>
    public ImmutableArray<Location> UsedAt { get; init; } = [];

    /// <summary>The written value as it may be shown; null when none is written.</summary>
    public MaskedSecret? Written { get; init; }

    /// <summary>A salted hash of the written value, equal to that of a <see cref="Secret"/> of the same value; empty when none is written.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Whether the written value is one that documents, samples or images publish, so that anybody may try it.</summary>
    public bool Published { get; init; }

    /// <summary>Whether the written value is too weak for its use by the library's own rule, so that the library refuses it.</summary>
    public bool RefusedByLibrary { get; init; }

    /// <summary>What the code does instead of taking a known secret, in the third person: "takes …, goes …"; empty where the origin is known.</summary>
    public string Because { get; init; } = "";

    /// <inheritdoc/>
    public override string Identity => $"sink:{At.Path}:{Use}:{Name}{(Name.Length == 0 ? Hash : "")}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. UsedAt.Where(place => place != At)];

    /// <inheritdoc/>
    public override ImmutableArray<string> Roots => Hash.Length > 0 ? [.. base.Roots, $"fact:secret:{Hash}"] : base.Roots;
}

/// <summary>What a secret does at its sink.</summary>
public enum SinkUse
{
    /// <summary>Signs or verifies sessions and tokens: whoever knows it can be anybody.</summary>
    SignsSessions,

    /// <summary>Signs or verifies other things: links, licences, previews, cookies without identity.</summary>
    SignsData,

    /// <summary>Verifies that a message comes from another service: webhooks.</summary>
    VerifiesSenders,

    /// <summary>Encrypts what the app stores.</summary>
    Encrypts,

    /// <summary>Is compared with what a caller sends: internal tokens, cron secrets, keys of administrators.</summary>
    AdmitsCallers,

    /// <summary>Is compared with the password that a person types at sign-in.</summary>
    AdmitsPeople,

    /// <summary>Becomes the password of an account that the app creates when it starts.</summary>
    CreatesAccounts,

    /// <summary>Plays a part in security without being secret by nature: a salt, an initialization vector.</summary>
    SaltsOrSeeds,
}

/// <summary>Where the value of a secret comes from.</summary>
public enum SinkOrigin
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The environment, a secret store or a configuration outside the repository, with nothing written in its place.</summary>
    Outside,

    /// <summary>The environment, with a written value for when it is not set.</summary>
    OutsideOrWritten,

    /// <summary>The environment, with an empty text for when it is not set, so that anybody can send the same nothing.</summary>
    OutsideOrEmpty,

    /// <summary>The environment; while it is not set, the code asks for nothing and goes on, so that anybody is let in.</summary>
    OutsideOrOff,

    /// <summary>Written in the code, or in a settings file of the repository that production reads.</summary>
    Written,

    /// <summary>Made afresh by each process, so that it is secret, and sessions break at each restart.</summary>
    MadeByProcess,
}

/// <summary>What keeps a written value from being used in production.</summary>
public enum SinkGuard
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The app refuses to start, or to answer, when the value is missing or is the written one.</summary>
    RefusesToRun,

    /// <summary>The code runs only outside production.</summary>
    OnlyOutsideProduction,

    /// <summary>The app only writes a warning.</summary>
    OnlyWarns,
}

/// <summary>A file in a place where assistants and people leave prompts, transcripts, agent settings and snippets.</summary>
/// <param name="At">The file.</param>
/// <param name="Kind">What is kept there.</param>
/// <param name="Tool">The tool whose place it is; empty for places of people.</param>
public sealed record SnippetPlace(Location At, SnippetKind Kind, string Tool) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"snippet:{At.Path}";
}

/// <summary>What is kept in a snippet place.</summary>
public enum SnippetKind
{
    /// <summary>What was said to an assistant, and what it answered.</summary>
    Transcript,

    /// <summary>Rules and memory for an assistant.</summary>
    Instructions,

    /// <summary>Settings of an assistant and of its tools.</summary>
    Settings,

    /// <summary>Text that was pasted into a prompt.</summary>
    Paste,

    /// <summary>An example of a file of settings, which people copy and fill in.</summary>
    Example,
}
