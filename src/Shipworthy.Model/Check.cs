namespace Shipworthy.Model;

/// <summary>
/// One of the 58 checks: a pure function from <see cref="App"/> to <see cref="Verdict"/>, with the words that explain it.
/// A check does no input or output and asks no clock; its file is its registration.
/// </summary>
public abstract class Check(string id, string sentence)
{
    /// <summary>Area and position in the checklist: <c>1.7</c>.</summary>
    public string Id => id;

    /// <summary>The sentence of the checklist, verbatim.</summary>
    public string Sentence => sentence;

    /// <summary>The area that it belongs to.</summary>
    public Area Area => Area.All[id[0] - '1'];

    /// <summary>Position in its area, from 1.</summary>
    public int Position => id[2] - '0';

    /// <summary>Why it matters, in one or two sentences to a founder.</summary>
    public abstract string Why { get; }

    /// <summary>What to type, as Markdown: a sentence, then one list item a stack.</summary>
    public abstract string Fix { get; }

    /// <summary>What settles an unproven verdict: the probe, drill, inspection or attestation, and what it does.</summary>
    public abstract string SettledBy { get; }

    /// <summary>What counts as one item of the "k of n", as a clause: "each policy of each service counts once".</summary>
    public abstract string Counts { get; }

    /// <summary>When it is proved, as a clause: "names exact origins, or grants nothing because page and API share one address".</summary>
    public abstract string ProvedWhen { get; }

    /// <summary>When it stays unproven, as a clause.</summary>
    public abstract string UnprovenWhen { get; }

    /// <summary>When it does not apply, as a clause; null when it always applies.</summary>
    public abstract string? NotApplicableWhen { get; }

    /// <summary>The rows that make it fail, the worst first.</summary>
    public virtual ImmutableArray<Rule> Rules => [];

    /// <summary>The verdict on the app.</summary>
    public abstract Verdict Judge(App app);
}
