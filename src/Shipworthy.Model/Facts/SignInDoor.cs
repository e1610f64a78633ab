namespace Shipworthy.Model;

/// <summary>What makes guessing slow at a door.</summary>
public enum BrakeKind
{
    /// <summary>By whom it counts could not be told.</summary>
    Unknown,

    /// <summary>Counts failures of an account, and lets it rest after some.</summary>
    LocksAccount,

    /// <summary>Counts failures of an address, and refuses it after some.</summary>
    LocksAddress,

    /// <summary>Asks each caller for a puzzle that a person solves, and has the answer verified on the server.</summary>
    AsksPuzzle,
}

/// <summary>When a lock is looked at, seen from the comparison of what was given.</summary>
public enum BrakeOrder
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Before the comparison decides: who is locked out learns nothing.</summary>
    First,

    /// <summary>After the right password only, and with another answer: who is locked out goes on guessing, and sees which guess was right.</summary>
    AfterSuccess,

    /// <summary>After a wrong password only: the right one is taken at any time.</summary>
    AfterFailure,
}

/// <summary>Something on the path of a door that makes guessing slow.</summary>
/// <param name="At">The line that looks at the lock, asks the library, or verifies the puzzle.</param>
/// <param name="By">The library or product; "its own lock" where the app counts by itself.</param>
public sealed record AccountBrake(Location At, string By)
{
    /// <summary>How it works.</summary>
    public BrakeKind Kind { get; init; }

    /// <summary>When it is looked at.</summary>
    public BrakeOrder Order { get; init; }

    /// <summary>How many failures it allows; null when that is computed.</summary>
    public double? Failures { get; init; }

    /// <summary>For how many seconds it locks, or over how many it counts; null when it is computed, or no time is given.</summary>
    public double? Seconds { get; init; }

    /// <summary>Failures an hour that it allows; null when unknown.</summary>
    public double? PerHour => Failures is { } failures && Seconds is > 0 and { } seconds ? failures * 3600 / Math.Min(seconds, 3600) : null;

    /// <summary>Where counts are kept.</summary>
    public LimitStore Store { get; init; } = LimitStore.Shared;

    /// <summary>What an address is taken from, where callers choose it; empty when they cannot.</summary>
    public string KeyFrom { get; init; } = "";

    /// <summary>Why it does nothing although it is there, as a clause: "lockoutOnFailure is false"; null when it acts.</summary>
    public string? Idle { get; init; }

    /// <summary>Whether somebody switched it off, and did not merely leave it unused.</summary>
    public bool IsSwitchedOff { get; init; }

    /// <summary>Why it may not hold for every guess, as a clause; null when it surely does.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether it comes with a product that locks by default, whatever its numbers are.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether a locked account gets an answer that an unknown one never gets.</summary>
    public bool TellsAccounts { get; init; }
}

/// <summary>An endpoint at which somebody may guess at a password, a code or a PIN: what it takes, and what makes guessing slow.</summary>
/// <param name="Endpoint">The endpoint, with the limits of calls on its path.</param>
public sealed record SignInDoor(Endpoint Endpoint) : Fact(Endpoint.At)
{
    /// <inheritdoc/>
    public override string Identity => $"door:{Endpoint.Identity}";

    /// <summary>What is guessed at, as a plural noun: "passwords", "codes".</summary>
    public string Guessed { get; init; } = "passwords";

    /// <summary>Where what was given is compared; null when it was not seen.</summary>
    public Location? ComparedAt { get; init; }

    /// <summary>Where what the comparison says is asked for: the comparison, or the call of a function that compares two values and knows of no account.</summary>
    public Location? DecidedAt { get; init; }

    /// <summary>Why nothing can be guessed here, as a clause about the endpoint; null when something can, or may.</summary>
    public string? NothingToGuess { get; init; }

    /// <summary>Why what it takes could not be told, as a clause; null when it was seen.</summary>
    public string? NotSeen { get; init; }

    /// <summary>Why a brake may be there that was not seen, as a clause; null when nothing hints at one.</summary>
    public string? BrakesUnseen { get; init; }

    /// <summary>What makes guessing slow.</summary>
    public ImmutableArray<AccountBrake> Brakes { get; init; } = [];

    /// <summary>Where failures are counted that nobody looks at before the next guess; null when none are.</summary>
    public Location? CountsOnlyAt { get; init; }

    /// <summary>The service that the server of the app asks to compare, and that counts by the server's address; empty when there is none.</summary>
    public string AskedByServer { get; init; } = "";

    /// <summary>Whom the door lets in besides customers, as a plural noun: "administrators"; empty when nobody was seen.</summary>
    public string LetsIn { get; init; } = "";

    /// <summary>Why no person signs in there, as a clause about the endpoint: "takes the password of something that is shared"; null when somebody does, or may.</summary>
    public string? AdmitsNobody { get; init; }

    /// <summary>Why it may give no session at all, as a clause; null when it gives one.</summary>
    public string? AdmitsDoubt { get; init; }

    /// <summary>Where it asks for a second factor before it gives a session to whoever enrolled one; null when it was not seen to.</summary>
    public Location? AsksFactorAt { get; init; }

    /// <summary>Why it may ask for a second factor although that was not seen, or may not although it looks like it, as a clause; null when neither.</summary>
    public string? FactorDoubt { get; init; }

    /// <summary>Where its product is told what to do, so that a second factor is missing there; null when that is the door itself.</summary>
    public Location? ProductSetAt { get; init; }

    /// <summary>Where the answer for an unknown account differs from the one for a wrong password; null when it was not seen to.</summary>
    public Location? TellsAccountsAt { get; init; }
}

public sealed partial class App
{
    /// <summary>The endpoints at which people sign in, or where that may be.</summary>
    public Facts<SignInDoor> SignInDoors => Of<SignInDoor>();
}
