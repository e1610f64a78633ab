namespace Shipworthy.Model;

/// <summary>
/// A service outside the app at which its people sign in: the service holds the passwords, shows its own pages or is called by the app's clients, and counts guesses by itself.
/// </summary>
/// <param name="At">The first place of the app that uses it.</param>
/// <param name="Vendor">The service, as its makers spell it.</param>
public sealed record SignInService(Location At, string Vendor) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"sign-in-service:{Vendor}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. new[] { SetAt }.OfType<Location>().Where(place => place != At)];

    /// <summary>What it does against guessing without anybody's doing, as the rest of a sentence: "locks an account for an hour after ten failures"; null when nothing, or unknown.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it counts by account; otherwise by address only.</summary>
    public bool CountsAccounts { get; init; }

    /// <summary>Whether its brake still counts, and allows too much.</summary>
    public bool IsWeakened { get; init; }

    /// <summary>How its default was taken back in a file of the app, as a clause: "allows 3000 sign-ins in five minutes"; null when it was not.</summary>
    public string? SwitchedOff { get; init; }

    /// <summary>Where its default was changed or confirmed; null when it was left alone.</summary>
    public Location? SetAt { get; init; }

    /// <summary>Where code of a client decides by itself that an account is locked; null when none does.</summary>
    public Location? LockedInClientAt { get; init; }

    /// <summary>How it decides, as the rest of a sentence: "asks is_account_locked before it signs in".</summary>
    public string LockedInClient { get; init; } = "";
}

public sealed partial class App
{
    /// <summary>The services at which people sign in.</summary>
    public Facts<SignInService> SignInServices => Of<SignInService>();
}
