namespace Shipworthy.Model;

/// <summary>How long a token of a session is good.</summary>
public enum TokenEnd
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>After <see cref="SessionToken.Seconds"/>.</summary>
    After,

    /// <summary>Never: it carries no end.</summary>
    Never,

    /// <summary>It carries an end, and whoever checks it does not look.</summary>
    Ignored,
}

/// <summary>A token of a session where it is made or checked, with its end.</summary>
/// <param name="At">The line that decides when it ends.</param>
/// <param name="Name">What makes it or checks it: <c>jwt.sign</c>.</param>
public sealed record SessionToken(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"token:{At.Path}:{End}:{Name}{Suffix}";

    /// <summary>When it ends.</summary>
    public required TokenEnd End { get; init; }

    /// <summary>Seconds until it ends, when it ends after some.</summary>
    public double Seconds { get; init; }

    /// <summary>What it is for.</summary>
    public CredentialKind Kind { get; init; }

    /// <summary>The part of the app that makes it; empty when that is not known.</summary>
    public string Deployable { get; init; } = "";

    /// <summary>Tells tokens apart that are alike in everything but their place: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

public sealed partial class App
{
    /// <summary>The tokens of sessions, each with its end.</summary>
    public Facts<SessionToken> SessionTokens => Of<SessionToken>();
}
