namespace Shipworthy.Model;

/// <summary>
/// One way to sign in with a password, together with the way back in for whoever has forgotten it: the request, the message with a token, and the completion (rubric 2.2).
/// </summary>
/// <param name="At">Where a password is taken at sign-in.</param>
/// <param name="Provider">Who keeps the passwords, as the subject of a sentence: <c>the app itself</c>, <c>Supabase</c>.</param>
public sealed record ResetFlow(Location At, string Provider) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"reset:{Part}:{Provider}";

    /// <summary>The part of the app that signs people in; empty where only one does.</summary>
    public string Part { get; init; } = "";

    /// <summary>Whose work the flow is.</summary>
    public required ResetOwner Owner { get; init; }

    /// <summary>Whether it leads from the request to a new password.</summary>
    public required ResetWay Way { get; init; }

    /// <summary>Why it does not, or why that could not be told, as a clause about the place; empty where nothing is to be said.</summary>
    public string WayBecause { get; init; } = "";

    /// <summary>Where a new password is asked for; null when nowhere.</summary>
    public Location? RequestAt { get; init; }

    /// <summary>Where the new password is set; null when nowhere in the app.</summary>
    public Location? CompletionAt { get; init; }

    /// <summary>What becomes of the message.</summary>
    public ResetMail Mail { get; init; }

    /// <summary>By what the message is sent, or why it is not, as a clause about the place.</summary>
    public string MailBecause { get; init; } = "";

    /// <summary>The place that decides about the message; null where it is the request.</summary>
    public Location? MailAt { get; init; }

    /// <summary>Why the token is known to be sound, as a clause; empty when that could not be told.</summary>
    public string TokenSound { get; init; } = "";

    /// <summary>What is wrong with its token or its answers, the worst first.</summary>
    public ImmutableArray<ResetWeakness> Weaknesses { get; init; } = [];

    /// <summary>How far a test walks it.</summary>
    public ResetTest Test { get; init; }

    /// <summary>The test that walks farthest; null without one.</summary>
    public Location? TestAt { get; init; }

    /// <summary>What that test leaves out, as a clause; empty when nothing.</summary>
    public string TestLacks { get; init; } = "";

    /// <summary>Whether there is anything that a test could walk.</summary>
    public bool Exists => RequestAt is not null || CompletionAt is not null;
}

/// <summary>Whose work a flow is.</summary>
public enum ResetOwner
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The app's own, or that of a library inside it: the app sends the message.</summary>
    App,

    /// <summary>A service keeps the passwords and sends the message; the app has pages of its own.</summary>
    Shared,

    /// <summary>A service does all of it, on its own pages.</summary>
    Service,
}

/// <summary>Whether a flow leads from the request to a new password.</summary>
public enum ResetWay
{
    /// <summary>That could not be told.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Whole,

    /// <summary>Nobody can ask for a new password.</summary>
    NoRequest,

    /// <summary>The request leads to no place where a new password is set.</summary>
    NoCompletion,
}

/// <summary>What becomes of the message with the token.</summary>
public enum ResetMail
{
    /// <summary>That could not be told.</summary>
    Unknown,

    /// <summary>The app hands it to something that sends it.</summary>
    Sent,

    /// <summary>Production sends nothing.</summary>
    NeverSent,

    /// <summary>The service sends it, by settings that are kept there.</summary>
    ByService,
}

/// <summary>How far the best test walks a flow.</summary>
public enum ResetTest
{
    /// <summary>Whether there is one could not be told.</summary>
    Unknown,

    /// <summary>No test touches the flow.</summary>
    None,

    /// <summary>A test touches it, and does not walk it from the request to the new sign-in.</summary>
    Touches,

    /// <summary>A test walks it from the request over the message to the new sign-in; no refusal is tried.</summary>
    Walks,

    /// <summary>The same, and one more shows that a wrong, used or old token is refused.</summary>
    WalksAndRefuses,
}

/// <summary>Something about a reset that lets others in, or tells them what they are not to know.</summary>
/// <param name="At">The line that makes it so.</param>
/// <param name="Gap">What it is.</param>
/// <param name="Says">The finding's sentence, whose subject is the place.</param>
public sealed record ResetWeakness(Location At, ResetGap Gap, string Says) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"reset:{Gap}:{At.Path}:{Says}";
}

/// <summary>Kinds of weakness of a reset.</summary>
public enum ResetGap
{
    /// <summary>Not told apart.</summary>
    Unknown,

    /// <summary>A password is set without any token.</summary>
    NoToken,

    /// <summary>The token can be worked out or guessed.</summary>
    Guessable,

    /// <summary>The token never ends.</summary>
    Endless,

    /// <summary>The token is good for a second time.</summary>
    Reusable,

    /// <summary>The token or link is written to the log.</summary>
    Logged,

    /// <summary>The token or link is given to whoever asks.</summary>
    Returned,

    /// <summary>The address of the link comes from the request.</summary>
    LinkFromRequest,

    /// <summary>The answer tells whether an address has an account.</summary>
    TellsAccounts,

    /// <summary>A remark that changes no verdict.</summary>
    Remark,
}

public sealed partial class App
{
    /// <summary>The ways to sign in with a password, each with its way back in.</summary>
    public Facts<ResetFlow> ResetFlows => Of<ResetFlow>();
}
