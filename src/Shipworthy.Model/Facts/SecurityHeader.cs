namespace Shipworthy.Model;

/// <summary>What one of the four headers protects from.</summary>
public enum HeaderKind
{
    /// <summary>None of the four.</summary>
    Unknown,

    /// <summary><c>Content-Security-Policy</c>, as far as it restricts scripts.</summary>
    ContentPolicy,

    /// <summary><c>X-Frame-Options</c>, or <c>frame-ancestors</c> of the policy.</summary>
    Framing,

    /// <summary><c>Strict-Transport-Security</c>.</summary>
    Https,

    /// <summary><c>Referrer-Policy</c>.</summary>
    Referrer,
}

/// <summary>How a surface sends a header.</summary>
public enum HeaderState
{
    /// <summary>Could not be seen from here.</summary>
    Unknown,

    /// <summary>With every page, and strong enough.</summary>
    Sent,

    /// <summary>With a value that protects less than it seems to.</summary>
    Weak,

    /// <summary>Only on some pages.</summary>
    Partial,

    /// <summary>Not at all.</summary>
    Absent,
}

/// <summary>One of the four security headers of one surface: a site, or the answers of an API.</summary>
/// <param name="At">The setting that sends it; where there is none, the file that would.</param>
/// <param name="Surface">What people call the surface.</param>
/// <param name="Kind">The header.</param>
public sealed record SecurityHeader(Location At, string Surface, HeaderKind Kind) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"header:{Surface}:{Kind}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Also;

    /// <summary>How it is sent.</summary>
    public required HeaderState State { get; init; }

    /// <summary>What is known of it, as a clause whose subject is the surface: "restricts no scripts by its policy".</summary>
    public required string Because { get; init; }

    /// <summary>Whether the surface answers with pages; otherwise it is an API.</summary>
    public bool HasPages { get; init; }

    /// <summary>Whether the host sends it by itself.</summary>
    public bool ByHost { get; init; }

    /// <summary>Further places that set it.</summary>
    public ImmutableArray<Location> Also { get; init; } = [];
}

/// <summary>Questions to <see cref="HeaderKind"/>.</summary>
public static class HeaderKinds
{
    extension(HeaderKind kind)
    {
        /// <summary>The header as the protocol spells it.</summary>
        public string Name =>
            kind switch
            {
                HeaderKind.ContentPolicy => "Content-Security-Policy",
                HeaderKind.Framing => "X-Frame-Options",
                HeaderKind.Https => "Strict-Transport-Security",
                HeaderKind.Referrer => "Referrer-Policy",
                HeaderKind.Unknown => "a header",
            };
    }
}

public sealed partial class App
{
    /// <summary>The four security headers of each surface that answers browsers.</summary>
    public Facts<SecurityHeader> SecurityHeaders => Of<SecurityHeader>();
}
