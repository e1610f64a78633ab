namespace Shipworthy.Model;

/// <summary>How a server treats the sessions behind their cookies.</summary>
public enum KeepingFlaw
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>It keeps them in the memory of one process, by a store that its makers call unfit for production.</summary>
    InMemory,

    /// <summary>It keeps the name that a session had before signing in.</summary>
    SameNameAfterSignIn,

    /// <summary>It puts a token of a session into an address.</summary>
    TokenInAddress,
}

/// <summary>One thing that is wrong with how sessions are kept on the server.</summary>
/// <param name="At">The line that shows it.</param>
/// <param name="Flaw">What is wrong.</param>
/// <param name="Because">What is known of it, as a clause about the place.</param>
public sealed record SessionKeeping(Location At, KeepingFlaw Flaw, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"sessions:{At.Path}:{Flaw}:{Because}";
}

public sealed partial class App
{
    /// <summary>What is wrong with how sessions are kept on servers.</summary>
    public Facts<SessionKeeping> SessionKeepings => Of<SessionKeeping>();

    /// <summary>Signs that people sign in whose session was not found.</summary>
    public Facts<SignInSign> SignInSigns => Of<SignInSign>();
}

/// <summary>A sign that people sign in: a library for it, a way of asking who is calling.</summary>
/// <param name="At">The line that shows it.</param>
/// <param name="Because">What it shows, as a clause about the place: "uses passport".</param>
public sealed record SignInSign(Location At, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"sign-in:{At.Path}:{Because}";

    /// <summary>The part of the app that it is in; empty when that is not known.</summary>
    public string Deployable { get; init; } = "";
}
