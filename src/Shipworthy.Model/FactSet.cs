namespace Shipworthy.Model;

/// <summary>Facts and blind spots of every kind, as extractors hand them over. The order in which they were learnt leaves no trace.</summary>
public sealed class FactSet : IFactSource
{
    readonly Dictionary<Type, List<Fact>> facts = [];
    readonly Dictionary<Type, List<BlindSpot>> blindSpots = [];

    /// <summary>Takes a fact.</summary>
    public void Add(Fact fact) => ListOf(facts, fact.GetType()).Add(fact);

    /// <summary>Takes a place where facts of the kind could not be seen.</summary>
    public void AddBlindSpot(Type kind, BlindSpot spot) => ListOf(blindSpots, kind).Add(spot);

    /// <summary>Takes everything that another set holds.</summary>
    public void AddAll(FactSet other)
    {
        foreach (var (kind, list) in other.facts)
            ListOf(facts, kind).AddRange(list);
        foreach (var (kind, list) in other.blindSpots)
            ListOf(blindSpots, kind).AddRange(list);
    }

    /// <summary>The facts of one kind in the order of their places, with the blind spots of that kind.</summary>
    public Facts<T> Of<T>()
        where T : Fact
    {
        var known = facts.TryGetValue(typeof(T), out var list) ? list : [];
        var unseen = blindSpots.TryGetValue(typeof(T), out var spots) ? spots : [];
        if (known.Count == 0 && unseen.Count == 0)
            return Facts<T>.None;
        return new(
            known
                .Cast<T>()
                .OrderBy(fact => fact.At.Path, StringComparer.Ordinal)
                .ThenBy(fact => fact.At.Line)
                .ThenBy(fact => fact.At.Column)
                .ThenBy(fact => fact.Identity, StringComparer.Ordinal),
            unseen
                .Distinct()
                .OrderBy(spot => spot.At.Path, StringComparer.Ordinal)
                .ThenBy(spot => spot.At.Line)
                .ThenBy(spot => spot.Because, StringComparer.Ordinal)
        );
    }

    /// <summary>This set: it holds all that was handed over.</summary>
    FactSet IFactSource.Holding(Type kind) => this;

    static List<TItem> ListOf<TItem>(Dictionary<Type, List<TItem>> lists, Type kind)
    {
        if (!lists.TryGetValue(kind, out var list))
            lists[kind] = list = [];
        return list;
    }
}
