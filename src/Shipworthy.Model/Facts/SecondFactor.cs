namespace Shipworthy.Model;

/// <summary>What asks whether the second factor of a session was verified, besides the sign-in itself.</summary>
public enum FactorAsked
{
    /// <summary>Nothing was seen to.</summary>
    Unknown,

    /// <summary>Code of a client only.</summary>
    ClientOnly,

    /// <summary>Code of a server.</summary>
    Server,

    /// <summary>Policies or functions of the database.</summary>
    Database,
}

/// <summary>A second factor that an app offers: how people enrol it, and how it is verified.</summary>
/// <param name="At">The first place that has to do with it.</param>
/// <param name="By">The library or product; "its own code" where the app computes by itself.</param>
public sealed record SecondFactor(Location At, string By) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"second-factor:{By}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { EnrolAt, VerifyAt, AskedAt }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>What people use: "one-time codes", "passkeys".</summary>
    public string Method { get; init; } = "one-time codes";

    /// <summary>Where it is enrolled; null when nothing enrols it.</summary>
    public Location? EnrolAt { get; init; }

    /// <summary>Where it is verified; null when nothing does.</summary>
    public Location? VerifyAt { get; init; }

    /// <summary>What asks for it after the sign-in.</summary>
    public FactorAsked Asked { get; init; }

    /// <summary>Where that asks; null when nothing does.</summary>
    public Location? AskedAt { get; init; }

    /// <summary>Whether it is kept by a sign-in service whose sessions say whether it was verified.</summary>
    public bool IsOfService { get; init; }
}

public sealed partial class App
{
    /// <summary>The second factors that the app offers.</summary>
    public Facts<SecondFactor> SecondFactors => Of<SecondFactor>();
}
