namespace Shipworthy.Model;

/// <summary>
/// One thing learnt about the app, with the place where it was learnt. Facts are immutable; what could not be resolved in one is an
/// <c>Unknown</c> member with its reason, never a guess.
/// </summary>
public abstract record Fact(Location At)
{
    /// <summary>
    /// What the fact is about, as text that stays the same while lines move: a route, a table, the hash of a value. Never a line number.
    /// </summary>
    public abstract string Identity { get; }

    /// <summary>The kind of source that the fact was learnt from.</summary>
    public virtual Proof Proof => Proof.Code;

    /// <summary>Further places that belong to the fact.</summary>
    public virtual ImmutableArray<Location> Related => [];

    /// <summary>Whether the further places lead to it, in their order: from where a value comes in, step by step.</summary>
    public virtual bool IsLedTo => false;

    /// <summary>
    /// The things whose change would mend a gap in this fact. By default its lines, and its identity; findings of several checks that share one are one cause.
    /// </summary>
    public virtual ImmutableArray<string> Roots =>
        [.. Related.Prepend(At).Where(place => place.Line > 0).Select(place => $"line:{place.Path}:{place.Line}"), $"fact:{Identity}"];

    /// <summary>Positive evidence.</summary>
    public Finding Passes(string because) => Says(Outcome.Pass, because);

    /// <summary>Counter-evidence, by the given row of the rubric. The sentence defaults to the rule's own.</summary>
    public Finding Fails(Rule rule, string? because = null) =>
        Says(Outcome.Fail, because ?? rule.Says) with
        {
            Severity = rule.Severity,
            Rule = rule,
        };

    /// <summary>Cannot be shown either way.</summary>
    public Finding Unproven(string because) => Says(Outcome.Unproven, because);

    /// <summary>A near miss, or a remark that changes no verdict.</summary>
    public Finding NotCounted(string because) => Says(Outcome.Note, because);

    Finding Says(Outcome outcome, string because) =>
        new(outcome, At, because)
        {
            Identity = Identity,
            Proof = Proof,
            Related = Related,
            IsLedTo = IsLedTo,
            Roots = Roots,
        };
}
