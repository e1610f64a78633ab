using System.Collections;

namespace Shipworthy.Model;

/// <summary>
/// All facts of one kind, together with the places where facts of that kind could not be seen. Filtering keeps the blind spots: what was not seen
/// might have matched.
/// </summary>
public sealed class Facts<T> : IReadOnlyList<T>
    where T : Fact
{
    readonly ImmutableArray<T> known;

    /// <summary>Known facts in the order of their places, and the blind spots of their kind.</summary>
    public Facts(IEnumerable<T> known, IEnumerable<BlindSpot>? blindSpots = null)
    {
        this.known = [.. known];
        BlindSpots = blindSpots is null ? [] : [.. blindSpots];
    }

    /// <summary>No facts, and nothing that could not be seen.</summary>
    public static Facts<T> None { get; } = new([]);

    /// <summary>Where facts of this kind could not be seen.</summary>
    public ImmutableArray<BlindSpot> BlindSpots { get; }

    /// <summary>How many facts are known.</summary>
    public int Count => known.Length;

    /// <summary>The fact at the given index.</summary>
    public T this[int index] => known[index];

    /// <summary>The facts that meet the condition; blind spots stay.</summary>
    public Facts<T> Where(Func<T, bool> condition) => new(known.Where(condition), BlindSpots);

    /// <summary>Judges every fact: one failing fact fails the whole. Each blind spot is one unproven finding.</summary>
    public Judgement JudgeEach(Func<T, Finding> judge) => new([.. known.Select(judge), .. BlindSpots.Select(Unseen)]);

    /// <summary>
    /// Judges whether there is a sound one: the best fact decides. A blind spot leaves it unproven unless a fact passes; the others are notes.
    /// </summary>
    public Judgement JudgeBest(Func<T, Finding> judge)
    {
        ImmutableArray<Finding> all = [.. known.Select(judge), .. BlindSpots.Select(Unseen)];
        var counted = all.Where(finding => finding.Outcome is not Outcome.Note).Order(FindingOrder.BestFirst).ToList();
        if (counted.Count == 0)
            return new(all);
        var best = counted[0];
        return new([best, .. all.Where(finding => !ReferenceEquals(finding, best)).Select(AsNote)]);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)known).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static Finding Unseen(BlindSpot spot) =>
        new(Outcome.Unproven, spot.At, spot.Because) { Identity = $"unseen:{typeof(T).Name}:{spot.At.Path}:{spot.Because}" };

    static Finding AsNote(Finding finding) => finding with { Outcome = Outcome.Note, Severity = null, Rule = null };
}
