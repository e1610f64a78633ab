namespace Shipworthy.Model;

/// <summary>The way by which a client comes to hold a secret.</summary>
public enum ExposureWay
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A key of known shape is written in what is shipped (rubric F1).</summary>
    Written,

    /// <summary>The build, or the server that makes the page, puts the value of a variable into it (F2).</summary>
    BuiltIn,

    /// <summary>The client signs itself in with it at an API that is paid for or privileged (F3).</summary>
    SignsIn,

    /// <summary>A secret of the app's own is written in what is shipped (F5).</summary>
    OwnSecret,

    /// <summary>A variable of a secret has a name that the build hands out, and no client reads it yet (F4).</summary>
    NamedPublic,

    /// <summary>Client code uses a library that is made for servers, with a privileged key (F6).</summary>
    ServerLibrary,

    /// <summary>Maps publish the source of server code (F7).</summary>
    SourceMaps,
}

/// <summary>How sure it is that a secret gets out.</summary>
public enum ExposureState
{
    /// <summary>Whether it is a secret, or where it goes, could not be followed.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Exposed,

    /// <summary>It looks like it, and does not.</summary>
    Harmless,
}

/// <summary>A secret that a client can get at, or something that looks like one.</summary>
/// <param name="At">Where the client gets at it: the literal, the read of the variable, the call.</param>
/// <param name="Client">The name of the client.</param>
/// <param name="Name">What it is called: a variable, a constant, a library; of a literal, its noun.</param>
public sealed record ClientExposure(Location At, string Client, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"exposed:{Client}:{Way}:{Name}{(Hash.Length > 0 ? ":" + Hash : "")}";

    /// <summary>The way by which it gets there.</summary>
    public required ExposureWay Way { get; init; }

    /// <summary>Whether it does.</summary>
    public required ExposureState State { get; init; }

    /// <summary>What is known of it, as a clause whose subject is the place.</summary>
    public required string Because { get; init; }

    /// <summary>The hash of the value where one is written, equal to that of its <see cref="Secret"/>; otherwise empty.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Further places where the client has it.</summary>
    public ImmutableArray<Location> Also { get; init; } = [];

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Also;

    /// <inheritdoc/>
    public override ImmutableArray<string> Roots => Hash.Length > 0 ? [.. base.Roots, $"fact:secret:{Hash}"] : base.Roots;
}

public sealed partial class App
{
    /// <summary>Secrets that clients can get at.</summary>
    public Facts<ClientExposure> ClientExposures => Of<ClientExposure>();
}
