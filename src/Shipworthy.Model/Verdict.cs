namespace Shipworthy.Model;

/// <summary>The answer of one check, with the findings that it stands on, the worst first.</summary>
public sealed record Verdict
{
    /// <summary>Reasons of verdicts whose scope was empty, each with the kind that it led to. A set, so that joining is associative.</summary>
    readonly ImmutableSortedSet<(VerdictKind Kind, string Text)> reasons;

    Verdict(VerdictKind kind, ImmutableSortedSet<(VerdictKind, string)> reasons, ImmutableArray<Finding> findings)
    {
        Kind = kind;
        this.reasons = reasons;
        Findings = findings;
    }

    /// <summary>One of the four answers.</summary>
    public VerdictKind Kind { get; private init; }

    /// <summary>"k of n", or the reason of a verdict whose scope is empty.</summary>
    public string Because =>
        SettledBy is not null ? $"stated by {SettledBy.By} until {SettledBy.Until:yyyy-MM-dd}"
        : reasons.Any(reason => reason.Kind == Kind)
            ? string.Join("; ", reasons.Where(reason => reason.Kind == Kind).Select(reason => reason.Text))
        : $"{Passed} of {Total}";

    /// <summary>Why scopes were empty, each with the kind that it led to.</summary>
    public IEnumerable<(VerdictKind Kind, string Text)> Reasons => reasons;

    /// <summary>All findings in the order <see cref="FindingOrder.WorstFirst"/>; notes come last and count nowhere.</summary>
    public ImmutableArray<Finding> Findings { get; private init; }

    /// <summary>The statement that settled an unproven verdict; otherwise null.</summary>
    public Attestation? SettledBy { get; private init; }

    /// <summary>How many items count: those of all findings but the notes.</summary>
    public int Total => Findings.Sum(finding => finding.Outcome is Outcome.Note ? 0 : finding.Items);

    /// <summary>How many of them pass.</summary>
    public int Passed => Findings.Sum(finding => finding.Outcome is Outcome.Pass ? finding.Items : 0);

    /// <summary>The worst severity of a failing verdict; null for every other.</summary>
    public Severity? Severity => Findings.Max(finding => finding.Severity);

    /// <summary>What the verdict stands on: the strongest proof of a failing finding, or the weakest that a pass needs.</summary>
    public Proof Proof =>
        Kind switch
        {
            VerdictKind.NotApplicable or VerdictKind.Unproven => Proof.None,
            VerdictKind.Pass when SettledBy is not null => Proof.Attestation,
            VerdictKind.Pass => Findings
                .Where(finding => finding.Outcome is Outcome.Pass)
                .Select(finding => finding.Proof)
                .DefaultIfEmpty(Proof.None)
                .Min(),
            VerdictKind.Fail => Findings.Where(finding => finding.Outcome is Outcome.Fail).Max(finding => finding.Proof),
        };

    /// <summary>The check does not apply. Say which precondition is absent.</summary>
    public static Verdict NotApplicable(string because) => new(VerdictKind.NotApplicable, [(VerdictKind.NotApplicable, because)], []);

    /// <summary>The answer when a check stopped with an error: its question is open, and the scan says so.</summary>
    public static Verdict Broken(string check, string error) =>
        Empty(VerdictKind.Unproven, $"check {check} stopped with an error: {error}", []);

    /// <summary>A verdict that was judged before and kept, put together again from what <see cref="Kind"/>, <see cref="Reasons"/> and <see cref="Findings"/> said.</summary>
    public static Verdict Kept(VerdictKind kind, IEnumerable<(VerdictKind Kind, string Text)> reasons, ImmutableArray<Finding> findings) =>
        new(kind, [.. reasons], findings);

    internal static Verdict Empty(VerdictKind kind, string because, ImmutableArray<Finding> findings) =>
        new(kind, [(kind, because)], findings.Sort(FindingOrder.WorstFirst));

    /// <summary>The worst of the findings decides. Observed findings outrank read ones about the same thing, and those outrank said ones.</summary>
    internal static Verdict Of(ImmutableArray<Finding> findings)
    {
        var standing = Precedence.Apply(findings).Sort(FindingOrder.WorstFirst);
        var worst = standing.Max(finding => finding.Outcome);
        var kind = worst switch
        {
            Outcome.Fail => VerdictKind.Fail,
            Outcome.Unproven => VerdictKind.Unproven,
            Outcome.Pass => VerdictKind.Pass,
            Outcome.Note => VerdictKind.NotApplicable,
        };
        return new(kind, [], standing);
    }

    /// <summary>Both must hold: the worse one decides, and the findings of both are shown.</summary>
    public static Verdict operator &(Verdict a, Verdict b) =>
        new(
            a.Kind >= b.Kind ? a.Kind : b.Kind,
            a.reasons.Union(b.reasons),
            [.. a.Findings.Concat(b.Findings).Order(FindingOrder.WorstFirst)]
        );

    /// <summary>
    /// The verdict with a person's statement: it settles an unproven verdict, and never a fail. It cannot stand in for judging, which might find one.
    /// A statement about some files settles what is open there, and the verdict once nothing else is open.
    /// </summary>
    public Verdict Attested(Attestation attestation)
    {
        if (Kind is not VerdictKind.Unproven)
            return this;
        ImmutableArray<Finding> findings =
        [
            .. Findings.Select(finding =>
                finding.Outcome is Outcome.Unproven && attestation.Covers(finding)
                    ? finding with
                    {
                        Outcome = Outcome.Pass,
                        Proof = Proof.Attestation,
                    }
                    : finding
            ),
        ];
        var open =
            findings.Any(finding => finding.Outcome is Outcome.Unproven)
            || (!attestation.Scope.IsEmpty && reasons.Any(reason => reason.Kind is VerdictKind.Unproven));
        return open
            ? this with
            {
                Findings = findings,
            }
            : this with
            {
                Kind = VerdictKind.Pass,
                SettledBy = attestation,
                Findings = findings,
            };
    }

    /// <summary>The verdict with waivers shown at the findings that they name. It does not change: waived is not passed.</summary>
    public Verdict Waived(string check, IEnumerable<Waiver> waivers)
    {
        var byFingerprint = waivers.ToLookup(waiver => waiver.Fingerprint, StringComparer.Ordinal);
        return this with
        {
            Findings =
            [
                .. Findings.Select(finding =>
                    finding.Outcome is Outcome.Fail && byFingerprint[finding.Fingerprint(check)].FirstOrDefault() is { } waiver
                        ? finding with
                        {
                            Waiver = waiver,
                        }
                        : finding
                ),
            ],
        };
    }
}
