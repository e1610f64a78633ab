using System.Collections.Concurrent;

namespace Shipworthy.Extractors;

/// <summary>
/// Runs an extractor or a combiner when somebody first asks for a kind of fact that it teaches, and once. The facts of a kind are those that
/// <see cref="Learning"/> gives.
/// </summary>
sealed class LearningOnDemand : IFactSource
{
    readonly ILookup<Type, Lazy<FactSet>> teachers;
    readonly ConcurrentDictionary<Type, Lazy<FactSet>> known = new();

    LearningOnDemand(IEnumerable<(ImmutableArray<Type> Teaches, Lazy<FactSet> Facts)> all) =>
        teachers = all.SelectMany(one => one.Teaches.Select(kind => (kind, one.Facts))).ToLookup(one => one.kind, one => one.Facts);

    /// <summary>The app whose facts are learnt when they are asked for.</summary>
    /// <param name="broken">Takes the name of an extractor that stopped, with its error; may be called from several threads, and later.</param>
    public static App From(Sources sources, Action<string, Exception> broken)
    {
        var extracted = AllExtractors
            .All.Select(one =>
                (one.Teaches, new Lazy<FactSet>(() => Learning.Of(one, one.Teaches, (it, learn) => it.Extract(sources, learn), broken)))
            )
            .ToList();
        // A combiner sees what extractors taught and no other combiner's facts, so that nobody waits for himself.
        var seen = new App(new LearningOnDemand(extracted));
        var combined = AllCombiners.All.Select(one =>
            (one.Teaches, new Lazy<FactSet>(() => Learning.Of(one, one.Teaches, (it, learn) => it.Combine(sources, seen, learn), broken)))
        );
        return new(new LearningOnDemand([.. extracted, .. combined]));
    }

    /// <summary>What everyone teaches who teaches the kind.</summary>
    public FactSet Holding(Type kind) => known.GetOrAdd(kind, asked => new(() => Learn(asked))).Value;

    FactSet Learn(Type kind)
    {
        var facts = new FactSet();
        foreach (var one in teachers[kind])
            facts.AddAll(one.Value);
        return facts;
    }
}
