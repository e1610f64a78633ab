using System.Collections.Concurrent;

namespace Shipworthy.Extractors;

/// <summary>Runs all extractors, then all combiners, in parallel within each, and gives the app. A broken one costs its facts, not the scan.</summary>
public static class Learning
{
    /// <summary>Everything that can be learnt from the sources.</summary>
    /// <param name="broken">Takes the name of an extractor that stopped, with its error; may be called from several threads.</param>
    public static App From(Sources sources, Action<string, Exception> broken, int jobs)
    {
        // Most extractors begin with the code. Were they to wait for one of them to parse it, nothing else would be done meanwhile.
        _ = sources.Code;
        var facts = new FactSet();
        Run(
            AllExtractors.All,
            extractor => extractor.Teaches,
            (extractor, learn) => extractor.Extract(sources, learn),
            facts,
            broken,
            jobs
        );
        var known = new App(facts);
        var combined = new FactSet();
        Run(
            AllCombiners.All,
            combiner => combiner.Teaches,
            (combiner, learn) => combiner.Combine(sources, known, learn),
            combined,
            broken,
            jobs
        );
        combined.AddAll(facts);
        return new(combined);
    }

    static void Run<T>(
        ImmutableArray<T> all,
        Func<T, ImmutableArray<Type>> teaches,
        Action<T, Learner> run,
        FactSet into,
        Action<string, Exception> broken,
        int jobs
    )
        where T : notnull
    {
        var learnt = new ConcurrentBag<FactSet>();
        Parallel.ForEach(
            Partitioner.Create(all, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = jobs },
            one =>
            {
                learnt.Add(Of(one, teaches(one), run, broken));
            }
        );
        foreach (var set in learnt)
            into.AddAll(set);
    }

    /// <summary>What one of them teaches; where it stops with an error, a blind spot of each of its kinds.</summary>
    internal static FactSet Of<T>(T one, ImmutableArray<Type> teaches, Action<T, Learner> run, Action<string, Exception> broken)
        where T : notnull
    {
        var learner = new Learner(teaches);
        try
        {
            run(one, learner);
        }
        // The one place where an extractor's bug is caught: it must cost its own facts and nothing else.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            broken(one.GetType().Name, error);
            foreach (var kind in teaches)
                learner.Facts.AddBlindSpot(
                    kind,
                    new(Location.WholeApp, $"{one.GetType().Name} stopped with an error, so its facts are missing")
                );
        }
        return learner.Facts;
    }
}
