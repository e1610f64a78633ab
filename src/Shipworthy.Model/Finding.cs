using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Model;

/// <summary>What a check says of one fact: an outcome at a place, in one sentence whose subject is that place.</summary>
public sealed record Finding(Outcome Outcome, Location At, string Says)
{
    /// <summary>How bad a failing finding is; null for every other outcome.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The rule that fired; null unless the outcome is <see cref="Outcome.Fail"/>.</summary>
    public Rule? Rule { get; init; }

    /// <summary>The identity of the fact judged, stable while lines move: what a waiver and a baseline refer to.</summary>
    public required string Identity { get; init; }

    /// <summary>The kind of source that it stands on.</summary>
    public Proof Proof { get; init; } = Proof.Code;

    /// <summary>Other places that belong to the evidence: further copies of a secret, the line that makes another one bad.</summary>
    public ImmutableArray<Location> Related { get; init; } = [];

    /// <summary>Whether the related places lead to it, in their order: from where a value comes in, step by step.</summary>
    public bool IsLedTo { get; init; }

    /// <summary>
    /// The things whose change mends the finding, as identities: a line, a settings file, a missing middleware. Findings that share a root are one cause.
    /// </summary>
    public ImmutableArray<string> Roots { get; init; } = [];

    /// <summary>How many items of "k of n" it speaks for: 1, the number of findings that it was joined from, or 0 when it only sums up others.</summary>
    public int Items { get; init; } = 1;

    /// <summary>The waiver that a named person gave it. It stays a fail.</summary>
    public Waiver? Waiver { get; init; }

    /// <summary>
    /// A short name that stays the same while lines move: check id, colon, and 12 hex digits of the SHA-256 of the identity (and of the rule, where one fired).
    /// </summary>
    public string Fingerprint(string check)
    {
        var text = Rule is null ? Identity : $"{Identity}\n{Rule.Id}";
        return $"{check}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}";
    }
}
